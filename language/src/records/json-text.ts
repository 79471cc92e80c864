import type { JsonExpectation, JsonProblem } from "../diagnostics/rules/json-problem.js";
import { JsonNumber, type JsonValue } from "./json-value.js";

/** Arrays and objects inside each other, at most. */
export const JSON_DEPTH_LIMIT = 500;

export type JsonText =
  | { readonly kind: "value"; readonly value: JsonValue }
  /** `offset` in UTF-16 units from the start of the text. */
  | { readonly kind: "error"; readonly offset: number; readonly problem: JsonProblem };

/**
 * Reads one JSON text (RFC 8259, nothing more lenient). The last of two equal keys wins; lone surrogates stay, for the
 * decoder to reject where they matter; numbers keep their digits where a double would lose them. Never throws.
 *
 * The engine's `JSON.parse` does the work wherever it gives the same answer: that is always but for digits it would
 * lose, depth beyond the limit, and the wording of errors.
 */
export function parseJson(text: string): JsonText {
  if (!LOSSY_NUMBER.test(text) && !couldBeDeep(text)) {
    try {
      return { kind: "value", value: JSON.parse(text) as JsonValue };
    } catch {
      // The reader below says what is wrong, in words.
    }
  }
  return readJson(text);
}

/**
 * Matches every text in which some number would not come back from a double with the digits it was written in: an
 * exponent, a last decimal zero, minus zero, more than 15 digits, seven decimal places before the first digit. Matches
 * inside strings as well, which costs time only.
 */
