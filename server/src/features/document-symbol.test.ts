import { expect, it } from "vitest";
import type { DocumentSymbol } from "vscode-languageserver";
import { featureContext, programView } from "../testing/view.js";
import { documentSymbol } from "./document-symbol.js";
import { workspaceSymbol } from "./workspace-symbol.js";

const SOURCE = `
customer {
  id: text key
  address: { province: text? }
}
require id is present
list towns from "towns.txt"
criterion Place "Where" exhaustive {
  segment شمال "North" where address.province = "x"
  otherwise Elsewhere
}
segment \`New ones\` by Place where (
persona Sara { id: "1" } in Elsewhere
segment
`;

function outline(symbols: readonly DocumentSymbol[]): readonly string[] {
  return symbols.flatMap(({ name, detail, children = [] }) => [
    detail === undefined ? name : `${name} (${detail})`,
    ...outline(children).map((line) => `  ${line}`),
  ]);
}

it("the outline nests fields in the customer and segments in their criterion", () => {
  const program = programView(SOURCE, { crlf: true });
  const params = { textDocument: { uri: program.uriOf("main.seg") } };
  const symbols = documentSymbol(program.view, params, featureContext()) as DocumentSymbol[];
  expect(outline(symbols)).toEqual([
    "customer",
    "  id (text)",
    "  address",
    "    province (text)",
    "require (id is present)",
    'towns (from "towns.txt")',
    "Place (Where · exhaustive)",
    "  شمال (North)",
    "  Elsewhere (otherwise)",
    "New ones (by Place)",
    "Sara",
  ]);
  const flat = documentSymbol(program.view, params, featureContext({}));
  expect(flat?.map(({ name }) => name)).toContain("Elsewhere");
});

it.each([
  ["place", ["Place"]],
  ["plc", ["Place"]],
  ["NEW O", ["New ones"]],
  // Arabic kaf and yeh where the program has Persian ones.
  ["كيان", ["کیان"]],
  ["north", ["شمال"]],
  ["zzz", []],
])("among all symbols, %s finds %j", (query, names) => {
  const { view } = programView(`${SOURCE}\n//- b.seg\nsegment کیان where id = "3"`);
  const found = workspaceSymbol([view], { query }).map(({ name }) => name);
  expect(found.slice(0, names.length)).toEqual(names);
  if (names.length === 0) expect(found).toEqual([]);
});

it("an empty query finds everything", () => {
  const { view } = programView(SOURCE);
  expect(workspaceSymbol([view], { query: "" }).map(({ name }) => name)).toEqual([
    ...["customer", "id", "address", "province", "towns", "Place", "شمال", "Elsewhere", "New ones", "Sara"],
  ]);
});
