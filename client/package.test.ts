import { readdirSync, readFileSync } from "node:fs";
import { parseFile } from "@seg-lang/language";
import { COMMANDS } from "@seg-lang/server/protocol";
import { describe, expect, test } from "vitest";

const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
const { contributes, main, browser, icon } = JSON.parse(read("package.json"));
const readme = read("README.md");
const sources = readdirSync(new URL("src", import.meta.url))
  .map((name) => read(`src/${name}`))
  .join("\n");

interface Snippet {
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

/** What is inserted if nothing is typed over the places to fill in. */
function inserted({ body }: Snippet): string {
  return body
    .join("\n")
    .replace(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, "$1")
    .replace(/\$\{\d+:([^}]*)\}/g, "$1")
    .replace(/\$\d+/g, "");
}

describe("a snippet inserts what can be read", () => {
  const snippets: Readonly<Record<string, Snippet>> = JSON.parse(read("snippets/seg.json"));
  test.each(Object.entries(snippets))("%s", (_, snippet) => {
    const text = inserted(snippet);
    expect(text).not.toMatch(/\$|\t/);
    expect(snippet.description).not.toBe("");
    const program = snippet.prefix === "when" ? `segment Some where (${text}) = 1` : text;
    expect(parseFile("a.seg", `${program}\n`).diagnostics.map(({ message }) => message)).toEqual([]);
  });
});

describe("what the extension contributes", () => {
  const properties: Readonly<Record<string, { description?: string; markdownDescription?: string }>> =
    contributes.configuration.properties;
  test.each(Object.keys(properties))("the setting %s is described, also in the README", (name) => {
    const { description = "", markdownDescription = "" } = properties[name] ?? {};
    expect(description + markdownDescription).toMatch(/^[A-Z].*\.$/s);
    expect(readme).toContain(`\`${name}\``);
  });

  const commands: readonly { readonly command: string; readonly category: string; readonly title: string }[] =
    contributes.commands;
  test.each(commands)("the command $command has a readable name, and somebody answers it", (given) => {
    expect(given.category).toBe("Seg");
    expect(given.title).toMatch(/^[A-Z][a-z]+ .+[^.]$/);
    const served: readonly string[] = Object.values(COMMANDS);
    expect(served.includes(given.command) || sources.includes(`"${given.command}"`)).toBe(true);
  });

  test("every command of the server can be called from the palette", () => {
    expect(commands.map(({ command }) => command)).toEqual(expect.arrayContaining(Object.values(COMMANDS)));
  });

  test("files that are named are there, and packed", () => {
    const packed = read("package.mjs");
    const texts = JSON.stringify([contributes, icon]);
    const paths = [...texts.matchAll(/"(?:\.\/)?((?:icons|snippets|syntaxes|walkthrough|language-)[^"]*\.\w+)"/g)];
    expect(paths.length).toBeGreaterThan(8);
    for (const [, path = ""] of paths) expect(read(path)).not.toBe("");
    for (const [, picture = ""] of readme.matchAll(/\]\((pictures\/[^)]+)\)/g)) expect(read(picture)).not.toBe("");
    for (const path of [main, browser]) {
      const inside = path.replace("./", "");
      expect(packed.includes(`"${inside}"`) || packed.includes(`"${inside.slice(0, inside.lastIndexOf("/"))}"`)).toBe(
        true,
      );
    }
  });
});
