import type { Scope } from "../condition/condition.js";
import type { Field, RecordType, Row, ScalarType } from "../condition/schema.js";

/** Where the fields of one kind of row lie. Nested records are flat in it, so a field is found by its whole path. */
export interface Layout {
  readonly record: RecordType;
  readonly fields: ReadonlyMap<string, Field>;
}

const layouts = new WeakMap<RecordType, Layout>();

export function layoutOf(record: RecordType): Layout {
  const known = layouts.get(record);
  if (known !== undefined) return known;
  const fields = new Map<string, Field>();
  const add = (field: Field): void => {
    fields.set(pathKey(field.path), field);
    if (field.type.kind === "record") field.type.fields.forEach(add);
  };
  record.fields.forEach(add);
  const layout = { record, fields };
  layouts.set(record, layout);
  return layout;
}

export function fieldAt(layout: Layout | null, path: readonly string[]): Field {
  const field = layout?.fields.get(pathKey(path));
  if (field === undefined) throw new Error(`no field ${path.join(".")} in this record`);
  return field;
}

/**
 * The slot that tells whether the record at `path` is there: its own or that of the nearest optional record around it.
 * Null where nothing around it is optional: it is always there.
 */
export function presenceSlot(layout: Layout | null, path: readonly string[]): number | null {
  for (let length = path.length; length > 0; length -= 1) {
    const { slot } = fieldAt(layout, path.slice(0, length));
    if (slot !== null) return slot;
  }
  return null;
}

/** A path is a sequence of names and names may hold any sign, so they are joined by one that no text of a program holds. */
function pathKey(path: readonly string[]): string {
  return path.join("\u0000");
}

/**
 * What a condition sees while it is asked: a row of the customer, or an element of a list inside `outer`. The layout of
 * an element that is no record is null.
 */
export interface Surroundings {
  readonly layout: Layout | null;
  readonly outer: Surroundings | null;
}

/** The frame a field is read in: the outermost for the customer, else so many frames outwards. */
export function frameOf<F extends { readonly outer: F | null }>(innermost: F, scope: Scope): F {
  let frame = innermost;
  for (let steps = scope === "customer" ? Number.POSITIVE_INFINITY : scope; steps > 0; steps -= 1) {
    if (frame.outer === null) break;
    frame = frame.outer;
  }
  return frame;
}

/** The layout of the elements of the list at `path`; null for scalars. */
export function elementLayout(layout: Layout | null, path: readonly string[]): Layout | null {
  const { type } = fieldAt(layout, path);
  return type.kind === "list" && type.element.kind === "record" ? layoutOf(type.element) : null;
}

export function readSlot(row: Row, slot: number): Row[`f${number}`] {
  return row[`f${slot}`];
}

export function isNumeric(type: ScalarType | { readonly kind: "record" }): boolean {
  return type.kind === "number" || type.kind === "integer";
}
