import { describe, expect, it } from "vitest";
import type { CompletionItem, CompletionList, TextEdit } from "vscode-languageserver";
import { CompletionTriggerKind, InsertReplaceEdit } from "vscode-languageserver";
import type { SampleView } from "../program/view.js";
import { ABLE_CLIENT, featureContext, type MarkedProgram, programView, type ViewOptions } from "../testing/view.js";
import { completion } from "./completion.js";
import { completionResolve } from "./completion-resolve.js";
import { hover } from "./hover.js";
import { signatureHelp } from "./signature-help.js";

const CUSTOMER = `//- customer.seg
customer {
  id: text key
  /// Where they live.
  city: text? folded
  شهر: text folded
  age: integer 0..120
  \`my income\`: number
  gender: "female" | "male"
  joined: date
  seen: datetime
  subscribed: boolean
  tags: list of text
  address: { province: text, postcode: text? }
  orders: list of { total: number, channel: "online" | "store", lines: list of { price: number } }
}
list towns = ["Tehran", "تبریز"]
list numbers = [1, 2]
list places from "places.txt"
define adult = age >= 18
define large = orders where total > 3
criterion Age { segment Old "60 and up" where age > 60 otherwise Young }
criterion Other { segment Young where age < 3 }
criterion Steps ordered { segment First where age > 3 }
segment Urban where city in towns
//- places.txt
Shiraz
`;
const sample: SampleView = {
  file: "customers.csv",
  customers: 1000,
  complete: true,
  counts: new Map(),
  values: new Map([
    [
      "city",
      [
        { value: "Rasht", customers: 600 },
        { value: "Tehran", customers: 3 },
      ],
    ],
  ]),
};

function asked(source: string, options: ViewOptions = {}) {
  const program = programView(`${CUSTOMER}//- a.seg\n${source}`, { sample, ...options });
  return { program, list: listAt(program) };
}

function listAt(program: MarkedProgram, client = ABLE_CLIENT): CompletionList {
  return completion(program.view, program.at, featureContext(client)) ?? { isIncomplete: false, items: [] };
}

function labels(source: string, options: ViewOptions = {}): readonly string[] {
  return asked(source, options).list.items.map(({ label }) => label);
}

/** The text once an item is taken, snippets without their marks. */
function taken(source: string, label: string, mode: "insert" | "replace" = "replace", client = ABLE_CLIENT): string {
  const { program } = asked(source);
  const { items, itemDefaults } = listAt(program, client);
  const item = items.find((one) => one.label === label);
  if (item === undefined) throw new Error(`${label} is not among ${items.map((one) => one.label).join(" ")}`);
  const file = program.view.files.get("a.seg")!;
  const edit: TextEdit | InsertReplaceEdit | undefined = item.textEdit;
  const ranges = itemDefaults?.editRange;
  const range =
    edit === undefined
      ? ranges !== undefined && "insert" in ranges
        ? ranges[mode]
        : ranges!
      : InsertReplaceEdit.is(edit)
        ? edit[mode]
        : edit.range;
  const { start, end } = file.places.span(range);
  return file.text.slice(0, start) + (item.textEditText ?? edit?.newText ?? item.label) + file.text.slice(end);
}

