import type { Field, RecordType } from "../../condition/schema.js";
import { isScalar } from "../field-reader.js";
import type { CodeWriter } from "../generated-code.js";
import { dataName, type Occurrence } from "../occurrence.js";
import { rowSlots } from "../row-layout.js";
import type { ByteBlock } from "./byte-block.js";
import { skipValue } from "./json-skip.js";
import type { KeyOrders, KeyStep } from "./key-order.js";
import { KeyTable } from "./key-table.js";
import { BLANKS, type ValueCode } from "./value-code.js";

/** What of the schema is wanted, and what is noted on the way. */
export interface ScanPlan {
  readonly record: RecordType;
  readonly key: Field | null;
  /** Whether anybody reads what is at that path of the customer. */
  isRead(path: readonly string[]): boolean;
  /** Those of the reader of texts, which reads the records that are left to it. */
  readonly occurrences: readonly Occurrence[];
  /** What the beginning of the data shows. */
  readonly orders: KeyOrders;
}

/** So many keys have a bit each in one number. */
const BITS = 31;

/**
 * Writes the functions that read records from bytes: one for the customer, one for each kind of element. Each answers the
 * place behind the record, or -1 where the reader of texts must look; `E` is then the row.
 */
export class ScanCode {
  readonly #code: CodeWriter;
  readonly #values: ValueCode;
  readonly #plan: ScanPlan;
  readonly #block: string;
  readonly #skip: string;
  readonly #empty: string;
  /** Bits of the keys that occurred, to be told to the occurrences at the end. */
  readonly #noted: { readonly occurrence: Occurrence; readonly variables: readonly string[] }[] = [];
  #names = 0;

  constructor(code: CodeWriter, values: ValueCode, block: ByteBlock, plan: ScanPlan, empty: readonly unknown[]) {
    this.#code = code;
    this.#values = values;
    this.#plan = plan;
    this.#block = code.constant(block);
    this.#skip = code.constant(skipValue);
    this.#empty = code.constant(empty);
  }

