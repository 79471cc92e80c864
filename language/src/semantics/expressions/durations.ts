import type { Term } from "../../condition/condition.js";
import { typesRules } from "../../diagnostics/rules/types.js";
import type { Span } from "../../source/source.js";
import type { ComparisonOperator, Expression } from "../../syntax/tree.js";
import { asTerm } from "./coercions.js";
import {
  type Context,
  locationOf,
  type Operand,
  originOf,
  replacement,
  report,
  textOf,
  withoutParentheses,
} from "./context.js";
import type { LoweredDuration } from "./scope.js";
import { DATETIME, INTEGER, isDated, typeNoun, typeOf } from "./types.js";
import type { Pair } from "./unification.js";

/**
 * A date or date-time shifted by a duration: weeks are 7 days, years 12 months. Null (reported) for what is no date, and
 * for hours on a date.
 */
export function shifted(
  term: Term,
  sign: 1 | -1,
  duration: LoweredDuration,
  whole: Expression,
  operand: Expression,
  context: Context,
): Term | null {
  const type = typeOf(term);
  const durationText = textOf({ span: duration.location.span }, context);
  if (!isDated(type)) {
    const parameters = {
      duration: durationText,
      other: textOf(operand, context),
      otherType: typeNoun(type),
      write: null,
    };
    report(context, typesRules.durationWithoutDate, parameters, locationOf(whole, context));
    return null;
  }
  if (duration.unit === "hour" && type.kind === "date") {
    const isToday = term.kind === "clock";
    const write = isToday ? "now" : null;
    const fixes = isToday ? [replacement("Write `now`", locationOf(operand, context), "now", false)] : [];
    report(context, typesRules.hoursOfDate, { operand: textOf(operand, context), write }, locationOf(whole, context), {
      fixes,
    });
    return null;
  }
  return { kind: "shift", origin: originOf(whole, context), type, operand: term, ...shiftOf(duration, sign) };
}

function shiftOf(
  duration: LoweredDuration,
  sign: 1 | -1,
): { readonly amount: number; readonly unit: "hour" | "day" | "month" } {
  const amount = sign * duration.amount;
  switch (duration.unit) {
    case "hour":
      return { amount, unit: "hour" };
    case "day":
      return { amount, unit: "day" };
    case "week":
      return { amount: 7 * amount, unit: "day" };
    case "month":
      return { amount, unit: "month" };
    case "year":
      return { amount: 12 * amount, unit: "month" };
  }
}

/** `now - 4 hours`, `today - 30 days`: the beginning of `in last …`, not included in it. */
export function beforeClock(duration: LoweredDuration): { readonly edge: Term; readonly clock: Term } {
  const hours = duration.unit === "hour";
  const origin = duration.location;
  const clock: Term = hours
    ? { kind: "clock", origin, type: DATETIME, clock: "now" }
    : { kind: "clock", origin, type: { kind: "date" }, clock: "today" };
  return { clock, edge: { kind: "shift", origin, type: typeOf(clock), operand: clock, ...shiftOf(duration, -1) } };
}

/** The number of days of a duration that has a fixed one. */
export function daysOf(duration: LoweredDuration): number | null {
  return duration.unit === "day" ? duration.amount : duration.unit === "week" ? 7 * duration.amount : null;
}

/**
 * `today - lastOrder > 30 days`: the duration as a number of days. Months against days is an error whose fix shifts a
 * date instead; so is a duration against anything else. `whole` is the comparison, if a fix may replace it.
 */
export function comparedWithDuration(
  left: Operand,
  operator: ComparisonOperator,
  right: Operand,
  whole: { readonly span: Span } | null,
  context: Context,
): Pair | null {
  if (left.lowered.kind === "duration" && right.lowered.kind === "duration") {
    asTerm(left.lowered, left.expression, context);
    return null;
  }
  const onLeft = left.lowered.kind === "duration";
  const [durationSide, termSide] = onLeft ? [left, right] : [right, left];
  if (durationSide.lowered.kind !== "duration") return null;
  const term = asTerm(termSide.lowered, termSide.expression, context);
  if (term === null) return null;
  const constant = durationBeside(
    term,
    durationSide.lowered,
    termSide.expression,
    durationSide.expression,
    context,
    () => {
      if (whole === null || term.kind !== "difference") return null;
      const hoursOfDay = durationSide.lowered.kind === "duration" && durationSide.lowered.unit === "hour";
      if (hoursOfDay && typeOf(term.left).kind === "date") return null;
      return shiftedForm(termSide.expression, onLeft ? TURNED[operator] : operator, durationSide.expression, context);
    },
    whole,
  );
  if (constant === null) return null;
  return onLeft ? { left: constant, right: term } : { left: term, right: constant };
}

const TURNED: Record<ComparisonOperator, ComparisonOperator> = {
  "=": "=",
  "!=": "!=",
  "<": ">",
  "<=": ">=",
  ">": "<",
  ">=": "<=",
};

/** A duration beside a term, as a constant number of days; null after an error. */
export function durationBeside(
  term: Term,
  duration: LoweredDuration,
  termExpression: Expression,
  durationExpression: Expression,
  context: Context,
  rewrite: () => string | null,
  whole: { readonly span: Span } | null,
): Term | null {
  const durationText = textOf(durationExpression, context);
  const termText = textOf(termExpression, context);
  const location = locationOf(durationExpression, context);
  const days = daysOf(duration);
  if (term.kind === "difference") {
    if (days !== null) return { kind: "constant", origin: location, type: INTEGER, value: days };
    const write = rewrite();
    const fixes =
      write === null || whole === null ? [] : [replacement(`Write \`${write}\``, locationOf(whole, context), write)];
    const unit = duration.unit === "hour" ? "hours" : "calendar";
    const place = whole === null ? location : locationOf(whole, context);
    report(
      context,
      typesRules.daysAgainstMonths,
      { difference: termText, duration: durationText, write, unit },
      place,
      { fixes },
    );
    return null;
  }
  if (isDated(typeOf(term))) {
    const clock = duration.unit === "hour" ? "now" : "today";
    const write = `${clock} - ${durationText}`;
    const fixes = [replacement(`Write \`${write}\``, location, write, false)];
    report(
      context,
      typesRules.durationWithoutDate,
      { duration: durationText, other: null, otherType: null, write: null },
      location,
      { fixes },
    );
    return null;
  }
  const counted = term.kind === "since" ? unitsIn(duration, term.unit) : null;
  const fixes = counted === null ? [] : [replacement(`Write \`${counted}\``, location, counted)];
  const parameters = { duration: durationText, other: termText, otherType: typeNoun(typeOf(term)), write: counted };
  report(context, typesRules.durationWithoutDate, parameters, location, { fixes });
  return null;
}

/** The duration as a number of the units that are counted, in digits; null where it is no whole number of them. */
function unitsIn({ amount, unit }: LoweredDuration, counted: LoweredDuration["unit"]): string | null {
  if (unit === counted) return String(amount);
  if (unit === "week" && counted === "day") return String(7 * amount);
  if (unit === "year" && counted === "month") return String(12 * amount);
  return null;
}

/** `a - b > 6 months` as `b < a - 6 months`; null where the difference is not written out. */
function shiftedForm(
  difference: Expression,
  operator: ComparisonOperator,
  duration: Expression,
  context: Context,
): string | null {
  const inner = withoutParentheses(difference);
  if (inner.kind !== "binary" || inner.operator !== "-") return null;
  const later = textOf(inner.left, context);
  const earlier = textOf(inner.right, context);
  return `${earlier} ${TURNED[operator]} ${later} - ${textOf(duration, context)}`;
}
