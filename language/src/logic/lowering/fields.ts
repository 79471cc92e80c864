import type { DateTerm } from "../../condition/condition.js";
import { writePath } from "../../condition/literals.js";
import type { Domain, Field, ScalarType } from "../../condition/schema.js";
import { MAX_DAY, MIN_DAY } from "../../values/calendar.js";
import { and, type Formula, literal, negation, or } from "../formula.js";
import { type Frame, fieldAt, optionalRecordsOn } from "../quantities/frame.js";
import type { Quantity } from "../quantities/quantity.js";
import { addSums, hullOfSum, type Sum, sumOf } from "../quantities/sum.js";
import {
  DOUBLES,
  EVERY_NUMBER,
  type Grid,
  type Interval,
  type Intervals,
  intersect,
  interval,
  union,
  WHOLE,
} from "../sets/intervals.js";
import { allTextsBut, EITHER, numbers, texts, type ValueSet, withMissing, YES } from "../sets/value-set.js";
import type { Context } from "./context.js";
import { AT_MOST_ZERO, BELOW_ZERO, sumWithin } from "./literals.js";
import { MILLISECONDS_A_DAY } from "./today.js";
import { isThere } from "./value.js";

/** Reads a bound of a domain; null if it leads out of the calendar: then it limits nothing. */
export type ReadBound = (bound: DateTerm, asDay: boolean) => Sum | null;

/** The field, or the element itself for the empty path. `localDay` gives the local date of an instant. */
export function fieldQuantity(
  frame: Frame,
  path: readonly string[],
  context: Context,
  readBound: ReadBound,
  localDay: (instant: Sum) => Sum,
): Quantity | null {
  const field = fieldAt(frame.element, path);
  const type = path.length === 0 ? frame.element : field?.type;
  if (type === undefined || type.kind === "record" || type.kind === "list") return null;
  const records = optionalRecordsOn(frame.element, path);
  const optional = (field?.optional ?? false) || records.length > 0;
  const quantity = context.vocabulary.quantity(`field ${JSON.stringify([frame.place, ...path])}`, () => ({
    nature: { kind: "field", place: frame.place, path, type },
    universe: withMissing(universeOf(type, field), optional),
    definition: () =>
      and(
        presenceOf(quantity, field?.optional ?? false, frame, records, context),
        domainOf(quantity, field, context, readBound, localDay),
      ),
    describe: () => (path.length === 0 ? "it" : writePath(path)),
  }));
  return quantity;
}

/** A field of a record that is not there is missing; one that must be given is missing only then. */
function presenceOf(
  quantity: Quantity,
  optional: boolean,
  frame: Frame,
  records: readonly (readonly string[])[],
  context: Context,
): Formula {
  if (records.length === 0) return and();
  const there = and(...records.map((record) => literal(recordQuantity(frame, record, context), YES)));
  return or(and(negatedPresence(quantity), optional ? and() : negation(there)), and(isThere(quantity), there));
}

function negatedPresence(quantity: Quantity): Formula {
  return literal(quantity, emptyBut(quantity.universe));
}

/** Missing only. */
export function emptyBut(universe: ValueSet): ValueSet {
  switch (universe.kind) {
    case "numbers":
      return numbers([], universe.grid, universe.missing);
    case "texts":
      return texts([], universe.missing);
    case "truth":
      return { kind: "truth", missing: universe.missing, yes: false, no: false };
  }
}

/** Whether an optional record is there. */
export function recordQuantity(frame: Frame, path: readonly string[], context: Context): Quantity {
  const around = optionalRecordsOn(frame.element, path);
  const quantity = context.vocabulary.quantity(`record ${JSON.stringify([frame.place, ...path])}`, () => ({
    nature: { kind: "record", place: frame.place, path },
    universe: EITHER,
    definition: () =>
      and(
        ...around.map((outer) =>
          or(literal(quantity, { ...EITHER, yes: false }), literal(recordQuantity(frame, outer, context), YES)),
        ),
      ),
    describe: () => writePath(path),
  }));
  return quantity;
}

const SAFE: Interval = interval(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
const DAYS: Interval = interval(MIN_DAY, MAX_DAY);
/** Two days more on both sides than the calendar has in UTC, for all zones. */
const INSTANTS: Interval = interval((MIN_DAY - 2) * MILLISECONDS_A_DAY, (MAX_DAY + 2) * MILLISECONDS_A_DAY);

function universeOf(type: ScalarType, field: Field | null): ValueSet {
  switch (type.kind) {
    case "text":
      return allTextsBut([]);
    case "choice":
      return texts(type.choices);
    case "boolean":
      return EITHER;
    case "date":
      return numbers([DAYS], WHOLE);
    case "datetime":
      return numbers([INSTANTS], WHOLE);
    case "integer":
      return numericUniverse(SAFE, field, gridOfField(type, field));
    case "number":
      return numericUniverse(EVERY_NUMBER[0]!, field, gridOfField(type, field));
  }
}

/** A step of whole numbers stays one; a step of an integer that is a fraction allows the whole numbers among its multiples. */
function gridOfField(type: ScalarType, field: Field | null): Grid {
  const step = field?.step ?? null;
  if (type.kind === "integer")
    return step !== null && Number.isInteger(step) && step > 0 ? { kind: "steps", step } : WHOLE;
  return step !== null && step > 0 ? { kind: "steps", step } : DOUBLES;
}

function numericUniverse(widest: Interval, field: Field | null, grid: Grid): ValueSet {
  const domain = field?.domain ?? null;
  const allowed: Intervals = union([widest], grid);
  return numbers(domain?.kind === "number" ? intersect(allowed, union([domainInterval(domain)], grid)) : allowed, grid);
}

function domainInterval({ low, high, highExclusive }: Extract<Domain, { kind: "number" }>): Interval {
  return interval(low ?? Number.NEGATIVE_INFINITY, high ?? Number.POSITIVE_INFINITY, { high: highExclusive });
}

/** A domain of days or instants, whose bounds may move with today. */
function domainOf(
  quantity: Quantity,
  field: Field | null,
  context: Context,
  readBound: ReadBound,
  localDay: (instant: Sum) => Sum,
): Formula {
  const domain = field?.domain ?? null;
  if (domain?.kind !== "date" || field === null) return and();
  const byDay = field.type.kind === "date" || [domain.low, domain.high].some((bound) => bound?.type.kind === "date");
  const self = byDay && field.type.kind === "datetime" ? localDay(sumOf(quantity)) : sumOf(quantity);
  const low = domain.low === null ? null : readBound(domain.low, byDay);
  const high = domain.high === null ? null : readBound(domain.high, byDay);
  const within = and(
    low === null ? and() : sumWithin(addSums(low, self, -1), AT_MOST_ZERO, context),
    high === null
      ? and()
      : sumWithin(addSums(self, high, -1), domain.highExclusive ? BELOW_ZERO : AT_MOST_ZERO, context),
  );
  return quantity.universe.missing ? or(negatedPresence(quantity), and(isThere(quantity), within)) : within;
}

/** Whether a sum can be said to lie within the calendar without asking. */
export function liesInCalendar(sum: Sum): boolean {
  const hull = hullOfSum(sum);
  return hull !== null && Number(hull.low) >= MIN_DAY && Number(hull.high) <= MAX_DAY;
}
