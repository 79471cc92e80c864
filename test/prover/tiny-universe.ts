import type { Choices } from "../properties/generator/choices.js";
import { Constants } from "../properties/generator/constants.js";
import type { Field, ScalarType } from "../properties/generator/schema.js";
import type { Json } from "../reference/record.js";

/** A field with so few values that every record can be looked at. */
export interface TinyField {
  /** As the writer of random conditions knows it. */
  readonly field: Field;
  /** As the program declares it. */
  readonly declaration: string;
  /** What keeps the values few where the declaration cannot. */
  readonly requires: readonly string[];
  /** `undefined`: the key is left out. */
  readonly values: readonly (Json | undefined)[];
}

/** Around the end of a February that has 29 days. */
export const FIRST_DAY = "2024-02-28";
export const LAST_DAY = "2024-03-01";

const FEW_DAYS = ["2024-01-29", "2024-01-31", "2024-02-01", "2024-02-29", "2024-03-01"];
const MONTH_END = ["2024-02-28", "2024-02-29", "2024-03-01", "2024-03-02"];

const CHANNELS: ScalarType = {
  kind: "choice",
  choices: ["online", "store", "تلفن"].map((value) => ({ value, code: null })),
};
const WRITTEN_CHANNELS = '"online" | "store" | "تلفن"';

function field(name: string, type: Field["type"], optional = false): Field {
  return { name, type, optional, money: false, past: false, from: null, missing: null };
}

function plain(
  name: string,
  type: Field["type"],
  written: string,
  values: readonly Json[],
  requires: readonly string[] = [],
): TinyField {
  return { field: field(name, type), declaration: `${name}: ${written}`, requires, values };
}

function optional(
  name: string,
  type: Field["type"],
  written: string,
  values: readonly Json[],
  requires: readonly string[] = [],
): TinyField {
  return {
    field: field(name, type, true),
    declaration: `${name}: ${written}`,
    // A list that may be absent is then empty, never missing.
    requires: type.kind === "list" ? requires : requires.map((each) => `${name} is missing or ${each}`),
    values: [undefined, ...values],
  };
}

const LINE = {
  kind: "record",
  fields: [field("k", { kind: "integer" }), field("on", { kind: "boolean", pair: null })],
} as const;
const VISIT = {
  kind: "record",
  fields: [field("w", { kind: "date" }), field("v", { kind: "integer" }, true)],
} as const;
const ADDRESS = { kind: "record", fields: [field("p", { kind: "integer" }), field("q", CHANNELS, true)] } as const;

/** All lists of up to `most` of the values; no condition can tell in which order they are. */
function lists(values: readonly Json[], most: number): readonly Json[] {
  const found: Json[] = [[]];
  let longest: { readonly from: number; readonly items: readonly Json[] }[] = [{ from: 0, items: [] }];
  for (let length = 1; length <= most; length += 1) {
    longest = longest.flatMap(({ from, items }) =>
      values.slice(from).map((value, index) => ({ from: from + index, items: [...items, value] })),
    );
    found.push(...longest.map(({ items }) => items));
  }
  return found;
}

const LINES = lists(
  [0, 1, 2].flatMap((k) => [false, true].map((on) => ({ k, on }))),
  2,
);
const VISITS = lists(
  ["2024-01-31", "2024-02-29"].flatMap((w) => [{ w }, { w, v: 0 }, { w, v: 2 }]),
  2,
);

