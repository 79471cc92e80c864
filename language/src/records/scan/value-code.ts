import type { Field, ListType, ScalarType, Value } from "../../condition/schema.js";
import { EMPTY_LIST, jsonListField, jsonScalarField } from "../field-reader.js";
import type { CodeWriter } from "../generated-code.js";
import { parseJson } from "../json-text.js";
import type { JsonValue } from "../json-value.js";
import { type Limited, limitCheck } from "../limits.js";
import type { ReadingContext } from "../reading-context.js";
import { type ByteBlock, IN_STRING, oddInString } from "./byte-block.js";
import { NO_DATE, readQuotedDay, readQuotedInstant } from "./fixed-dates.js";
import { skipValue } from "./json-skip.js";
import { TokenCache } from "./token-cache.js";

/** The text between two places of the block's bytes. */
export type BytesToText = (bytes: Uint8Array, start: number, end: number) => string;

type Read = (value: JsonValue | undefined) => Value;

/** Digits that a double holds exactly, whatever they are. */
const EXACT_DIGITS = 15;
const POWERS = Float64Array.from({ length: EXACT_DIGITS + 1 }, (_, power) => 10 ** power);

/**
 * Writes the code that reads one value of a record from bytes: from `p` (its first byte) into a variable, `p` behind it
 * then; or `return -1` where the reader of texts must look at the record. What is common is read in place; anything else
 * goes, as text, through the same reader as in a record that is read as text.
 */