describe("what is offered first", () => {
  it.each<readonly [string, readonly string[]]>([
    ["segment A where gender = │", ['"female"', '"male"']],
    ["segment A where gender in [│", ['"female"', '"male"']],
    ['segment A where gender in ["female", │', ['"male"']],
    ["segment A where city = │", ['"Rasht"', '"Tehran"', '"تبریز"', '"Shiraz"']],
    ['segment A where city = "│', ["Rasht", "Tehran", "تبریز", "Shiraz"]],
    ['segment A where city = "Te│"', ["Tehran"]],
    ["segment A where tags has │", ['"Tehran"', '"تبریز"', '"Shiraz"']],
    ["segment A where age > │", ["age", "`my income`"]],
    ["segment A where joined > │", ["today", "today - 30 days", "joined", "seen"]],
    ["segment A where subscribed = │", ["true", "false"]],
    ["segment A where city in │", ["towns", "places", "[…]"]],
    ["segment A where age in │", ["numbers", "places", "18..29"]],
    ["segment A where joined in │", ["places", "last 30 days", "this month"]],
    ["segment A where joined in last │", ["30 days", "week", "month"]],
    ["segment A where joined in this │", ["week", "month", "quarter"]],
    ["segment A where joined in last 30 │", ["days", "weeks", "months"]],
    ["segment A where joined < today - 90 │", ["days", "weeks", "months"]],
    ["segment A where │", ["id", "city", "شهر", "age"]],
    ["segment A where any │", ["tags", "orders", "large"]],
    ["segment A where any orders where │", ["total", "channel", "lines", "adult"]],
    ["segment A where any orders.lines where │", ["price", "total", "channel", "lines"]],
    ["segment A where any tags where │", ["it"]],
    ["segment A where orders.│ = 3", ["total", "channel", "lines"]],
    ["segment A where address.│ = 3", ["province", "postcode"]],
    ["segment A where Age.│", ["Old", "Young"]],
    ["segment A where Age│.Old", ["large", "Age"]],
    ["segment A where sum(la│.total) > 3", ["large"]],
    ["segment A where │.total > 3", ["tags", "address", "orders", "large"]],
    ["segment A where city │", ["=", "!=", "in", "not in", "contains", "starts with", "ends with", "matches"]],
    ["segment A where age │", ["=", "!=", "<", "<=", ">", ">=", "in", "not in"]],
    ["segment A where gender │", ["=", "!=", "in", "not in"]],
    ["segment A where joined │", ["in last 30 days", "< today - 90 days", "<"]],
    ["segment A where tags │", ["has", "has any of", "has all of", "has none of"]],
    ["segment A where orders │", ["where", "is empty", "is not empty"]],
    ["segment A where city is │", ["missing", "present", "not missing", "not present"]],
    ["segment A where city not │", ["in", "contains", "starts with"]],
    ["segment A where city starts │", ["with"]],
    ["segment A where age > 3 │", ["and", "or"]],
    ["segment A where age > 3\nse│", ["segment"]],
    ["│", ["segment", "criterion", "define", "list"]],
    ["criterion C { │ }", ["segment", "otherwise"]],
    ["segment A by │", ["Age", "Other"]],
    ["segment A │", ["where", "by", '"…"']],
    ["criterion C │", ["{ … }", "exhaustive", "ordered", "overlapping"]],
    ["persona P { │", ["id", "city", "شهر"]],
    ["persona P { age: 3, │", ["id", "city", "شهر", "`my income`"]],
    ["persona P { gender: │", ['"female"', '"male"']],
    ["persona P { age: 3 } │", ["in", "not in"]],
    ["persona P { age: 3 } in │", ["Old", "Age.Young", "Other.Young", "First", "Urban"]],
    ["persona P { age: 3 } in Age.│", ["Old", "Young"]],
    ["customer { a: │ }", ["text", "text folded", "integer", "number"]],
    ["customer { a: integer │ }", ["key", "0..", "step", "from"]],
    ["customer { a: text k│ }", ["key"]],
    ["customer {\n  a: text key\n  b: text │\n}", ["folded", "from", "missing"]],
    ["customer {\n  a: text key\n  b: text k│\n}", []],
    ["customer { a: number from │ }", ['"…"']],
    ["customer { a: list of { b: text } from │ }", ["rows", '"…"']],
    ["criterion C { │ segment B where age > 3 }", ["segment"]],
    ["customer {\n  a: text f│\n  b: integer\n}", ["folded", "from"]],
    ["customer { a: { b: list of text sp│ } }", ["split"]],
    ["customer { a: date? ..│ }", ["today"]],
    ["customer { a: datetime ..n│ }", ["now"]],
    ["segment A where joined < today - 1 │", ["day", "week", "month"]],
    ["segment A where joined in last ۱ │", ["day", "week", "month"]],
    ["segment A where joined < today - 21 │", ["days", "weeks", "months"]],
    ["define x = age\n│", ["segment", "criterion", "define"]],
    ["define x = age\nde│\ndefine y = age", ["define"]],
    ["list x = [1]\n│\nlist y = [2]", ["segment", "criterion", "define"]],
    ["list x = [1]\nli│\nlist y = [2]", ["list"]],
    ['list x from "places.txt"\n│', ["segment", "criterion", "define"]],
    ["criterion C\n│\nsegment A by C where age > 3", ["segment", "criterion", "define"]],
    ["criterion C exhaustive\nse│", ["segment"]],
    ["persona P { age: 3 } in Ot│", ["Other.Young", "Other"]],
    ["define x = Step│", ["Steps"]],
    ["customer { a: date │ }", ["..today", "persian"]],
    ["customer { a: list of { b: text } │ }", ["from", "from rows"]],
    ['list l from "│"', ["places.txt"]],
    ["segment A where (age > 3 and gender = │\nsegment B where", ['"female"', '"male"']],
    ["segment A where joined > today - │", ["30 days", "joined", "seen"]],
    ["segment A where seen > now - │", ["24 hours", "joined", "seen"]],
    ["segment A where days since │", ["joined", "seen"]],
    ["segment A where days │", ["since"]],
    ["segment A where tags has any │", ["of"]],
    ["segment A where city contains any │", ["of"]],
    ["segment A where city matches │", ["/…/"]],
    ["segment A where sum(orders.total │", ["where"]],
    ["segment A where sum(total │", ["over"]],
    ["segment A where count(tags │", ["where"]],
    ["segment A where any orders │", ["where", "and", "or"]],
    ["segment A where 18 <= age │", ["and", "or", "<", "<="]],
    ["define d = when age > 3 │", ["then", "and", "or"]],
    ["define d = when age > 3 then 1 │", ["else", "when"]],
    ["define d = when age > 3 then 1 when age > 2 │", ["then", "and", "or"]],
    ["define d = (when age > 3 then 1 else 2) │", ["=", "!="]],
    ["list l = │", ["[…]"]],
    ["list l from │", ['"places.txt"', '"…"']],
    ["persona P as of │", ["2026-01-31"]],
    ["segment A where seen in last 3 │", ["days", "weeks", "months", "years", "hours"]],
    ["segment A where seen > now - 3 │", ["days", "weeks", "months", "years", "hours"]],
    ["criterion C ordered │", ["{ … }", "exhaustive"]],
    ["customer { a: list │ }", ["of"]],
    ["persona P { age: 3 } in Urban, │", ["Old", "Age.Young", "Other.Young", "First"]],
    ["persona P { age: 3 } in Urban\n│", ["segment", "criterion", "define"]],
    ["persona P { age: 3 } in Urban\nper│", ["persona"]],
    ["persona P { age: 3 } in Urban not in Old\n│\nsegment A where age > 3", ["segment", "criterion", "define"]],
    ["persona P { age: 3 } in Urban، │", ["Old", "Age.Young", "Other.Young", "First"]],
    ["customer { a: list of text │ }", ["folded", "from", "missing", "split"]],
    ["customer { a: list of text fo│ }", ["folded"]],
    ["customer { a: list of date │ }", ["persian"]],
    ["customer { a: number 0.. │ }", ["step", '"1.234,56"', "from", "missing"]],
    ["customer { a: number 0.. st│ }", ["step"]],
    ["customer { a: list of { b: date ..today │ } }", ["persian", '"dd/MM/yyyy"', "from", "missing"]],
    ["customer { a: list of { b: date ..│", ["today"]],
    ["customer { a: datetime ..│ }", ["today", "now"]],
    ["segment A where joined in today..│", ["today", "today + 90 days"]],
    ["segment A where joined in today - 30 days..<│", ["today"]],
    ["segment A where joined in 2026-01-01..t│", ["today"]],
    ["segment A where seen in now..│", ["today", "now"]],
    ["segment A where joined in ..│", ["today"]],
    ["// seg-ignore over│", ["overlapping-segments"]],
    ["// seg-ignore │\nlist unused = [1]", ["unused-list"]],
    ["// seg-ignore un│: why\ndefine unused = age > 3", ["unused-define"]],
  ])("%s", (source, expected) => {
    for (const crlf of [false, true]) expect(labels(source, { crlf }).slice(0, expected.length)).toEqual(expected);
  });

  it.each<readonly [string, readonly string[]]>([
    ["segment A where age │", ["is missing", "contains", "has", "where"]],
    ["segment A where city │", ["<", "has"]],
    ["define d = │", ["d"]],
    ["define d = age > 3 and │", ["d"]],
    ["segment A where joined in last 3 │", ["hours"]],
    ["segment A where age > 3 and (joined not in last 3 │", ["hours"]],
    ["segment A where joined > today - 3 │", ["hours"]],
    ["criterion C ordered │", ["overlapping", "ordered"]],
    ["criterion C overlapping │", ["overlapping", "ordered"]],
    ["segment A where any │", ["address", "city"]],
    ["persona P { age: 3 } in Old, │", ["Old", "Age.Young", "Young"]],
    ["persona P { age: 3 } in Age.Young, │", ["Old", "Age.Young"]],
    ["persona P { age: 3 } in Urban not in Old, │", ["Old", "Urban"]],
    ["customer { a: list │ }", ["from", "missing"]],
    ["segment A where any orders where │", ["city", "age"]],
    ["segment A where any orders.│", ["city"]],
    ["segment A where age in │", ["towns", "this month"]],
    ["persona P { age: 3, │", ["age"]],
    ["segment A by │", ["Steps"]],
    ["segment Urban where age > 3\nsegment A where A│", ["A"]],
    ["segment A where age in 18..│", ["and", "or", "today", "segment"]],
    ["segment A where age in ..│", ["and", "or", "today", "segment"]],
    ["segment A where joined in today..│", ["and", "or"]],
    ["customer { a: list of text folded │ }", ["folded"]],
    ["persona P { age: 3 } in Urban │", ["segment"]],
    ["persona P { age: 3 } in Urban، │", ["Urban"]],
    ["// segment │", ["segment", "age"]],
    ["segment A where age > 3│", ["and", "age"]],
    ['segment A where city = "│"', ["city", "today"]],
    ["segment A where count(orders │", ["is empty", "and"]],
    ["segment A where sum(orders.total where total > 3 │", ["over"]],
    ["customer {\n  a: text\n  │\n}", ["folded", "from", "missing"]],
    ["// seg-ignore overlapping-segments: │", ["overlapping-segments", "segment"]],
    ["/// seg-ignore │", ["overlapping-segments"]],
    ["// seg-ignore │", ["unknown-name"]],
  ])("never %s: %j", (source, unwanted) => {
    const found = labels(source);
    expect(found.filter((label) => unwanted.includes(label))).toEqual([]);
  });

  it.each<readonly [string, readonly string[]]>([
    ['list x from "table.csv" column │', ['"name"', '"تعداد"']],
    ['list x from "table.csv" column "│"', ["name", "تعداد"]],
    ['list x from "table.csv" column "ت│\nlist y = [1]', ["تعداد"]],
  ])("%s", (source, expected) => {
    const table = '//- table.csv\nname;"تعداد"\na;1\n//- lists.seg\nlist sizes from "table.csv" column "تعداد"\n';
    const program = programView(`${CUSTOMER}${table}//- a.seg\n${source}`);
    expect(listAt(program).items.map(({ label }) => label)).toEqual(expected);
  });

  it("names that stand for a segment, the shortest that is not ambiguous", () => {
    const found = labels("segment A where │");
    expect(found).toEqual(
      expect.arrayContaining(["adult", "Urban", "Old", "Age.Young", "Other.Young", "any", "count"]),
    );
  });
});

