import type { CustomerSchema, Field, Model, Outcome, RecordType, Row } from "@seg-lang/language";
import type { ValueCount } from "./sample-reader.js";

/** So many values of a field are told. */
const MOST_VALUES = 50;
/** So many different values of a field are held; beyond that the rarest are forgotten, and later counted anew. */
const MOST_HELD = 4000;
const KEPT = 1000;
/** A longer text is nothing that anybody would choose from a list. */
const LONGEST = 100;

/** Counts customers: by segment, and by the values of their texts and choices. Memory is bounded. */
export class SampleTally {
  customers = 0;
  readonly #criteria: readonly { readonly ids: readonly string[]; readonly counts: number[] }[];
  readonly #fields: readonly ValueField[];

  constructor({ criteria, schema }: Model) {
    this.#criteria = criteria.map(({ segments }) => ({
      ids: segments.map(({ id }) => id),
      counts: segments.map(() => 0),
    }));
    this.#fields = schema === null ? [] : fieldsOf(schema.record, [], schema);
  }

  /**
   * `outcomes` as the classifier gives them. A customer in two segments of an exclusive criterion counts in both: what
   * the counts are wanted for is the conditions as they are being written.
   */
  add(row: Row, outcomes: readonly Outcome[]): void {
    this.customers += 1;
    for (const [index, { counts }] of this.#criteria.entries()) {
      const outcome = outcomes[index]!;
      if (typeof outcome !== "number") for (const segment of outcome) counts[segment]! += 1;
      else if (outcome >= 0) counts[outcome]! += 1;
    }
    for (const { note } of this.#fields) note(row, this.customers);
  }

  counts(): ReadonlyMap<string, number> {
    return new Map(this.#criteria.flatMap(({ ids, counts }) => ids.map((id, index) => [id, counts[index]!] as const)));
  }

  /** The most frequent first; of as frequent ones by their order as texts. */
  values(): ReadonlyMap<string, readonly ValueCount[]> {
    return new Map(
      this.#fields.flatMap(({ path, values }) => {
        const most = values.most();
        return most.length === 0 ? [] : [[path, most] as const];
      }),
    );
  }
}

interface ValueField {
  readonly path: string;
  readonly values: SeenValues;
  note(row: Row, customer: number): void;
}

function fieldsOf({ fields }: RecordType, within: readonly string[], schema: CustomerSchema): ValueField[] {
  return fields.flatMap((field) => fieldsIn(field, within, schema));
}

/** The texts and choices of a field and below it. A nested record shares the row of what encloses it. */
function fieldsIn(field: Field, within: readonly string[], schema: CustomerSchema): ValueField[] {
  const { type, slot } = field;
  // Nobody chooses customers by key.
  if (field === schema.key) return [];
  const path = [...within, ...field.path];
  if (type.kind === "record") return fieldsOf(type, within, schema);
  if (slot === null) return [];
  const at = `f${slot}` as const;
  if (type.kind === "text" || type.kind === "choice") {
    const values = new SeenValues();
    return [{ path: path.join("."), values, note: (row, customer) => values.note(row[at], customer) }];
  }
  if (type.kind !== "list") return [];
  const { element } = type;
  if (element.kind === "record") {
    return fieldsOf(element, path, schema).map(({ path: inner, values, note }) => ({
      path: inner,
      values,
      note(row, customer) {
        for (const each of (row[at] ?? []) as readonly Row[]) note(each, customer);
      },
    }));
  }
  if (element.kind !== "text" && element.kind !== "choice") return [];
  const values = new SeenValues();
  return [
    {
      path: path.join("."),
      values,
      note(row, customer) {
        for (const each of (row[at] ?? []) as readonly unknown[]) values.note(each, customer);
      },
    },
  ];
}

/** The values of one field, each with the number of customers that have it, once or more. */
class SeenValues {
  #seen = new Map<string, { customers: number; last: number }>();

  note(value: unknown, customer: number): void {
    if (typeof value !== "string" || value.length === 0 || value.length > LONGEST) return;
    const known = this.#seen.get(value);
    if (known === undefined) {
      this.#seen.set(copied(value), { customers: 1, last: customer });
      if (this.#seen.size > MOST_HELD) this.#seen = new Map(this.#sorted().slice(0, KEPT));
    } else if (known.last !== customer) {
      known.customers += 1;
      known.last = customer;
    }
  }

  most(): readonly ValueCount[] {
    return this.#sorted()
      .slice(0, MOST_VALUES)
      .map(([value, { customers }]) => ({ value, customers }));
  }

  #sorted() {
    return [...this.#seen].sort(([a, one], [b, other]) => other.customers - one.customers || (a < b ? -1 : 1));
  }
}

/** A part of a text would keep all of it in memory. */
function copied(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}
