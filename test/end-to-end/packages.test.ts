import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import vm from "node:vm";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";

/**
 * What npm would publish, installed into an empty folder: does it work without this repository around it?
 * The folder lies in the system's temporary folder, so nothing of node_modules here can be found from there.
 */
const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "seg-packages-"));

const PROGRAM = `customer { id: text key  city: text folded }
segment Tehran where city = "Tehran"
`;

const USE_OF_LIBRARY = `
import { compile } from "@seg-lang/language";
const program = compile({ "a.seg": ${JSON.stringify(PROGRAM)} });
const result = JSON.stringify({
  diagnostics: program.diagnostics.length,
  segments: program.classify({ id: "1", city: " TEHRAN" }),
});
`;

function command(name: string, words: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(name, words, { cwd: folder, encoding: "utf8" });
  expect(status, `${name} ${words.join(" ")}\n${stdout}${stderr}`).toBe(0);
  return stdout;
}

beforeAll(() => {
  const packed = spawnSync(
    "npm",
    ["pack", "--ignore-scripts", "--workspace=language", "--workspace=cli", `--pack-destination=${folder}`],
    { cwd: root, encoding: "utf8" },
  );
  expect(packed.status, packed.stderr).toBe(0);
  const tarballs = readdirSync(folder).filter((name) => name.endsWith(".tgz"));
  writeFileSync(join(folder, "package.json"), "{}");
  command("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", ...tarballs.map((name) => `./${name}`)]);
  writeFileSync(join(folder, "a.seg"), PROGRAM);
}, 300_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the command runs", () => {
  expect(command("npx", ["--no-install", "seg", "check"])).toContain("No errors: 1 segment");
});

test("the command brings no dependencies along", () => {
  const installed = JSON.parse(command("npm", ["ls", "--json", "--depth=1"])).dependencies;
  expect(installed["@seg-lang/cli"].dependencies ?? {}).toEqual({});
});

test("the library runs in Node", () => {
  writeFileSync(join(folder, "use.mjs"), `${USE_OF_LIBRARY}\nconsole.log(result);`);
  const result = JSON.parse(command(process.execPath, ["use.mjs"]));
  expect(result.diagnostics).toBe(0);
  expect(JSON.stringify(result.segments)).toContain("Tehran");
});

test("the part for Node runs, and the schema of seg.json is there", () => {
  writeFileSync(
    join(folder, "node.mjs"),
    `import { loadProgram } from "@seg-lang/language/node";
     import { createRequire } from "node:module";
     const schema = createRequire(import.meta.url)("@seg-lang/language/schemas/seg.schema.json");
     console.log(typeof loadProgram, schema.title);`,
  );
  expect(command(process.execPath, ["node.mjs"])).toBe("function seg.json\n");
});

test("the library bundles for a browser and runs without anything of Node", async () => {
  const { outputFiles } = await build({
    stdin: { contents: `${USE_OF_LIBRARY}\nglobalThis.result = result;`, resolveDir: folder },
    bundle: true,
    platform: "browser",
    format: "iife",
    write: false,
    logLevel: "silent",
  });
  // Of the globals that browsers add to the language only these: no process, no Buffer, no require.
  const page: { result?: string } = vm.createContext({ TextEncoder, TextDecoder, URL, console, performance });
  vm.runInContext(outputFiles[0]!.text, page);
  expect(JSON.parse(page.result!).diagnostics).toBe(0);
  expect(page.result).toContain("Tehran");
});

test("the declarations of types hold in a strict program", () => {
  writeFileSync(
    join(folder, "use.ts"),
    `import { compile } from "@seg-lang/language";
     import { loadProgram } from "@seg-lang/language/node";
     const diagnostics: readonly { readonly code: string }[] = compile({ "a.seg": "" }).diagnostics;
     export const all = [diagnostics, loadProgram];`,
  );
  const options = { strict: true, module: "nodenext", target: "es2023", types: [], noEmit: true, skipLibCheck: true };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: options, files: ["use.ts"] }));
  command(process.execPath, [join(root, "node_modules/typescript/lib/tsc.js"), "-p", "."]);
});
