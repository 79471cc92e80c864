import type { Field, RecordType } from "../condition/schema.js";

/** A field that is read, with what is read within it. */
export interface ShownField {
  readonly field: Field;
  /** Of a record, or of the elements of a list of records. */
  readonly inner: readonly ShownField[];
}

/** The fields of the paths that `fieldsRead` gives, and the records and lists around them, in the order of the schema. */
export function fieldsShown(record: RecordType, read: ReadonlySet<string>, within = ""): readonly ShownField[] {
  return record.fields.flatMap((field): ShownField[] => {
    const { type } = field;
    const path = within + field.name;
    const record = type.kind === "list" ? type.element : type;
    const inner = record.kind === "record" ? fieldsShown(record, read, `${path}.`) : [];
    return read.has(path) || inner.length > 0 ? [{ field, inner }] : [];
  });
}
