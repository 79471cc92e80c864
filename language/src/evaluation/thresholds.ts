import type { CompareCondition, Condition, Term } from "../condition/condition.js";
import { civilFromDay, MAX_DAY, MIN_DAY } from "../values/calendar.js";
import { compare, type Rational, rationalFromNumber } from "../values/rational.js";
import type { Clock } from "./clock.js";
import { since } from "./date-values.js";
import { type Evaluation, NOWHERE } from "./exact.js";
import type { Shapes } from "./shapes.js";

/**
 * Questions about a date that only ever change their answer once along the calendar, asked of the date itself:
 * `months since born >= 216` is `born <= some day`. So a program computes the day once, and a customer costs one
 * comparison. What cannot be asked so is given back as it is.
 */
export function asThreshold(
  condition: CompareCondition,
  shapes: Shapes,
  clock: Clock,
  evaluation: Evaluation,
): Condition {
  const { operator, left, right } = condition;
  if (operator === "=") {
    const [term, constant] = shapes.of(right).fixed ? [left, right] : [right, left];
    if (!isMonotone(term) || !shapes.of(constant).fixed) return condition;
    const atMost = asThreshold(
      { kind: "compare", operator: "<=", left: term, right: constant },
      shapes,
      clock,
      evaluation,
    );
    const atLeast = asThreshold(
      { kind: "compare", operator: "<=", left: constant, right: term },
      shapes,
      clock,
      evaluation,
    );
    if (atMost.kind !== "compare" || atLeast.kind !== "compare") return condition;
    if (isMonotone(atMost.left) || isMonotone(atMost.right)) return condition;
    return { kind: "and", operands: [atMost, atLeast] };
  }
  const termIsLeft = isMonotone(left) && shapes.of(right).fixed;
  if (!termIsLeft && !(isMonotone(right) && shapes.of(left).fixed)) return condition;
  const term = (termIsLeft ? left : right) as MonotoneTerm;
  const bound = evaluation.value(termIsLeft ? right : left, NOWHERE);
  if (bound === undefined) return condition;
  // Whether the whole holds of a value of the term.
  const holds = (value: number): boolean => {
    const order =
      typeof bound === "object" ? compare(rationalFromNumber(value), bound as Rational) : value - (bound as number);
    return termIsLeft ? (operator === "<" ? order < 0 : order <= 0) : operator === "<" ? order > 0 : order >= 0;
  };
  if (term.kind === "date-of") {
    // The first day on which it changes its answer, as the instant at which that day begins.
    const change = firstChange(holds);
    if (change === null) return condition;
    const instant = clock.zone.instantOf(change, 0);
    // In some zones the clock was moved back over midnight: then no one instant divides the days.
    if (clock.zone.lastInstantOf(change - 1) !== instant - 1) return condition;
    return dividedAt(term.operand, instant, holds(change));
  }
  const meaning = (day: number): boolean =>
    holds(term.kind === "since" ? since(day, term.unit, clock) : civilFromDay(day).year);
  const change = firstChange(meaning);
  if (change === null)
    return meaning(MIN_DAY) ? { kind: "present", operand: term.operand } : { kind: "constant", value: false };
  return dividedAt(term.operand, change, meaning(change));
}

type MonotoneTerm = Extract<Term, { readonly kind: "since" | "part" | "date-of" }>;

function isMonotone(term: Term): term is MonotoneTerm {
  return (
    (term.kind === "since" && term.unit !== "hour") ||
    (term.kind === "part" && term.part === "year") ||
    term.kind === "date-of"
  );
}

/** The first day whose answer differs from that of the first day of the calendar; null if none does. */
function firstChange(holds: (day: number) => boolean): number | null {
  const before = holds(MIN_DAY);
  if (holds(MAX_DAY) === before) return null;
  let low = MIN_DAY;
  let high = MAX_DAY;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

/** From `bound` on if `after`, else before it. */
function dividedAt(operand: Term, bound: number, after: boolean): Condition {
  const constant: Term = {
    kind: "constant",
    type: operand.type as Exclude<Term, { kind: "field" }>["type"],
    value: bound,
  };
  return after
    ? { kind: "compare", operator: "<=", left: constant, right: operand }
    : { kind: "compare", operator: "<", left: operand, right: constant };
}