describe("what is written", () => {
  it.each([
    ["segment A where ci│ = 3", "city", "segment A where city = 3"],
    ["segment A where │", "`my income`", "segment A where `my income`"],
    ["segment A where `my│`", "`my income`", "segment A where `my income`"],
    ['segment A where city = "Te│hran" and age > 3', "Tehran", 'segment A where city = "Tehran" and age > 3'],
    ['segment A where city = "│"', "Rasht", 'segment A where city = "Rasht"'],
    ['segment A where city = "Te│', "Tehran", 'segment A where city = "Tehran"'],
    ["segment A where city = te│", '"Tehran"', 'segment A where city = "Tehran"'],
    ["persona P { ge│ }", "gender", 'persona P { gender: "$1" }'],
    [
      "segment A where joined in │",
      "last 30 days",
      `segment A where joined in last $${"{1:30}"} $${"{2|days,weeks,months,years|}"}`,
    ],
  ])("%s, %s", (source, label, expected) => {
    expect(taken(source, label)).toBe(expected);
  });

  it("as an insertion, where the author does not want to replace the rest", () => {
    expect(taken("segment A where ci│ty = 3", "city", "insert")).toBe("segment A where cityty = 3");
    expect(taken("segment A where ci│ty = 3", "city", "replace")).toBe("segment A where city = 3");
  });

  it("without snippets, ranges and defaults where the client knows none", () => {
    const plain = { textDocument: { completion: {} } };
    expect(taken("segment A where joined in │", "last 30 days", "insert", plain)).toBe(
      "segment A where joined in last 30 days",
    );
    expect(taken("segment A where city in │", "[…]", "insert", plain)).toBe("segment A where city in [");
    expect(taken("│", "segment", "insert", plain)).toBe("segment");
    const { program } = asked("segment A where a│");
    expect(listAt(program, plain).items.find(({ label }) => label === "age")).toMatchObject({ detail: "integer" });
  });
});

