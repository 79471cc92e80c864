import { type CodePointRange, rangesOf } from "../../values/pattern-ranges.js";
import type { PatternFlags, PatternNode } from "../../values/pattern-tree.js";
import { codePointLength } from "../../values/text.js";
import { possibleValues } from "./refutation.js";
import { isPresentable, type Preference } from "./signs.js";
import { type MatchTest, passes, type TextQuestion, treeOf, type ValueTest } from "./text-test.js";

/** Beginnings, and ends, that are tried. */
const MOST_ENDS = 4;
/** Of a list of values so many are looked at. */
const MOST_VALUES = 50;
/** Longer texts are not put together by guessing. */
const MOST_PADDING = 10_000;

/** Texts worth a trial: the required parts in a row, overlapping and apart. Each must be checked; most are wrong. */
export function* candidates(question: TextQuestion, { filler, signs }: Preference): Generator<string> {
  const patterns: string[] = [];
  for (const test of question.passes) {
    if (test.kind === "match") patterns.push(sampleOf(test, signs));
  }
  for (const begin of ends("starts-with", question)) {
    for (const end of ends("ends-with", question)) {
      const middle = [...patterns];
      for (const test of question.passes) {
        if (test.kind !== "contains" || passes(test, begin + end)) continue;
        const [value] = possibleValues(few(test), question);
        if (value !== undefined && !middle.some((part) => part.includes(value))) middle.push(value);
      }
      const parts = [begin, ...middle, end].filter((part) => part !== "");
      const close = parts.reduce(overlapped, "");
      yield pad(close, begin, filler, question);
      yield pad(parts.join(""), begin, filler, question);
      yield pad(parts.join(filler), begin, filler, question);
      yield pad(parts.join(" "), begin, filler, question);
    }
  }
}

/** The text with letters around it, where that looks more like a customer's text, and the text itself. */
export function dressed(text: string, { filler }: Preference): readonly string[] {
  const others = [filler + text, text + filler, filler + text + filler].filter(isPresentable);
  return isPresentable(text) ? [text, ...others] : [...others, text];
}

/** More texts like the one. */
export function* numbered(text: string, { fillers }: Preference): Generator<string> {
  for (const one of fillers) {
    yield text + one;
    yield one + text;
  }
}

/** Values, best first, that satisfy all tests of their kind. */
function ends(kind: "starts-with" | "ends-with", question: TextQuestion): readonly string[] {
  const tests = question.passes.filter((test) => test.kind === kind) as ValueTest[];
  if (tests.length === 0) return [""];
  return tests
    .flatMap((test) => possibleValues(few(test), question))
    .filter((value) => tests.every((test) => passes(test, value)))
    .slice(0, MOST_ENDS);
}

function few(test: ValueTest): ValueTest {
  return test.values.length > MOST_VALUES ? { kind: test.kind, values: test.values.slice(0, MOST_VALUES) } : test;
}

function overlapped(left: string, right: string): string {
  if (left.includes(right)) return left.endsWith(right) ? left : left + right;
  for (let common = Math.min(left.length, right.length); common > 0; common -= 1) {
    if (left.endsWith(right.slice(0, common))) return left + right.slice(common);
  }
  return left + right;
}

/** Brought to the least length by letters behind the beginning. */
function pad(text: string, begin: string, filler: string, { length }: TextQuestion): string {
  const missing = length.least - codePointLength(text);
  if (missing <= 0 || missing > MOST_PADDING) return text;
  const rest = text.slice(begin.length);
  return begin + (rest === "" ? filler.repeat(missing) : filler.repeat(missing) + rest);
}

function sampleOf(test: MatchTest, preferred: readonly number[]): string {
  const parsed = treeOf(test);
  if (parsed === null) return "";
  const turns = new Map<string, number>();
  const choose = (ranges: readonly CodePointRange[]): string => {
    const inside = preferred.filter((sign) => ranges.some(({ low, high }) => low <= sign && sign <= high)).slice(0, 9);
    if (inside.length === 0) return ranges[0] === undefined ? "" : String.fromCodePoint(ranges[0].low);
    const key = inside.join();
    const turn = turns.get(key) ?? 0;
    turns.set(key, turn + 1);
    return String.fromCodePoint(inside[turn % inside.length]!);
  };
  return sample(parsed.tree, parsed.flags, choose);
}

/** A text that the pattern matches, unless it speaks of the ends of the text in its middle. */
function sample(node: PatternNode, flags: PatternFlags, choose: (ranges: readonly CodePointRange[]) => string): string {
  switch (node.kind) {
    case "literal":
      return String.fromCodePoint(node.codePoint);
    case "any":
    case "class":
      return choose(rangesOf(node, flags));
    case "start":
    case "end":
      return "";
    case "sequence":
      return node.parts.map((part) => sample(part, flags, choose)).join("");
    case "alternation":
      return sample(node.options[0]!, flags, choose);
    case "repeat": {
      let text = "";
      for (let time = 0; time < node.least; time += 1) text += sample(node.operand, flags, choose);
      return text;
    }
  }
}
