import type { CodeAction, Range, TextEdit, WorkspaceEdit } from "vscode-languageserver";
import { type AddRow, GROUPS, OPTIONS, PERSONAS } from "./program.js";

/** What changes the program. */
export function writing(row: AddRow): void {
  row(
    "textDocument/prepareRename",
    async (world) => {
      const asked = world.at(PERSONAS, "`شهر │خانه`");
      const { range, placeholder } = await world.ask<{ range: Range; placeholder: string }>(
        "textDocument/prepareRename",
        asked,
      );
      return [placeholder, ...world.shownIn(PERSONAS, [range])];
    },
    ["شهر خانه", 'persona سارا { سن: 35, ⟦`شهر خانه`⟧: "تهران" } in جوان not in پیر'],
  );
  row(
    "textDocument/rename",
    async (world) => {
      const params = { ...world.at(PERSONAS, "`شهر │خانه`"), newName: "خانه" };
      return world.written(await world.ask<WorkspaceEdit>("textDocument/rename", params));
    },
    [
      'آزمون/افراد.seg: persona سارا { سن: 35, خانه: "تهران" } in جوان not in پیر',
      'مشتری.seg: خانه: text folded from "شهر خانه"',
      "گروه‌ها.seg: /* 😀 */ segment `شهر نشین` where خانه in کلان‌شهرها and بزرگسال",
    ],
  );
  row(
    "workspace/willRenameFiles",
    async (world) => {
      const files = [{ oldUri: world.document("داده/شهرها.txt").uri, newUri: world.document("شهر ها.txt").uri }];
      return world.written(await world.ask<WorkspaceEdit>("workspace/willRenameFiles", { files }));
    },
    ['مشتری.seg: list کلان‌شهرها from "شهر ها.txt"'],
  );
  row(
    ["textDocument/codeAction", "codeAction/resolve"],
    async (world) => {
      const { textDocument: document, range } = world.range(GROUPS, "سن > 3");
      const params = { textDocument: document, range, context: { diagnostics: [] } };
      const actions = await world.ask<CodeAction[]>("textDocument/codeAction", params);
      const lines: string[] = [];
      for (const action of actions) {
        const made = action.edit === undefined ? await world.ask<CodeAction>("codeAction/resolve", action) : action;
        lines.push(action.title, ...(made.edit === undefined ? [] : world.written(made.edit)));
      }
      return lines;
    },
    [
      "Leave out `سن > 3`",
      "گروه‌ها.seg: segment درست where سن > 7",
      "Silence `condition-without-effect` here, with a reason",
      "گروه‌ها.seg: // seg-ignore condition-without-effect: say here why this is as it should be",
      "Extract into a define",
      "گروه‌ها.seg: define شرط_سن = سن > 3",
      "گروه‌ها.seg: segment درست where سن > 7 and شرط_سن",
    ],
  );
  row(
    "textDocument/formatting",
    async (world) => {
      const params = { textDocument: world.document(GROUPS), options: OPTIONS };
      return world.writtenIn(GROUPS, await world.ask<TextEdit[] | null>("textDocument/formatting", params));
    },
    [
      "گروه‌ها.seg: /* 😀 */",
      'گروه‌ها.seg: segment جوان "کم سن" where سن < 40',
      "گروه‌ها.seg: /* 😀 */",
      "گروه‌ها.seg: segment `شهر نشین` where `شهر خانه` in کلان‌شهرها and بزرگسال",
      "گروه‌ها.seg: /* 😀 */",
      "گروه‌ها.seg: segment خریدار by پول where sum(خریدها.مبلغ where مبلغ > 3) > 5",
      "گروه‌ها.seg: segment خوب  where سن in [1, 2]",
    ],
    ["nothing"],
  );
  row(
    ["textDocument/rangeFormatting", "textDocument/rangesFormatting"],
    async (world) => {
      const { textDocument: document, range } = world.range(GROUPS, "خوب");
      const one = await world.ask<TextEdit[]>("textDocument/rangeFormatting", {
        textDocument: document,
        range,
        options: OPTIONS,
      });
      const several = { textDocument: document, ranges: [range, world.range(GROUPS, "درست").range], options: OPTIONS };
      const two = await world.ask<TextEdit[]>("textDocument/rangesFormatting", several);
      return [world.writtenIn(GROUPS, one), world.writtenIn(GROUPS, two)];
    },
    [["گروه‌ها.seg: segment خوب  where سن in [1, 2]"], ["گروه‌ها.seg: segment خوب  where سن in [1, 2]"]],
    [["گروه‌ها.seg: segment خوب where سن in [1, 2]"], ["گروه‌ها.seg: segment خوب where سن in [1, 2]"]],
  );
  row(
    "textDocument/onTypeFormatting",
    async (world) => {
      // As if the end of the line before had just been typed.
      const params = { ...world.at(GROUPS, "│  segment پیر"), ch: "\n", options: OPTIONS };
      return world.writtenIn(GROUPS, await world.ask<TextEdit[] | null>("textDocument/onTypeFormatting", params));
    },
    [],
  );
}
