import { describe, expect, test } from "vitest";
import { parseJson } from "../records/json-text.js";
import { Inference } from "./inference.js";

/** The fields proposed for a column of these cells, or for JSON records, without heading, braces and indentation. */

function ofCells(name: string, cells: readonly string[]): string {
  return ofTable(
    `n|${name}`,
    cells.map((cell, index) => `${index}|${cell}`),
  ).replace(/^n: +integer.*\n/, "");
}

function ofTable(header: string, rows: readonly string[], sampled = false): string {
  const inference = new Inference();
  const table = inference.table(header.split("|"));
  for (const row of rows) inference.row(row.split("|"), table);
  return fieldsOf(inference, sampled);
}

function ofJson(...records: readonly string[]): string {
  const inference = new Inference();
  for (const record of records) {
    const parsed = parseJson(record);
    if (parsed.kind === "value") inference.json(parsed.value);
  }
  return fieldsOf(inference, false);
}

function fieldsOf(inference: Inference, sampled: boolean): string {
  const lines = inference.finish({ files: ["data"], sampled })?.text.split("\n") ?? [];
  const body = lines.slice(lines.indexOf("customer {") + 1, -2);
  return body.map((line) => line.trim().replace(/: +/, ": ")).join("\n");
}

function repeated(cells: readonly string[], times: number): string[] {
  return Array.from({ length: times }, () => cells).flat();
}

const columns: readonly (readonly [what: string, name: string, cells: readonly string[], field: string])[] = [
  ["whole numbers, also with a point", "visits", ["17850.0", "3", "۱۲"], "visits: integer 0.."],
  ["decimals below zero", "change", ["1.5", "-2", "0.25"], "change: number"],
  ["money in cents", "price", repeated(["1.25", "3.5", "12"], 5), "price: number 0.. step 0.01"],
  ["three decimals are no cents", "price", repeated(["1.255", "3.5"], 6), "price: number 0.."],
  ["a share of one", "discount", ["0.05", "0.5", "0"], "discount: number 0..1"],
  ["an age", "Age", ["18", "70", "33"], "Age: integer 0..120"],
  ["points", "rating", ["1", "5", "3"], "rating: integer 1..5"],
  ["a decimal comma", "betrag", ["1.234,56", "12,5", "-7"], 'betrag: number "1.234,56"'],
  ["thousands", "sales", ["1,234", "1,234,567", "12"], 'sales: integer "1,234.56" 0..'],
  ["currency", "fee", ["$5", "$ 12.50", "3"], 'fee: number "1234.56" 0..'],
  ["zeros in front are no number", "branch", ["007", "12", "3"], "branch: text"],
  ["a phone number", "mobile", ["9121234567", "9351234567"], "mobile: text key"],
  ["too many digits for a number", "reference", ["1234567890123456789", "1"], "reference: text"],
  ["blank cells", "visits", ["1", "", "2", " ", "3"], "visits: integer? 0.."],
  [
    "missing is spelled",
    "visits",
    ["1", "NULL", "unknown", "2", "3"],
    'visits: integer? 0.. missing ["NULL", "unknown"]',
  ],
  ["days", "joined", ["2024-05-01", "2024-12-31"], "joined: date"],
  ["moments", "seen", ["2024-05-01 10:30:00", "2024-05-01T00:00"], "seen: datetime"],
  ["midnights are days", "day", ["1997-11-14 00:00:00.000", "1998-01-01 00:00:00.000"], "day: date"],
  ["the day stands first", "day", ["05/06/2024", "31/12/2024"], 'day: date "dd/MM/yyyy"'],
  ["the month stands first", "day", ["05/06/2024", "12/31/2024"], 'day: date "MM/dd/yyyy"'],
  ["with points the day always does", "day", ["05.06.2024"], 'day: date "dd.MM.yyyy"'],
  ["without zeros", "day", ["5/6/2024", "31/12/2024"], 'day: date "d/M/yyyy"'],
  ["with a time", "at", ["31.12.2024 10:30", "01.02.2024 08:00"], 'at: datetime "dd.MM.yyyy HH:mm"'],
  ["Persian days", "تولد", ["1403/02/05", "۱۳۶۹/۱۲/۲۹"], "تولد: date persian"],
  ["Persian days with hyphens", "born", ["1403-02-05", "1370-01-31"], 'born: date persian "yyyy-MM-dd"'],
  ["eight digits", "day", ["20240501", "20231231"], 'day: date "yyyyMMdd"'],
  ["seconds since 1970", "created_at", ["1714550400", "1714550401"], 'created_at: datetime "epoch seconds"'],
  ["milliseconds", "timestamp", ["1714550400000"], 'timestamp: datetime "epoch milliseconds"'],
  [
    "no date is left out",
    "paid on",
    ["2024-05-01", "0000-00-00"],
    'paidOn: date? from "paid on" missing ["0000-00-00"]',
  ],
  ["yes and no", "newsletter", ["Yes", "No", ""], 'newsletter: boolean? "Yes" / "No"'],
  ["Persian yes and no", "خبرنامه", ["بله", "خیر"], 'خبرنامه: boolean "بله" / "خیر"'],
  ["has and has not", "car", ["دارد", "ندارد"], 'car: boolean "دارد" / "ندارد"'],
  ["true and false as spreadsheets write them", "active", ["TRUE", "False"], "active: boolean"],
  ["0 and 1, often", "senior", repeated(["0", "1"], 10), "senior: boolean"],
  ["0 and 1 that are counted", "children", repeated(["0", "1"], 10), "children: integer 0.."],
  ["0 and 1 that answer a question", "is_member", ["0", "1"], "is_member: boolean"],
  ["few words", "channel", repeated(["online", "store", "phone"], 8), 'channel: "online" | "phone" | "store"'],
  ["cities are no closed set", "city", repeated(["Tehran", "Qom"], 12), "city: text"],
  ["numbers are no choices", "size", repeated(["1,5", "2"], 12), 'size: number "1234,56" 0..'],
  ["several in a cell", "tags", ["garden;vip", "vip", "", "kitchen;garden"], 'tags: list of text? split ";"'],
  ["an address has commas", "note", ["Tehran, Iran", "Qom, Iran", "Rey, Iran", "Rey, Iran"], "note: text"],
  ["a header that is no name", "Annual Income (k$)", ["15", "16"], 'annualIncome: integer from "Annual Income (k$)"'],
  ["a reserved word", "in", ["a"], "`in`: text"],
  ["a Persian header of two words", "نام خانوادگی", ["الف"], 'نام_خانوادگی: text from "نام خانوادگی"'],
  ["a header that begins with a digit", "2024 sales", ["5"], 'field2024Sales: integer from "2024 sales"'],
];

