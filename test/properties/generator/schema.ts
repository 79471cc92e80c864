import type { Choices } from "./choices.js";

export type ScalarType =
  | { readonly kind: "text"; readonly folded: boolean }
  | { readonly kind: "integer" | "number" | "date" | "datetime" }
  | { readonly kind: "boolean"; readonly pair: readonly [string, string] | null }
  | { readonly kind: "choice"; readonly choices: readonly { readonly value: string; readonly code: string | null }[] };

export interface RecordType {
  readonly kind: "record";
  readonly fields: readonly Field[];
}

export interface ListType {
  readonly kind: "list";
  readonly element: ScalarType | RecordType;
}

export interface Field {
  readonly name: string;
  readonly type: ScalarType | RecordType | ListType;
  readonly optional: boolean;
  /** `0..` and `step 0.01`: amounts of money. */
  readonly money: boolean;
  /** `..today`. */
  readonly past: boolean;
  readonly from: string | null;
  /** A further spelling of missing. */
  readonly missing: string | null;
}

/**
 * Words of the language, of Persian and Arabic, and names that need backticks: all are names by position. (Whether words
 * that begin a declaration or stand before an operand are read as names is the parser's question, tested there.)
 */
const NAMES = [
  ..."city age total note day date default month income joined visits paid level count last key".split(" "),
  ..."شهر سن جمع گل‌ها خرید تاریخ".split(" "),
  "Annual Income",
  "is",
  "constructor",
  "__proto__",
  "a.b",
  "text",
  "number",
  "customers",
  "sum",
  "years",
  "missing",
  "contains",
];

const RESERVED = new Set(
  "and or not in is where any all no true false today now when then else it customer".split(" "),
);

/** A name as a program writes it. */
export function writeName(name: string): string {
  const plain = /^[\p{ID_Start}_][\p{ID_Continue}\u200c]*$/u.test(name) && !RESERVED.has(name);
  return plain && !name.startsWith("_") ? name : `\`${name}\``;
}

export function makeSchema(choices: Choices): RecordType {
  const names = new Names(choices);
  const scalars = SCALARS.flatMap((type) =>
    choices.times(0, 2, () => scalarField(choices, names.next(), type(choices))),
  );
  const record = choices.chance(1, 2)
    ? [plainField(names.next(), { kind: "record", fields: someScalars(choices, 3) }, choices.chance(1, 2))]
    : [];
  const scalarLists = choices.times(0, 2, () =>
    plainField(names.next(), { kind: "list", element: elementType(choices) }, choices.chance(1, 2)),
  );
  const recordLists = choices.times(1, 2, () => {
    const inner = new Names(choices);
    const nested = choices.times(0, 1, () => plainField(inner.next(), recordList(choices), choices.chance(1, 3)));
    const labels = choices.chance(1, 4)
      ? [plainField(inner.next(), { kind: "list", element: elementType(choices) }, choices.chance(1, 2))]
      : [];
    const fields = [...someScalars(choices, 5, inner), ...nested, ...labels];
    return plainField(names.next(), { kind: "list", element: { kind: "record", fields } }, choices.chance(1, 3));
  });
  return { kind: "record", fields: [...scalars, ...record, ...scalarLists, ...recordLists] };
}

/** Different names, at random from the pool. */
class Names {
  readonly #choices: Choices;
  readonly #used = new Set<string>(["id"]);

  constructor(choices: Choices) {
    this.#choices = choices;
  }

  next(): string {
    const first = this.#choices.below(NAMES.length);
    for (let step = 0; ; step += 1) {
      const name = NAMES[(first + step) % NAMES.length]! + (step >= NAMES.length ? String(step) : "");
      if (this.#used.has(name)) continue;
      this.#used.add(name);
      return name;
    }
  }
}

const SCALARS: readonly ((choices: Choices) => ScalarType)[] = [
  () => ({ kind: "number" }),
  () => ({ kind: "integer" }),
  (choices) => ({ kind: "text", folded: choices.chance(2, 3) }),
  () => ({ kind: "date" }),
  () => ({ kind: "datetime" }),
  (choices) => ({ kind: "boolean", pair: choices.chance(1, 3) ? ["Yes", "No"] : null }),
  (choices) => ({
    kind: "choice",
    choices: [
      { value: "online", code: null },
      { value: "store", code: choices.chance(1, 2) ? "S" : null },
      { value: "تلفن", code: null },
    ],
  }),
];

/** A list spells its elements plainly: a format is the field's. */
function elementType(choices: Choices): ScalarType {
  const type = choices.pick(SCALARS)(choices);
  return type.kind === "boolean" ? { ...type, pair: null } : type;
}

function someScalars(choices: Choices, most: number, names = new Names(choices)): Field[] {
  return choices.times(1, most, () => scalarField(choices, names.next(), choices.pick(SCALARS)(choices)));
}

function recordList(choices: Choices): ListType {
  return { kind: "list", element: { kind: "record", fields: someScalars(choices, 4) } };
}

function scalarField(choices: Choices, name: string, type: ScalarType): Field {
  const isTime = type.kind === "date" || type.kind === "datetime";
  const optional = choices.chance(1, 2);
  return {
    ...plainField(name, type, optional),
    money: type.kind === "number" && choices.chance(1, 2),
    past: isTime && choices.chance(1, 3),
    from: choices.chance(1, 8) ? `${name} (raw)` : null,
    missing: optional && choices.chance(1, 5) ? "NULL" : null,
  };
}

function plainField(name: string, type: Field["type"], optional: boolean): Field {
  return { name, type, optional, money: false, past: false, from: null, missing: null };
}

export function writeFields(fields: readonly Field[]): string {
  return fields.map((field) => `${writeName(field.name)}: ${writeType(field)}`).join("\n  ");
}

function writeType(field: Field): string {
  const parts = [typeName(field.type) + (field.optional ? "?" : "")];
  if (field.type.kind === "boolean" && field.type.pair !== null)
    parts.push(field.type.pair.map((each) => JSON.stringify(each)).join(" / "));
  if (field.money) parts.push("0.. step 0.01");
  if (field.past) parts.push("..today");
  if (field.from !== null) parts.push(`from ${JSON.stringify(field.from)}`);
  if (field.missing !== null) parts.push(`missing [${JSON.stringify(field.missing)}]`);
  return parts.join(" ");
}

function typeName(type: Field["type"]): string {
  switch (type.kind) {
    case "text":
      return type.folded ? "text folded" : "text";
    case "choice":
      return type.choices
        .map(({ value, code }) => JSON.stringify(value) + (code === null ? "" : ` = ${JSON.stringify(code)}`))
        .join(" | ");
    case "list":
      return `list of ${typeName(type.element)}`;
    case "record":
      return `{ ${writeFields(type.fields)} }`;
    case "integer":
    case "number":
    case "boolean":
    case "date":
    case "datetime":
      return type.kind;
  }
}