describe("names and values of other scripts", () => {
  it.each([
    // Arabic yeh in place of the Persian one, and a value without its last letters.
    ["segment A where شه│", "شهر", "شهر"],
    ['segment A where شهر = "تبري│"', "تبریز", "تبري"],
    ["segment A where Teh│", "none", ""],
  ])("%s finds %s", (source, label, filter) => {
    const { list } = asked(source);
    const found = list.items.find((item) => item.label === label);
    expect(found?.filterText ?? "").toBe(filter);
    if (found !== undefined) expect(list.isIncomplete).toBe(true);
  });
});

describe("what an item says", () => {
  const item = (source: string, label: string) => {
    const { program, list } = asked(source);
    return { program, item: list.items.find((one) => one.label === label) as CompletionItem };
  };

  it("its type, and where it comes from", () => {
    expect(item("segment A where city in │", "places").item.labelDetails).toEqual({
      detail: ": 1 value",
      description: "list",
    });
    expect(item("segment A where │", "city").item.labelDetails).toEqual({ detail: ": text? folded" });
    expect(item("segment A where │", "adult").item.labelDetails).toEqual({
      detail: ": condition",
      description: "define",
    });
    expect(item("segment A where │", "Old").item.labelDetails).toEqual({ detail: ' "60 and up"', description: "Age" });
    expect(item("segment A where city = │", '"Rasht"').item.labelDetails).toEqual({ description: "600 customers" });
  });

  it.each([
    ["city", "Where they live."],
    ["adult", "Customers whose age is at least 18."],
    ["Old", "Customers whose age is over 60."],
    ["Age.Young", "Customers who are in no other segment of Age"],
    ["any", "At least one element"],
    ["count", "How many elements"],
  ])("more of %s once it is looked at", (label, expected) => {
    const { program, item: found } = item("segment A where │", label);
    expect(found.documentation).toBeUndefined();
    const resolved = completionResolve(program.view, found, featureContext());
    expect(resolved.documentation).toMatchObject({ kind: "markdown", value: expect.stringContaining(expected) });
  });
});

