import type { Condition, Term } from "../condition/condition.js";
import { visitCondition } from "../condition/traverse.js";
import type { SimplerWay } from "../diagnostics/rules/logic-proofs.js";
import type { Undecided } from "../logic/logic.js";

/** What is hard in a condition, the hardest first. */
const HARDEST_FIRST = [
  "product",
  "product of elements",
  "hours",
  "date",
  "list",
  "pattern",
  "combinations",
  "comparison",
] as const;

/**
 * What could be written in place of a condition that logic cannot deal with: by what it has in it, the reason's kind first.
 * Null for one that is simple by itself.
 */
export function simplerWay(condition: Condition, reason: Undecided["reason"]): SimplerWay | null {
  const found = waysIn(condition);
  const expected = HARDEST_FIRST.find((way) => found.has(way) && REASON_OF[way] === reason);
  return expected ?? HARDEST_FIRST.find((way) => found.has(way)) ?? null;
}

const REASON_OF: Readonly<Record<(typeof HARDEST_FIRST)[number], Undecided["reason"]>> = {
  product: "not-linear",
  "product of elements": "not-linear",
  hours: "date",
  date: "date",
  list: "list",
  pattern: "text",
  combinations: "budget",
  comparison: "budget",
};

function waysIn(condition: Condition): ReadonlySet<SimplerWay> {
  const found = new Set<SimplerWay>();
  visitCondition(condition, {
    condition(part, depth) {
      if (part.kind === "match") found.add("pattern");
      if (depth > 0) return;
      if (part.kind === "or") found.add("combinations");
      if (part.kind === "compare" && isVariable(part.left) && isVariable(part.right)) found.add("comparison");
    },
    list() {
      found.add("list");
    },
    term(term, depth) {
      if (isProduct(term)) found.add(depth === 0 ? "product" : "product of elements");
      if (isOfHours(term)) found.add("hours");
      else if (isOfCalendar(term)) found.add("date");
    },
  });
  return found;
}

/** Not of a constant. */
function isProduct(term: Term): boolean {
  if (term.kind !== "arithmetic") return false;
  const { operator, left, right } = term;
  return (operator === "*" && isVariable(left) && isVariable(right)) || (operator === "/" && isVariable(right));
}

function isVariable(term: Term): boolean {
  switch (term.kind) {
    case "constant":
    case "clock":
      return false;
    case "negate":
    case "shift":
    case "calendar":
      return isVariable(term.operand);
    case "arithmetic":
      return isVariable(term.left) || isVariable(term.right);
    default:
      return true;
  }
}

function isOfHours(term: Term): boolean {
  switch (term.kind) {
    case "clock":
      return term.clock === "now";
    case "date-of":
      return true;
    case "since":
    case "shift":
      return term.unit === "hour";
    case "part":
      return term.part === "hour";
    default:
      return false;
  }
}

function isOfCalendar(term: Term): boolean {
  switch (term.kind) {
    case "part":
    case "calendar":
      return true;
    case "since":
    case "shift":
      return term.unit === "month" || term.unit === "year";
    default:
      return false;
  }
}
