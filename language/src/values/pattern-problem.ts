/** What is wrong with a pattern, and what to write instead: the wording, apart from the reading. */

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

/** How the reader of patterns gives up; never leaves `parsePattern`. */
export class PatternProblem extends Error {
  readonly start: number;
  readonly end: number;
  readonly suggestion: string | null;

  constructor(what: string, start: number, end: number, suggestion: string | null) {
    super(what);
    this.start = start;
    this.end = end;
    this.suggestion = suggestion;
  }
}

/** A piece of a foreign dialect, and its answer. */
interface Foreign {
  readonly what: string;
  readonly suggestion: string;
}

/** Of what follows a backslash and is no escape of Seg's. */
export function foreignEscape(sign: string): Foreign {
  const written = `\\${sign}`;
  if (/^\d$/.test(sign) || sign === "k") {
    return {
      what: `the backreference \`${written}\``,
      suggestion: "Write the alternatives out, with `|` between them.",
    };
  }
  switch (sign) {
    case "b":
    case "B":
      return {
        what: `the word boundary \`${written}\``,
        suggestion: "Write `(^|\\W)` before the word and `(\\W|$)` after it.",
      };
    case "p":
    case "P":
      return { what: `the Unicode class \`${written}\``, suggestion: "List the letters, such as `[A-Za-zآ-ی]`." };
    case "A":
      return { what: `the escape \`${written}\``, suggestion: "Write `^`." };
    case "z":
    case "Z":
      return { what: `the escape \`${written}\``, suggestion: "Write `$`." };
    default:
      return { what: `the escape \`${written}\``, suggestion: `Write \`${sign}\` for the sign itself.` };
  }
}

/** Of a group that opens with `(?` and is not `(?:`. */
export function foreignGroup(opening: string): Foreign {
  const around = /^\(\?(<?)([=!])$/.exec(opening);
  if (around !== null) {
    const kind = around[1] === "" ? "lookahead" : "lookbehind";
    const joined = around[2] === "=" ? "`and`" : "`and not`";
    return {
      what: `the ${kind} \`${opening}\``,
      suggestion: `Write a second condition on the same text, joined by ${joined}.`,
    };
  }
  if (/^\(\?P?<$/.test(opening)) {
    return { what: "a group with a name", suggestion: "Write `(`: groups need no names." };
  }
  if (/^\(\?[a-z-]+[:)]?$/.test(opening)) {
    return {
      what: `the flags \`${opening}\` inside the pattern`,
      suggestion: "Write flags after the pattern: `/…/i`.",
    };
  }
  return { what: `the group \`${opening}\``, suggestion: "Write `(`." };
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

/** The first flag that is none of Seg's, as an error; null if all are. */
export function checkFlags(flags: string): PatternError | null {
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
