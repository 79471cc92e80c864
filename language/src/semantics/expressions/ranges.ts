import type { Term } from "../../condition/condition.js";
import { typesRules } from "../../diagnostics/rules/types.js";
import type { Expression, RangeExpression } from "../../syntax/tree.js";
import { asTerm } from "./coercions.js";
import { BROKEN, type Context, locationOf, lower, replacement, report, textOf } from "./context.js";
import { daysOf } from "./durations.js";
import type { Lowered, LoweredDuration, LoweredRange } from "./scope.js";
import { typeOf } from "./types.js";

type Bound = Term | LoweredDuration | null;

/** `18..29`: the bounds are constants, or today and now shifted. */
export function lowerRange(expression: RangeExpression, outer: Context): Lowered {
  const context: Context = { ...outer, wanted: null };
  const low = lowerBound(expression.low, context);
  const high = lowerBound(expression.high, context);
  if (low === undefined || high === undefined) return BROKEN;
  const range: LoweredRange = {
    kind: "range",
    low,
    high,
    highExclusive: expression.highExclusive,
    location: locationOf(expression, context),
  };
  return reportReversed(range, expression, context) ? BROKEN : range;
}

/** Undefined after an error. */
function lowerBound(expression: Expression | null, context: Context): Bound | undefined {
  if (expression === null) return null;
  const lowered = lower(expression, context);
  if (lowered.kind === "duration") return lowered;
  return asTerm(lowered, expression, context) ?? undefined;
}

function reportReversed(range: LoweredRange, expression: RangeExpression, context: Context): boolean {
  const low = position(range.low);
  const high = position(range.high);
  if (low === null || high === null || low.axis !== high.axis) return false;
  const empty = range.highExclusive ? low.value >= high.value : low.value > high.value;
  if (!empty) return false;
  const turned = low.value > high.value;
  const write = turned ? `${textOf(expression.high!, context)}..${textOf(expression.low!, context)}` : null;
  const fixes =
    write === null ? [] : [replacement(`Write \`${write}\``, locationOf(expression, context), write, false)];
  report(
    context,
    typesRules.reversedRange,
    { range: textOf(expression, context), write },
    locationOf(expression, context),
    { fixes },
  );
  return true;
}

/** Where a bound lies on its axis, for those that can be told without a calendar. */
function position(bound: Bound): { readonly axis: string; readonly value: number } | null {
  if (bound === null) return null;
  if (bound.kind === "duration") {
    const days = daysOf(bound);
    return days === null ? null : { axis: "days", value: days };
  }
  if (bound.kind === "clock") return { axis: `${bound.clock} day`, value: 0 };
  if (bound.kind === "shift" && bound.operand.kind === "clock" && bound.unit === "day")
    return { axis: `${bound.operand.clock} day`, value: bound.amount };
  if (bound.kind !== "constant" || typeof bound.value !== "number") return null;
  const { kind } = typeOf(bound);
  return { axis: kind === "integer" ? "number" : kind, value: bound.value };
}
