import type { PartTerm } from "../../condition/condition.js";
import { civilFromDay, WEEKDAYS, weekdayOf } from "../../values/calendar.js";
import { and, type Formula } from "../formula.js";
import type { Quantity } from "../quantities/quantity.js";
import { addSums, constantSum, type Sum, scaleSum, sumOf } from "../quantities/sum.js";
import { interval, WHOLE } from "../sets/intervals.js";
import { numbers, texts } from "../sets/value-set.js";
import { ifThere, missesWith } from "./computed.js";
import type { Context } from "./context.js";
import { keyOfSum } from "./dates.js";
import { describeSum, sumWithin } from "./literals.js";
import { numberValue, type Value } from "./value.js";

const RANGES = {
  month: interval(1, 12),
  day: interval(1, 31),
  hour: interval(0, 23),
  year: interval(1, 9999),
};

/** A part of a day, or the hour of an instant. */
export function partOf(part: PartTerm["part"], of: Sum, context: Context): Value {
  if (of.terms.length === 0) return constantPart(part, of, context);
  if (part === "weekday") return { kind: "quantity", quantity: weekdayOfDay(of, context) };
  const { missing, presence } = missesWith(of);
  const universe = numbers([RANGES[part]], WHOLE, missing);
  const quantity = context.vocabulary.quantity(`${part} of ${keyOfSum(of)}`, () => ({
    nature: part === "year" ? { kind: "year-of", day: of } : { kind: "part", part, of },
    universe,
    operands: [...of.needs],
    presence,
    definition: () => ifThere(quantity, of, part === "year" ? nearItsYear(quantity, of, context) : and()),
    describe: () => `${part}(${describeSum(of.terms)})`,
  }));
  return numberValue({ ...sumOf(quantity), needs: new Set([quantity, ...of.needs]), present: of.present });
}

function weekdayOfDay(of: Sum, context: Context): Quantity {
  return context.vocabulary.quantity(`weekday of ${keyOfSum(of)}`, () => ({
    nature: { kind: "part", part: "weekday", of },
    universe: texts(WEEKDAYS, missesWith(of).missing),
    operands: [...of.needs, weekdayNumber(of, context)],
    presence: "strict",
    describe: () => `weekday(${describeSum(of.terms)})`,
  }));
}

/** The day of the week as a number: 0 is Monday. `search/links.ts` ties it to its name. */
export function weekdayNumber(day: Sum, context: Context): Quantity {
  const { missing, presence } = missesWith(day);
  const quantity = context.vocabulary.quantity(`weekday number of ${keyOfSum(day)}`, () => ({
    nature: { kind: "weekday-number", day },
    universe: numbers([interval(0, WEEKDAYS.length - 1)], WHOLE, missing),
    operands: [...day.needs],
    presence,
    definition: () => ifThere(quantity, day, and()),
    describe: () => `weekday(${describeSum(day.terms)})`,
  }));
  return quantity;
}

/** Days of a year lie within these bounds of 365.2425 days a year, here times 400. */
export const NEAR_YEAR = interval(-287_811_488, -287_664_912);

function nearItsYear(year: Quantity, day: Sum, context: Context): Formula {
  return sumWithin(addSums(scaleSum(day, 400), sumOf(year), -146_097), [NEAR_YEAR], context);
}

function constantPart(part: PartTerm["part"], of: Sum, context: Context): Value {
  const value = Number(of.constant);
  if (part === "weekday") return { kind: "constant", value: WEEKDAYS[weekdayOf(value)]! };
  const found = part === "hour" ? context.zone.localHour(value) : civilFromDay(value)[part];
  return numberValue({ ...constantSum(found), needs: of.needs, present: of.present });
}
