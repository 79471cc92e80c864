import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { beforeAll, expect, it } from "vitest";
import oniguruma from "vscode-oniguruma";
import { type IGrammar, INITIAL, parseRawGrammar, Registry } from "vscode-textmate";

let grammar: IGrammar;

beforeAll(async () => {
  const wasm = readFileSync(createRequire(import.meta.url).resolve("vscode-oniguruma/release/onig.wasm"));
  await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  const path = new URL("syntaxes/explanation.tmLanguage.json", import.meta.url);
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => parseRawGrammar(readFileSync(path, "utf8"), path.pathname),
  });
  grammar = (await registry.loadGrammar("text.seg-explanation"))!;
});

/** The pieces of a line that are coloured, each with what it is. */
function pieces(line: string): readonly string[] {
  return grammar.tokenizeLine(line, INITIAL).tokens.flatMap(({ startIndex, endIndex, scopes }) => {
    const [, scope] = scopes;
    return scope === undefined ? [] : [`${line.slice(startIndex, endIndex)} ${scope.replace(".seg-explanation", "")}`];
  });
}

// VS Code sets each piece apart that is written from right to left: in one piece, two names would change places.
it.each([
  ["سن‌ها  → پیر", ["سن‌ها entity.name.class", "→ keyword.operator", "پیر variable.other"]],
  [
    "  ✗ جوان   سن < 40   سن = 50",
    [
      "✗ markup.deleted",
      "جوان variable.other",
      "سن variable.other",
      "40 constant.numeric",
      "سن variable.other",
      "50 constant.numeric",
    ],
  ],
  [
    '  ✓ city in towns   city = "Rasht"',
    ["✓ markup.inserted", "city variable.other", "in keyword", "towns variable.other"],
  ],
  ["Customer ۲ (line 2), as of 2026-11-22", ["Customer ۲ (line 2), as of 2026-11-22 comment.line"]],
  ["Income  in none of its segments", ["Income entity.name.class", "in none of its segments keyword.operator"]],
])("%s", (line, expected) => {
  expect(pieces(line).slice(0, Math.max(expected.length, 3))).toEqual(expect.arrayContaining(expected));
});
