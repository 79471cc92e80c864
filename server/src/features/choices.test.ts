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

  const LISTED = `//- a.seg
customer { id: text key, size: "⟦s⟧" | "m" }
list small = ["⟦s⟧", "m"]
list short from "short.txt"
define little = small
segment A where size in little and size != "⟦s│⟧" and size not in short
//- short.txt
  ⟦s⟧
m
`;

  it.each([[false], [true]])(
    "are found and renamed in the lists that are compared with their field (CRLF: %s)",
    (crlf) => {
      const program = programView(LISTED, { crlf });
      const found = references(program.view, { ...program.at, context: { includeDeclaration: true } })!;
      const order = ({ uri, range }: (typeof found)[number]) => `${uri} ${range.start.line}`;
      expect(found.map(order).sort()).toEqual(program.ranges.map(order).sort());
      const changed = applyEdit(program, rename(program.view, { ...program.at, newName: "tiny" }, featureContext()));
      const ends = (text: string) => (crlf ? text.replaceAll("\n", "\r\n") : text);
      expect(changed["short.txt"]).toBe(ends("  tiny\nm\n"));
      expect(changed["a.seg"]).toContain('size: "tiny" = "s" | "m"');
      expect(changed["a.seg"]).toContain('list small = ["tiny", "m"]');
      expect(changed["a.seg"]).toContain('size != "tiny"');
    },
  );

  it("are renamed from the list, too", () => {
    const program = programView(LISTED.replace("s│", "s").replace('["⟦s⟧"', '["⟦s│⟧"'));
    const edit = rename(program.view, { ...program.at, newName: "tiny" }, featureContext());
    expect(applyEdit(program, edit)["a.seg"]).toContain('list small = ["tiny", "m"]');
  });

  it.each([
    ["segment B where name in small", "the list `small`, which is compared with other fields, too"],
    [
      'list table from "t.csv" column "c"\nsegment B where size in table',
      "the table that the list `table` is read from",
    ],
  ])("are not renamed by halves: %s", (more, reason) => {
    const source = LISTED.replace("size:", "name: text, size:").replace("//- short.txt", `${more}\n//- short.txt`);
    const program = programView(`${source}//- t.csv\nc,d\ns,1\n`);
    expect(() => rename(program.view, { ...program.at, newName: "tiny" }, featureContext())).toThrow(reason);
  });

  it.each([
    ["segment Q where s = s2", /a\.seg, line 2.*`s` is compared with something else/],
    ["require s2 != s", /line 2/],
    ["segment Q where any o where s = customer.s", /line 2/],
    ['segment Q where s2 = "a" and s in ["a"]', null],
  ])("keep what conditions mean: %s", (more, reason) => {
    const source = `customer { id: text key s: "│a" | "b" s2: "a" | "c" o: list of { s: "a" | "d" } }\n${more}\n`;
    const program = programView(`//- a.seg\n${source}`);
    const asked = () => rename(program.view, { ...program.at, newName: "z" }, featureContext());
    if (reason === null) expect(asked).not.toThrow();
    else expect(asked).toThrow(reason);
  });

  it.each(["z\u202ey", "z\u2066"])("hold no signs that nobody sees: %j", (newName) => {
    const program = programView(SOURCE);
    const asked = () => rename(program.view, { ...program.at, newName }, featureContext());
    expect(asked).toThrow(/cannot be a choice/);
  });

  it("may hold what Persian needs", () => {
    const program = programView(SOURCE);
    const edit = rename(program.view, { ...program.at, newName: "می\u200cخواهم" }, featureContext());
    expect(applyEdit(program, edit)["a.seg"]).toContain("می\u200cخواهم");
  });
});
