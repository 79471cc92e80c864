import type { TextDocumentContentResult } from "vscode-languageserver";
import type { CommandResult } from "../../features/feature.js";
import type { PersonaTest, PersonaTestResult } from "../../protocol.js";
import { type AddRow, GROUPS } from "./program.js";

/** Personas, and what commands open. */
export function running(row: AddRow): void {
  row(
    "seg/personaTests",
    async (world) => {
      const tests = await world.ask<PersonaTest[]>("seg/personaTests", null);
      return tests.map(({ name, uri, range }) => [name, world.shown(uri, range)]);
    },
    [["سارا", 'آزمون/افراد.seg: persona ⟦سارا⟧ { سن: 35, `شهر خانه`: "تهران" } in جوان not in پیر']],
  );
  row(
    "seg/runPersonaTests",
    async (world) => {
      const results = await world.ask<PersonaTestResult[]>("seg/runPersonaTests", { ids: null });
      return results.map(({ outcome, messages }) => [
        outcome,
        ...messages.map(({ uri, range }) => world.shown(uri, range)),
      ]);
    },
    [
      [
        "failed",
        'آزمون/افراد.seg: persona سارا { سن: 35, `شهر خانه`: "تهران" } in جوان not in ⟦پیر⟧',
        "گروه‌ها.seg: segment پیر where ⟦سن >= 30⟧",
      ],
    ],
    [["errored", "آزمون/افراد.seg: segment شکسته2 where (نیست ⟦>⟧"]],
  );
  for (const [command, wanted] of [
    ["seg.showWitness", '"سن": 3'],
    ["seg.showPredicate", "return customer.سن < 40;"],
    ["seg.showDescription", "# جوان — کم سن\n"],
    ["seg.showProof", "- `گروه.جوان` and `گروه.پیر`: for example a customer with"],
  ] as const) {
    row(
      [command, "workspace/textDocumentContent"],
      async (world) => {
        const { textDocument: document, position } = world.at(GROUPS, 'segment ج│وان "کم سن"');
        const opened = await world.ask<CommandResult>(command, [{ uri: document.uri, position }]);
        const found = await world.ask<TextDocumentContentResult>("workspace/textDocumentContent", opened.show);
        return found.text.includes(wanted) ? wanted : found.text;
      },
      wanted,
    );
  }
  row(
    "seg.fixAll",
    async (world) => {
      const result = await world.ask<CommandResult>("seg.fixAll", [world.document(GROUPS)]);
      return world.written(result.edit!.edit);
    },
    ["گروه‌ها.seg: segment درست where سن > 7"],
  );
}
