import type { CalendarTerm, ShiftTerm } from "../../condition/condition.js";
import { addDays, addMonths, calendarEdge, MAX_DAY, MIN_DAY } from "../../values/calendar.js";
import type { Zone } from "../../values/zone.js";
import { instantOffsetBounds } from "../calendar/instants.js";
import { daysToShift, monthShiftBounds } from "../calendar/month-shift.js";
import { fractionOf } from "../exact.js";
import { and, type Formula, keyOfFormula, literal, negation, or } from "../formula.js";
import type { Quantity } from "../quantities/quantity.js";
import { addSums, constantSum, hullOfSum, type Sum, sumOf, withPresence } from "../quantities/sum.js";
import { type Interval, interval, WHOLE } from "../sets/intervals.js";
import { numbers } from "../sets/value-set.js";
import { ifThere, missesWith } from "./computed.js";
import type { Context } from "./context.js";
import { emptyBut, liesInCalendar } from "./fields.js";
import { describeSum, sumWithin } from "./literals.js";
import { MILLISECONDS_A_DAY, todayFunctionSum, todaySum } from "./today.js";
import { isThere } from "./value.js";

const HOUR = 3_600_000;
const CALENDAR = [interval(MIN_DAY, MAX_DAY)];
const CALENDAR_INSTANTS = [interval(MIN_DAY * MILLISECONDS_A_DAY, (MAX_DAY + 1) * MILLISECONDS_A_DAY - 1)];

/** Null: nothing is known of the result. */
export function shifted(term: ShiftTerm, operand: Sum, context: Context): Sum | null {
  if (term.type.kind === "date") {
    return term.unit === "month"
      ? shiftedByMonths(operand, term.amount, context)
      : shiftedByDays(operand, term.amount, context);
  }
  // In UTC a day is always as long; elsewhere a clock may be moved.
  const isAlwaysAsLong = term.unit === "hour" || (term.unit === "day" && context.zone.name === "UTC");
  if (!isAlwaysAsLong) return shiftedByClock(operand, term.unit, term.amount, context);
  const moved = addSums(operand, constantSum(term.amount * (term.unit === "hour" ? HOUR : MILLISECONDS_A_DAY)));
  const hull = hullOfSum(moved);
  const certain =
    hull !== null &&
    Number(hull.low) >= MIN_DAY * MILLISECONDS_A_DAY &&
    Number(hull.high) < MAX_DAY * MILLISECONDS_A_DAY;
  if (certain) return moved;
  // The ends of the calendar lie at other instants in other zones: there nothing is said.
  return context.zone.name === "UTC" ? withPresence(moved, sumWithin(moved, CALENDAR_INSTANTS, context)) : null;
}

/** The same time of another day, as a clock in the zone shows it. */
function shiftedByClock(instant: Sum, unit: ShiftTerm["unit"], amount: number, context: Context): Sum | null {
  const { zone } = context;
  if (instant.terms.length === 0) {
    const shown = instantShifted(Number(instant.constant), unit === "month", amount, zone);
    return shown === null ? null : { ...instant, constant: shown };
  }
  const from = localDay(instant, context);
  if (from === null) return null;
  const to = unit === "month" ? shiftedByMonths(from, amount, context) : shiftedByDays(from, amount, context);
  if (to === null) return null;
  const moved = addSums(instant, addSums(to, from, -1), MILLISECONDS_A_DAY);
  const { low, high } = instantOffsetBounds(zone);
  // What the clock is moved by in between, at most.
  const most = high - low - (MILLISECONDS_A_DAY - 1);
  if (most === 0) return moved;
  const operands = [...instant.needs];
  const quantity = context.vocabulary.quantity(`${keyOfSum(instant)} by the clock + ${amount} ${unit}`, () => ({
    nature: { kind: "clock-shift", instant, byMonths: unit === "month", amount },
    universe: numbers(
      [interval((MIN_DAY - 2) * MILLISECONDS_A_DAY, (MAX_DAY + 3) * MILLISECONDS_A_DAY)],
      WHOLE,
      !isCertain(moved) || operands.some((one) => one.universe.missing),
    ),
    operands,
    presence: "lax",
    definition: (): Formula => {
      const near = sumWithin(addSums(sumOf(quantity), moved, -1), [interval(-most, most)], context);
      const present = and(...[...moved.needs].map(isThere), moved.present);
      return or(and(literal(quantity, emptyBut(quantity.universe)), negation(present)), near);
    },
    describe: () => `${describeSum(instant.terms)} ${amount < 0 ? "-" : "+"} ${Math.abs(amount)} ${unit}s`,
  }));
  return { ...sumOf(quantity), present: instant.present };
}

function isCertain({ needs, present }: Sum): boolean {
  return present.kind === "constant" && present.value && [...needs].every((one) => !one.universe.missing);
}

/** Null outside the calendar. */
export function instantShifted(instant: number, byMonths: boolean, amount: number, zone: Zone): number | null {
  const day = zone.localDay(instant);
  const shown = byMonths ? addMonths(day, amount) : addDays(day, amount);
  return shown === null ? null : zone.instantOf(shown, zone.localTime(instant));
}

function shiftedByDays(operand: Sum, days: number, context: Context): Sum {
  const moved = addSums(operand, constantSum(days));
  return liesInCalendar(moved) ? moved : withPresence(moved, sumWithin(moved, CALENDAR, context));
}

