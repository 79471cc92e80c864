import { expect, it } from "vitest";
import { DocumentHighlightKind } from "vscode-languageserver";
import { programView } from "../testing/view.js";
import { documentHighlight } from "./document-highlight.js";
import { references } from "./references.js";

const SOURCE = `
//- a.seg
customer { id: text key, ⟦\`سن او\`⟧: integer, orders: list of { \`سن او\`: integer } }
define d = when ⟦\`سن او\`⟧ > 3 then ⟦\`سن او\`⟧ + 1 else 0
segment A where any orders where \`سن او\` > 3 and customer.⟦\`سن او\`⟧ > 4
//- b.seg
persona P { ⟦\`سن │او\`⟧: 3 } in A
segment Broken where (⟦\`سن او\`⟧ > 3 and
`;

it("references are found in all files, with the declaration or without", () => {
  for (const crlf of [false, true]) {
    const program = programView(SOURCE, { crlf });
    const asked = (includeDeclaration: boolean) =>
      references(program.view, { ...program.at, context: { includeDeclaration } });
    expect(asked(true)).toEqual(program.ranges);
    expect(asked(false)).toEqual(program.ranges.slice(1));
  }
});

it("highlights are those of the file; what is declared or given a value is written", () => {
  const program = programView(SOURCE);
  const found = documentHighlight(program.view, program.at);
  expect(found?.map(({ range }) => range)).toEqual(
    program.ranges.filter(({ uri }) => uri === program.uri).map(({ range }) => range),
  );
  expect(found?.map(({ kind }) => kind)).toEqual([DocumentHighlightKind.Write, DocumentHighlightKind.Read]);
});

it("there are none where nothing is named", () => {
  const program = programView("segment│ A where nobody > 3");
  expect(references(program.view, { ...program.at, context: { includeDeclaration: true } })).toBeNull();
  expect(documentHighlight(program.view, program.at)).toBeNull();
});
