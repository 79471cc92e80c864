import { checkFlags, foreignEscape, foreignGroup, type PatternError, PatternProblem } from "./pattern-problem.js";
import { isOfUsableSize } from "./pattern-size.js";
import { type ClassItem, EMPTY, type PatternFlags, type PatternNode, type Shorthand } from "./pattern-tree.js";

/** Greatest count in `{n,m}`. */
const MAX_COUNT = 255;
/** Greatest depth of groups. */
const MAX_DEPTH = 100;

export type PatternResult =
  | { readonly kind: "ok"; readonly tree: PatternNode; readonly flags: PatternFlags }
  | PatternError;

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
    if (!(problem instanceof PatternProblem)) throw problem;
    const { message: what, start, end, suggestion } = problem;
    return { kind: "error", at: "pattern", what, start, end, suggestion };
  }
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
      throw new PatternProblem("half a character", surrogate.index, surrogate.index + 1, null);
    }
    const tree = this.#alternation();
    if (this.#offset < this.#text.length) {
      throw new PatternProblem("`)` without `(`", this.#offset, this.#offset + 1, "Write `\\)` for the sign itself.");
    }
    if (!isOfUsableSize(tree)) {
      throw new PatternProblem(
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
      throw new PatternProblem(
        `\`${this.#text.slice(start, this.#offset)}\`, an end of the text repeated`,
        start,
        this.#offset,
        null,
      );
    }
    if (this.#sees("?") || this.#sees("+")) {
      const kind = this.#sees("?") ? "lazy" : "possessive";
      const sign = this.#peek();
      throw new PatternProblem(
        `the ${kind} repetition \`${written}${sign}\``,
        counted,
        this.#offset + 1,
        `Write \`${written}\`: a condition asks only whether the pattern occurs.`,
      );
    }
    if (this.#sees("*") || this.#startsCount()) {
      throw new PatternProblem(
        "a repetition repeated",
        counted,
        this.#offset + 1,
        "Put a group around the first: `(a+)*`.",
      );
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
      throw new PatternProblem(
        "`{` that begins no count",
        start,
        end,
        "Write `\\{` for the sign itself, `{2}`, `{2,}` or `{2,5}` to repeat.",
      );
    }
    if (low === "") throw new PatternProblem(`the count \`${written}\``, start, end, `Write \`{0,${high}}\`.`);
    const least = Number(low);
    const most = comma === "" ? least : high === "" ? null : Number(high);
    if (Math.max(least, most ?? 0) > MAX_COUNT) {
      throw new PatternProblem(
        `the count \`${written}\``,
        start,
        end,
        `Repeat at most ${MAX_COUNT} times; \`length\` compares longer texts.`,
      );
    }
    if (most !== null && most < least) {
      throw new PatternProblem(
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
        throw new PatternProblem(
          `\`${sign}\` with nothing before it to repeat`,
          start,
          start + 1,
          `Write \`\\${sign}\` for the sign itself.`,
        );
      case "{":
      case "}":
      case "]":
        throw new PatternProblem(`\`${sign}\` by itself`, start, start + 1, `Write \`\\${sign}\` for the sign itself.`);
      default:
        return { kind: "literal", codePoint: sign.codePointAt(0)! };
    }
  }

  #group(start: number): PatternNode {
    if (this.#sees("?")) this.#groupKind(start);
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) {
      throw new PatternProblem(
        `groups more than ${MAX_DEPTH} deep`,
        start,
        start + 1,
        "Leave out brackets that do nothing.",
      );
    }
    const inner = this.#alternation();
    this.#depth -= 1;
    if (!this.#takes(")")) {
      throw new PatternProblem(
        "`(` without `)`",
        start,
        start + 1,
        "Close the group, or write `\\(` for the sign itself.",
      );
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
    const { what, suggestion } = foreignGroup(opening);
    throw new PatternProblem(what, start, end, suggestion);
  }

  #class(start: number): PatternNode {
    const negated = this.#takes("^");
    const items: ClassItem[] = [];
    while (!this.#takes("]")) {
      if (this.#offset >= this.#text.length) {
        throw new PatternProblem(
          "`[` without `]`",
          start,
          start + 1,
          "Close the class, or write `\\[` for the sign itself.",
        );
      }
      items.push(this.#classItem());
    }
    if (items.length === 0) {
      throw new PatternProblem(
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
      throw new PatternProblem(`the range \`${written}\``, start, this.#offset, "Write `\\-` for the sign itself.");
    }
    if (high < low) {
      const turned = `${String.fromCodePoint(high)}-${String.fromCodePoint(low)}`;
      throw new PatternProblem(
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
      throw new PatternProblem(
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
      throw new PatternProblem("`\\` at the end", start, start + 1, "Write `\\\\` for the sign itself.");
    const sign = this.#take();
    if (isShorthand(sign)) return sign;
    if (PUNCTUATION.test(sign)) return sign.codePointAt(0)!;
    const control = CONTROL_ESCAPES.get(sign);
    if (control !== undefined) return control;
    if (sign === "u" || sign === "x") return this.#hexadecimal(start);
    const { what, suggestion } = foreignEscape(sign);
    throw new PatternProblem(what, start, this.#offset, suggestion);
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
      throw new PatternProblem(what, start, end, "Write the character itself, `\\u0041` or `\\u{1F600}`.");
    }
    this.#offset = start + match[0].length;
    return codePoint;
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
}

function isShorthand(sign: string): sign is Shorthand {
  return /^[dDwWsS]$/.test(sign);
}
