import type { Scope } from "../../condition/condition.js";
import type { Field, FieldType, RecordType } from "../../condition/schema.js";

/** Where a condition is read: the customer, or an element within what encloses it. */
export interface Frame {
  /** "" for the customer; unique for each element. */
  readonly place: string;
  readonly element: FieldType;
  readonly outer: Frame | null;
}

export function frameOf(frame: Frame, scope: Scope): Frame {
  let found = frame;
  if (scope === "customer") while (found.outer !== null) found = found.outer;
  else for (let out = 0; out < scope; out += 1) found = found.outer ?? found;
  return found;
}

/** The field that a path leads to from the element of a frame, or null (never so in a checked program). */
export function fieldAt(element: FieldType, path: readonly string[]): Field | null {
  let within: FieldType = element;
  let found: Field | null = null;
  for (const name of path) {
    if (within.kind !== "record") return null;
    found = (within as RecordType).fields.find((field) => field.name === name) ?? null;
    if (found === null) return null;
    within = found.type;
  }
  return found;
}

/** The optional records on the way to a path, outermost first, as paths. */
export function optionalRecordsOn(element: FieldType, path: readonly string[]): readonly (readonly string[])[] {
  const found: (readonly string[])[] = [];
  for (let length = 1; length < path.length; length += 1) {
    const record = fieldAt(element, path.slice(0, length));
    if (record?.optional && record.type.kind === "record") found.push(path.slice(0, length));
  }
  return found;
}