function shiftedByMonths(operand: Sum, months: number, context: Context): Sum | null {
  if (operand.terms.length === 0) {
    const day = addMonths(Number(operand.constant), months);
    return day === null ? null : { ...operand, constant: day };
  }
  const only = onlyQuantity(operand);
  if (only?.nature.kind === "clock") return todayFunctionSum({ kind: "months", amount: months }, context);
  if (months === 0) return operand;
  if (operand.needs.size !== operand.terms.length) return null;
  const bounds = monthShiftBounds(months);
  const days = daysToShift(months);
  if (bounds === null || days === null) return null;
  const hull = hullOfSum(operand);
  const staysInside =
    hull !== null && Number(hull.low) + bounds.low >= MIN_DAY && Number(hull.high) + bounds.high <= MAX_DAY;
  const operands = operand.terms.map(([one]) => one);
  const quantity = context.vocabulary.quantity(`${keyOfSum(operand)} + ${months} months`, () => ({
    nature: { kind: "month-shift", amount: months, day: operand },
    universe: numbers(CALENDAR, WHOLE, !staysInside || operands.some((one) => one.universe.missing)),
    operands,
    // A result outside the calendar is missing although the day is there.
    presence: staysInside ? "strict" : "lax",
    definition: () =>
      or(
        and(
          literal(quantity, emptyBut(quantity.universe)),
          or(
            ...operands.map((one) => literal(one, emptyBut(one.universe))),
            negation(operand.present),
            sumWithin(operand, beyond(days), context),
          ),
        ),
        sumWithin(addSums(sumOf(quantity), operand, -1), [interval(bounds.low, bounds.high)], context),
      ),
    describe: () => `${describeSum(operand.terms)} ${months < 0 ? "-" : "+"} ${Math.abs(months)} months`,
  }));
  return { ...sumOf(quantity), present: operand.present };
}

/** All days but these. */
function beyond({ first, last }: { readonly first: number; readonly last: number }): readonly Interval[] {
  return [interval(Number.NEGATIVE_INFINITY, first - 1), interval(last + 1, Number.POSITIVE_INFINITY)];
}

export function onlyQuantity(sum: Sum): Quantity | null {
  const [first, ...more] = sum.terms;
  return first !== undefined && more.length === 0 && first[1] === 1 && sum.constant === 0 ? first[0] : null;
}

/** Sums with one key are equal, and missing for the same customers: `a + b - b` is not `a` where `b` may be missing. */
export function keyOfSum(sum: Sum): string {
  const { constant, terms, present } = sum;
  const written = terms.map(([quantity, coefficient]) => `${keyOfNumber(coefficient)}*${quantity.number}`);
  const also = neededBesideTerms(sum).map(({ number }) => ` with ${number}`);
  const inside = present.kind === "constant" && present.value ? "" : ` where ${keyOfFormula(present)}`;
  return `(${[...written, keyOfNumber(constant)].join(" + ")}${also.join("")}${inside})`;
}

/** What else may be missing than its terms, and what they are computed from. */
function neededBesideTerms({ terms, needs }: Sum): readonly Quantity[] {
  const named = new Set(terms.map(([quantity]) => quantity));
  const further = [...needs].filter((one) => one.universe.missing && !named.has(one));
  if (further.length === 0) return further;
  const implied = new Set<Quantity>();
  const walk = (one: Quantity): void => {
    if (implied.has(one)) return;
    implied.add(one);
    if (one.presence !== "free") for (const operand of one.operands) walk(operand);
  };
  for (const one of named) walk(one);
  return further.filter((one) => !implied.has(one)).sort((a, b) => a.number - b.number);
}

function keyOfNumber(value: Sum["constant"]): string {
  const { numerator, denominator } = fractionOf(value);
  return `${numerator}/${denominator}`;
}

/** The local date of an instant. */
export function localDay(instant: Sum, context: Context): Sum | null {
  if (instant.terms.length === 0) return { ...instant, constant: context.zone.localDay(Number(instant.constant)) };
  const only = onlyQuantity(instant);
  if (only?.nature.kind === "clock") return { ...todaySum(context), present: instant.present };
  const { low, high } = instantOffsetBounds(context.zone);
  const { missing, presence } = missesWith(instant);
  const quantity = context.vocabulary.quantity(`local day of ${keyOfSum(instant)}`, () => ({
    nature: { kind: "date-of", instant },
    universe: numbers(CALENDAR, WHOLE, missing),
    operands: [...instant.needs],
    presence,
    definition: (): Formula => {
      const link = sumWithin(addSums(instant, sumOf(quantity), -MILLISECONDS_A_DAY), [interval(low, high)], context);
      return ifThere(quantity, instant, link);
    },
    describe: () => describeSum(instant.terms),
  }));
  return { ...sumOf(quantity), present: instant.present };
}

export function calendarDay(term: CalendarTerm, operand: Sum, context: Context): Sum | null {
  const { edge, unit, offset } = term;
  if (operand.terms.length === 0) {
    const day = calendarEdge(Number(operand.constant), edge, unit, offset, context.weekStart);
    return day === null ? null : { ...operand, constant: day };
  }
  if (onlyQuantity(operand)?.nature.kind !== "clock") return null;
  // The last day of a unit is the one before the first of the next.
  const first = todayFunctionSum({ kind: "first", unit, offset: edge === "last" ? offset + 1 : offset }, context);
  return first === null || edge === "first" ? first : addSums(first, constantSum(-1));
}
