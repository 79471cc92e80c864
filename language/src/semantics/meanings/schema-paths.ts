import type { CustomerSchema, Field, FieldType, RecordType } from "../../condition/schema.js";
import { quoteName } from "../../syntax/names.js";
import type { Meaning } from "./meaning.js";

type FieldMeaning = Extract<Meaning, { kind: "field" }>;

const known = new WeakMap<CustomerSchema, SchemaPaths>();

/** The way from the customer to every field of a schema, through lists and nested records. */
export class SchemaPaths {
  readonly #fields = new Map<Field, FieldMeaning>();
  readonly #byKey = new Map<string, Field>();
  /** Of records and of the elements of lists: each type of a schema is an object of its own. */
  readonly #types = new Map<FieldType, readonly string[]>();

  static of(schema: CustomerSchema): SchemaPaths {
    let paths = known.get(schema);
    if (paths === undefined) {
      paths = new SchemaPaths(schema);
      known.set(schema, paths);
    }
    return paths;
  }

  private constructor(schema: CustomerSchema) {
    this.#add(schema.record, []);
  }

  meaningOf(field: Field): FieldMeaning | null {
    return this.#fields.get(field) ?? null;
  }

  /** The field at a path; null where there is none, or it is broken. */
  field(path: readonly string[]): Field | null {
    return this.#byKey.get(fieldKey(path)) ?? null;
  }

  /** The path of what has this very type: a record, or the single value that a list consists of. */
  pathOf(type: FieldType): readonly string[] | null {
    return this.#types.get(type) ?? null;
  }

  #add(record: RecordType, path: readonly string[]): void {
    this.#types.set(record, path);
    for (const field of record.fields) {
      const own = [...path, field.name];
      const meaning = fieldMeaning(own, field.type);
      this.#fields.set(field, meaning);
      this.#byKey.set(meaning.key, field);
      const inner = field.type.kind === "list" ? field.type.element : field.type;
      if (inner.kind === "record") this.#add(inner, own);
      else this.#types.set(inner, own);
    }
  }
}

export function fieldMeaning(path: readonly string[], type: FieldType | null): FieldMeaning {
  return { kind: "field", key: fieldKey(path), name: path.at(-1) ?? "", path, type };
}

function fieldKey(path: readonly string[]): string {
  return `field ${path.map(quoteName).join(".")}`;
}
