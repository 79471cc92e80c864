import { expect, it } from "vitest";
import type { SelectionRange } from "vscode-languageserver";
import { programView } from "../testing/view.js";
import { foldingRange } from "./folding-range.js";
import { selectionRange } from "./selection-range.js";

it("folds what goes over lines, and leaves closing brackets in sight", () => {
  const source = `// one
// two

customer {
  id: text key
  address: {
    city: text
  }
}
criterion C {
  segment A where
    id = "x"
    and address.city = "y"
}
/* a
   b */
segment B where (`;
  const program = programView(source, { crlf: true });
  const found = foldingRange(program.view, { textDocument: { uri: program.uriOf("main.seg") } });
  const lines = found?.map(
    ({ startLine, endLine, kind }) => `${startLine}-${endLine}${kind === undefined ? "" : ` ${kind}`}`,
  );
  expect(lines).toEqual(["3-7", "5-6", "9-12", "10-12", "0-1 comment", "14-15 comment"]);
});

function widening(selection: SelectionRange | undefined): SelectionRange["range"][] {
  return selection === undefined ? [] : [selection.range, ...widening(selection.parent)];
}

it("a selection widens from the name to the file", () => {
  const program = programView('customer { id: text key }\ncriterion C { segment A where id = "x" and i│d = "y" }');
  const [found] = selectionRange(program.view, {
    textDocument: { uri: program.uri },
    positions: [program.position],
  })!;
  const texts = widening(found).map((range) => {
    const { places, text } = program.view.files.get("main.seg")!;
    const { start, end } = places.span(range);
    return text.slice(start, end);
  });
  expect(texts.slice(0, 6)).toEqual([
    "id",
    'id = "y"',
    'id = "x" and id = "y"',
    'segment A where id = "x" and id = "y"',
    '{ segment A where id = "x" and id = "y" }',
    'criterion C { segment A where id = "x" and id = "y" }',
  ]);
});

it("a position in nothing selects the file", () => {
  const program = programView("// only this │");
  const [found] = selectionRange(program.view, { textDocument: { uri: program.uri }, positions: [program.position] })!;
  expect(widening(found)).toHaveLength(1);
});
