import type { ClassItem, PatternFlags, PatternNode, Shorthand } from "./pattern-tree.js";
import { EMPTY } from "./pattern-tree.js";

/** Greatest count in `{n,m}`. */
export const MAX_COUNT = 255;
/** Greatest number of signs a pattern may grow to when its counts are written out. */
export const MAX_SIZE = 5000;
/** Greatest product of counts that stand inside each other. */
const MAX_NESTED_COUNT = 1000;
/** Greatest depth of groups. */
const MAX_DEPTH = 100;

export type PatternResult =
  | { readonly kind: "ok"; readonly tree: PatternNode; readonly flags: PatternFlags }
  | PatternError;

/** What a message needs to say why a pattern is none of the core's. */
export interface PatternError {
  readonly kind: "error";
  readonly at: "pattern" | "flags";
  /** A noun phrase: "the lookahead `(?=`". */
  readonly what: string;
  /** Offsets in the pattern or the flags, UTF-16. */
  readonly start: number;
  readonly end: number;
  /** What to write instead, a sentence, or null. */
  readonly suggestion: string | null;
}

/** Thrown and caught in this file only. */
class Problem extends Error {
  readonly at: { readonly start: number; readonly end: number };
  readonly suggestion: string | null;

  constructor(what: string, at: { start: number; end: number }, suggestion: string | null) {
    super(what);
    this.at = at;
    this.suggestion = suggestion;
  }
}

/**
 * Reads a pattern, in NFC, and its flags. Everything outside the core is an error that says what to write. `(?:…)` is
 * read and means the same as `(…)`, for nothing is captured.
 */
export function parsePattern(pattern: string, flags: string): PatternResult {
  const flagProblem = checkFlags(flags);
  if (flagProblem !== null) return flagProblem;
  try {
    const tree = new PatternParser(pattern.normalize("NFC")).parse();
    return { kind: "ok", tree, flags: { ignoreCase: flags.includes("i"), dotAll: flags.includes("s") } };
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    return { kind: "error", at: "pattern", what: problem.message, ...problem.at, suggestion: problem.suggestion };
  }
}

const FOREIGN_FLAGS = new Map([
  ["g", "Leave it out: a condition asks only whether the pattern occurs."],
  ["m", "Leave it out, and write `(^|\\n)` where a line begins and `(\\n|$)` where it ends."],
  ["u", "Leave it out: a pattern always reads whole characters."],
  ["v", "Leave it out: a pattern always reads whole characters."],
  ["y", "Leave it out, and begin the pattern with `^`."],
  ["d", "Leave it out: a condition asks only whether the pattern occurs."],
  ["x", "Leave it out, and write the pattern without blanks."],
]);

function checkFlags(flags: string): PatternError | null {
  for (let index = 0; index < flags.length; index += 1) {
    const flag = flags.charAt(index);
    const at = { kind: "error", at: "flags", start: index, end: index + 1 } as const;
    if (flag !== "i" && flag !== "s") {
      const suggestion =
        FOREIGN_FLAGS.get(flag.toLowerCase()) ?? "The flags are `i` (any case) and `s` (`.` matches line ends).";
      return { ...at, what: `the flag \`${flag}\``, suggestion };
    }
    if (flags.indexOf(flag) < index) return { ...at, what: `the flag \`${flag}\` twice`, suggestion: "Write it once." };
  }
  return null;
}

