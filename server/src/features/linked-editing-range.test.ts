import { expect, it } from "vitest";
import { programView } from "../testing/view.js";
import { linkedEditingRange } from "./linked-editing-range.js";

const CUSTOMER = "customer { id: text key, age: integer }\n";

it.each([
  ["a criterion and those that join it", `${CUSTOMER}criterion ⟦C│⟧\nsegment A by ⟦C⟧ where age > 3`],
  ["a segment and a persona", `${CUSTOMER}segment ⟦پیر⟧ where age > 3\npersona P { age: 4 } in ⟦پ│یر⟧`],
  ["a define in broken code", `${CUSTOMER}define ⟦d│⟧ = 3\nsegment A where (age > ⟦d⟧ and`],
])("%s are typed together", (_, source) => {
  const program = programView(source, { crlf: true });
  const found = linkedEditingRange(program.view, program.at);
  expect(found?.ranges).toEqual(program.ranges.map(({ range }) => range));
});

it.each([
  ["a field", `${CUSTOMER}segment A where a│ge > 3`],
  ["a name in backticks", `${CUSTOMER}define \`my own│\` = 3\nsegment A where age > \`my own\``],
  ["a name of two files", `${CUSTOMER}define d│ = 3\n//- b.seg\nsegment A where age > d`],
  ["a name that nothing uses", `${CUSTOMER}define d│ = 3`],
  ["no name", `${CUSTOMER}define│ d = 3`],
])("%s is typed alone", (_, source) => {
  const program = programView(source);
  expect(linkedEditingRange(program.view, program.at)).toBeNull();
});
