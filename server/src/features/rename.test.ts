import { describe, expect, it } from "vitest";
import { ResponseError, type TextDocumentEdit, type WorkspaceEdit } from "vscode-languageserver";
import { ABLE_CLIENT, featureContext, type MarkedProgram, programView } from "../testing/view.js";
import { prepareRename, rename } from "./rename.js";

const CUSTOMER = `//- customer.seg
customer {
  id: text key
  city: text folded missing [""]
  age: integer from "Age of customer"
  orders: list of { total: number }
  nums: list of number
}
`;

/** The files that an edit changes, as they are then. */
function applied(program: MarkedProgram, edit: WorkspaceEdit): Readonly<Record<string, string>> {
  const changed: Record<string, string> = {};
  for (const { textDocument, edits } of edit.documentChanges as TextDocumentEdit[]) {
    const file = [...program.view.files.values()].find(({ uri }) => uri === textDocument.uri)!;
    expect(textDocument.version).toBe(file.version);
    changed[file.path] = [...edits]
      .map((one) => ({ ...file.places.span(one.range), newText: "newText" in one ? one.newText : "" }))
      .sort((a, b) => b.start - a.start)
      .reduce((text, { start, end, newText }) => text.slice(0, start) + newText + text.slice(end), file.text);
  }
  return changed;
}

function renamed(source: string, newName: string, options = {}): Readonly<Record<string, string>> {
  const program = programView(source, options);
  return applied(program, rename(program.view, { ...program.at, newName }, featureContext()));
}

describe("renaming", () => {
  it("changes all files, and lets a field read the column it has read", () => {
    const source = `${CUSTOMER}//- a.seg
segment A where ci│ty = "x"
persona P { city: "x" } in A
segment Broken where (city = "y" and`;
    for (const crlf of [false, true]) {
      const lines = (text: string) => (crlf ? text.replaceAll("\n", "\r\n") : text);
      expect(renamed(source, "شهر", { crlf })).toEqual({
        "customer.seg": lines(
          CUSTOMER.replace("//- customer.seg\n", "").replace(
            'city: text folded missing [""]',
            'شهر: text folded from "city" missing [""]',
          ),
        ),
        "a.seg": lines('segment A where شهر = "x"\npersona P { شهر: "x" } in A\nsegment Broken where (شهر = "y" and'),
      });
    }
  });

  it("leaves alone a column that is named", () => {
    expect(renamed(`${CUSTOMER}//- a.seg\nsegment A where ag│e > 3`, "years")["customer.seg"]).toContain(
      'years: integer from "Age of customer"\n',
    );
  });

  it.each([
    [
      "gives backticks where they are needed",
      "list tow│ns = [1]\nsegment A where age in towns",
      "my towns",
      "list `my towns` = [1]\nsegment A where age in `my towns`",
    ],
    [
      "takes them where they are not",
      "list `my to│wns` = [1]\nsegment A where age in `my towns`",
      "towns",
      "list towns = [1]\nsegment A where age in towns",
    ],
    [
      "understands backticks in the new name",
      "list tow│ns = [1]\nsegment A where age in towns",
      "`my towns`",
      "list `my towns` = [1]\nsegment A where age in `my towns`",
    ],
    [
      "quotes a reserved word",
      "list tow│ns = [1]\nsegment A where age in towns",
      "today",
      "list `today` = [1]\nsegment A where age in `today`",
    ],
    [
      "a criterion with those that join it",
      "criterion C│\nsegment A by C where age > 3\nsegment B where C.A",
      "D",
      "criterion D\nsegment A by D where age > 3\nsegment B where D.A",
    ],
    [
      "a segment, bare and qualified",
      "criterion C { segment A│ where age > 3 }\nsegment B where C.A and A",
      "Z",
      "criterion C { segment Z where age > 3 }\nsegment B where C.Z and Z",
    ],
    [
      "a name declared twice: only the one that nothing can mean",
      "define d = 3\ndefine d│ = age\nsegment A where age > d",
      "e",
      "define d = 3\ndefine e = age\nsegment A where age > d",
    ],
    [
      "a define that is called like the element of a list",
      "define big│ = any nums where it > 8\nsegment A where big and no nums where it > 9",
      "it",
      "define it = any nums where it > 8\nsegment A where it and no nums where it > 9",
    ],
    [
      "a segment that is called so",
      "segment Q│ where any nums where it > 8 and 10 > it",
      "it",
      "segment it where any nums where it > 8 and 10 > it",
    ],
    [
      "in a persona",
      "persona P│ { age: 3 } in A\nsegment A where age = 3",
      "سارا",
      "persona سارا { age: 3 } in A\nsegment A where age = 3",
    ],
  ])("%s", (_, source, newName, expected) => {
    expect(renamed(`${CUSTOMER}//- a.seg\n${source}`, newName)["a.seg"]).toBe(expected);
  });

  it("gives a client that knows no versions plain changes", () => {
    const program = programView(`${CUSTOMER}//- a.seg\ndefine d│ = 3`);
    const client = { ...ABLE_CLIENT, workspace: {} };
    const edit = rename(program.view, { ...program.at, newName: "e" }, featureContext(client));
    expect(edit.changes?.[program.uri]).toMatchObject([{ newText: "e" }]);
  });
});