it("tells of a rule what its messages mean", () => {
  const { program, list } = asked("// seg-ignore over│: because\nsegment A where age > 3");
  const item = list.items[0]!;
  expect(item).toMatchObject({ label: "overlapping-segments", labelDetails: { description: "SEG4001" } });
  const { documentation } = completionResolve(program.view, { ...item }, featureContext());
  expect(documentation).toMatchObject({ value: expect.stringContaining("answers to one question") });
  expect(taken("// seg-ignore over│x", "overlapping-segments")).toMatch(
    /^\/\/ seg-ignore overlapping-segments: \$\{1:.*}$/,
  );
});

it("is not in the way of who types a blank and goes on", () => {
  const blank = (source: string) => {
    const program = programView(`${CUSTOMER}//- a.seg\n${source}`);
    const context = { triggerKind: CompletionTriggerKind.TriggerCharacter, triggerCharacter: " " };
    return completion(program.view, { ...program.at, context }, featureContext())?.items.length ?? 0;
  };
  expect(blank("segment A where age > 3 │")).toBe(0);
  expect(blank("customer { a: text │ }")).toBe(0);
  expect(blank("segment A where age │")).toBeGreaterThan(0);
});

it("offers so many, and more as the name is typed", () => {
  const many = Array.from({ length: 1500 }, (_, index) => `segment S${index} where age > ${index}`).join("\n");
  const some = asked(`${many}\nsegment A where │`).list;
  expect(some.isIncomplete).toBe(true);
  expect(some.items.length).toBe(200);
  expect(labels(`${many}\nsegment A where S149│`)[0]).toBe("S149");
});