const LOSSY_NUMBER = /(?:^|[:,[\s])(?:-0|-?(?:\d+(?:\.\d*)?[eE]|\d*\.\d*0(?!\d)|\d{16}|[\d.]{17}|0\.000000))/;

/** Whether the text has enough brackets to go beyond the depth limit. */
function couldBeDeep(text: string): boolean {
  if (text.length <= JSON_DEPTH_LIMIT) return false;
  let open = 0;
  for (const bracket of ["{", "["]) {
    for (let at = text.indexOf(bracket); at !== -1; at = text.indexOf(bracket, at + 1)) {
      open += 1;
      if (open > JSON_DEPTH_LIMIT) return true;
    }
  }
  return false;
}

/** The same by our own reader alone; exported so that tests can set one against the other. */
export function readJson(text: string): JsonText {
  const reader = new JsonReader(text);
  try {
    return { kind: "value", value: reader.whole() };
  } catch (error) {
    if (error instanceof JsonFailure) return { kind: "error", offset: error.offset, problem: error.problem };
    throw error;
  }
}

/** Carries a problem out of the recursion; never leaves this file. */
class JsonFailure {
  readonly offset: number;
  readonly problem: JsonProblem;

  constructor(offset: number, problem: JsonProblem) {
    this.offset = offset;
    this.problem = problem;
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const MINUS = 0x2d;
const ZERO = 0x30;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** What a reader of people's files takes for one wrong word or number. */
const ODD_RUN = /[\p{L}\p{N}_+.-]+/uy;

class JsonReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  whole(): JsonValue {
    this.#blanks();
    const value = this.#value(0);
    this.#blanks();
    if (this.#at < this.#text.length) this.#fail({ kind: "after-value", found: this.#here() });
    return value;
  }

  #value(depth: number): JsonValue {
    const unit = this.#text.charCodeAt(this.#at);
    switch (unit) {
      case QUOTE:
        return this.#string();
      case 0x7b:
        return this.#object(depth + 1);
      case 0x5b:
        return this.#array(depth + 1);
      case 0x74:
        return this.#word("true", true);
      case 0x66:
        return this.#word("false", false);
      case 0x6e:
        return this.#word("null", null);
      default:
        if (unit === MINUS || isDigit(unit)) return this.#number();
        if (this.#at >= this.#text.length) return this.#fail({ kind: "cut-off", within: "value" });
        return this.#failAtWord();
    }
  }

  #object(depth: number): JsonValue {
    this.#checkDepth(depth);
    const object: Record<string, JsonValue> = {};
    this.#at += 1;
    this.#blanks();
    if (this.#text.charCodeAt(this.#at) === 0x7d) {
      this.#at += 1;
      return object;
    }
    for (;;) {
      if (this.#text.charCodeAt(this.#at) !== QUOTE) this.#failExpecting("key", "object");
      const key = this.#string();
      this.#blanks();
      if (this.#text.charCodeAt(this.#at) !== 0x3a) this.#failExpecting("colon", "object");
      this.#at += 1;
      this.#blanks();
      const value = this.#value(depth);
      if (key === "__proto__") {
        // Assignment would set the prototype.
        Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
      } else {
        object[key] = value;
      }
      this.#blanks();
      const unit = this.#text.charCodeAt(this.#at);
      if (unit === COMMA) {
        this.#at += 1;
        this.#blanks();
        if (this.#text.charCodeAt(this.#at) === 0x7d) this.#fail({ kind: "trailing-comma" });
      } else if (unit === 0x7d) {
        this.#at += 1;
        return object;
      } else {
        this.#failExpecting("comma-or-brace", "object");
      }
    }
  }

  #array(depth: number): JsonValue {
    this.#checkDepth(depth);
    const items: JsonValue[] = [];
    this.#at += 1;
    this.#blanks();
    if (this.#text.charCodeAt(this.#at) === 0x5d) {
      this.#at += 1;
      return items;
    }
    for (;;) {
      if (this.#at >= this.#text.length) this.#fail({ kind: "cut-off", within: "array" });
      items.push(this.#value(depth));
      this.#blanks();
      const unit = this.#text.charCodeAt(this.#at);
      if (unit === COMMA) {
        this.#at += 1;
        this.#blanks();
        if (this.#text.charCodeAt(this.#at) === 0x5d) this.#fail({ kind: "trailing-comma" });
      } else if (unit === 0x5d) {
        this.#at += 1;
        return items;
      } else {
        this.#failExpecting("comma-or-bracket", "array");
      }
    }
  }

  #string(): string {
    const text = this.#text;
    const start = this.#at + 1;
    for (let at = start; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      if (unit === QUOTE) {
        this.#at = at + 1;
        return text.slice(start, at);
      }
      if (unit === BACKSLASH) return this.#escapedString(start, at);
      if (unit < 0x20) this.#failAt(at, { kind: "control-character", unit });
    }
    return this.#failAt(text.length, { kind: "cut-off", within: "text" });
  }

  /** The rest of a string from its first backslash on. */
  #escapedString(start: number, backslash: number): string {
    const text = this.#text;
    let result = text.slice(start, backslash);
    let at = backslash;
    while (at < text.length) {
      const unit = text.charCodeAt(at);
      if (unit === QUOTE) {
        this.#at = at + 1;
        return result;
      }
      if (unit < 0x20) this.#failAt(at, { kind: "control-character", unit });
      if (unit !== BACKSLASH) {
        const from = at;
        do at += 1;
        while (at < text.length && isPlain(text.charCodeAt(at)));
        result += text.slice(from, at);
        continue;
      }
      const sign = text.charAt(at + 1);
      if (sign === "u") {
        const digits = text.slice(at + 2, at + 6);
        if (!/^[0-9a-fA-F]{4}$/.test(digits)) {
          if (at + 6 > text.length) this.#failAt(text.length, { kind: "cut-off", within: "text" });
          this.#failAt(at, { kind: "escape", text: `\\u${digits}` });
        }
        result += String.fromCharCode(Number.parseInt(digits, 16));
        at += 6;
      } else {
        const character = ESCAPES.get(sign);
        if (character === undefined) {
          if (sign === "") this.#failAt(text.length, { kind: "cut-off", within: "text" });
          this.#failAt(at, { kind: "escape", text: `\\${sign}` });
        }
        result += character;
        at += 2;
      }
    }
    return this.#failAt(text.length, { kind: "cut-off", within: "text" });
  }

  #number(): JsonValue {
    NUMBER.lastIndex = this.#at;
    const match = NUMBER.exec(this.#text);
    const start = this.#at;
    const end = start + (match?.[0].length ?? 0);
    const next = this.#text.charCodeAt(end);
    // A digit, letter, point or sign right behind means that the number as a whole is not written as JSON writes it.
    if (match === null || isDigit(next) || next === 0x2e || next === 0x2b || next === MINUS || isLetter(next)) {
      return this.#failAt(start, { kind: "number", text: this.#run(start) });
    }
    this.#at = end;
    const source = match[0];
    const value = Number(source);
    return String(value) === source ? value : new JsonNumber(source);
  }

  #word<T>(word: string, value: T): T {
    if (!this.#text.startsWith(word, this.#at) || isLetter(this.#text.charCodeAt(this.#at + word.length))) {
      return this.#failAtWord();
    }
    this.#at += word.length;
    return value;
  }

  #blanks(): void {
    for (;;) {
      const unit = this.#text.charCodeAt(this.#at);
      if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return;
      this.#at += 1;
    }
  }

  #checkDepth(depth: number): void {
    if (depth > JSON_DEPTH_LIMIT) this.#fail({ kind: "too-deep", limit: JSON_DEPTH_LIMIT });
  }

  #failAtWord(): never {
    const run = this.#run(this.#at);
    if (/^\p{L}/u.test(run)) {
      if (
        this.#at + run.length === this.#text.length &&
        ["true", "false", "null"].some((word) => word.startsWith(run))
      ) {
        this.#fail({ kind: "cut-off", within: "value" });
      }
      this.#fail({ kind: "word", word: run });
    }
    if (/^[+.]?\d/.test(run)) this.#fail({ kind: "number", text: run });
    return this.#fail({ kind: "expected", expected: "value", found: this.#here() });
  }

  #failExpecting(expected: JsonExpectation, within: "array" | "object"): never {
    if (this.#at >= this.#text.length) this.#fail({ kind: "cut-off", within });
    return this.#fail({ kind: "expected", expected, found: this.#here() });
  }

  #fail(problem: JsonProblem): never {
    throw new JsonFailure(this.#at, problem);
  }

  #failAt(offset: number, problem: JsonProblem): never {
    throw new JsonFailure(offset, problem);
  }

  /** The word or number that begins at `offset`, at most 30 units; else the one character there. */
  #run(offset: number): string {
    ODD_RUN.lastIndex = offset;
    const run = ODD_RUN.exec(this.#text.slice(0, offset + 30))?.[0];
    return run ?? String.fromCodePoint(this.#text.codePointAt(offset) ?? 0x20);
  }

  #here(): string {
    return this.#run(this.#at);
  }
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["\\", "\\"],
  ["/", "/"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);

function isPlain(unit: number): boolean {
  return unit !== QUOTE && unit !== BACKSLASH && unit >= 0x20;
}

function isDigit(unit: number): boolean {
  return unit >= ZERO && unit <= 0x39;
}

function isLetter(unit: number): boolean {
  return (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a) || unit === 0x5f;
}
