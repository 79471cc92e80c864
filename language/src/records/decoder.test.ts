import { describe, expect, it } from "vitest";
import { inMemoryProgram } from "../../../test/kit/programs.js";
import { createClock } from "../evaluation/clock.js";
import { analyseProgram } from "../program.js";
import { parseIsoDay } from "../values/calendar.js";
import { createDecoder, type Decoded, type Decoder } from "./decoder.js";
import { parseJson } from "./json-text.js";
import { rowValues } from "./testing/row-values.js";

const TODAY = parseIsoDay("2026-11-22")!;

function decoderOf(block: string, rules = "", timeZone = "UTC"): Decoder {
  const files = new Map([
    ["shop.seg", `customer ${block}\n${rules}`],
    ["seg.json", JSON.stringify({ timeZone })],
  ]);
  const program = analyseProgram(inMemoryProgram(files));
  expect(program.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const clock = createClock(program.model.settings, { asOf: TODAY });
  return createDecoder(program.model, clock, { files: program.input.files });
}

function decode(decoder: Decoder, text: string): Decoded {
  const parsed = parseJson(text);
  if (parsed.kind === "error") throw new Error(`A test's record is no JSON: ${text}`);
  return decoder.decode(parsed.value);
}

/** The row by field names, or the reasons: `SEG5011 age 150`. */
function outcome(decoder: Decoder, text: string): unknown {
  const decoded = decode(decoder, text);
  if (decoded.kind === "accepted") return rowValues(decoder.schema!.record, decoded.row);
  return decoded.reasons.map(({ code, path, value }) => `${code} ${path} ${value}`.trim());
}

const day = (text: string) => parseIsoDay(text)!;
const instant = (text: string) => Date.parse(text);

interface Cases {
  readonly block: string;
  /** Record, and the row it becomes or the reasons it is rejected for. */
  readonly records: readonly (readonly [record: string, expected: unknown])[];
  readonly zone?: string;
}

const tables: Readonly<Record<string, Cases>> = {
  text: {
    block: "{ a: text }",
    records: [
      ['{"a":"x"}', { a: "x" }],
      ['{"a":""}', { a: "" }],
      ['{"a":" x "}', { a: " x " }],
      ['{"a":"e\\u0301"}', { a: "é" }],
      ['{"a":12345678901234567890}', { a: "12345678901234567890" }],
      ['{"a":1.0}', { a: "1.0" }],
      ['{"a":1e5}', { a: "1e5" }],
      ['{"a":-0}', { a: "-0" }],
      ['{"a":true}', ["SEG5004 a true"]],
      ['{"a":["x"]}', ['SEG5004 a ["x"]']],
      ['{"a":null}', ["SEG5003 a"]],
      ["{}", ["SEG5003 a"]],
      ['{"a":"\\ud83d"}', ['SEG5013 a "\\ud83d"']],
      ['{"a":"x\\u0000"}', ['SEG5013 a "x\\u0000"']],
    ],
  },
  "folded text": {
    block: '{ a: text folded? missing ["N/A"] }',
    records: [
      ['{"a":" TEHRAN "}', { a: "tehran" }],
      ['{"a":"كرج"}', { a: "کرج" }],
      ['{"a":"n/a "}', {}],
      ['{"a":""}', { a: "" }],
    ],
  },
  integer: {
    block: "{ a: integer }",
    records: [
      ['{"a":17850.0}', { a: 17850 }],
      ['{"a":1e3}', { a: 1000 }],
      ['{"a":-0}', { a: 0 }],
      ['{"a":9007199254740991}', { a: 9007199254740991 }],
      ['{"a":9007199254740993}', ["SEG5007 a 9007199254740993"]],
      ['{"a":12.5}', ["SEG5006 a 12.5"]],
      ['{"a":1e400}', ["SEG5007 a 1e400"]],
      ['{"a":"5"}', ['SEG5004 a "5"']],
      ['{"a":false}', ["SEG5004 a false"]],
    ],
  },
  number: {
    block: '{ a: number b: number? "1.234,56" missing ["-1", "NaN"] }',
    records: [
      ['{"a":0.1,"b":"1.234,5"}', { a: 0.1, b: 1234.5 }],
      ['{"a":1,"b":2.5}', { a: 1, b: 2.5 }],
      ['{"a":1,"b":-1}', { a: 1 }],
      ['{"a":1,"b":"NaN"}', { a: 1 }],
      ['{"a":1,"b":"1,234.5"}', ['SEG5005 b "1,234.5"']],
      ['{"a":"1"}', ['SEG5004 a "1"']],
    ],
  },
  "domain and step": {
    block:
      "{ a: integer? 0..120 b: number? 0..<1 c: number? step 0.01 d: integer? step 5 e: number? -2.5.. step 0.25 }",
    records: [
      ['{"a":0}', { a: 0 }],
      ['{"a":120}', { a: 120 }],
      ['{"a":121}', ["SEG5011 a 121"]],
      ['{"b":1}', ["SEG5011 b 1"]],
      ['{"c":0.07,"d":-10}', { c: 0.07, d: -10 }],
      ['{"c":90071992547409.91}', { c: 90071992547409.91 }],
      ['{"c":1.005,"d":12}', ["SEG5012 c 1.005", "SEG5012 d 12"]],
      ['{"c":1e300}', { c: 1e300 }],
      ['{"c":1e-300}', ["SEG5012 c 1e-300"]],
      ['{"e":-2.25}', { e: -2.25 }],
      ['{"e":-3}', ["SEG5011 e -3"]],
      ['{"e":0.1}', ["SEG5012 e 0.1"]],
    ],
  },
  date: {
    block: '{ a: date? ..today b: date? "dd/MM/yyyy" c: date? persian d: date? missing ["NULL"] }',
    records: [
      [
        '{"a":"2024-02-29","b":"01/02/2024","c":"۱۴۰۳/۱۰/۱۱","d":"NULL"}',
        { a: day("2024-02-29"), b: day("2024-02-01"), c: day("2024-12-31") },
      ],
      ['{"a":"2026-11-22"}', { a: TODAY }],
      ['{"a":"2026-11-23"}', ['SEG5011 a "2026-11-23"']],
      ['{"a":"2023-02-29"}', ['SEG5008 a "2023-02-29"']],
      ['{"a":"1997-11-14 00:00:00.000"}', { a: day("1997-11-14") }],
      ['{"b":"2024-02-01"}', ['SEG5008 b "2024-02-01"']],
      ['{"a":20240229}', ["SEG5004 a 20240229"]],
    ],
  },
  "date-time": {
    block: '{ a: datetime? b: datetime? "epoch seconds" c: datetime? ..today d: date? }',
    zone: "Asia/Tehran",
    records: [
      ['{"a":"2024-05-01T10:00Z"}', { a: instant("2024-05-01T10:00Z") }],
      ['{"a":"2024-05-01 10:00"}', { a: instant("2024-05-01T06:30Z") }],
      ['{"b":1735603200}', { b: 1735603200000 }],
      ['{"b":"1735603200"}', { b: 1735603200000 }],
      ['{"c":"2026-11-22T20:29:59Z"}', { c: instant("2026-11-22T20:29:59Z") }],
      ['{"c":"2026-11-22T20:30:00Z"}', ['SEG5011 c "2026-11-22T20:30:00Z"']],
      ['{"d":"2024-12-31T23:30:00+00:00"}', { d: day("2025-01-01") }],
      ['{"a":"2024-05-01"}', ['SEG5008 a "2024-05-01"']],
    ],
  },
  boolean: {
    block: '{ a: boolean? b: boolean? "Yes" / "No" }',
    records: [
      ['{"a":true,"b":false}', { a: true, b: false }],
      ['{"b":"Yes"}', { b: true }],
      ['{"b":"yes"}', ['SEG5009 b "yes"']],
      ['{"a":"true"}', ['SEG5004 a "true"']],
      ['{"a":1}', ["SEG5004 a 1"]],
    ],
  },
  choices: {
    block: '{ a: "female" = "F" | "male" = "2" | "other"? }',
    records: [
      ['{"a":"F"}', { a: "female" }],
      ['{"a":2}', { a: "male" }],
      ['{"a":"other"}', { a: "other" }],
      ['{"a":"female"}', ['SEG5010 a "female"']],
      ['{"a":"f"}', ['SEG5010 a "f"']],
      ['{"a":true}', ["SEG5004 a true"]],
    ],
  },
  lists: {
    block: '{ a: list of text? b: list of integer? split ";" c: list of date? missing ["-"] }',
    records: [
      ["{}", { a: [], b: [], c: [] }],
      ['{"a":null,"b":"","c":"-"}', { a: [], b: [], c: [] }],
      ['{"a":["x","y"],"b":"1; 2;;3","c":["2024-05-01"]}', { a: ["x", "y"], b: [1, 2, 3], c: [day("2024-05-01")] }],
      ['{"a":["x",null,true]}', ["SEG5003 a[1]", "SEG5004 a[2] true"]],
      ['{"a":"x"}', ['SEG5004 a "x"']],
      ['{"b":"1;x"}', ['SEG5005 b[1] "x"']],
    ],
  },
  "required list": {
    block: "{ a: list of text }",
    records: [
      ['{"a":[]}', { a: [] }],
      ["{}", ["SEG5003 a"]],
    ],
  },
  records: {
    block:
      '{ address: { city: text zip: text? from "zip code" } extra: { n: integer tags: list of text }? orders: list of { total: number 0.., lines: list of { sku: text } } }',
    records: [
      [
        '{"address":{"city":"Rey","zip code":1.0},"orders":[{"total":5,"lines":[{"sku":"a"},{"sku":"b"}]}]}',
        { address: { city: "Rey", zip: "1.0" }, orders: [{ total: 5, lines: [{ sku: "a" }, { sku: "b" }] }] },
      ],
      [
        '{"address":{"city":"Rey"},"extra":{"n":1,"tags":["x"]},"orders":[]}',
        { address: { city: "Rey" }, extra: { n: 1, tags: ["x"] }, orders: [] },
      ],
      ['{"address":null,"extra":{"tags":[]},"orders":[]}', ["SEG5003 address", "SEG5003 extra.n"]],
      [
        '{"address":{"zip code":true},"orders":[{"total":5,"lines":[]},{"total":-1,"lines":[{},{"sku":"a"}]}]}',
        [
          "SEG5003 address.city",
          "SEG5004 address.zip code true",
          "SEG5011 orders[1].total -1",
          "SEG5003 orders[1].lines[0].sku",
        ],
      ],
      ['{"address":[],"orders":[5,null]}', ["SEG5004 address []", "SEG5004 orders[0] 5", "SEG5003 orders[1]"]],
    ],
  },
  "names of every object's prototype": {
    block: "{ constructor: text? `__proto__`: integer? toString: list of text? }",
    records: [
      ["{}", { toString: [] }],
      ['{"__proto__":5,"constructor":"c","toString":["t"]}', { constructor: "c", ["__proto__"]: 5, toString: ["t"] }],
      ['{"__proto__":"x"}', ['SEG5004 __proto__ "x"']],
    ],
  },
};

for (const [name, { block, records, zone }] of Object.entries(tables)) {
  describe(name, () => {
    const decoder = decoderOf(block, "", zone);
    it.each(records)("%s", (record, expected) => {
      const actual = outcome(decoder, record);
      expect(Array.isArray(expected) ? actual : Object.entries(actual as object)).toEqual(
        Array.isArray(expected) ? expected : Object.entries(expected as object),
      );
    });
  });
}

describe("records that are none", () => {
  const decoder = decoderOf("{ a: text? }");
  it.each(['[{"a":"x"}]', "null", '"x"', "5", "1e400", "true"])("%s", (text) => {
    expect(decode(decoder, text)).toMatchObject({
      kind: "rejected",
      key: null,
      reasons: [{ code: "SEG5002", path: "" }],
    });
  });

  it("never throws, whatever a JavaScript caller hands over", () => {
    const circle: Record<string, unknown> = {};
    circle.a = circle;
    for (const value of [
      undefined,
      circle,
      { a: 5n },
      { a: () => 1 },
      { a: Symbol("x") },
      { a: Number.NaN },
      new Date(),
    ]) {
      expect(["accepted", "rejected"]).toContain(decoder.decode(value as never).kind);
    }
  });
});

describe("keys", () => {
  const cases: readonly (readonly [block: string, record: string, key: string | null, identity: unknown])[] = [
    ["{ id: text folded key }", '{"id":" Ab "}', " Ab ", "ab"],
    ["{ id: text key }", '{"id":1.0}', "1.0", "1.0"],
    ["{ id: integer key }", '{"id":17850.0}', "17850", 17850],
    ['{ id: text key from "a.b" }', '{"a.b":"x"}', "x", "x"],
    ["{ id: date key }", '{"id":"2024-05-01"}', "2024-05-01", day("2024-05-01")],
    ["{ id: text }", '{"id":"x"}', null, null],
  ];
  it.each(cases)("%s", (block, record, key, identity) => {
    expect(decode(decoderOf(block), record)).toMatchObject({ kind: "accepted", key, identity });
  });

  it("are said of rejected records too", () => {
    const decoder = decoderOf("{ id: text key n: integer }");
    expect(decode(decoder, '{"id":"7","n":"x"}')).toMatchObject({ kind: "rejected", key: "7" });
    expect(decode(decoder, '{"n":1}')).toMatchObject({ kind: "rejected", key: null });
  });
});

describe("require", () => {
  const decoder = decoderOf(
    "{ joined: date lastOrder: date? tags: list of text? }",
    "\nrequire lastOrder is missing or lastOrder >= joined\nrequire count(tags) <= 1",
  );

  it("accepts what keeps the rules", () => {
    expect(decode(decoder, '{"joined":"2024-01-01","lastOrder":"2024-01-01"}').kind).toBe("accepted");
  });

  it("names each broken rule, its place and the values", () => {
    const decoded = decode(decoder, '{"joined":"2024-01-02","lastOrder":"2024-01-01","tags":["a","b"]}');
    expect(decoded.kind === "rejected" && decoded.reasons).toEqual([
      {
        path: "",
        code: "SEG5014",
        value: "joined: 2024-01-02, lastOrder: 2024-01-01",
        reason: "The record breaks the rule `require lastOrder is missing or lastOrder >= joined` (shop.seg, line 3).",
      },
      {
        path: "",
        code: "SEG5014",
        value: "tags: 2 elements",
        reason: "The record breaks the rule `require count(tags) <= 1` (shop.seg, line 4).",
      },
    ]);
  });

  it("is not asked of a record with bad values", () => {
    expect(outcome(decoder, '{"joined":"x","tags":["a","b"]}')).toEqual(['SEG5008 joined "x"']);
  });
});

describe("keys that never occur", () => {
  it("are said after the last record, with the nearest", () => {
    const decoder = decoderOf("{ id: text citty: text? orders: list of { totl: number?, on: date? }? note: text? }");
    decode(decoder, '{"id":"1","city":"Rey"}');
    decode(decoder, '{"id":"2","orders":[{"total":1,"on":null}]}');
    expect(decoder.missingKeys().map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
      "warning: No record has the key `citty`. The nearest is `city`. So the field is missing for every customer.",
      "warning: No record has the key `note`. So the field is missing for every customer.",
      "warning: No record has the key `totl` for the field `orders.totl`. The nearest is `total`. So the field is missing for every customer.",
    ]);
  });
});

