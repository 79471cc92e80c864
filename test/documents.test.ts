import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

/** What the documents name is there: commands, settings, files, and where links lead. */
const root = fileURLToPath(new URL("../", import.meta.url));
const read = (path: string) => readFileSync(join(root, path), "utf8");

const DOCUMENTS = [
  "README.md",
  "ARCHITECTURE.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  "cli/README.md",
  "client/README.md",
  "server/README.md",
  "server/docs/editors.md",
  "language/README.md",
  "language/docs/infer.md",
  "language/docs/language.md",
  "language/docs/proofs.md",
];

const scripts: Readonly<Record<string, string>> = JSON.parse(read("package.json")).scripts;
const { contributes } = JSON.parse(read("client/package.json"));
const settings: readonly string[] = Object.keys(contributes.configuration.properties);
const commands: readonly string[] = contributes.commands.map(({ command }: { command: string }) => command);

/** The words that a heading is linked by. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M} _-]/gu, "")
    .replaceAll(" ", "-");

describe.each(DOCUMENTS)("%s", (path) => {
  const text = read(path);

  test("names scripts that there are", () => {
    const named = [...text.matchAll(/npm run (?:--silent )?([a-z:]+)/g)].map(([, name]) => name!);
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  test("names settings and commands of the editor that there are", () => {
    const named = [...text.matchAll(/`(seg\.[a-zA-Z.]+)`/g)].map(([, name]) => name!);
    const unknown = named.filter((name) => name !== "seg.json" && !settings.includes(name) && !commands.includes(name));
    expect(unknown).toEqual([]);
    for (const [, title] of text.matchAll(/\*\*Seg: ([^*]+)\*\*/g)) {
      expect(contributes.commands.map((each: { title: string }) => each.title)).toContain(title);
    }
  });

  test("leads to what is there", () => {
    const prose = text.replace(/```[\s\S]*?```/g, "");
    const targets = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!);
    const lost = targets.filter((target) => {
      if (/^https?:/.test(target)) return false;
      const [file = "", anchor] = target.split("#");
      const to = file === "" ? path : join(dirname(path), file);
      if (!existsSync(join(root, to))) return true;
      const headings = () => [...read(to).matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchorOf(heading!));
      return anchor !== undefined && !headings().includes(anchor);
    });
    expect(lost).toEqual([]);
  });

  test("names files that there are", () => {
    const folder = dirname(path);
    const named = [
      ...text.matchAll(/`((?:[\w-]+\/)+[\w.-]+\.(?:ts|mjs|tsx)|(?:language|cli|server|client|test)\/[\w./-]+)`/g),
    ];
    // What a build makes is not there before it.
    const files = named.map(([, name]) => name!).filter((name) => !/(?:^|\/)dist\//.test(name));
    const bases = [
      "",
      folder,
      join(folder, "src"),
      "language/src",
      "language/src/logic",
      "server/src",
      "client/src",
      "cli/src",
    ];
    expect(files.filter((name) => !bases.some((base) => existsSync(join(root, base, name))))).toEqual([]);
  });
});

test("the settings that the server tells of are those of the extension, with their values", () => {
  const rows = [...read("server/README.md").matchAll(/^\| (`seg\.[^|]*) \| ([^|]*) \|/gm)];
  const told = new Map(
    rows.flatMap(([, names = "", values = ""]) =>
      [...names.matchAll(/`([^`]+)`/g)].map(([, name]) => [name!, values] as const),
    ),
  );
  // How VS Code shows what is said is its own affair.
  expect([...told.keys()].sort()).toEqual(settings.filter((name) => !name.startsWith("seg.trace.")).sort());
  for (const [name, { enum: choices = [] }] of Object.entries<{ enum?: readonly string[] }>(
    contributes.configuration.properties,
  )) {
    for (const choice of told.has(name) ? choices : []) expect(told.get(name)).toContain(`"${choice}"`);
  }
});

test("what a client may ask for at the beginning is told, all of it", () => {
  const declared = /export interface InitializationOptions \{([\s\S]*?)\n\}/.exec(read("server/src/protocol.ts"))![1]!;
  const options = [...declared.matchAll(/^ {2}readonly (\w+)\?:/gm)].map(([, name]) => name!);
  const [, table = ""] = /\| option \| values \|[^\n]*\n\|[-|]+\|\n((?:\|.*\n)+)/.exec(read("server/README.md"))!;
  const told = [...table.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name!);
  expect(options.length).toBeGreaterThan(4);
  expect(told.sort()).toEqual(options.sort());
});