test.each(columns)("%s", (_, name, cells, field) => {
  expect(ofCells(name, cells)).toBe(field);
});

const doubts: readonly (readonly [what: string, name: string, cells: readonly string[], comment: string])[] = [
  ["dates of either order", "day", ["05/06/2024"], '`date "dd/MM/yyyy"` or `date "MM/dd/yyyy"`'],
  ["a number for missing", "visits", ["-1", "5", "-1", "7"], '`integer? 0.. missing ["-1"]`'],
  ["999 for missing", "age", ["999", "20", "999", "70"], '`integer? 0..120 missing ["999"]`'],
  ["a word for missing", "job", ["baker", "unknown"], '`text? missing ["unknown"]`'],
  ["one spelling of another", "city", repeated(["كرج", "کرج", "Rey"], 3), "`text folded`"],
  [
    "one word among numbers",
    "visits",
    [...repeated(["1", "22", "3"], 20), "many"],
    '"many" fit `number? missing ["many"]`',
  ],
  ["thousands or a fraction", "weight", ["1,234", "5,678"], '`number "1234,56"`'],
  ["digits that may be moments", "x", ["1714550400", "1714550500"], '`datetime "epoch seconds"`'],
  ["percent signs", "rate", ["5%", "12.5 %"], "`%`"],
  ["times that a date drops", "day", ["2024-05-01", "2024-05-01 10:30"], "time of day"],
  ["nothing at all", "fax", ["", ""], "the type is open"],
];

test.each(doubts)("a comment on %s", (_, name, cells, comment) => {
  const [first, ...others] = ofCells(name, cells).split("\n");
  expect(first).toMatch(/^\/\/ /);
  expect([first, ...others].join(" ").replaceAll(" // ", " ")).toContain(comment);
});

describe("what other columns say", () => {
  test("settles the order of day and month", () => {
    const text = ofTable("born|joined", ["05/06/1990|31/12/2024", "07/08/1991|01/02/2024"]);
    expect(text).toContain('born: date "dd/MM/yyyy"');
    expect(text).toContain("as the other dates");
  });

  test("columns of one word before a point are a record", () => {
    expect(ofTable("address.city|address.street|a.b", ["Rey|1|2"])).toBe(
      'address: {\ncity: text\nstreet: integer\n}\naB: integer from "a.b"',
    );
  });

  test("columns of one name, and without a name, are left out", () => {
    const text = ofTable("phone|phone||city", ["1|2|3|Rey"]);
    expect(text).toContain("The column `phone` is left out: it occurs twice");
    expect(text).toContain("Column 3 has no name");
    expect(text).toContain("city: text");
  });

  test("names are told apart where letters differ only by variants", () => {
    expect(ofTable("ملكي|ملکی", ["a|b"])).toBe('ملكي: text\nملکی2: text from "ملکی"');
  });
});