describe("wherever the cursor stands", () => {
  const text = `segment A "x" by Age where any orders where (total > 3 and channel = "online") and city not in ["a", "b"]
define d = when age > 3 then sum(total * 2 over orders where total in 3..5) else 0
criterion C ordered exhaustive { segment B where tags has any of ["a"] otherwise D }
persona P as of 2026-01-01 { age: 3, شهر: "تهران", orders: [{ total: 1 }] } in A, C.B not in D
segment \`E f\` where شهر starts with "ت" and joined in last 3 days and city matches /a"b/
customer { a: text? folded key from "x" missing ["a"] b: list of { c: date "dd/MM/yyyy" } }
list l = ["a", 3] list m from "places.txt" column "x"
`;

  it.each([false, true])("nothing fails, and what is replaced holds the cursor (line ends of Windows: %s)", (crlf) => {
    const { view, uriOf } = programView(`${CUSTOMER}//- a.seg\n${text}`, { sample, crlf });
    const file = view.files.get("a.seg")!;
    let offered = 0;
    for (let offset = 0; offset <= file.text.length; offset += 1) {
      // Within a line end there is no place.
      if (file.text[offset - 1] === "\r" && file.text[offset] === "\n") continue;
      const position = file.places.position(offset);
      const at = { textDocument: { uri: uriOf("a.seg") }, position };
      hover(view, at, featureContext());
      signatureHelp(view, at, featureContext());
      const list = completion(view, at, featureContext());
      const ranges = list?.itemDefaults?.editRange;
      if (list === null || ranges === undefined || !("insert" in ranges)) throw new Error(`No ranges at ${offset}`);
      offered += list.items.length;
      const { insert, replace } = ranges;
      expect(insert.end).toEqual(position);
      expect(insert.start).toEqual(replace.start);
      expect([insert.start.line, replace.end.line]).toEqual([position.line, position.line]);
      expect(insert.start.character).toBeLessThanOrEqual(position.character);
      expect(replace.end.character).toBeGreaterThanOrEqual(position.character);
    }
    expect(offered).toBeGreaterThan(1000);
  });
});