export class ValueCode {
  readonly #code: CodeWriter;
  readonly #block: ByteBlock;
  readonly #context: ReadingContext;
  readonly #toText: BytesToText;
  readonly #names: {
    readonly block: string;
    readonly inString: string;
    readonly odd: string;
    readonly powers: string;
    readonly day: string;
    readonly instant: string;
    readonly zone: string;
    readonly empty: string;
    readonly noDate: string;
  };

  constructor(code: CodeWriter, block: ByteBlock, context: ReadingContext, toText: BytesToText) {
    this.#code = code;
    this.#block = block;
    this.#context = context;
    this.#toText = toText;
    this.#names = {
      block: code.constant(block),
      inString: code.constant(IN_STRING),
      odd: code.constant(oddInString),
      powers: code.constant(POWERS),
      day: code.constant(readQuotedDay),
      instant: code.constant(readQuotedInstant),
      zone: code.constant(context.clock.zone),
      empty: code.constant(EMPTY_LIST),
      noDate: code.constant(NO_DATE),
    };
  }

  /** `isRead`: whether anybody wants the value; else it is only checked. */
  scalar(field: Field, type: ScalarType, variable: string, isRead: boolean): void {
    const read = jsonScalarField(field, type, this.#context);
    // Words for missing are spellings: only a reader of spellings knows them.
    if (field.reading.missing.length > 0) {
      this.#token(read, variable);
      return;
    }
    const odd = this.#odd(read, variable);
    const limits = { type, domain: field.domain, step: field.step };
    this.#code.line("c = b[p];");
    if (field.optional) this.#code.line(`if (c === 110 && v.getInt32(p, true) === 1819047278) p += 4; else`);
    switch (type.kind) {
      case "integer":
      case "number":
        this.#number(type.kind === "integer", limits, variable, odd);
        return;
      case "date":
      case "datetime":
        if (field.reading.format === null) this.#date(type.kind === "datetime", limits, variable, odd);
        else this.#token(read, variable);
        return;
      case "boolean":
        this.#boolean(read, variable);
        return;
      case "text":
        if (!isRead) {
          this.#unreadText(odd);
          return;
        }
        this.#token(read, variable);
        return;
      case "choice":
        this.#token(read, variable);
    }
  }

  /**
   * A text that is the customer's key: `K` and `L` are then where it starts and ends. The variable stays empty where the
   * bytes themselves say what the key is.
   */
  keyText(field: Field, type: ScalarType, variable: string, isRead: boolean): void {
    const { block, inString, odd } = this.#names;
    const read = jsonScalarField(field, type, this.#context);
    const name = this.#code.constant((start: number, end: number) => this.#readString(read, start, end));
    const always = isRead || (type.kind === "text" && type.folded) || field.reading.missing.length > 0;
    this.#code.line(`if (b[p] !== 34) return -1;
      { K = ++p; let a = 0, w;
      while (${odd}(w = v.getInt32(p, true)) === 0) { a |= w; p += 4; }
      a = a & -2139062144 ? 128 : 0;
      while (${inString}[c = b[p]] === 0) { a |= c; p++; }
      if (c !== 34) return -1;
      L = p++;
      ${always ? "" : "if (a > 127) "}{ ${variable} = ${name}(K, L); if (${block}.at < 0) return -1; } }`);
  }

  /** A whole number that is the customer's key, in just the digits in which it will be written. */
  keyNumber(field: Field, type: ScalarType, variable: string): void {
    const limits = { type, domain: field.domain, step: field.step };
    this.#code.line(`{
      K = p;
      const s = b[p] === 45 ? p + 1 : p;
      let n = 0;
      p = s;
      while ((c = b[p] - 48) >= 0 && c <= 9) { n = n * 10 + c; p++; }
      if (p === s || p - s > ${EXACT_DIGITS} || c === -2 || c === 21 || c === 53) return -1;
      if (b[s] === 48 && p > K + 1) return -1;
      L = p;
      ${variable} = s === K ? n : -n;
      ${this.#withinLimits(limits, variable)}
    }`);
  }

  /** A list of scalars. */
  list(field: Field, type: ListType, element: ScalarType, variable: string): void {
    const { block, empty } = this.#names;
    const whole = this.#odd(jsonListField(field, type, null, this.#context), variable);
    const reading = { ...NO_READING, format: field.reading.format };
    const item: Field = { ...field, type: element, optional: false, key: false, reading };
    const cache = this.#cache(jsonScalarField(item, element, this.#context));
    this.#code.line(`if (b[p] !== 91) { ${whole} }
      else {
        p++; ${BLANKS}
        if (c === 93) { p++; ${variable} = ${empty}; }
        else for (const l = [];;) {
          const t = ${cache}.read(p);
          if ((p = ${block}.at) < 0) return -1;
          l.push(t);
          ${BLANKS}
          if (c === 44) { p++; ${BLANKS} }
          else if (c === 93) { p++; ${variable} = l; break; }
          else return -1;
        }
      }`);
  }

  /** Passes over a value of a key that nobody declared. */
  skip(): void {
    const skip = this.#code.constant(skipValue);
    this.#code.line("c = b[p];");
    this.#unreadText(`if ((p = ${skip}(b, p)) < 0) return -1;`);
  }

  /** As a statement: any value, through its reader. */
  #odd(read: Read, variable: string): string {
    const { block } = this.#names;
    const name = this.#code.constant((at: number) => this.#readOdd(read, at));
    return `${variable} = ${name}(p); if ((p = ${block}.at) < 0) return -1;`;
  }

  #token(read: Read, variable: string): void {
    this.#code.line(
      `{ ${variable} = ${this.#cache(read)}.read(p); if ((p = ${this.#names.block}.at) < 0) return -1; }`,
    );
  }

  #cache(read: Read): string {
    const cache = new TokenCache(
      this.#block,
      (start, end) => this.#readString(read, start, end),
      (at) => this.#readOdd(read, at),
    );
    return this.#code.constant(cache);
  }

  #readString(read: Read, start: number, end: number): Value {
    const value = read(this.#toText(this.#block.bytes, start, end));
    this.#block.at = this.#isFine() ? end + 1 : -1;
    return value;
  }

  #readOdd(read: Read, at: number): Value {
    const block = this.#block;
    const end = skipValue(block.bytes, at);
    block.at = -1;
    if (end < 0) return undefined;
    const parsed = parseJson(this.#toText(block.bytes, at, end));
    if (parsed.kind !== "value") return undefined;
    const value = read(parsed.value);
    if (this.#isFine()) block.at = end;
    return value;
  }

  /** Reasons are found again, with their paths, when the record is read as text. */
  #isFine(): boolean {
    const { rejections } = this.#context;
    if (rejections.list.length === 0) return true;
    rejections.take();
    return false;
  }

  #number(whole: boolean, limits: Limited, variable: string, odd: string): void {
    const { powers } = this.#names;
    this.#code.line(`{
      const s = c === 45 ? p + 1 : p;
      let q = s, n = 0;
      while ((c = b[q] - 48) >= 0 && c <= 9) { n = n * 10 + c; q++; }
      let d = q - s;
      if (d === 0 || (d > 1 && b[s] === 48)) { ${odd} }
      else {
        if (c === -2) {
          const r = ++q;
          while ((c = b[q] - 48) >= 0 && c <= 9) { n = n * 10 + c; q++; }
          d += q - r;
          if (q === r || d > ${EXACT_DIGITS}) d = 99; else n /= ${powers}[q - r];
        }
        if (d > ${EXACT_DIGITS} || c === 21 || c === 53${whole ? " || n !== Math.floor(n)" : ""}) { ${odd} }
        else {
          ${variable} = s === p ? n : 0 - n;
          p = q;
          ${this.#withinLimits(limits, variable)}
        }
      }
    }`);
  }

  #date(time: boolean, limits: Limited, variable: string, odd: string): void {
    const { block, day, instant, zone, noDate } = this.#names;
    const read = time ? `${instant}(${block}, p, ${zone})` : `${day}(${block}, p)`;
    this.#code.line(`{
      const n = ${read};
      if (n === ${noDate}) { ${odd} }
      else { p = ${block}.at; ${variable} = n; ${this.#withinLimits(limits, variable)} }
    }`);
  }

  #withinLimits(limits: Limited, variable: string): string {
    const check = limitCheck(limits, this.#context);
    if (check === null) return "";
    const { domain, step } = limits;
    if (domain?.kind === "number" && step === null) {
      // Outside, the reader of texts says why.
      const tests: string[] = [];
      if (domain.low !== null) tests.push(`${variable} >= ${this.#code.constant(domain.low)}`);
      if (domain.high !== null)
        tests.push(`${variable} ${domain.highExclusive ? "<" : "<="} ${this.#code.constant(domain.high)}`);
      return tests.length === 0 ? "" : `if (!(${tests.join(" && ")})) return -1;`;
    }
    const within = this.#code.constant((value: number) => {
      if (check(value, value)) return true;
      this.#context.rejections.take();
      return false;
    });
    return `if (!${within}(${variable})) return -1;`;
  }

  #boolean(read: Read, variable: string): void {
    this.#code.line(`if (c === 116 && v.getInt32(p, true) === 1702195828) { ${variable} = true; p += 4; }
      else if (c === 102 && v.getInt32(p + 1, true) === 1702063201) { ${variable} = false; p += 5; }
      else`);
    this.#token(read, variable);
  }

  /** Text of valid UTF-8 without an escape is a text, whatever it says. */
  #unreadText(odd: string): void {
    const { inString, odd: oddWord } = this.#names;
    this.#code.line(`{
      let q = p + 1;
      if (c === 34) { while (${oddWord}(v.getInt32(q, true)) === 0) q += 4; while (${inString}[c = b[q]] === 0) q++; }
      else c = 0;
      if (c === 34) p = q + 1;
      else { ${odd} }
    }`);
  }
}

/** As code: passes over blanks, and leaves the next byte in `c`. */
export const BLANKS = "while ((c = b[p]) === 32 || c === 9 || c === 13) p++;";

const NO_READING: Field["reading"] = {
  from: null,
  fromRows: false,
  missing: [],
  split: null,
  format: null,
};