const PUNCTUATION = /^[!-/:-@[-`{-~ ]$/;

const CONTROL_ESCAPES = new Map([
  ["t", 0x09],
  ["n", 0x0a],
  ["v", 0x0b],
  ["f", 0x0c],
  ["r", 0x0d],
]);

class PatternParser {
  readonly #text: string;
  #offset = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): PatternNode {
    const surrogate = /\p{Surrogate}|\0/u.exec(this.#text);
    if (surrogate !== null) {
      throw new Problem("half a character", { start: surrogate.index, end: surrogate.index + 1 }, null);
    }
    const tree = this.#alternation();
    if (this.#offset < this.#text.length) {
      throw this.#problem("`)` without `(`", this.#offset, this.#offset + 1, "Write `\\)` for the sign itself.");
    }
    const grown = growth(tree);
    if (grown.size > MAX_SIZE || grown.count > MAX_NESTED_COUNT) {
      throw this.#problem(
        "a pattern that grows too large when its counts are written out",
        0,
        this.#text.length,
        "Count less, or do not put counted repetitions inside each other.",
      );
    }
    return tree;
  }

  #alternation(): PatternNode {
    const options = [this.#sequence()];
    while (this.#takes("|")) options.push(this.#sequence());
    return options.length === 1 ? options[0]! : { kind: "alternation", options };
  }

  #sequence(): PatternNode {
    const parts: PatternNode[] = [];
    while (this.#offset < this.#text.length && !this.#sees("|") && !this.#sees(")")) parts.push(this.#repetition());
    return parts.length === 1 ? parts[0]! : parts.length === 0 ? EMPTY : { kind: "sequence", parts };
  }

  #repetition(): PatternNode {
    const start = this.#offset;
    const operand = this.#atom();
    const counted = this.#offset;
    const count = this.#count();
    if (count === null) return operand;
    const written = this.#text.slice(counted, this.#offset);
    if (/^[$^]$/.test(this.#text.slice(start, counted))) {
      throw this.#problem(
        `\`${this.#text.slice(start, this.#offset)}\`, an end of the text repeated`,
        start,
        this.#offset,
        null,
      );
    }
    if (this.#sees("?") || this.#sees("+")) {
      const kind = this.#sees("?") ? "lazy" : "possessive";
      const sign = this.#peek();
      throw this.#problem(
        `the ${kind} repetition \`${written}${sign}\``,
        counted,
        this.#offset + 1,
        `Write \`${written}\`: a condition asks only whether the pattern occurs.`,
      );
    }
    if (this.#sees("*") || this.#startsCount()) {
      throw this.#problem("a repetition repeated", counted, this.#offset + 1, "Put a group around the first: `(a+)*`.");
    }
    return { kind: "repeat", operand, ...count };
  }

  /** `*`, `+`, `?` or `{…}` at the offset, read past; null if there is none. */
  #count(): { least: number; most: number | null } | null {
    if (this.#takes("*")) return { least: 0, most: null };
    if (this.#takes("+")) return { least: 1, most: null };
    if (this.#takes("?")) return { least: 0, most: 1 };
    if (!this.#sees("{")) return null;
    const start = this.#offset;
    const match = /^\{(\d*)(,?)(\d*)\}/.exec(this.#text.slice(start, start + 40));
    const [written, low, comma, high] = match ?? ["{", "", "", ""];
    const end = start + written.length;
    if (match === null || (low === "" && high === "")) {
      throw this.#problem(
        "`{` that begins no count",
        start,
        end,
        "Write `\\{` for the sign itself, `{2}`, `{2,}` or `{2,5}` to repeat.",
      );
    }
    if (low === "") throw this.#problem(`the count \`${written}\``, start, end, `Write \`{0,${high}}\`.`);
    const least = Number(low);
    const most = comma === "" ? least : high === "" ? null : Number(high);
    if (Math.max(least, most ?? 0) > MAX_COUNT) {
      throw this.#problem(
        `the count \`${written}\``,
        start,
        end,
        `Repeat at most ${MAX_COUNT} times; \`length\` compares longer texts.`,
      );
    }
    if (most !== null && most < least) {
      throw this.#problem(
        `the count \`${written}\`, which runs backwards`,
        start,
        end,
        `Write \`{${most},${least}}\`.`,
      );
    }
    this.#offset = end;
    return { least, most };
  }

  #atom(): PatternNode {
    const start = this.#offset;
    const sign = this.#take();
    switch (sign) {
      case "(":
        return this.#group(start);
      case "[":
        return this.#class(start);
      case ".":
        return { kind: "any" };
      case "^":
        return { kind: "start" };
      case "$":
        return { kind: "end" };
      case "\\": {
        const escaped = this.#escape(start);
        return typeof escaped === "number"
          ? { kind: "literal", codePoint: escaped }
          : { kind: "class", negated: false, items: [{ kind: "shorthand", letter: escaped }] };
      }
      case "*":
      case "+":
      case "?":
        throw this.#problem(
          `\`${sign}\` with nothing before it to repeat`,
          start,
          start + 1,
          `Write \`\\${sign}\` for the sign itself.`,
        );
      case "{":
      case "}":
      case "]":
        throw this.#problem(`\`${sign}\` by itself`, start, start + 1, `Write \`\\${sign}\` for the sign itself.`);
      default:
        return { kind: "literal", codePoint: sign.codePointAt(0)! };
    }
  }

  #group(start: number): PatternNode {
    if (this.#sees("?")) this.#groupKind(start);
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) {
      throw this.#problem(
        `groups more than ${MAX_DEPTH} deep`,
        start,
        start + 1,
        "Leave out brackets that do nothing.",
      );
    }
    const inner = this.#alternation();
    this.#depth -= 1;
    if (!this.#takes(")")) {
      throw this.#problem("`(` without `)`", start, start + 1, "Close the group, or write `\\(` for the sign itself.");
    }
    return inner;
  }

  /** Reads past `?:`; every other `(?` is foreign. */
  #groupKind(start: number): void {
    const [opening] = /^\(\?(?:<[=!]|P?<|[a-z-]+[:)]?|.)?/s.exec(this.#text.slice(start, start + 20)) ?? ["(?"];
    const end = start + opening.length;
    if (opening === "(?:") {
      this.#offset = end;
      return;
    }
    const around = /^\(\?(<?)([=!])$/.exec(opening);
    if (around !== null) {
      const kind = around[1] === "" ? "lookahead" : "lookbehind";
      const joined = around[2] === "=" ? "`and`" : "`and not`";
      throw this.#problem(
        `the ${kind} \`${opening}\``,
        start,
        end,
        `Write a second condition on the same text, joined by ${joined}.`,
      );
    }
    if (/^\(\?P?<$/.test(opening))
      throw this.#problem("a group with a name", start, end, "Write `(`: groups need no names.");
    if (/^\(\?[a-z-]+[:)]?$/.test(opening)) {
      throw this.#problem(
        `the flags \`${opening}\` inside the pattern`,
        start,
        end,
        "Write flags after the pattern: `/…/i`.",
      );
    }
    throw this.#problem(`the group \`${opening}\``, start, end, "Write `(`.");
  }

  #class(start: number): PatternNode {
    const negated = this.#takes("^");
    const items: ClassItem[] = [];
    while (!this.#takes("]")) {
      if (this.#offset >= this.#text.length) {
        throw this.#problem(
          "`[` without `]`",
          start,
          start + 1,
          "Close the class, or write `\\[` for the sign itself.",
        );
      }
      items.push(this.#classItem());
    }
    if (items.length === 0) {
      throw this.#problem(
        "an empty class",
        start,
        this.#offset,
        "Write `\\]` for a bracket inside a class, and at least one sign.",
      );
    }
    return { kind: "class", negated, items };
  }

  #classItem(): ClassItem {
    const start = this.#offset;
    const low = this.#classSign();
    const isRange =
      this.#sees("-") && this.#text.charAt(this.#offset + 1) !== "]" && this.#offset + 1 < this.#text.length;
    if (!isRange)
      return typeof low === "number" ? { kind: "range", low, high: low } : { kind: "shorthand", letter: low };
    this.#offset += 1;
    const high = this.#classSign();
    const written = this.#text.slice(start, this.#offset);
    if (typeof low !== "number" || typeof high !== "number") {
      throw this.#problem(`the range \`${written}\``, start, this.#offset, "Write `\\-` for the sign itself.");
    }
    if (high < low) {
      const turned = `${String.fromCodePoint(high)}-${String.fromCodePoint(low)}`;
      throw this.#problem(
        `the range \`${written}\`, which runs backwards`,
        start,
        this.#offset,
        `Write \`${turned}\`.`,
      );
    }
    return { kind: "range", low, high };
  }

  #classSign(): number | Shorthand {
    const start = this.#offset;
    const sign = this.#take();
    if (sign === "\\") return this.#escape(start);
    const named = sign === "[" ? /^\[[:.=][^\]]*\]/.exec(this.#text.slice(start, start + 40)) : null;
    if (named !== null) {
      throw this.#problem(
        `the class \`${named[0]}\``,
        start,
        start + named[0].length,
        "Write the signs themselves: `[A-Za-z]`.",
      );
    }
    return sign.codePointAt(0)!;
  }

  /** After a backslash: a code point or a shorthand. */
  #escape(start: number): number | Shorthand {
    if (this.#offset >= this.#text.length)
      throw this.#problem("`\\` at the end", start, start + 1, "Write `\\\\` for the sign itself.");
    const sign = this.#take();
    if (isShorthand(sign)) return sign;
    if (PUNCTUATION.test(sign)) return sign.codePointAt(0)!;
    const control = CONTROL_ESCAPES.get(sign);
    if (control !== undefined) return control;
    if (sign === "u" || sign === "x") return this.#hexadecimal(start);
    throw this.#foreignEscape(sign, start);
  }

  /** `\x41`, `\u0041`, `\u{1F600}`. */
  #hexadecimal(start: number): number {
    const match = /^\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|u\{([0-9a-f]{1,6})\})/i.exec(
      this.#text.slice(start, start + 12),
    );
    const codePoint = Number.parseInt(match?.[1] ?? match?.[2] ?? match?.[3] ?? "", 16);
    const isCharacter = codePoint > 0 && codePoint <= 0x10ffff && !(codePoint >= 0xd800 && codePoint <= 0xdfff);
    if (match === null || !isCharacter) {
      const end = start + (match?.[0].length ?? 2);
      const what = `\`${this.#text.slice(start, end)}\`, which names no character`;
      throw this.#problem(what, start, end, "Write the character itself, `\\u0041` or `\\u{1F600}`.");
    }
    this.#offset = start + match[0].length;
    return codePoint;
  }

  #foreignEscape(sign: string, start: number): Problem {
    const end = this.#offset;
    const written = `\\${sign}`;
    if (/^\d$/.test(sign) || sign === "k") {
      return this.#problem(
        `the backreference \`${written}\``,
        start,
        end,
        "Write the alternatives out, with `|` between them.",
      );
    }
    if (sign === "b" || sign === "B") {
      return this.#problem(
        `the word boundary \`${written}\``,
        start,
        end,
        "Write `(^|\\W)` before the word and `(\\W|$)` after it.",
      );
    }
    if (sign === "p" || sign === "P") {
      return this.#problem(`the Unicode class \`${written}\``, start, end, "List the letters, such as `[A-Za-zآ-ی]`.");
    }
    if (sign === "A") return this.#problem("the escape `\\A`", start, end, "Write `^`.");
    if (sign === "z" || sign === "Z") return this.#problem(`the escape \`${written}\``, start, end, "Write `$`.");
    return this.#problem(`the escape \`${written}\``, start, end, `Write \`${sign}\` for the sign itself.`);
  }

  #startsCount(): boolean {
    return /^\{\d+,?\d*\}/.test(this.#text.slice(this.#offset, this.#offset + 40));
  }

  #peek(): string {
    return String.fromCodePoint(this.#text.codePointAt(this.#offset)!);
  }

  #take(): string {
    const sign = this.#peek();
    this.#offset += sign.length;
    return sign;
  }

  #sees(sign: string): boolean {
    return this.#text.charAt(this.#offset) === sign;
  }

  #takes(sign: string): boolean {
    if (!this.#sees(sign)) return false;
    this.#offset += 1;
    return true;
  }

  #problem(what: string, start: number, end: number, suggestion: string | null): Problem {
    return new Problem(what, { start, end }, suggestion);
  }
}

function isShorthand(sign: string): sign is Shorthand {
  return /^[dDwWsS]$/.test(sign);
}

/** Signs when all counts are written out, and the greatest product of counts inside each other. */
function growth(node: PatternNode): { size: number; count: number } {
  switch (node.kind) {
    case "sequence":
    case "alternation": {
      const parts = (node.kind === "sequence" ? node.parts : node.options).map(growth);
      return {
        size: parts.reduce((size, part) => size + part.size, 1),
        count: parts.reduce((count, part) => Math.max(count, part.count), 1),
      };
    }
    case "repeat": {
      const operand = growth(node.operand);
      const times = Math.max(1, node.most ?? node.least + 1);
      return { size: operand.size * times + 1, count: operand.count * Math.max(1, node.most ?? node.least) };
    }
    case "literal":
    case "any":
    case "class":
    case "start":
    case "end":
      return { size: 1, count: 1 };
  }
}
