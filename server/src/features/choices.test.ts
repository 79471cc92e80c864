import { describe, expect, it } from "vitest";
import { applyEdit } from "../testing/apply-edit.js";
import { featureContext, programView } from "../testing/view.js";
import { definition } from "./definition.js";
import { documentHighlight } from "./document-highlight.js";
import { references } from "./references.js";
import { prepareRename, rename } from "./rename.js";

const SOURCE = `
//- a.seg
customer {
  id: text key
  جنس: "⟦زن⟧" = "F" | "مرد"
  kind: "زن" | "b"
  orders: list of { channel: "online" | "store" }
  tags: list of "new" | "old"
}
segment A where جنس = "⟦ز│ن⟧" or جنس in ["مرد", "⟦زن⟧"]
segment B where kind = "زن" and tags has "new" and any orders where channel = "online"
//- b.seg
persona P { جنس: "⟦زن⟧", kind: "b", orders: [{ channel: "online" }], tags: ["new"] } in A
segment Broken where (جنس != "⟦زن⟧" and
`;

describe("choices of fields", () => {
  it("are found wherever they are values of their field, broken code included", () => {
    for (const crlf of [false, true]) {
      const program = programView(SOURCE, { crlf });
      const asked = (includeDeclaration: boolean) =>
        references(program.view, { ...program.at, context: { includeDeclaration } });
      expect(asked(true)).toEqual(program.ranges);
      expect(asked(false)).toEqual(program.ranges.slice(1));
      expect(definition(program.view, program.at, featureContext())).toEqual(program.ranges[0]);
      const here = program.ranges.filter(({ uri }) => uri === program.uri).map(({ range }) => range);
      expect(documentHighlight(program.view, program.at)?.map(({ range }) => range)).toEqual(here);
      expect(prepareRename(program.view, program.at)).toEqual({ range: program.ranges[1]!.range, placeholder: "زن" });
    }
  });

  it("are found from where they are declared", () => {
    const within = programView(SOURCE.replace('"⟦زن⟧" = "F"', '"⟦ز│ن⟧" = "F"').replace('= "⟦ز│ن⟧" or', '= "⟦زن⟧" or'));
    expect(references(within.view, { ...within.at, context: { includeDeclaration: true } })).toEqual(within.ranges);
  });

  it.each([
    [
      "with its code",
      'جنس = "ز│ن" or',
      "بانو",
      { 'جنس: "زن" = "F"': 'جنس: "بانو" = "F"', 'جنس = "زن" or': 'جنس = "بانو" or' },
    ],
    [
      "without: data are read as before",
      'channel = "on│line"',
      'a "shop"',
      { '"online" | "store"': '"a \\"shop\\"" = "online" | "store"' },
    ],
    [
      "in a list",
      'tags has "n│ew"',
      "fresh",
      { 'list of "new"': 'list of "fresh" = "new"', 'tags has "new"': 'tags has "fresh"' },
    ],
  ])("are renamed %s", (_, at, name, expected) => {
    const plain = SOURCE.replaceAll(/[│⟦⟧]/g, "");
    const program = programView(plain.replace(at.replace("│", ""), at));
    const changed = applyEdit(program, rename(program.view, { ...program.at, newName: name }, featureContext()));
    for (const [before, after] of Object.entries(expected)) {
      expect(changed["a.seg"]).toContain(after);
      expect(program.view.files.get("a.seg")!.text).toContain(before);
    }
    expect(changed["b.seg"]).toContain(JSON.stringify(name));
    expect(changed["a.seg"]).toContain('segment B where kind = "زن"');
  });

  it.each([
    ["مرد", "already has the choice"],
    [" ", "cannot be empty"],
  ])("are not called %j", (newName, reason) => {
    const program = programView(SOURCE);
    expect(() => rename(program.view, { ...program.at, newName }, featureContext())).toThrow(reason);
  });

  it("that stand in named lists, too, are not renamed by halves", () => {
    const program = programView(
      `//- a.seg
customer { id: text key, size: "s" | "m" }
list small = ["s"]
segment A where size in small and size != "│s"`.replace('"│s"', '"s│"'),
    );
    expect(() => rename(program.view, { ...program.at, newName: "tiny" }, featureContext())).toThrow(
      "such as in a list",
    );
  });
});
