import type { PatternNode } from "../../values/pattern-tree.js";
import { codePointLength } from "../../values/text.js";
import { type MatchTest, passes, type TextQuestion, type TextTest, treeOf, type ValueTest } from "./text-test.js";

/** Beyond so many comparisons of values the automata are quicker. */
const MOST_COMPARISONS = 20_000;

/**
 * True where it is plain that no text passes and fails what it shall: two beginnings that exclude each other, a required
 * part that holds a forbidden one. False says nothing.
 */
export function isPlainlyImpossible(question: TextQuestion): boolean {
  if (question.length.least > question.length.most) return true;
  for (const fail of question.fails) {
    if (question.passes.some((pass) => isSameTest(pass, fail)) || isPassedByAll(fail)) return true;
  }
  const required: ValueTest[] = [];
  for (const test of question.passes) {
    if (test.kind === "match") continue;
    const possible = possibleValues(test, question);
    if (possible.length === 0) return true;
    required.push({ kind: test.kind, values: possible });
  }
  return excludeEachOther(required, "starts-with") || excludeEachOther(required, "ends-with");
}

/** The values of a required test that are not excluded by a forbidden one or by the length. */
export function possibleValues(test: ValueTest, { fails, length }: TextQuestion): readonly string[] {
  let forbidden = 0;
  for (const fail of fails) forbidden += fail.kind === "match" ? 10 : fail.values.length;
  if (forbidden * test.values.length > MOST_COMPARISONS) return test.values;
  return test.values.filter(
    (value) => codePointLength(value) <= length.most && !fails.some((fail) => isImplied(fail, test.kind, value)),
  );
}

/** Whether each text that starts with, ends with or contains `value` passes the test, as far as is plain. */
function isImplied(test: TextTest, kind: ValueTest["kind"], value: string): boolean {
  if (test.kind === "match") return holdsAnywhere(test) && passes(test, value);
  return (test.kind === "contains" || test.kind === kind) && passes(test, value);
}

function isPassedByAll(test: TextTest): boolean {
  return test.kind === "match" ? holdsAnywhere(test) && passes(test, "") : test.values.includes("");
}

function isSameTest(left: TextTest, right: TextTest): boolean {
  if (left === right) return true;
  return (
    left.kind === "match" && right.kind === "match" && left.pattern === right.pattern && left.flags === right.flags
  );
}

/** Whether the pattern, found in a part of a text, is found in the text: it does not speak of the text's ends. */
function holdsAnywhere(test: MatchTest): boolean {
  if (!/[$^]/.test(test.pattern)) return true;
  const parsed = treeOf(test);
  return parsed !== null && !speaksOfEnds(parsed.tree);
}

function speaksOfEnds(node: PatternNode): boolean {
  switch (node.kind) {
    case "start":
    case "end":
      return true;
    case "sequence":
      return node.parts.some(speaksOfEnds);
    case "alternation":
      return node.options.some(speaksOfEnds);
    case "repeat":
      return speaksOfEnds(node.operand);
    case "literal":
    case "any":
    case "class":
      return false;
  }
}

/** Two tests of one kind no values of which can stand at the same end of a text. */
function excludeEachOther(tests: readonly ValueTest[], kind: "starts-with" | "ends-with"): boolean {
  const same = tests.filter((test) => test.kind === kind);
  return same.some((left, index) => same.slice(index + 1).some((right) => excludes(left, right, kind)));
}

function excludes(left: ValueTest, right: ValueTest, kind: "starts-with" | "ends-with"): boolean {
  if (left.values.length * right.values.length > MOST_COMPARISONS) return false;
  const reaches = (long: string, short: string) =>
    kind === "starts-with" ? long.startsWith(short) : long.endsWith(short);
  return !left.values.some((one) => right.values.some((other) => reaches(one, other) || reaches(other, one)));
}
