import type { Condition, ListTerm, Scope, Term } from "../../language/src/condition/condition.js";
import type { Field, RecordType, Row, Scalar, ScalarType } from "../../language/src/condition/schema.js";
import { calendarEdge, civilFromDay, WEEKDAYS, weekdayOf } from "../../language/src/values/calendar.js";
import {
  dividedBy,
  type Fraction,
  fractionOf,
  minus,
  order,
  plus,
  times,
  wholeFraction,
} from "../reference/fraction.js";
import { dayOf, type Moment, shifted, unitsSince } from "../reference/time.js";
import { number, text, truth, type Value } from "../reference/value.js";

/**
 * What a typed condition means, by one plain walk over it for one customer: no compiling, no sharing, nothing remembered.
 * It reads rows, whose values are those of the reference. Memberships must have been written out.
 */
export interface Standpoint {
  readonly schema: RecordType;
  readonly row: Row;
  readonly moment: Moment;
  /** The elements of the lists around, innermost first. */
  readonly elements?: readonly Standing[];
}

/** An element: a row with its record, or a single value. */
type Standing =
  | { readonly kind: "record"; readonly record: RecordType; readonly row: Row }
  | { readonly kind: "single"; readonly value: Value };

export function holdsNaively(condition: Condition, at: Standpoint): boolean {
  switch (condition.kind) {
    case "constant":
      return condition.value;
    case "and":
      return condition.operands.every((operand) => holdsNaively(operand, at));
    case "or":
      return condition.operands.some((operand) => holdsNaively(operand, at));
    case "not":
      return !holdsNaively(condition.operand, at);
    case "compare": {
      const compared = compareValues(worth(condition.left, at), worth(condition.right, at));
      if (compared === undefined) return false;
      return { "=": compared === 0, "<": compared < 0, "<=": compared <= 0 }[condition.operator];
    }
    case "one-of": {
      const value = worth(condition.operand, at);
      return condition.values.values.some((each) => compareValues(value, valueFrom(each, condition.values.type)) === 0);
    }
    case "present":
      return isThere(condition.operand, at);
    case "truth": {
      const value = worth(condition.operand, at);
      return value?.kind === "boolean" && value.value;
    }
    case "text": {
      const value = worth(condition.operand, at);
      if (value?.kind !== "text") return false;
      const test = { "starts-with": "startsWith", "ends-with": "endsWith", contains: "includes" } as const;
      return condition.values.values.some((part) => value.value[test[condition.operator]](String(part)));
    }
    case "match": {
      const value = worth(condition.operand, at);
      return value?.kind === "text" && new RegExp(condition.pattern, `u${condition.flags}`).test(value.value);
    }
    case "exists":
      return elementsOf(condition.list, at).length > 0;
    case "has-all": {
      const elements = elementsOf(condition.list, at).map(itself);
      const { type, values } = condition.values;
      return values.every((value) => elements.some((each) => compareValues(each, valueFrom(value, type)) === 0));
    }
    case "member":
      throw new Error(`the membership of ${condition.segment} is not written out`);
  }
}

function worth(term: Term, at: Standpoint): Value {
  switch (term.kind) {
    case "constant":
      return valueFrom(term.value, term.type);
    case "field": {
      const found = read(term.scope, term.path, at);
      if (found.kind === "single") return found.value;
      const { value } = found;
      if (value === undefined || term.type.kind === "record") return undefined;
      return valueFrom(value as Scalar, term.type);
    }
    case "clock":
      return term.clock === "today"
        ? { kind: "date", day: at.moment.today }
        : { kind: "datetime", instant: at.moment.now };
    case "arithmetic": {
      const [left, right] = [fraction(term.left, at), fraction(term.right, at)];
      if (left === undefined || right === undefined) return undefined;
      return number({ "+": plus, "-": minus, "*": times, "/": dividedBy }[term.operator](left, right));
    }
    case "negate": {
      const value = fraction(term.operand, at);
      return value === undefined ? undefined : number(minus(wholeFraction(0), value));
    }
    case "absolute": {
      const value = fraction(term.operand, at);
      return number(value !== undefined && value.over < 0n ? minus(wholeFraction(0), value) : value);
    }
    case "shift":
      return shifted(worth(term.operand, at), { kind: "duration", amount: term.amount, unit: term.unit }, 1, at.moment);
    case "date-of":
      return date(dayOf(worth(term.operand, at), at.moment));
    case "calendar": {
      const value = worth(term.operand, at);
      if (value?.kind !== "date") return undefined;
      return date(calendarEdge(value.day, term.edge, term.unit, term.offset, at.moment.weekStart) ?? undefined);
    }
    case "difference": {
      const [left, right] = [worth(term.left, at), worth(term.right, at)];
      if (left?.kind === "date" && right?.kind === "date") return number(wholeFraction(left.day - right.day));
      if (left?.kind !== "datetime" || right?.kind !== "datetime") return undefined;
      return number({ over: BigInt(left.instant - right.instant), under: 86_400_000n });
    }
    case "since": {
      const units = unitsSince(worth(term.operand, at), term.unit, at.moment);
      return units === undefined ? undefined : number(wholeFraction(units));
    }
    case "part":
      return partOf(term.part, worth(term.operand, at), at.moment);
    case "length": {
      const value = worth(term.operand, at);
      return value?.kind === "text" ? number(wholeFraction([...value.value].length)) : undefined;
    }
    case "default":
      return worth(term.operand, at) ?? worth(term.fallback, at);
    case "when": {
      const taken = term.branches.find((branch) => holdsNaively(branch.condition, at));
      return worth(taken?.value ?? term.otherwise, at);
    }
    case "aggregate":
      return aggregated(term, at);
    case "condition":
      return truth(holdsNaively(term.condition, at));
  }
}

