import { expect, it } from "vitest";
import type { TextDocumentEdit } from "vscode-languageserver";
import { ABLE_CLIENT, featureContext, programView } from "../testing/view.js";
import { documentLink } from "./document-link.js";
import { willRenameFiles } from "./will-rename-files.js";

const SOURCE = `
//- seg.json
{ "sampleData": ⟦"data/sample.csv"⟧ }
//- in/a.seg
list شهر from "../lists/شهر.txt"
list other from "other.txt"
list lost from "lost.txt"
//- lists/شهر.txt
تهران
//- in/other.txt
x
`;

it.each([
  ["a list file that moves", "lists/شهر.txt", "lists/new name.txt", [['"../lists/new name.txt"']]],
  ["one that is not there, but will be", "x.txt", "in/lost.txt", []],
  ["a folder of lists", "lists", "in/lists", [['"lists/شهر.txt"']]],
  ["a program's file, whose lists stay", "in/a.seg", "a.seg", [['"lists/شهر.txt"', '"in/other.txt"', '"in/lost.txt"']]],
  ["a folder with a program's file and its list", "in", "out", []],
  ["the sample data", "data/sample.csv", "data/customers.csv", [['"data/customers.csv"']]],
  ["something else", "README.md", "README.txt", []],
])("%s", (_, from, to, expected) => {
  const { view, uriOf } = programView(SOURCE);
  const edit = willRenameFiles([view], { files: [{ oldUri: uriOf(from), newUri: uriOf(to) }] }, featureContext());
  const texts = ((edit?.documentChanges ?? []) as TextDocumentEdit[]).map(({ edits }) =>
    edits.map((one) => ("newText" in one ? one.newText : "")),
  );
  expect(texts).toEqual(expected);
});

it("paths in programs and in seg.json are links", () => {
  const program = programView(SOURCE);
  const targets = (path: string) =>
    documentLink(program.view, { textDocument: { uri: program.uriOf(path) } }, featureContext()).map(
      ({ target }) => target,
    );
  expect(targets("in/a.seg")).toEqual(["lists/شهر.txt", "in/other.txt", "in/lost.txt"].map(program.uriOf));
  expect(targets("seg.json")).toEqual([program.uriOf("data/sample.csv")]);
  const [link] = documentLink(program.view, { textDocument: { uri: program.uriOf("seg.json") } }, featureContext());
  expect(program.marked("seg.json", [link!.range])).toBe('{ "sampleData": "⟦data/sample.csv⟧" }\n');
});

it("names of rules lead to their pages, where the client can open them", () => {
  const program = programView(
    '//- seg.json\n{ "rules": { "⟦unused-list⟧": "off", "nothing": "off", "⟦SEG4001⟧": "warning" } }\n//- a.seg\n// seg-ignore ⟦unused-define⟧: why\ndefine x = 3 // seg-ignore nothing: x\n',
  );
  const linked = (path: string, workspace = {}) => {
    const client = { ...ABLE_CLIENT, workspace: { ...ABLE_CLIENT.workspace, ...workspace } };
    return documentLink(program.view, { textDocument: { uri: program.uriOf(path) } }, featureContext(client));
  };
  const able = { textDocumentContent: {} };
  const links = [...linked("seg.json", able), ...linked("a.seg", able)];
  expect(links.map(({ range }) => range)).toEqual(program.ranges.map(({ range }) => range));
  expect(links.map(({ target }) => target)).toEqual(
    ["SEG2009", "SEG4001", "SEG2008"].map((code) => `seg-view:/rules/${code}.md`),
  );
  expect(linked("a.seg")).toEqual([]);
});