describe("the key", () => {
  test.each([
    ["id|email", ["1|a@x", "2|b@x"], "id: integer key"],
    ["email|id", ["a@x|7", "b@x|7"], "email: text key"],
    ["کد مشتری|نام", ["1|الف", "2|ب"], 'کد_مشتری: integer key from "کد مشتری"'],
  ])("%s", (header, rows, field) => {
    expect(ofTable(header, rows)).toContain(field);
  });

  test("repeats nowhere, not even spelled otherwise", () => {
    const text = ofTable("id|name", ["7|a", "7.0|b"]);
    expect(text).not.toContain("key\n");
    expect(text).toContain("`id` repeats");
  });

  test("is there in every record", () => {
    expect(ofTable("id|name", ["7|a", "|b", "8|c"])).toContain("One record has no `id`, so it is no key.");
  });

  test("of a sample may repeat elsewhere", () => {
    expect(ofTable("id|name", ["7|a", "8|b"], true)).toMatch(/Unique in the sample.*\nid: integer key/);
  });
});

describe("order lines", () => {
  const lines = ["1|Rey|2024-01-01|5", "2|Qom|2024-01-02|6", "1|Rey|2024-02-01|7", "2|Qom|2024-02-02|8"];

  test("are gathered into customers", () => {
    expect(ofTable("customer_id|city|date|total", lines)).toBe(
      "customer_id: integer key\ncity: text\nlines: list of {\ndate: date\ntotal: integer 0..\n} from rows",
    );
  });

  test("stay rows where one has no customer, and a comment says how to gather the others", () => {
    const text = ofTable("customer_id|city|date|total", [...lines, "|Rey|2024-01-01|9"]);
    expect(text).toContain("from rows`");
    expect(text).toContain("customer_id: integer?");
  });
});

describe("JSON", () => {
  test("records, lists and what may be missing", () => {
    const text = ofJson(
      '{"id": "a1", "address": {"city": "Rey"}, "orders": [{"on": "2024-01-01", "total": 5.5}], "scores": [1, 2], "vip": true}',
      '{"id": "a2", "orders": [], "scores": [], "vip": false, "address": null}',
    );
    expect(text).toBe(
      [
        "id: text key",
        "address: {\ncity: text\n}?",
        "orders: list of {\non: date\ntotal: number\n}",
        "scores: list of integer",
        "vip: boolean",
      ].join("\n"),
    );
  });

  test("numbers in texts", () => {
    expect(ofJson('{"total": "12.50"}', '{"total": 3}')).toBe('total: number "1234.56"');
  });

  test("an empty text is missing", () => {
    expect(ofJson('{"email": ""}', '{"email": "a@x"}')).toBe('email: text? missing [""]');
  });

  test.each([
    [
      "an object here and a text there",
      ['{"a": 1, "b": {"c": 1}}', '{"a": 1, "b": "x"}'],
      "`b` is left out: it is an object in some records and a text or number in others.",
    ],
    ["a list of lists", ['{"a": 1, "b": [[1]]}'], "a list of lists has no type"],
    ["null in a list", ['{"a": 1, "b": [1, null]}'], "its lists hold null"],
    ["an object without keys", ['{"a": 1, "b": {}}'], "an object without keys"],
    ["truth and text", ['{"a": 1, "b": true}', '{"a": 2, "b": "perhaps"}'], "true or false in some records"],
    ["a key without a name", ['{"a": 1, "": 1}'], 'The key "" is left out'],
    [
      "keys that are values",
      [
        `{"a": 1, "b": {${Array.from({ length: 100 }, (_, at) => `"p${at}": 1`).join()}}}`,
        ...Array.from({ length: 9 }, () => '{"a": 1, "b": {"q": 1}}'),
      ],
      "look like values rather than names",
    ],
  ])("%s has no type", (_, records, comment) => {
    const text = ofJson(...records).replaceAll("\n// ", " ");
    expect(text).toContain("a: integer");
    expect(text).toContain(comment);
  });

  test("what is no object is no record", () => {
    expect(new Inference().json([])).toBe(false);
  });

  test("nothing gives no block", () => {
    expect(new Inference().finish({ files: ["data"], sampled: false })).toBeNull();
  });
});
