import type { Field, RecordType, Row, Value } from "../../condition/schema.js";

/** A row by the names of its fields, as a test can be read: nested records nested, missing values left out. */
export function rowValues(record: RecordType, row: Row): Record<string, unknown> {
  // Not by assignment, which would take a field `__proto__` for the prototype.
  return Object.fromEntries(
    record.fields.flatMap((field) => {
      const value = fieldValue(field, row);
      return value === undefined ? [] : [[field.name, value]];
    }),
  );
}

function fieldValue({ type, slot }: Field, row: Row): unknown {
  if (type.kind === "record") return slot === null || row[`f${slot}`] === true ? rowValues(type, row) : undefined;
  const value: Value = slot === null ? undefined : row[`f${slot}`];
  if (type.kind !== "list" || type.element.kind !== "record") return value;
  const { element } = type;
  return (value as readonly Row[]).map((one) => rowValues(element, one));
}
