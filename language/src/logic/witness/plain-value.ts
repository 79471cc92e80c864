import type { DateTerm } from "../../condition/condition.js";
import type { Domain, Field, Scalar, ScalarType } from "../../condition/schema.js";
import { addDays, addMonths, MAX_DAY, MIN_DAY } from "../../values/calendar.js";
import { fold } from "../../values/folding.js";
import { normalise } from "../../values/text.js";
import type { Exact } from "../exact.js";
import { DOUBLES, type Grid, interval, union, WHOLE } from "../sets/intervals.js";
import { numbers } from "../sets/value-set.js";
import { likelyValues } from "./likely.js";

/** The day a row is made for, as far as it matters to it. */
export interface RowClock {
  /** Day number. */
  readonly today: number;
  /** An instant of that day. */
  readonly now: number;
  /** The day on the program's calendar at an instant. */
  localDay(instant: number): number;
}

const DAY = 86_400_000;
const HOUR = 3_600_000;

interface Remembered {
  readonly today: number;
  readonly now: number;
  readonly value: Scalar | undefined;
}

/** Thousands of rows are made for one day. */
const remembered = new WeakMap<Field, Remembered>();

/** A value for a required field that nobody asked about: simple, likely and valid. Undefined if the field can have none. */
export function plainValue(field: Field, type: ScalarType, clock: RowClock): Scalar | undefined {
  const { today, now } = clock;
  const known = remembered.get(field);
  if (known !== undefined && known.today === today && known.now === now) return known.value;
  const value = newPlainValue(field, type, clock);
  remembered.set(field, { today, now, value });
  return value;
}

function newPlainValue(field: Field, type: ScalarType, clock: RowClock): Scalar | undefined {
  switch (type.kind) {
    case "text":
      return plainText(field, type.folded);
    case "boolean":
      return false;
    case "choice":
      return type.choices[0];
    case "integer":
    case "number":
      return plainNumber(field, type.kind);
    case "date":
      return plainDay(field.domain, clock);
    case "datetime":
      return plainInstant(field.domain, clock);
  }
}

/** One that data do not spell as missing. */
function plainText({ key, reading }: Field, folded: boolean): string {
  const asCompared = folded ? fold : normalise;
  const missing = new Set(reading.missing.map(asCompared));
  const plain = key ? "1" : "text";
  for (let number = 2, text = plain; ; number += 1) {
    if (!missing.has(text)) return text;
    text = key ? String(number) : `${plain} ${number}`;
  }
}

function plainNumber({ domain, step, key, reading }: Field, kind: "integer" | "number"): number | undefined {
  const grid: Grid = step !== null ? { kind: "steps", step } : kind === "integer" ? WHOLE : DOUBLES;
  const greatest = kind === "integer" ? Number.MAX_SAFE_INTEGER : Number.MAX_VALUE;
  const range = domain?.kind === "number" ? domain : null;
  const low = Math.max(range?.low ?? -greatest, -greatest);
  const high = Math.min(range?.high ?? greatest, greatest);
  const open = { high: range !== null && range.high === high && range.highExclusive };
  const candidates = likelyValues(numbers(union([interval(low, high, open)], grid), grid), kind, key ? 1 : 0);
  const doubles = candidates.filter((value): value is number => typeof value === "number");
  return doubles.find((value) => !reading.missing.includes(String(value))) ?? doubles[0];
}

function plainDay(domain: Domain | null, clock: RowClock): number | undefined {
  const low = dayBound(domain, "low", clock) ?? MIN_DAY;
  const high = dayBound(domain, "high", clock) ?? MAX_DAY;
  return firstLikely(low, high, isOpen(domain), "date", clock.today);
}

function plainInstant(domain: Domain | null, clock: RowClock): number | undefined {
  const byDay = domain?.kind === "date" && [domain.low, domain.high].some((bound) => bound?.type.kind === "date");
  if (byDay) {
    const day = plainDay(domain, clock);
    return day === undefined ? undefined : instantWithin(day, clock);
  }
  // The first and the last day are left out: part of them may lie in another year of the program's calendar.
  const low = instantBound(domain, "low", clock) ?? { value: (MIN_DAY + 1) * DAY, slack: 0 };
  const high = instantBound(domain, "high", clock) ?? { value: MAX_DAY * DAY, slack: 0 };
  const safely = firstLikely(low.value + low.slack, high.value - high.slack, false, "datetime", clock.now);
  return safely ?? firstLikely(low.value, high.value, isOpen(domain), "datetime", clock.now);
}

function isOpen(domain: Domain | null): boolean {
  return domain !== null && domain.high !== null && domain.highExclusive;
}

function firstLikely(low: number, high: number, open: boolean, kind: "date" | "datetime", near: number) {
  const set = numbers(union([interval(low, high, { high: open })], WHOLE), WHOLE);
  const first: Exact | undefined = likelyValues(set, kind, near)[0];
  return typeof first === "number" ? first : undefined;
}

/** An instant of the day on the program's calendar, its middle where the offset of the zone allows. */
function instantWithin(day: number, clock: RowClock): number | undefined {
  return [10, 12, 0, 20, -6, 30]
    .map((hours) => day * DAY + hours * HOUR)
    .find((instant) => clock.localDay(instant) === day && instant >= MIN_DAY * DAY && instant < (MAX_DAY + 1) * DAY);
}

function dayBound(domain: Domain | null, end: "low" | "high", clock: RowClock): number | null {
  const term = domain?.kind === "date" ? domain[end] : null;
  const bound = term === null ? null : boundValue(term, clock);
  if (term === null || bound === null) return null;
  return term.type.kind === "datetime" ? clock.localDay(bound.value) : bound.value;
}

function instantBound(domain: Domain | null, end: "low" | "high", clock: RowClock): Bound | null {
  const term = domain?.kind === "date" ? domain[end] : null;
  return term === null ? null : boundValue(term, clock);
}

interface Bound {
  readonly value: number;
  /** So many milliseconds may be wrong with it. */
  readonly slack: number;
}

/** A bound on the day of the clock; null for one beyond the calendar, which limits nothing. */
function boundValue(term: DateTerm, clock: RowClock): Bound | null {
  switch (term.kind) {
    case "constant":
      return typeof term.value === "number" ? { value: term.value, slack: 0 } : null;
    case "clock":
      return { value: term.clock === "today" ? clock.today : clock.now, slack: 0 };
    case "shift": {
      const operand = boundValue(term.operand as DateTerm, clock);
      return operand === null ? null : shifted(operand, term.amount, term.unit, term.type.kind, clock);
    }
    default:
      // The checker lets nothing else into a domain.
      return null;
  }
}

function shifted(
  { value, slack }: Bound,
  amount: number,
  unit: "hour" | "day" | "month",
  kind: ScalarType["kind"],
  clock: RowClock,
): Bound | null {
  if (unit === "hour") return { value: value + amount * HOUR, slack };
  const day = kind === "date" ? value : clock.localDay(value);
  const target = unit === "day" ? addDays(day, amount) : addMonths(day, amount);
  if (target === null) return null;
  // Between the two days the clock may have been put forward or back.
  return kind === "date" ? { value: target, slack } : { value: value + (target - day) * DAY, slack: slack + 3 * HOUR };
}
