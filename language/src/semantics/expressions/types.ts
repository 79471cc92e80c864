import type { Term } from "../../condition/condition.js";
import type { Field, FieldType, RecordType, ScalarType } from "../../condition/schema.js";

export const TEXT: ScalarType = { kind: "text", folded: false };
export const INTEGER: ScalarType = { kind: "integer" };
export const NUMBER: ScalarType = { kind: "number" };
export const BOOLEAN: ScalarType = { kind: "boolean" };
export const DATE: ScalarType = { kind: "date" };
export const DATETIME: ScalarType = { kind: "datetime" };

export function isNumeric(type: ScalarType): boolean {
  return type.kind === "integer" || type.kind === "number";
}

export function isDated(type: ScalarType): boolean {
  return type.kind === "date" || type.kind === "datetime";
}

/** Values of the two types can be equal without any change to either. */
export function sameFamily(left: ScalarType, right: ScalarType): boolean {
  if (isNumeric(left) && isNumeric(right)) return true;
  if (left.kind === "text" && right.kind === "text") return left.folded === right.folded;
  return left.kind === right.kind;
}

/** Name of a type, as a noun with its article. */
export function typeNoun(type: FieldType): string {
  switch (type.kind) {
    case "text":
      return type.folded ? "a folded text" : "a text";
    case "integer":
      return "a whole number";
    case "number":
      return "a number";
    case "boolean":
      return "a boolean";
    case "date":
      return "a date";
    case "datetime":
      return "a date-time";
    case "choice":
      return "a choice";
    case "record":
      return "a record";
    case "list":
      return "a list";
  }
}

/** The type of a term that is a value; field terms of a record only stand below `present`. */
export function typeOf(term: Term): ScalarType {
  return term.type.kind === "record" ? BOOLEAN : term.type;
}

export function findField(record: RecordType, name: string): Field | null {
  return record.fields.find((field) => field.name === name) ?? null;
}

/** The field at `path` of a row, nested records included. */
export function fieldAt(record: RecordType, path: readonly string[]): Field | null {
  let current: RecordType = record;
  for (const [index, name] of path.entries()) {
    const field = findField(current, name);
    if (field === null) return null;
    if (index === path.length - 1) return field;
    if (field.type.kind !== "record") return null;
    current = field.type;
  }
  return null;
}

/** A key that is equal for equal types: named lists are read once for each. */
export function typeKey(type: ScalarType): string {
  if (type.kind === "text") return type.folded ? "folded" : "text";
  if (type.kind === "choice") return JSON.stringify(type.choices);
  return type.kind;
}