describe("reasons say what to write", () => {
  const cases: readonly (readonly [block: string, record: string, words: string])[] = [
    ["{ a: number }", '{"a":"12,5"}', 'number "1.234,56"'],
    ["{ a: integer }", '{"a":"5"}', "without quotes"],
    ["{ a: date }", '{"a":"31/12/2024"}', 'date "dd/MM/yyyy"'],
    ["{ a: date }", '{"a":"1403/10/11"}', "date persian"],
    ["{ a: date persian }", '{"a":"1403-10-11"}', 'date persian "yyyy-MM-dd"'],
    ["{ a: date persian }", '{"a":"1403/2/5"}', 'date persian "yyyy/M/d"'],
    ["{ a: datetime }", '{"a":1735603200}', 'datetime "epoch seconds"'],
    ['{ a: datetime "epoch seconds" }', '{"a":"2024-12-31 23:30:00+00:00"}', "declare `datetime`."],
    ['{ a: datetime "epoch seconds" }', '{"a":"2024-12-31"}', "declare `date`."],
    ['{ a: datetime "epoch seconds" }', '{"a":1735603200000}', 'declare `datetime "epoch milliseconds"`'],
    ['{ a: date "dd/MM/yyyy" }', '{"a":"2024-12-31"}', "declare `date`."],
    ['{ a: number "1,234.56" }', '{"a":"1.234,5"}', 'declare `number "1.234,56"`'],
    ["{ a: date }", '{"a":"0000-00-00"}', 'date? missing ["0000-00-00"]'],
    ["{ a: boolean }", '{"a":"Yes"}', 'boolean "Yes" / "No"'],
    ['{ a: "red" | "green" }', '{"a":"gren"}', 'The nearest is "green"'],
    ["{ a: integer 0..120 }", '{"a":999}', "from 0 to 120"],
    ["{ a: date ..today }", '{"a":"2027-01-01"}', "at most 2026-11-22"],
    ["{ a: text }", "{}", "put `?` after its type"],
    ["{ id: text key }", "{}", "The key is missing"],
  ];
  it.each(cases)("%s %s", (block, record, words) => {
    const decoded = decode(decoderOf(block), record);
    expect(decoded.kind === "rejected" && decoded.reasons[0]?.reason).toContain(words);
  });

  it.each([
    ['number "1,234.56"', ["1,23,4.56", "1,234,56", "12,5x", "1'234.56", "x"]],
    ['datetime "epoch seconds"', ["2024-12-31 23:30:00+00:00", "99999999999999", "x"]],
    ['date "dd/MM/yyyy"', ["12/31/2024", "2024-12-31", "31/12/24"]],
  ] as const)("%s never offers itself", (type, values) => {
    for (const value of values) {
      const decoded = decode(decoderOf(`{ a: ${type} }`), JSON.stringify({ a: value }));
      const reason = decoded.kind === "rejected" ? decoded.reasons[0]?.reason : undefined;
      expect(reason).toBeDefined();
      expect(reason).not.toContain(`declare \`${type}\``);
    }
  });
});
