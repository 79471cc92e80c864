import type { DateTerm } from "../condition/condition.js";
import type { Domain, ScalarType } from "../condition/schema.js";
import { dataRules } from "../diagnostics/rules/data.js";
import type { LimitDescription } from "../diagnostics/rules/data-values.js";
import { compileTerm } from "../evaluation/predicate.js";
import { formatDay } from "../values/calendar.js";
import { divide, rationalFromNumber } from "../values/rational.js";
import { formatInstant } from "../values/zone.js";
import type { JsonValue } from "./json-value.js";
import type { ReadingContext } from "./reading-context.js";

/** Checks a number, day or instant that was read; adds a rejection and answers false if it is not allowed. */
export type LimitCheck = (value: number, source: JsonValue) => boolean;

export interface Limited {
  readonly type: ScalarType;
  readonly domain: Domain | null;
  readonly step: number | null;
}

/** The checks of a field's domain and step together; null if it has neither. */
export function limitCheck(field: Limited, context: ReadingContext): LimitCheck | null {
  const domain = domainCheck(field, context);
  const step = stepCheck(field, context);
  if (domain === null || step === null) return domain ?? step;
  return (value, source) => domain(value, source) && step(value, source);
}

function stepCheck({ type, step }: Limited, { rejections }: ReadingContext): LimitCheck | null {
  if (step === null || (type.kind !== "number" && type.kind !== "integer")) return null;
  const isMultiple = multipleOf(step);
  return (value, source) => {
    if (isMultiple(value)) return true;
    rejections.add(dataRules.offStep, { step }, source);
    return false;
  };
}

/**
 * Whether a number is a whole multiple of `step`, both taken as the shortest decimals of their doubles: exact, so that
 * 0.07 is a multiple of 0.01 although neither is a binary fraction.
 *
 * Up to 15 digits a decimal and its double name each other, so scaled to whole numbers the question is one remainder.
 */
export function multipleOf(step: number): (value: number) => boolean {
  const exact = rationalFromNumber(step);
  const exactly = (value: number) => divide(rationalFromNumber(value), exact)?.denominator === 1n;
  const places = decimalPlaces(step);
  if (places === null) return exactly;
  const scale = 10 ** places;
  const whole = Math.round(step * scale);
  return (value) => {
    const scaled = Math.round(value * scale);
    if (Math.abs(scaled) > 1e15) return exactly(value);
    return scaled / scale === value && scaled % whole === 0;
  };
}

/** How many decimal places the number has, as far as a power of ten that doubles hold exactly; null beyond. */
function decimalPlaces(value: number): number | null {
  const text = String(value);
  if (text.includes("e")) return null;
  const point = text.indexOf(".");
  return point === -1 ? 0 : text.length - point - 1;
}

function domainCheck({ type, domain }: Limited, context: ReadingContext): LimitCheck | null {
  if (domain === null) return null;
  const { rejections, clock } = context;
  if (domain.kind === "number") {
    const within = isWithin(domain.low, domain.high, domain.highExclusive);
    const description: LimitDescription = {
      low: domain.low === null ? null : String(domain.low),
      high: domain.high === null ? null : String(domain.high),
      highExclusive: domain.highExclusive,
    };
    return (value, source) => {
      if (within(value)) return true;
      rejections.add(dataRules.outsideDomain, description, source);
      return false;
    };
  }
  const byDay = type.kind === "date" || [domain.low, domain.high].some((bound) => bound?.type.kind === "date");
  const low = domain.low === null ? null : boundOf(domain.low, byDay, context);
  const high = domain.high === null ? null : boundOf(domain.high, byDay, context);
  const within = isWithin(low, high, domain.highExclusive);
  const format = byDay ? formatDay : formatInstant;
  const description: LimitDescription = {
    low: low === null ? null : format(low),
    high: high === null ? null : format(high),
    highExclusive: domain.highExclusive,
  };
  // A date-time beside a date is compared by its local date.
  const asCompared = byDay && type.kind === "datetime" ? (instant: number) => clock.zone.localDay(instant) : null;
  return (value, source) => {
    if (within(asCompared === null ? value : asCompared(value))) return true;
    rejections.add(dataRules.outsideDomain, description, source);
    return false;
  };
}

/** The bound on the day of the run. One beyond the calendar limits nothing. */
function boundOf(term: DateTerm, byDay: boolean, { model, clock }: ReadingContext): number | null {
  const value = compileTerm(term, model, clock)({});
  if (typeof value !== "number") return null;
  return byDay && term.type.kind === "datetime" ? clock.zone.localDay(value) : value;
}

function isWithin(low: number | null, high: number | null, highExclusive: boolean): (value: number) => boolean {
  const least = low ?? Number.NEGATIVE_INFINITY;
  const most = high ?? Number.POSITIVE_INFINITY;
  return highExclusive && high !== null
    ? (value) => value >= least && value < most
    : (value) => value >= least && value <= most;
}
