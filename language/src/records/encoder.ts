import type { Model } from "../condition/model.js";
import type { Field, ListType, RecordType, Row, Scalar } from "../condition/schema.js";
import type { Clock } from "../evaluation/clock.js";
import type { Zone } from "../values/zone.js";
import { elementSpeller, scalarEncoder } from "./encoder-scalars.js";
import { isScalar } from "./field-reader.js";
import type { JsonObject, JsonValue } from "./json-value.js";
import { dataName } from "./occurrence.js";

/** A row as a JSON record, or null for one that no record is read as. */
export type Encoder = (row: Row) => JsonObject | null;

/**
 * The opposite of the decoder: a record as the data would hold it, with the keys, formats and codes that the program
 * declares. Decoding it gives the same row. What is missing is left out, and so is a list that may be absent and is empty.
 *
 * Null if there is no such record: a text that the data spell as missing, a year 1850 where years have two digits.
 */
export function encodeRecord(row: Row, model: Model, clock: Clock): JsonObject | null {
  return createEncoder(model, clock)(row);
}

const encoders = new WeakMap<RecordType, Map<Zone, Encoder>>();

/** Made once for each schema and zone. */
export function createEncoder({ schema }: Model, { zone }: Clock): Encoder {
  if (schema === null) return () => ({});
  const byZone = encoders.get(schema.record) ?? new Map<Zone, Encoder>();
  encoders.set(schema.record, byZone);
  const encoder = byZone.get(zone) ?? recordEncoder(schema.record, zone);
  byZone.set(zone, encoder);
  return encoder;
}

/** `null`: there is no encoding; `undefined`: the key is left out. */
type FieldEncoder = (row: Row) => JsonValue | undefined;

function recordEncoder(record: RecordType, zone: Zone): Encoder {
  const fields = record.fields.map((field) => ({ name: dataName(field), encode: fieldEncoder(field, zone) }));
  return (row) => {
    const entries: [string, JsonValue][] = [];
    for (const { name, encode } of fields) {
      const value = encode(row);
      if (value === null) return null;
      if (value !== undefined) entries.push([name, value]);
    }
    // Not by assignment, which would take a key `__proto__` for the prototype.
    return Object.fromEntries(entries);
  };
}

function fieldEncoder(field: Field, zone: Zone): FieldEncoder {
  const { type, slot } = field;
  if (type.kind === "record") {
    const encode = recordEncoder(type, zone);
    return (row) => (slot === null || row[`f${slot}`] === true ? encode(row) : undefined);
  }
  const property = `f${slot!}` as const;
  if (type.kind === "list") {
    const encode = listEncoder(field, type, zone);
    return (row) => encode((row[property] ?? []) as readonly (Scalar | Row)[]);
  }
  const encode = scalarEncoder(field, type, zone);
  return (row) => {
    const value = row[property];
    return value === undefined ? undefined : encode(value as Scalar);
  };
}

function listEncoder(
  field: Field,
  { element }: ListType,
  zone: Zone,
): (elements: readonly (Scalar | Row)[]) => JsonValue | undefined {
  if (!isScalar(element)) {
    const encode = recordEncoder(element, zone);
    return (elements) => (elements.length === 0 ? empty(field) : allOf(elements as readonly Row[], encode));
  }
  // Spellings of missing are the list's, not its elements'.
  const encode = scalarEncoder({ ...field, reading: { ...field.reading, missing: [] } }, element, zone);
  const join = elementSpeller(field, element, zone);
  return (elements) => {
    if (elements.length === 0) return empty(field);
    const values = elements as readonly Scalar[];
    return join?.(values) ?? allOf(values, encode);
  };
}

function empty(field: Field): JsonValue | undefined {
  return field.optional ? undefined : [];
}

function allOf<T>(elements: readonly T[], encode: (element: T) => JsonValue): JsonValue {
  const encoded: JsonValue[] = [];
  for (const element of elements) {
    const value = encode(element);
    if (value === null) return null;
    encoded.push(value);
  }
  return encoded;
}