function fraction(term: Term, at: Standpoint): Fraction | undefined {
  const value = worth(term, at);
  return value?.kind === "number" ? value.value : undefined;
}

function date(day: number | undefined): Value {
  return day === undefined ? undefined : { kind: "date", day };
}

function partOf(part: "year" | "month" | "day" | "hour" | "weekday", value: Value, moment: Moment): Value {
  if (part === "hour") {
    return value?.kind === "datetime" ? number(wholeFraction(moment.zone.localHour(value.instant))) : undefined;
  }
  if (value?.kind !== "date") return undefined;
  return part === "weekday"
    ? text(WEEKDAYS[weekdayOf(value.day)]!)
    : number(wholeFraction(civilFromDay(value.day)[part]));
}

function aggregated(term: Extract<Term, { kind: "aggregate" }>, at: Standpoint): Value {
  const elements = elementsOf(term.list, at);
  if (term.value === null) return number(wholeFraction(elements.length));
  const { value } = term;
  const values = elements.map((element) => worth(value, element)).filter((each) => each !== undefined);
  const numbers = values.flatMap((each) => (each.kind === "number" ? [each.value] : []));
  const sum = numbers.reduce(plus, wholeFraction(0));
  switch (term.function) {
    case "count":
      return number(wholeFraction(values.length));
    case "count-distinct": {
      const first = values.filter((one, index) =>
        values.slice(0, index).every((other) => compareValues(one, other) !== 0),
      );
      return number(wholeFraction(first.length));
    }
    case "sum":
      return number(sum);
    case "average":
      return number(dividedBy(sum, wholeFraction(numbers.length)));
    case "min":
      return values.reduce<Value>((best, each) => (before(each, best) ? each : best), undefined);
    case "max":
      return values.reduce<Value>((best, each) => (best === undefined || before(best, each) ? each : best), undefined);
  }
}

function before(one: Value, other: Value): boolean {
  return other === undefined || (compareValues(one, other) ?? 0) < 0;
}

/** Negative, 0 or positive; other than 0 for values without an order that differ; undefined if one is missing. */
function compareValues(one: Value, other: Value): number | undefined {
  if (one?.kind === "number" && other?.kind === "number") return order(one.value, other.value);
  if (one?.kind === "date" && other?.kind === "date") return one.day - other.day;
  if (one?.kind === "datetime" && other?.kind === "datetime") return one.instant - other.instant;
  if (one?.kind === "text" && other?.kind === "text") return one.value === other.value ? 0 : 1;
  if (one?.kind === "boolean" && other?.kind === "boolean") return one.value === other.value ? 0 : 1;
  return undefined;
}

function valueFrom(value: Scalar, type: ScalarType): Value {
  switch (type.kind) {
    case "integer":
    case "number":
      return number(fractionOf(Number(value)));
    case "boolean":
      return truth(value === true);
    case "date":
      return { kind: "date", day: Number(value) };
    case "datetime":
      return { kind: "datetime", instant: Number(value) };
    case "text":
    case "choice":
      return text(String(value));
  }
}

/** The standpoints of the elements, each as seen from its own element. */
function elementsOf(list: ListTerm, at: Standpoint): readonly Standpoint[] {
  let places: readonly Standpoint[] = [at];
  for (const { scope, path, filter } of list.steps) {
    places = places
      .flatMap((place) => elementsAt(scope, path, place).map((element) => within(place, element)))
      .filter((place) => filter === null || holdsNaively(filter, place));
  }
  return places;
}

function within(at: Standpoint, element: Standing): Standpoint {
  return { ...at, elements: [element, ...(at.elements ?? [])] };
}

function elementsAt(scope: Scope, path: readonly string[], at: Standpoint): readonly Standing[] {
  const found = read(scope, path, at);
  if (found.kind !== "field" || found.field.type.kind !== "list") throw new Error(`${path.join(".")} is no list`);
  const { element } = found.field.type;
  return ((found.value ?? []) as readonly (Scalar | Row)[]).map(
    (each): Standing =>
      element.kind === "record"
        ? { kind: "record", record: element, row: each as Row }
        : { kind: "single", value: valueFrom(each as Scalar, element) },
  );
}

function itself(at: Standpoint): Value {
  const [element] = at.elements ?? [];
  return element?.kind === "single" ? element.value : undefined;
}

type Found =
  | { readonly kind: "field"; readonly field: Field; readonly value: Row[`f${number}`] }
  | { readonly kind: "single"; readonly value: Value };

function read(scope: Scope, path: readonly string[], at: Standpoint): Found {
  const customer: Standing = { kind: "record", record: at.schema, row: at.row };
  const from = scope === "customer" ? customer : at.elements?.[scope];
  if (from === undefined) throw new Error(`no element ${scope}`);
  if (from.kind === "single") return from;
  const field = fieldAt(from.record, path);
  return { kind: "field", field, value: field.slot === null ? true : from.row[`f${field.slot}`] };
}

/** The field of a row by its path. */
function fieldAt(record: RecordType, path: readonly string[]): Field {
  let fields = record.fields;
  let found: Field | undefined;
  for (const name of path) {
    found = fields.find((field) => field.name === name);
    fields = found?.type.kind === "record" ? found.type.fields : [];
  }
  if (found === undefined) throw new Error(`no field ${path.join(".")}`);
  return found;
}

function isThere(term: Term, at: Standpoint): boolean {
  if (term.kind !== "field" || term.type.kind !== "record") return worth(term, at) !== undefined;
  const found = read(term.scope, term.path, at);
  return found.kind === "field" && found.value === true;
}
