import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as node from "../language/node/index.js";
import * as language from "../language/src/index.js";
import { blocksOf, printed, shownCommand } from "./kit/printed.js";

/**
 * What the READMEs show is what happens: the program, the data and the output of the commands of README.md, and the
 * printed lines (`// → …`) of the TypeScript examples.
 */
const root = fileURLToPath(new URL("../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "seg-readme-"));
const readme = readFileSync(join(root, "README.md"), "utf8");

const program = blocksOf(readme, "seg")[0]!;

beforeAll(() => {
  writeFileSync(join(folder, "shop.seg"), program);
  writeFileSync(join(folder, "overlap.seg"), program.replace('"Abyaneh"', '"Isfahan"'));
  writeFileSync(join(folder, "richer.seg"), program.replaceAll("80_000", "90_000"));
  writeFileSync(join(folder, "customers.ndjson"), blocksOf(readme, "ndjson")[0]!);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("README.md", () => {
  const consoles = blocksOf(readme, "console").map(shownCommand);

  test("opens with the two commands", () => {
    expect(blocksOf(readme, "sh")[0]).toMatch(/^npm ci && npm run demo\b.*\nnpm ci && npm test\b/);
    expect(consoles.length).toBeGreaterThan(3);
  });

  test.each(consoles)("shows what `seg $command` prints", async ({ command, output }) => {
    expect(await printed(command, folder)).toBe(output);
  });
});

describe.each(["README.md", "language/README.md"])("the TypeScript of %s", (name) => {
  const examples = blocksOf(readFileSync(join(root, name), "utf8"), "ts").map((example, index) => ({
    example,
    number: index + 1,
  }));

  test.each(examples)("example $number prints what it says", async ({ example }) => {
    const wanted = [...example.matchAll(/^\/\/ → (.*)$/gm)].map(([, line]) => line);
    expect(wanted.length).toBeGreaterThan(0);
    expect(await logged(example)).toEqual(wanted);
  });
});

/** The lines an example logs when it runs, its imports taken from the source. */
async function logged(example: string): Promise<string[]> {
  const body = example.replace(/^import (\{[^}]*\}) from "@seg-lang\/language(\/node)?";$/gm, (_, names, part) =>
    part === undefined ? `const ${names} = language;` : `const ${names} = node;`,
  );
  const { code } = await transform(`async function example() {\n${body}\n}`, { loader: "ts" });
  const lines: string[] = [];
  const log = (...values: unknown[]) => lines.push(values.map(String).join(" "));
  const run = new Function("language", "node", "console", `${code}; return example();`);
  const before = process.cwd();
  process.chdir(root);
  try {
    await run(language, node, { log });
  } finally {
    process.chdir(before);
  }
  return lines;
}
