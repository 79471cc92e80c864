import fc from "fast-check";
import { DFA, JS, NFA, TooManyNodesError } from "refa";
import { expect, test } from "vitest";
import { Budget } from "../budget.js";
import { findText, type TextTest } from "./text.js";

const SEED = 20_261_206;
const LAST = 0x10ffff;

interface Pattern {
  readonly start: boolean;
  readonly inner: string;
  readonly end: boolean;
}

const { pattern: inner } = fc.letrec<{ pattern: string; part: string }>((tie) => ({
  part: fc
    .tuple(
      fc.oneof(
        { depthSize: "small" },
        fc.constantFrom("a", "b", "A", "1", "é", "ی", "😀", "[a-z]", "[^a1]", "\\d", "\\w", "\\W", "[ی😀]", "[\\d\\n]"),
        tie("pattern").map((pattern) => `(?:${pattern})`),
      ),
      fc.constantFrom("", "", "", "*", "+", "?", "{2}"),
    )
    .map(([part, count]) => part + count),
  pattern: fc
    .array(
      fc.array(tie("part"), { maxLength: 3 }).map((parts) => parts.join("")),
      { minLength: 1, maxLength: 2 },
    )
    .map((options) => options.join("|")),
}));
const patterns: fc.Arbitrary<Pattern> = fc.record({ start: fc.boolean(), inner, end: fc.boolean() });

/** The signs of the patterns and some more, so that every text of them is in NFC. */
const SIGNS = "[abcA1 éی😀\\n]*";

function automaton({ start, inner: pattern, end }: Pattern): DFA {
  const source = `${start ? "" : "[^]*"}(?:${pattern})${end ? "" : "[^]*"}`;
  const { expression, maxCharacter } = JS.Parser.fromLiteral({ source, flags: "u" }).parse();
  return DFA.fromFA(NFA.fromRegex(expression, { maxCharacter }));
}

/** Null where the automata grow too large. */
function haveNoneInCommon(passed: readonly Pattern[], failed: readonly Pattern[]): boolean | null {
  try {
    let common = DFA.all({ maxCharacter: LAST });
    for (const pattern of passed) common = DFA.fromIntersection(common, automaton(pattern));
    for (const pattern of failed) {
      const complement = automaton(pattern);
      complement.complement();
      common = DFA.fromIntersection(common, complement);
    }
    return common.isEmpty;
  } catch (problem) {
    if (problem instanceof TooManyNodesError) return null;
    throw problem;
  }
}

function testOf({ start, inner: pattern, end }: Pattern): TextTest {
  return { kind: "match", pattern: `${start ? "^" : ""}(${pattern})${end ? "$" : ""}`, flags: "" };
}

test(`patterns have texts in common where another implementation of automata says so (seed ${SEED})`, () => {
  const seen = { texts: 0, none: 0, unknown: 0 };
  const several = fc.array(patterns, { minLength: 1, maxLength: 2 });
  fc.assert(
    fc.property(several, several, (passed, failed) => {
      const signs: Pattern = { start: true, inner: SIGNS, end: true };
      const isEmpty = haveNoneInCommon([signs, ...passed], failed);
      // The other implementation gives up on some; shrinking a failure must not take for ever.
      fc.pre(isEmpty !== null);
      const answer = findText(
        {
          folded: false,
          passes: [...passed, signs].map(testOf),
          fails: failed.map(testOf),
          length: { least: 0, most: Number.POSITIVE_INFINITY },
          not: new Set(),
        },
        new Budget(1_000_000),
      );
      seen[answer.kind] += 1;
      if (answer.kind !== "unknown") expect(answer.kind).toBe(isEmpty ? "none" : "texts");
    }),
    { seed: SEED, numRuns: 100, endOnFailure: true },
  );
  expect(seen.texts).toBeGreaterThan(20);
  expect(seen.none).toBeGreaterThan(20);
  expect(seen.unknown).toBeLessThan(5);
});
