import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { beforeAll, describe, expect, test } from "vitest";
import oniguruma from "vscode-oniguruma";
import { type IGrammar, INITIAL, Registry } from "vscode-textmate";
import { programView } from "../testing/view.js";
import { colouredTokens } from "./coloured-tokens.js";
import { textMateGrammar } from "./textmate-grammar.js";
import { kindColours, legend, nameColours } from "./token-table.js";

let grammar: IGrammar;

beforeAll(async () => {
  const wasm = readFileSync(createRequire(import.meta.url).resolve("vscode-oniguruma/release/onig.wasm"));
  await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => textMateGrammar() as never,
  });
  grammar = (await registry.loadGrammar("source.seg"))!;
});

/** The scopes of each place that a token of the language begins at, and of its last sign. */
function scopesOf(text: string): (offset: number) => readonly string[] {
  const found: { start: number; scopes: readonly string[] }[] = [];
  let stack = INITIAL;
  let lineStart = 0;
  for (const line of text.split("\n")) {
    const result = grammar.tokenizeLine(line, stack);
    stack = result.ruleStack;
    for (const { startIndex, scopes } of result.tokens) found.push({ start: lineStart + startIndex, scopes });
    lineStart += line.length + 1;
  }
  return (offset) => found.findLast(({ start }) => start <= offset)?.scopes ?? [];
}

const nameScopes = new Set(Object.values(nameColours).map(({ scope }) => scope));

/** Where the grammar says another thing of a token than the language does. */
function disagreements(text: string): readonly string[] {
  const { view } = programView(text.replace(/[│⟦⟧]/g, ""));
  const file = view.files.get("main.seg")!;
  const scopesAt = scopesOf(file.text);
  return colouredTokens(view.program, file).flatMap(({ span, colour, declares }) => {
    const scopes = [span.start, span.end - 1].map((offset) => scopesAt(offset).at(-1) ?? "none");
    const isName = nameScopes.has(colour.scope);
    const fits = (scope: string) => {
      if (scope === colour.scope) return true;
      if (colour.type === "comment") return scope.startsWith("comment.");
      // What a name means, the grammar cannot know where it is used.
      if (isName && !declares) return nameScopes.has(scope);
      return false;
    };
    if (scopes.every(fits)) return [];
    const line = file.text.slice(0, span.start).split("\n").length;
    const shown = file.text.split("\n")[line - 1]!.trim();
    return [`${file.text.slice(span.start, span.end)}: ${colour.scope}, but ${scopes.join(" … ")} in: ${shown}`];
  });
}

/** What the grammar colours though the language has no colour for it. */
function colouredAlone(text: string): readonly string[] {
  const { view } = programView(text.replace(/[│⟦⟧]/g, ""));
  const file = view.files.get("main.seg")!;
  const coloured = colouredTokens(view.program, file);
  expect(coloured.length).toBeGreaterThan(0);
  const scopesAt = scopesOf(file.text);
  return [...file.text.matchAll(/\S/gu)].flatMap(({ index, 0: sign }) => {
    const scope = scopesAt(index).at(-1) ?? "source.seg";
    const isPlain = scope === "source.seg" || scope.startsWith("punctuation.");
    return isPlain || coloured.some(({ span }) => span.start <= index && index < span.end) ? [] : [`${sign}: ${scope}`];
  });
}

function segBlocks(markdown: string): readonly string[] {
  return [...markdown.matchAll(/```seg(?: [a-z]+)?\n([\s\S]*?)```/g)].map((match) => match[1]!);
}

const examples = new URL("../../../examples/", import.meta.url);
const reference = readFileSync(new URL("../../../language/docs/language.md", import.meta.url), "utf8");

describe("one table colours names and words, with and without the server", () => {
  const files = readdirSync(examples, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".seg"));
  test.each(files)("in examples/%s", (path) => {
    const text = readFileSync(new URL(path, examples), "utf8");
    expect(disagreements(text)).toEqual([]);
    expect(colouredAlone(text)).toEqual([]);
  });

  test("in the programs of the reference", () => {
    const programs = segBlocks(reference).filter((block) => /^\s*(\/\/|customer|criterion|segment)/.test(block));
    expect(programs.length).toBeGreaterThan(2);
    expect(programs.flatMap(disagreements)).toEqual([]);
    expect(programs.flatMap(colouredAlone)).toEqual([]);
  });

  test("in Persian, in backticks, with words of the language as names", () => {
    expect(
      disagreements(`
        /// نام مشتری
        customer {
          شهر: text folded   تاریخ: date persian? ..today
          \`نام کامل\`: text?
          day: integer 1..31 segment: text list: list of text split ";"
          default: number from "Default"
        }
        list شهرها = ["تهران", "شیراز"] // دو شهر
        segment شهری where شهر in شهرها and day >= 3 and segment = "a" and default > ۱۲
        segment \`دور از شهر\` where شهر not in شهرها and \`نام کامل\` is missing
        define بازه = days since تاریخ
        criterion گروه "سن" ordered {
          segment نو where بازه <= 30 and day(تاریخ) = 1
          otherwise کهنه
        }
        persona سارا "دانشجو" as of 2026-01-02 { شهر: "تهران", day: 2 } in شهری not in گروه.نو
      `),
    ).toEqual([]);
  });
});

test("the published grammar is that of the table", () => {
  const published = readFileSync(new URL("../../../client/syntaxes/seg.tmLanguage.json", import.meta.url), "utf8");
  expect(JSON.parse(published)).toEqual(JSON.parse(JSON.stringify(textMateGrammar())));
});

test("every colour has its place in the legend", () => {
  for (const { type, modifiers } of [...Object.values(kindColours), ...Object.values(nameColours)]) {
    expect(legend.tokenTypes).toContain(type);
    for (const modifier of modifiers) expect(legend.tokenModifiers).toContain(modifier);
  }
  expect(new Set(legend.tokenTypes).size).toBe(legend.tokenTypes.length);
});