  /** All of it; `R(p)` reads a line. */
  write(): void {
    this.#code.line("let E, K = -1, L = -1;");
    this.#element("R", this.#plan.record, [], `${BLANKS} if (c !== 10) return -1; p++;`);
    const tell = this.#noted.flatMap(({ occurrence, variables }) =>
      variables.map((variable, index) => `${this.#code.constant(occurrence)}.sawAll(${index * BITS}, ${variable});`),
    );
    const variables = this.#noted.flatMap((noted) => noted.variables.map((variable) => `${variable} = 0`));
    this.#code.line(`let ${variables.join(", ")};`);
    this.#code.line(`function T() { ${tell.join(" ")} }`);
  }

  /** A function that reads an object that is a row of its own, from its brace on, and what must come `after` it. */
  #element(name: string, record: RecordType, path: readonly string[], after: string): void {
    const slots = rowSlots(record);
    // Functions for elements come before the one that is being written.
    const inner: (() => void)[] = [];
    this.#code.line(`function ${name}(p) {`);
    this.#code.line(`const b = ${this.#block}.bytes, v = ${this.#block}.view; let c = b[p];`);
    for (const { slot, field } of slots) {
      this.#code.line(`let f${slot} = ${field.type.kind === "list" ? this.#empty : "undefined"};`);
    }
    this.#object(record, path, inner);
    this.#code.line(after);
    this.#code.line(`E = { ${slots.map(({ slot }) => `f${slot}`).join(", ")} };`);
    this.#code.line("return p; }");
    for (const write of inner) write();
  }

  /** Reads an object from `p`, its brace, into the variables of the row around it. */
  #object(record: RecordType, path: readonly string[], inner: (() => void)[]): void {
    const number = this.#fresh();
    const { fields } = record;
    const occurrence = this.#plan.occurrences.find((one) => one.fields === fields)!;
    const declared = fields.map((field) => dataName(field));
    const order = (this.#plan.orders.get(record) ?? []).filter(({ key }) => KeyTable.fits(key));
    const names = order.map(({ key }) => new TextDecoder().decode(key));
    const undeclared = names.filter((name) => !declared.includes(name));
    const all = [...declared, ...undeclared];
    const keys = new KeyTable(all.map((name) => new TextEncoder().encode(name)));
    const [table, lengths, following] = [keys, keys.lengths, keys.following].map((part) => this.#code.constant(part));
    const seen = Array.from({ length: Math.ceil(fields.length / BITS) }, (_, index) => `m${number}_${index}`);
    const noted = seen.map((name) => `n${name}`);
    this.#noted.push({ occurrence, variables: noted });
    const k = `k${number}`;
    const nextKey = `j = ${k}; ${k} = ${following}[j];
      if (!${table}.matches(v, p, ${k}) && (${k} = ${table}.find(${this.#block}, p, j)) < 0) return -1;
      p += ${lengths}[${k}];
      if (b[p] === 58) p++; else { ${BLANKS} if (c !== 58) return -1; p++; }
      if (b[p] < 33) ${BLANKS}`;
    // While the names of undeclared keys are still gathered, the reader of texts does it.
    this.#code.line(`if (c !== 123 || !${this.#code.constant(occurrence)}.isFull) return -1;`);
    this.#code.line(`p++; let j = 0, ${k} = ${keys.start}${seen.map((name) => `, ${name} = 0`).join("")};`);
    this.#code.line(`l${number}: {`);
    if (order.length > 0)
      this.#code.line(`if (${stands(order[0]!)}) { ${step(order[0]!)} ${k} = ${all.indexOf(names[0]!)}; } else {`);
    this.#code.line(`${BLANKS} if (c === 125) { p++; break l${number}; } ${nextKey}`);
    if (order.length > 0) this.#code.line("}");
    this.#code.line(`for (;;) { switch (${k}) {`);
    // In the order of the data: a case leads into the next where that key follows.
    const cases = [...names, ...declared.filter((name) => !names.includes(name))];
    for (const [place, name] of cases.entries()) {
      const index = all.indexOf(name);
      const mask = seen[Math.floor(index / BITS)];
      const bit = 2 ** (index % BITS);
      this.#code.line(`case ${index}:`);
      const field = fields[index];
      if (field === undefined) this.#values.skip();
      else {
        this.#code.line(`if (${mask} & ${bit}) return -1; ${mask} |= ${bit};`);
        this.#value(field, path, inner);
      }
      const next = order[place + 1];
      if (next === undefined) this.#code.line("break;");
      else this.#code.line(`if (!(${stands(next)})) break; ${step(next)} ${k} = ${all.indexOf(names[place + 1]!)};`);
    }
    this.#code.line(`break; default: if ((p = ${this.#skip}(b, p)) < 0) return -1; }
      ${BLANKS}
      if (c === 125) { p++; break l${number}; }
      if (c !== 44) return -1;
      p++; ${BLANKS} ${nextKey} } }`);
    for (const [index, mask] of seen.entries()) {
      const required = fields
        .slice(index * BITS, (index + 1) * BITS)
        .reduce((bits, { optional }, place) => (optional ? bits : bits + 2 ** place), 0);
      if (required !== 0) this.#code.line(`if ((${mask} & ${required}) !== ${required}) return -1;`);
      this.#code.line(`${noted[index]} |= ${mask};`);
    }
  }

  #value(field: Field, path: readonly string[], inner: (() => void)[]): void {
    const variable = `f${field.slot}`;
    const whole = [...path, ...field.path];
    const { type } = field;
    if (type.kind === "record") this.#nested(field, type, path, inner);
    else if (field === this.#plan.key) this.#key(field, variable);
    else if (isScalar(type)) this.#values.scalar(field, type, variable, this.#plan.isRead(whole));
    else if (type.element.kind === "record") this.#records(field, type.element, whole, inner);
    else this.#values.list(field, type, type.element, variable);
  }

  #key(field: Field, variable: string): void {
    const type = field.type;
    if (!isScalar(type)) return;
    if (type.kind === "text") this.#values.keyText(field, type, variable, this.#plan.isRead(field.path));
    else if (isKeyOfDigits(field)) this.#values.keyNumber(field, type, variable);
    else this.#values.scalar(field, type, variable, true);
  }

  #nested(field: Field, type: RecordType, path: readonly string[], inner: (() => void)[]): void {
    if (field.optional) this.#code.line("if ((c = b[p]) === 110 && v.getInt32(p, true) === 1819047278) p += 4; else {");
    else this.#code.line("c = b[p]; {");
    if (field.slot !== null) this.#code.line(`f${field.slot} = true;`);
    this.#object(type, path, inner);
    this.#code.line("}");
  }

  #records(field: Field, element: RecordType, path: readonly string[], inner: (() => void)[]): void {
    const name = `R${this.#fresh()}`;
    const variable = `f${field.slot}`;
    inner.push(() => this.#element(name, element, path, ""));
    if (field.optional) this.#code.line("if (b[p] === 110 && v.getInt32(p, true) === 1819047278) p += 4; else {");
    else this.#code.line("{");
    this.#code.line(`if (b[p] !== 91) return -1;
      p++; ${BLANKS}
      if (c === 93) { p++; ${variable} = ${this.#empty}; }
      else for (const l = [];;) {
        if ((p = ${name}(p)) < 0) return -1;
        l.push(E);
        ${BLANKS}
        if (c === 44) { p++; ${BLANKS} }
        else if (c === 93) { p++; ${variable} = l; break; }
        else return -1;
      } }`);
  }

  #fresh(): number {
    this.#names += 1;
    return this.#names;
  }
}

/** Whether a key is a whole number, whatever it is: then its digits in the data are what is written. */
export function isKeyOfDigits({ type, reading }: Field): boolean {
  return type.kind === "integer" && reading.missing.length === 0;
}

/** As code: whether all that stands before the value of a key stands at `p`, compared by words. */
function stands({ before }: KeyStep): string {
  const tests: string[] = [];
  for (let place = 0; place < before.length; place += 4) {
    const rest = Math.min(4, before.length - place);
    const mask = rest === 4 ? -1 : 2 ** (8 * rest) - 1;
    let word = 0;
    for (let index = 0; index < rest; index += 1) word |= before[place + index]! << (8 * index);
    const here = `v.getInt32(p${place === 0 ? "" : ` + ${place}`}, true)`;
    tests.push(mask === -1 ? `${here} === ${word}` : `(${here} & ${mask}) === ${word}`);
  }
  return tests.join(" && ");
}

function step({ before }: KeyStep): string {
  return `p += ${before.length};`;
}
