import fc from "fast-check";
import { expect, test } from "vitest";
import { inMemoryProgram } from "../../../../test/kit/programs.js";
import { createClock } from "../../evaluation/clock.js";
import { analyseProgram } from "../../program.js";
import { createDecoder, type Decoder } from "../decoder.js";
import { parseJson } from "../json-text.js";
import { PADDING } from "./byte-block.js";
import type { RecordScanner } from "./record-scanner.js";

const SEED = 20_261_122;

/** What a scanner reads from bytes is what the decoder reads from the same text; and what that rejects, it leaves alone. */

const EVERYTHING = `customer {
  id: KEY key
  name: text
  city: text? folded missing ["", "n/a"]
  age: integer 0..120
  income: number? 0.. step 0.01
  score: number
  level: integer? missing ["-1", "none"]
  plan: "basic" = "B" | "plus" | "حرفه‌ای"
  active: boolean
  agreed: boolean? "Yes" / "No"
  joined: date
  born: date? persian
  seen: datetime
  ended: datetime? "yyyy-MM-dd HH:mm"
  tags: list of text?
  grades: list of integer? 0..20
  days: list of date?
  words: list of text? split ";"
  address: { city: text  zip: text? from "postal code" }
  company: { name: text  size: integer?  since: date? }?
  orders: list of { on: date  total: number 0..  paid: boolean?  lines: list of { sku: text  count: integer 1.. }? }
  \`نام خانوادگی\`: text?
}
require income is missing or score < 1000
criterion All { segment Young where age < 30  otherwise Old }`;

const GOOD =
  `{"id":1,"name":"Sara","city":"Rey","age":30,"income":12.5,"score":1,"level":3,"plan":"B","active":true,"agreed":"Yes",
"joined":"2024-05-01","born":"1370/01/01","seen":"2024-05-01T10:30:00Z","ended":"2024-05-01 10:30","tags":["a","b"],
"grades":[1,20],"days":["2024-05-01"],"words":"a;b","address":{"city":"Rey","postal code":"12"},"company":{"name":"x","size":3},
"extra":{"deep":[1,{"a":null}]},"orders":[{"on":"2024-01-01","total":1.5,"lines":[{"sku":"a","count":1}]}],
"نام خانوادگی":"کریمی","note":"n"}`.replaceAll("\n", "");

test.each([
  { keyType: "text", dense: true },
  { keyType: "text folded", dense: false },
  { keyType: "integer", dense: true },
  { keyType: "number", dense: true },
  { keyType: 'text missing ["c1"]', dense: true },
  { keyType: 'integer missing ["0"]', dense: true },
  { keyType: 'date missing ["none"]', dense: false },
  { keyType: "datetime", dense: true },
])(`lines of any kind, with a key of type $keyType, written densely: $dense (seed ${SEED})`, ({ keyType, dense }) => {
  const wanted = new Scanned(keyType, dense, () => true);
  const unread = new Scanned(keyType, dense, () => false);
  fc.assert(
    fc.property(line(keyType, dense), (text) => {
      wanted.compare(text);
      unread.compare(text);
    }),
    { seed: SEED, numRuns: 1000, endOnFailure: true },
  );
  // Most of what is fine is read from bytes, and much is not fine.
  expect(wanted.fromBytes).toBeGreaterThan(0.6 * wanted.accepted);
  expect(wanted.accepted).toBeGreaterThan(250);
  expect(wanted.rejected).toBeGreaterThan(150);
});

class Scanned {
  accepted = 0;
  rejected = 0;
  fromBytes = 0;
  readonly #decoder: Decoder;
  readonly #scanner: RecordScanner;
  readonly #readsAll: boolean;