/** Of every type, plain and optional; several alike, so that fields meet fields. */
const POOL: readonly TinyField[] = [
  plain("a", { kind: "integer" }, "integer 0..3", [0, 1, 2, 3]),
  plain("a2", { kind: "integer" }, "integer 0..<4", [0, 1, 2, 3]),
  optional("b", { kind: "integer" }, "integer? -1..1", [-1, 0, 1]),
  plain("n", { kind: "number" }, "number 0..1 step 0.5", [0, 0.5, 1]),
  optional("m", { kind: "number" }, "number? -1..2 step 0.75", [-0.75, 0, 0.75, 1.5]),
  optional("r", { kind: "number" }, "number?", [-2, 0.1, 0.3], ["r in [-2, 0.1, 0.3]"]),
  plain("c", CHANNELS, WRITTEN_CHANNELS, ["online", "store", "تلفن"]),
  optional("e", CHANNELS, `${WRITTEN_CHANNELS}?`, ["online", "store", "تلفن"]),
  plain("f", { kind: "boolean", pair: null }, "boolean", [false, true]),
  optional("g", { kind: "boolean", pair: null }, "boolean?", [false, true]),
  plain("d", { kind: "date" }, "date 2024-02-28..2024-03-02", MONTH_END),
  optional("h", { kind: "date" }, "date?", FEW_DAYS, [`h in [${FEW_DAYS.join(", ")}]`]),
  plain("t", { kind: "text", folded: false }, "text", ["", "a", "ab", "tehran"], ['t in ["", "a", "ab", "tehran"]']),
  optional("u", { kind: "text", folded: true }, "text folded?", ["AB", "b", "تهران"], ['u in ["ab", "b", "تهران"]']),
  plain("tags", { kind: "list", element: { kind: "text", folded: false } }, "list of text", lists(["a", "b"], 2), [
    'all tags where it in ["a", "b"]',
    "count(tags) <= 2",
  ]),
  optional("marks", { kind: "list", element: { kind: "integer" } }, "list of integer?", lists([0, 3], 2), [
    "all marks where it in [0, 3]",
    "count(marks) <= 2",
  ]),
  plain("lines", { kind: "list", element: LINE }, "list of { k: integer 0..2 on: boolean }", LINES, [
    "count(lines) <= 2",
  ]),
  plain("visits", { kind: "list", element: VISIT }, "list of { w: date v: integer? }", VISITS, [
    "count(visits) <= 2",
    "all visits where w in [2024-01-31, 2024-02-29] and (v is missing or v in [0, 2])",
  ]),
  optional("home", ADDRESS, `{ p: integer 0..1 q: ${WRITTEN_CHANNELS}? }?`, [
    ...[0, 1].flatMap((p) => [{ p }, { p, q: "online" }, { p, q: "store" }, { p, q: "تلفن" }]),
  ]),
];

const MOST_RECORDS = 700;

/** Two to five fields with few enough records. */
export function chooseFields(choices: Choices): readonly TinyField[] {
  const chosen: TinyField[] = [];
  let records = 1;
  for (const each of choices.times(2, 5, () => choices.pick(POOL))) {
    if (chosen.includes(each) || records * each.values.length > MOST_RECORDS) continue;
    chosen.push(each);
    records *= each.values.length;
  }
  return chosen;
}

/** All records there are: one of each combination of values. */
export function allRecords(fields: readonly TinyField[]): readonly Json[] {
  let records: readonly { readonly [key: string]: Json }[] = [{ id: "c1" }];
  for (const { field: one, values } of fields) {
    records = records.flatMap((record) =>
      values.map((value) => (value === undefined ? record : { ...record, [one.name]: value })),
    );
  }
  return records;
}

/** Constants that meet the few values, and miss them narrowly. */
export class TinyConstants extends Constants {
  readonly #tiny: Choices;

  constructor(choices: Choices, today: number) {
    super(choices, today);
    this.#tiny = choices;
  }

  override integer(): number {
    return this.#tiny.pick([0, 1, 2, 3, -1, 4, -2]);
  }

  override amount(): number {
    return this.#tiny.pick([0, 0.5, 1, 0.1, 0.3, 0.75, 1.5, 2]);
  }

  override decimal(): number {
    return this.#tiny.pick([this.amount(), this.integer(), -0.75, 0.2, -0.5, 2.5]);
  }

  override text(): string {
    return this.#tiny.pick(["a", "", "ab", "b", "tehran", "AB", "تهران", "ر", "abc", "Tehran"]);
  }

  override day(): number {
    // 2024-01-28 … 2024-03-03
    return this.#tiny.pick([19_782, 19_783, 19_784, 19_781, 19_754, 19_753, 19_752, 19_755, 19_785, 19_750]);
  }
}
