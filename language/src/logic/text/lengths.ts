import type { PatternNode } from "../../values/pattern-tree.js";
import { codePointLength } from "../../values/text.js";
import type { Budget } from "../budget.js";
import { passes, type TextQuestion, type TextTest, treeOf } from "./text-test.js";

/**
 * Bounds of the length, in code points, of all texts that pass and fail the tests: each such text lies within, but the
 * bounds need not be reached. If `least` is greater than `most` there is no such text.
 */
export function lengthsOf(question: Omit<TextQuestion, "length">, budget: Budget): Bounds {
  let least = 0;
  let most = Number.POSITIVE_INFINITY;
  for (const test of question.passes) {
    const cost = test.kind === "match" ? test.pattern.length : test.values.length;
    // The bounds so far are sound; only tighter ones might have been found.
    if (!budget.spend(cost + 1)) return { least, most };
    const bounds = boundsOf(test);
    least = Math.max(least, bounds.least);
    most = Math.min(most, bounds.most);
  }
  if (least === 0 && budget.spend(question.fails.length + 1) && isExcluded("", question)) least = 1;
  return { least, most };
}

interface Bounds {
  readonly least: number;
  readonly most: number;
}

const ANY: Bounds = { least: 0, most: Number.POSITIVE_INFINITY };

function isExcluded(text: string, { not, passes: passed, fails }: Omit<TextQuestion, "length">): boolean {
  if (not.has(text)) return true;
  return (
    [...passed, ...fails].every(isUsable) &&
    !(passed.every((test) => passes(test, text)) && !fails.some((test) => passes(test, text)))
  );
}

function isUsable(test: TextTest): boolean {
  return test.kind !== "match" || treeOf(test) !== null;
}

function boundsOf(test: TextTest): Bounds {
  if (test.kind === "match") {
    const parsed = treeOf(test);
    return parsed === null ? ANY : ofOptions(parsed.tree);
  }
  let least = Number.POSITIVE_INFINITY;
  for (const value of test.values) least = Math.min(least, codePointLength(value));
  return { least, most: Number.POSITIVE_INFINITY };
}

/** Only what is held to both ends of the text has a greatest length. */
function ofOptions(tree: PatternNode): Bounds {
  if (tree.kind === "alternation") {
    const options = tree.options.map(ofOptions);
    return {
      least: Math.min(...options.map((option) => option.least)),
      most: Math.max(...options.map((option) => option.most)),
    };
  }
  const { least, most } = ofMatch(tree);
  const isWhole = tree.kind === "sequence" && tree.parts[0]?.kind === "start" && tree.parts.at(-1)?.kind === "end";
  return { least, most: isWhole ? most : Number.POSITIVE_INFINITY };
}

/** The lengths that a pattern's matches have. */
function ofMatch(node: PatternNode): Bounds {
  switch (node.kind) {
    case "literal":
    case "any":
    case "class":
      return { least: 1, most: 1 };
    case "start":
    case "end":
      return { least: 0, most: 0 };
    case "sequence": {
      let least = 0;
      let most = 0;
      for (const part of node.parts) {
        const bounds = ofMatch(part);
        least += bounds.least;
        most += bounds.most;
      }
      return { least, most };
    }
    case "alternation": {
      const options = node.options.map(ofMatch);
      return {
        least: Math.min(...options.map((option) => option.least)),
        most: Math.max(...options.map((option) => option.most)),
      };
    }
    case "repeat": {
      const { least, most } = ofMatch(node.operand);
      const times = node.most ?? Number.POSITIVE_INFINITY;
      return { least: least * node.least, most: most === 0 || times === 0 ? 0 : most * times };
    }
  }
}
