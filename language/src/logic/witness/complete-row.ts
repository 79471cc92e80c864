import type {
  CustomerSchema,
  Field,
  ListType,
  RecordType,
  Row,
  Scalar,
  ScalarType,
  Value,
} from "../../condition/schema.js";
import { plainValue, type RowClock } from "./plain-value.js";

/** What must be true of a row; the fields it does not name are free. */
export interface PartialRow {
  /** By `JSON.stringify(path)` from the row; undefined: it must be missing. Of an optional record: true, it is there. */
  readonly values: ReadonlyMap<string, Scalar | undefined>;
  /** All elements of a list, by `JSON.stringify(path)` of the list. */
  readonly lists: ReadonlyMap<string, readonly PartialElement[]>;
}

export type PartialElement = PartialRow | Scalar;

type MutableRow = { [slot: `f${number}`]: Value };

/**
 * A whole customer with the values given: the other fields are missing or empty where they may be, and have a plain value
 * of their type, domain and step where they may not. Null if the values contradict the schema (a field of a record that
 * must be missing), or a required field has no value at all. `require` rules are the caller's.
 */
export function completeRow(schema: CustomerSchema, partial: PartialRow, clock: RowClock): Row | null {
  return completed(schema.record, partial, clock);
}

function completed(record: RecordType, partial: PartialRow, clock: RowClock): Row | null {
  const plan = planOf(record);
  const wanted = wantedRecords(partial);
  const row: MutableRow = {};
  // All slots in order, so that all rows of a kind have one shape; lists are never missing.
  for (const { slot, list } of plan.slots) row[`f${slot}`] = list ? [] : undefined;
  return filled(row, plan.fields, { partial, wanted, clock }) ? row : null;
}

interface Filling {
  readonly partial: PartialRow;
  /** Keys of the records that have a field that is given, hence are there. */
  readonly wanted: ReadonlySet<string>;
  readonly clock: RowClock;
}

/** The fields of a record that is there. */
function filled(row: MutableRow, fields: readonly PlannedField[], filling: Filling): boolean {
  return fields.every((planned) => {
    const { field } = planned;
    switch (field.type.kind) {
      case "record":
        return fillRecord(row, planned, filling);
      case "list":
        return fillList(row, planned, field.type, filling);
      default:
        return fillScalar(row, planned, field.type, filling);
    }
  });
}

function fillScalar(row: MutableRow, { field, key }: PlannedField, type: ScalarType, filling: Filling): boolean {
  const { values } = filling.partial;
  let value = values.get(key);
  if (value === undefined && !field.optional) {
    if (values.has(key)) return false;
    value = plainValue(field, type, filling.clock);
    if (value === undefined) return false;
  }
  row[`f${field.slot!}`] = value;
  return true;
}

function fillList(row: MutableRow, { field, key }: PlannedField, { element }: ListType, filling: Filling): boolean {
  const given = filling.partial.lists.get(key) ?? [];
  const elements: (Scalar | Row)[] = [];
  for (const one of given) {
    const whole = element.kind === "record" ? elementRow(element, one, filling.clock) : scalarElement(one);
    if (whole === null) return false;
    elements.push(whole);
  }
  row[`f${field.slot!}`] = elements as readonly Scalar[] | readonly Row[];
  return true;
}

function elementRow(record: RecordType, element: PartialElement, clock: RowClock): Row | null {
  return typeof element === "object" ? completed(record, element, clock) : null;
}

function scalarElement(element: PartialElement): Scalar | null {
  return typeof element === "object" ? null : element;
}

function fillRecord(row: MutableRow, planned: PlannedField, filling: Filling): boolean {
  const { field, key, inner } = planned;
  if (field.slot === null) return filled(row, inner, filling);
  const { values } = filling.partial;
  const asked = values.get(key);
  const isWanted = asked === true || filling.wanted.has(key);
  const isUnwanted = values.has(key) && asked !== true;
  if (isWanted && isUnwanted) return false;
  if (!isWanted) return true;
  row[`f${field.slot}`] = true;
  return filled(row, inner, filling);
}

/** All records around fields with a value and around lists with elements. */
function wantedRecords({ values, lists }: PartialRow): ReadonlySet<string> {
  const wanted = new Set<string>();
  const want = (key: string): void => {
    const path = JSON.parse(key) as readonly string[];
    for (let length = path.length - 1; length > 0; length -= 1) wanted.add(JSON.stringify(path.slice(0, length)));
  };
  for (const [key, value] of values) if (value !== undefined) want(key);
  for (const [key, elements] of lists) if (elements.length > 0) want(key);
  return wanted;
}

interface PlannedField {
  readonly field: Field;
  /** `JSON.stringify` of its path. */
  readonly key: string;
  /** Of a record. */
  readonly inner: readonly PlannedField[];
}

interface RowPlan {
  readonly fields: readonly PlannedField[];
  /** Ascending. */
  readonly slots: readonly { readonly slot: number; readonly list: boolean }[];
}

const plans = new WeakMap<RecordType, RowPlan>();

function planOf(record: RecordType): RowPlan {
  let plan = plans.get(record);
  if (plan === undefined) {
    const slots: { slot: number; list: boolean }[] = [];
    const fields = plannedFields(record, slots);
    plan = { fields, slots: slots.sort((a, b) => a.slot - b.slot) };
    plans.set(record, plan);
  }
  return plan;
}

function plannedFields(record: RecordType, slots: { slot: number; list: boolean }[]): readonly PlannedField[] {
  return record.fields.map((field): PlannedField => {
    const { type, slot } = field;
    if (slot !== null) slots.push({ slot, list: type.kind === "list" });
    return { field, key: JSON.stringify(field.path), inner: type.kind === "record" ? plannedFields(type, slots) : [] };
  });
}