describe("renaming is refused", () => {
  it.each([
    [
      "a name that is taken, and says by what",
      "segment A│ where age > 3\ndefine d = age",
      "d",
      "There is already the define `d` (a.seg, line 2). Choose another name.",
    ],
    [
      "by a field",
      "segment A│ where age > 3",
      "city",
      "There is already the field `city` (customer.seg, line 3). Choose another name.",
    ],
    [
      "by a name that only letters tell apart",
      "segment ملکی where age > 3\nsegment A│ where age < 3",
      "ملكي",
      "There is already the segment `ملکی` (a.seg, line 1), which differs only by variants of letters. Choose another name.",
    ],
    [
      "a field that would hide another name",
      "define total = 3\nsegment A where any orders where total > 3 and tot│l > 2\nsegment B where age > total",
      "x",
      "There is no name here that the program declares.",
    ],
    [
      "a name that a filter would catch",
      "define d│ = 3\nsegment A where any orders where total > d",
      "total",
      "With the name `total`, the name in a.seg, line 2 would mean the field `orders.total`. Choose another name.",
    ],
    [
      "a segment that could not be told from another",
      "criterion C { segment A│ where age > 3 }\ncriterion D { segment B where age < 3 }\nsegment E where A",
      "B",
      "With the name `B`, the name in a.seg, line 3 would mean nothing, or could mean several things. Choose another name.",
    ],
    [
      "a name that its own condition uses",
      "criterion C { segment A where age > 3 }\ncriterion D { segment W│ where A }",
      "A",
      "With the name `A`, the name in a.seg, line 2 would mean nothing, or could mean several things. Choose another name.",
    ],
    [
      "a word of the language",
      "segment A where any orders where custom│er.age > total",
      "x",
      "`customer` is a word of the language and cannot be renamed.",
    ],
    ["nothing", "segment A│ where age > 3", " ", "A name cannot be empty."],
    [
      "what cannot be a name",
      "segment A│ where age > 3",
      "a\nb",
      "`a\nb` cannot be a name: line ends, backticks and invisible characters have no place in one.",
    ],
  ])("%s", (_, source, newName, message) => {
    const program = programView(`${CUSTOMER}//- a.seg\n${source}`);
    const asked = () => rename(program.view, { ...program.at, newName }, featureContext());
    expect(asked).toThrow(ResponseError);
    expect(asked).toThrow(message);
  });
});

describe("what can be renamed", () => {
  it("is the whole name, shown without its backticks", () => {
    const program = programView(`${CUSTOMER}//- a.seg\nsegment ⟦\`my │own\`⟧ where age > 3`);
    expect(prepareRename(program.view, program.at)).toEqual({ range: program.ranges[0]!.range, placeholder: "my own" });
  });

  it.each(["segment│ A where age > 3", "segment A where cust│omer.age > 3", "// comm│ent"])(
    "is nothing in %s",
    (text) => {
      const program = programView(`${CUSTOMER}//- a.seg\n${text}`);
      expect(() => prepareRename(program.view, program.at)).toThrow(ResponseError);
    },
  );
});
