import { readdirSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

/**
 * The licences of what a bundle holds, as their authors ask: one section a package. `inputs`: the files that esbuild has read
 * (the keys of its metafile's `inputs`), relative to the folder `base`.
 */
export function thirdPartyLicenses(inputs, base) {
  const folders = new Set();
  for (const input of inputs) {
    const match = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input);
    if (match) folders.add(match[0]);
  }
  const sections = [...folders].sort().map((folder) => {
    const root = new URL(`${folder}/`, pathToFileURL(base));
    const { name, version, license } = JSON.parse(readFileSync(new URL("package.json", root), "utf8"));
    const file = readdirSync(root).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file === undefined ? "" : readFileSync(new URL(file, root), "utf8");
    return `${name} ${version} (${license})\n\n${text.trim()}`;
  });
  return `${sections.join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
}