  constructor(keyType: string, dense: boolean, isRead: () => boolean) {
    this.#readsAll = isRead();
    const files = new Map([["program.seg", EVERYTHING.replace("KEY key", keyType.replace(/(?= missing)|$/, " key"))]]);
    const { model, diagnostics } = analyseProgram(inMemoryProgram(files));
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    this.#decoder = createDecoder(model, createClock(model.settings, { asOf: 20_527 }));
    const good = GOOD.replace('"id":1', `"id":${keysOf(keyType)[0]!}`);
    for (let time = 0; time < 1000; time += 1) {
      const decoded = this.#decoder.decode(JSON.parse(good));
      expect(decoded.kind === "rejected" ? decoded.reasons : []).toEqual([]);
    }
    const scanner = this.#decoder.scanner({
      toText: (bytes, start, end) => new TextDecoder().decode(bytes.subarray(start, end)),
      isRead,
      beginning: new TextEncoder().encode(`${dense ? good : spaced(JSON.parse(good))}\n`),
    });
    expect(scanner).not.toBeNull();
    this.#scanner = scanner!;
  }

  compare(text: string): void {
    const bytes = new TextEncoder().encode(`${text}\n`);
    const padded = new Uint8Array(bytes.length + PADDING);
    padded.set(bytes);
    this.#scanner.load(padded);
    const next = this.#scanner.read(0);
    const parsed = parseJson(text);
    const decoded = parsed.kind === "value" ? this.#decoder.decode(parsed.value) : null;
    if (decoded === null || decoded.kind === "rejected") {
      this.rejected += 1;
      expect(next, text).toBe(-1);
      return;
    }
    this.accepted += 1;
    if (next === -1) return;
    this.fromBytes += 1;
    expect(next, text).toBe(bytes.length);
    if (this.#readsAll) expect(this.#scanner.row(), text).toEqual(decoded.row);
    const inBytes = bytes.subarray(this.#scanner.keyStart(), this.#scanner.keyEnd());
    const key = this.#scanner.keyText() ?? new TextDecoder().decode(inBytes);
    expect(key, text).toBe(decoded.key);
    expect(String(this.#scanner.identity() ?? key), text).toBe(String(decoded.identity));
  }
}

/** As Python writes it. */
function spaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, item]) => `${JSON.stringify(key)}: ${spaced(item)}`)
    .join(", ")}}`;
}

function keysOf(keyType: string): string[] {
  if (keyType.startsWith("integer")) return ["1", "17850", "-5", "0"];
  if (keyType === "number") return ["1", "17850", "-5.25", "0", "1e3"];
  if (keyType.startsWith("datetime"))
    return ['"2024-05-01T10:30:00Z"', '"2024-05-01 10:30"', '"2024-05-01T10:30:15.250Z"'];
  if (keyType.startsWith("date")) return ['"2024-05-01"', '"1999-12-31"', '"none"'];
  return ['"c2"', '"مشتری ۱"', '"A b"', '"c1"', '""'];
}

/** Mostly one of the usual, and sometimes anything. */
function usually(...usual: string[]): fc.Arbitrary<string> {
  return fc.oneof({ weight: 120, arbitrary: fc.constantFrom(...usual) }, { weight: 1, arbitrary: anyValue });
}

function line(keyType: string, dense: boolean): fc.Arbitrary<string> {
  const object = (list: readonly Member[]) => members(list, dense);
  const key = usually(...keysOf(keyType));
  const order = object([
    ["on", usually('"2024-01-01"', '"2023-12-31"')],
    ["total", usually("1", "0.5", "199.99", "0", "123456789.25")],
    ["paid", usually("true", "false", "null"), true],
    [
      "lines",
      lists(
        object([
          ["sku", usually('"a"')],
          ["count", usually("1", "12")],
          ["x", usually("1"), true],
        ]),
      ),
      true,
    ],
  ]);
  const customer = object([
    ["id", key],
    ["name", usually('"Sara"', '"سارا"', '"a\\"b"', '"\\u0041"', '"e\u0301"', '"يحيى"')],
    ["city", usually('"Rey"', '"REY "', '"تهران"', '"n/a"', '""', "null"), true],
    ["age", usually("0", "30", "120", "30.0")],
    ["income", usually("0", "12.5", "1e2", "0.07", "99999.99", "null"), true],
    ["score", usually("1", "-1.5", "999.999", "-0", "1E-5", "0.1", "123456789012345678", "0.30000000000000004")],
    ["level", usually("1", "-1", '"none"', "null", "3"), true],
    ["plan", usually('"B"', '"plus"', '"حرفه‌ای"')],
    ["active", usually("true", "false")],
    ["agreed", usually("true", '"Yes"', '"No"', "null"), true],
    ["joined", usually('"2024-05-01"', '"2024-02-29"', '"1899-01-01"', '"2024-05-01T10:00Z"', '" 2024-05-01"')],
    ["born", usually('"1370/01/01"', '"۱۳۷۰/۱۲/۲۹"', "null"), true],
    [
      "seen",
      usually('"2024-05-01T10:30:00Z"', '"2024-05-01 10:30"', '"2024-05-01T10:30:15.250"', '"2024-05-01T10:30+03:30"'),
    ],
    ["ended", usually('"2024-05-01 10:30"', "null"), true],
    ["tags", lists(usually('"a"', '"ب"', '"a\\tb"')), true],
    ["grades", lists(usually("1", "20", "0")), true],
    ["days", lists(usually('"2024-05-01"')), true],
    ["words", fc.oneof(usually('"a;b"', '""', "null"), lists(usually('"a"'))), true],
    [
      "address",
      object([
        ["city", usually('"Rey"')],
        ["postal code", usually('"1"', "null"), true],
        ["x", usually("{}"), true],
      ]),
    ],
    [
      "company",
      fc.oneof(
        usually("null"),
        object([
          ["name", usually('"x"')],
          ["size", usually("3", "null"), true],
        ]),
      ),
      true,
    ],
    [
      "extra",
      fc.oneof(
        { weight: 30, arbitrary: usually('{"deep":[1,{"a":null}]}', '"x"', "[[]]", "-1.5e+3", "true", '"\\ud83d"') },
        { weight: 1, arbitrary: nested },
      ),
      true,
    ],
    ["orders", lists(order)],
    ["نام خانوادگی", usually('"کریمی"', "null"), true],
    ["note", usually('"n"', '"a longer text, with \\\\ and more"'), true],
  ]);
  const text = fc.tuple(
    customer,
    fc.oneof(
      { weight: 9, arbitrary: fc.constant("") },
      { weight: 1, arbitrary: fc.constantFrom(" ", "\r", ",", "}", "x") },
    ),
  );
  const whole = text.map(([object, end]) => object + end);
  const damaged = fc.tuple(
    whole,
    fc.nat(),
    fc.constantFrom("", '"', "\\", "{", "}", "[", "]", ",", ":", " ", "0", "\u0001", "e", "-", "ک"),
    fc.nat(2),
  );
  return fc.oneof(
    { weight: 5, arbitrary: whole },
    {
      weight: 1,
      arbitrary: damaged.map(([object, place, insert, gone]) => {
        const at = place % object.length;
        return object.slice(0, at) + insert + object.slice(at + gone);
      }),
    },
  );
}

/** Arrays and objects in each other, some deeper than is passed over in bytes, some broken in the middle. */
const nested = fc
  .tuple(fc.nat(140), fc.constantFrom("[", '{"a":', '{"a":[', "[1,"), fc.nat(12))
  .map(([depth, open, how]) => {
    const closed = [...open]
      .reverse()
      .flatMap((sign) => (sign === "[" ? ["]"] : sign === "{" ? ["}"] : []))
      .join("");
    const inner = how === 0 ? "" : how === 1 ? "tru" : "null";
    return open.repeat(depth) + inner + closed.repeat(how === 2 ? depth + 1 : depth);
  });

const anyValue = fc.constantFrom(
  ...[
    "null",
    "true",
    "false",
    "0",
    "-0",
    "01",
    "1.",
    ".5",
    "1e400",
    "-",
    "+1",
    "1e5",
    "2.50",
    "9007199254740993",
    "1e",
    "nul",
    "NaN",
  ],
  ...[
    '""',
    '"x"',
    '"1"',
    '"2024-02-30"',
    '"2024-13-01"',
    '"\\u00"',
    '"\\ud83d"',
    '"\\x"',
    '"\u0007"',
    "'a'",
    "[]",
    "{}",
    "[1,]",
    "{,}",
  ],
  ...[
    '["a",null]',
    "[[1]]",
    '{"a":1,}',
    '"0000-00-00"',
    '"2024-05-01T24:00Z"',
    '"2024-05-01T10:60"',
    "121",
    "-1",
    "1.005",
    "[1",
    '{"a"',
    "",
  ],
);

type Member = readonly [key: string, value: fc.Arbitrary<string>, optional?: boolean];

/** An object: mostly in this order and written densely, without some of what may be left out. */
function members(list: readonly Member[], dense: boolean): fc.Arbitrary<string> {
  const values = fc.tuple(...list.map(([, value]) => value));
  const present = fc.array(fc.nat(9), { minLength: list.length, maxLength: list.length });
  const style = fc.noBias(fc.nat(100));
  return fc.tuple(values, present, style, fc.nat(), fc.nat()).map(([texts, chances, how, first, second]) => {
    const blank = dense === how > 1 ? "" : " ";
    const written = list.flatMap(([key, , optional], index) =>
      optional === true && chances[index]! < 3
        ? []
        : [`${quoted(key, how)}${how === 2 ? " :" : ":"}${blank}${texts[index]!}`],
    );
    // Another order, a key that comes twice, and blanks.
    if (how > 85 && written.length > 1) written.push(written.splice(first % written.length, 1)[0]!);
    if (how === 85 && written.length > 0) written.splice(second % written.length, 0, written[first % written.length]!);
    return `{${written.join(`,${blank}`)}${how === 2 ? " " : ""}}`;
  });
}

function quoted(key: string, how: number): string {
  return how === 84 ? `"\\u${key.charCodeAt(0).toString(16).padStart(4, "0")}${key.slice(1)}"` : JSON.stringify(key);
}

function lists(element: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(fc.array(element, { maxLength: 3 }), fc.nat(20))
    .map(([items, how]) => `[${items.join(how === 0 ? " , " : ",")}]`);
}
