import type { SinceTerm } from "../../condition/condition.js";
import { firstDayOfMonth, monthOfDay } from "../calendar/month-starts.js";
import { fractionOf } from "../exact.js";
import { and, type Formula, or } from "../formula.js";
import { addSums, hullOfSum, type Sum, scaleSum, sumOf } from "../quantities/sum.js";
import { EVERY_NUMBER, interval, only, union, WHOLE } from "../sets/intervals.js";
import { numbers } from "../sets/value-set.js";
import { ifThere, missesWith } from "./computed.js";
import type { Context } from "./context.js";
import { keyOfSum } from "./dates.js";
import { AT_MOST_ZERO, describeSum, sumWithin, ZERO_ONLY } from "./literals.js";
import { type MonthPlace, monthPlace } from "./months.js";
import { monthsBefore, nowSum, todaySum } from "./today.js";

const MILLISECONDS_AN_HOUR = 3_600_000;

/** Whole units since a day until today; hours since an instant until now. */
export function sinceSum(unit: SinceTerm["unit"], from: Sum, context: Context): Sum {
  switch (unit) {
    case "day":
      return addSums(todaySum(context), from, -1);
    case "week":
      return floorOf(addSums(todaySum(context), from, -1), 7, `weeks since ${describeSum(from.terms)}`, context);
    case "hour":
      return floorOf(
        addSums(nowSum(context), from, -1),
        MILLISECONDS_AN_HOUR,
        `hours since ${describeSum(from.terms)}`,
        context,
      );
    case "month":
      return monthsSince(from, context);
    case "year":
      return floorOf(monthsSince(from, context), 12, `years since ${describeSum(from.terms)}`, context);
  }
}

function monthsSince(day: Sum, context: Context): Sum {
  const { missing, presence } = missesWith(day);
  const months = context.vocabulary.quantity(`months since ${keyOfSum(day)}`, () => ({
    nature: { kind: "months-since", day, monthsBefore: (count) => monthsBefore(count, context) },
    universe: numbers(EVERY_NUMBER, WHOLE, missing),
    operands: [...day.needs, ...todaySum(context).needs],
    presence,
    definition: (): Formula => ifThere(months, day, monthsBetween(day, sumOf(months), context)),
    describe: () => `months since ${describeSum(day.terms)}`,
  }));
  return { ...sumOf(months), needs: new Set([months, ...day.needs]), present: day.present };
}

/** So many months as the numbers of the months are apart; one less if the day of the month is still to come. */
function monthsBetween(day: Sum, count: Sum, context: Context): Formula {
  const [from, today] = [day, todaySum(context)].map((one) => placeOf(one, context)) as [Place, Place];
  const rest = addSums(addSums(today.month, from.month, -1), count, -1);
  const later = addSums(from.dayOfMonth, today.dayOfMonth, -1);
  return or(
    and(sumWithin(rest, ZERO_ONLY, context), sumWithin(later, AT_MOST_ZERO, context)),
    and(sumWithin(rest, only(1), context), sumWithin(later, [interval(1, 30)], context)),
  );
}

type Place = Pick<MonthPlace, "month" | "dayOfMonth">;

function placeOf(day: Sum, context: Context): Place {
  if (day.terms.length > 0) return monthPlace(day, context);
  const at = Number(day.constant);
  return {
    month: { ...day, constant: monthOfDay(at) },
    dayOfMonth: { ...day, constant: at - firstDayOfMonth(monthOfDay(at)) + 1 },
  };
}

function floorOf(sum: Sum, by: number, description: string, context: Context): Sum {
  const { missing, presence } = missesWith(sum);
  const floor = context.vocabulary.quantity(`floor ${keyOfSum(sum)} / ${by}`, () => {
    const hull = hullOfSum(scaleSum(sum, { numerator: 1n, denominator: BigInt(by) }));
    return {
      nature: { kind: "floor", of: sum, by },
      universe: numbers(hull === null ? [] : union([interval(lowered(hull.low), hull.high)], WHOLE), WHOLE, missing),
      operands: [...sum.needs],
      presence,
      definition: (): Formula =>
        ifThere(floor, sum, sumWithin(addSums(sum, sumOf(floor), -by), [interval(0, by, { high: true })], context)),
      describe: () => description,
    };
  });
  return { ...sumOf(floor), needs: new Set([floor, ...sum.needs]), present: sum.present };
}

/** One below the next whole number above: rounding down reaches no further. */
function lowered(value: Sum["constant"]): Sum["constant"] {
  if (typeof value === "number") return Math.floor(value) - 1;
  const { numerator, denominator } = fractionOf(value);
  return Number(numerator / denominator) - 2;
}
