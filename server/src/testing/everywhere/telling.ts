import type {
  CodeLens,
  CompletionItem,
  CompletionList,
  Hover,
  InlayHint,
  Range,
  SemanticTokens,
  SemanticTokensDelta,
  SignatureHelp,
} from "vscode-languageserver";
import { legend } from "../../tokens/token-table.js";
import { type AddRow, GROUPS } from "./program.js";

const markdownOf = (contents: unknown): string => (contents as { readonly value: string }).value;
const firstLine = (text: string) => text.split("\n")[0];

/** What tells of a place, or shows it. */
export function telling(row: AddRow): void {
  row(
    ["textDocument/completion", "completionItem/resolve"],
    async (world) => {
      const at = world.at(GROUPS, "`شهر خانه` in کلان│‌شهرها");
      const { items, itemDefaults } = await world.ask<CompletionList>("textDocument/completion", at);
      const item = items.find(({ label }) => label === "کلان‌شهرها")!;
      const resolved = await world.ask<CompletionItem>("completionItem/resolve", {
        ...item,
        data: item.data ?? itemDefaults?.data,
      });
      const ranges = itemDefaults?.editRange as { insert: Range; replace: Range };
      return [
        ...world.shownIn(GROUPS, [ranges.insert, ranges.replace]),
        firstLine(markdownOf(resolved.documentation).replace(/^```seg\n/, "")),
      ];
    },
    [
      "/* 😀 */ segment `شهر نشین` where `شهر خانه` in ⟦کلان⟧‌شهرها and بزرگسال",
      "/* 😀 */ segment `شهر نشین` where `شهر خانه` in ⟦کلان‌شهرها⟧ and بزرگسال",
      "list کلان‌شهرها",
    ],
  );
  row(
    "textDocument/hover",
    async (world) => {
      const { contents, range } = await world.ask<Hover>("textDocument/hover", world.at(GROUPS, "`شهر خ│انه`"));
      return [
        markdownOf(contents).includes("شهر خانه`: text folded"),
        markdownOf(contents).includes("600"),
        ...world.shownIn(GROUPS, [range!]),
      ];
    },
    [true, true, "/* 😀 */ segment `شهر نشین` where ⟦`شهر خانه`⟧ in کلان‌شهرها and بزرگسال"],
  );
  row(
    "textDocument/signatureHelp",
    async (world) => {
      const found = await world.ask<SignatureHelp>("textDocument/signatureHelp", world.at(GROUPS, "where مبلغ > │3"));
      const { label, parameters } = found.signatures[found.activeSignature!]!;
      return [label, parameters![found.activeParameter!]!.label];
    },
    ["sum(list.field where condition)", "condition"],
  );
  row(
    "textDocument/inlayHint",
    async (world) => {
      const asked = world.range(GROUPS, "`شهر نشین`");
      const hints = await world.ask<InlayHint[]>("textDocument/inlayHint", asked);
      return hints.map(({ position, label }) => [
        ...world.shownIn(GROUPS, [{ start: position, end: position }]),
        label,
      ]);
    },
    [
      ["/* 😀 */ segment `شهر نشین`⟦⟧ where `شهر خانه` in کلان‌شهرها and بزرگسال", "by ⁨سن + شهر خانه⁩"],
      ["/* 😀 */ segment `شهر نشین`⟦⟧ where `شهر خانه` in کلان‌شهرها and بزرگسال", "25%"],
    ],
  );
  row(
    ["textDocument/semanticTokens/full", "textDocument/semanticTokens/full/delta", "textDocument/semanticTokens/range"],
    async (world) => {
      const document = world.document(GROUPS);
      const full = await world.ask<SemanticTokens>("textDocument/semanticTokens/full", { textDocument: document });
      const previousResultId = full.resultId!;
      const delta = await world.ask<SemanticTokensDelta>("textDocument/semanticTokens/full/delta", {
        textDocument: document,
        previousResultId,
      });
      const asked = world.range(GROUPS, "segment پیر where سن >= 30");
      const part = await world.ask<SemanticTokens>("textDocument/semanticTokens/range", asked);
      const colours = (tokens: SemanticTokens) => {
        const found: string[] = [];
        let [line, character] = [0, 0];
        for (let at = 0; at < tokens.data.length; at += 5) {
          const [lines, characters, length, type] = tokens.data.slice(at, at + 4) as [number, number, number, number];
          [line, character] = [line + lines, lines === 0 ? character + characters : characters];
          const range = { start: { line, character }, end: { line, character: character + length } };
          const [, marked = ""] = /⟦([\s\S]*)⟧/.exec(world.shownIn(GROUPS, [range])[0]!)!;
          found.push(`${marked} ${legend.tokenTypes[type]}`);
        }
        return found;
      };
      return [colours(full).filter((each) => /شهر|جوان|کم سن/.test(each)), delta.edits, colours(part)];
    },
    [
      ["جوان class", '"کم سن" string', "`شهر نشین` class", "`شهر خانه` property", "کلان‌شهرها enum"],
      [],
      ["segment keyword", "پیر class", "where keyword", "سن property", ">= operator", "30 number"],
    ],
  );
  row(
    "textDocument/codeLens",
    async (world) => {
      const lenses = await world.ask<CodeLens[]>("textDocument/codeLens", { textDocument: world.document(GROUPS) });
      return lenses
        .map(({ range, command }) => `${command!.command}: ${command!.title} ${world.shownIn(GROUPS, [range])[0]}`)
        .filter((line) => /گروه|نشین/.test(line));
    },
    [
      "seg.showWitness: ✗ 1 pair overlaps · ✓ covers everybody criterion ⟦گروه⟧ exhaustive {",
      "seg.showDescription: 250 customers · 25% /* 😀 */ segment ⟦`شهر نشین`⟧ where `شهر خانه` in کلان‌شهرها and بزرگسال",
    ],
  );
}
