import type { Field } from "../condition/schema.js";
import type { Diagnostic, Severity } from "../diagnostics/diagnostic.js";
import { diagnose } from "../diagnostics/rule.js";
import { dataRules } from "../diagnostics/rules/data.js";
import { nearestName } from "../values/nearest.js";
import type { ReadingContext } from "./reading-context.js";

/** How many records' keys are kept, to find what a key that never occurs may have been meant to be. */
const KEYS_FROM_RECORDS = 1000;

/** What an `Occurrence` knows, as data. */
export interface OccurrenceCount {
  readonly seen: readonly number[];
  readonly keys: readonly string[];
  readonly objects: number;
}

/** Which keys of one kind of object (customers, elements of a list, nested records) occurred in the data. */
export class Occurrence {
  /** The path of the object, as the program names it. */
  readonly #path: readonly string[];
  readonly fields: readonly Field[];
  /** One byte a field: 1 once its key was there. Written by the generated reader. */
  readonly seen: Uint8Array;
  readonly #keys = new Set<string>();
  #objects = 0;

  constructor(path: readonly string[], fields: readonly Field[]) {
    this.#path = path;
    this.fields = fields;
    this.seen = new Uint8Array(fields.length);
  }

  /** Counts an object and keeps its keys. */
  note(object: object): void {
    this.#objects += 1;
    if (this.#objects <= KEYS_FROM_RECORDS) for (const key of Object.keys(object)) this.#keys.add(key);
  }

  count(): OccurrenceCount {
    return { seen: [...this.seen], keys: [...this.#keys], objects: this.#objects };
  }

  /** Takes over what was counted elsewhere, in other objects of the kind. */
  add({ seen, keys, objects }: OccurrenceCount): void {
    for (const [index, isSeen] of seen.entries()) if (isSeen === 1) this.seen[index] = 1;
    for (const key of keys) this.#keys.add(key);
    this.#objects += objects;
  }

  /** Whether no further keys are wanted. */
  get isFull(): boolean {
    return this.#objects >= KEYS_FROM_RECORDS;
  }

  /** Notes the fields from number `from` on whose bits are set. */
  sawAll(from: number, bits: number): void {
    for (let index = 0; bits >> index !== 0; index += 1) if ((bits >> index) & 1) this.seen[from + index] = 1;
  }

  /** One message for each key that occurred nowhere; none where there were no such objects at all. */
  missingKeys(context: ReadingContext): Diagnostic[] {
    if (this.#objects === 0) return [];
    const unseen = this.fields.filter((_, index) => this.seen[index] === 0);
    const used = new Set(this.fields.map(dataName));
    const others = [...this.#keys].filter((key) => !used.has(key));
    return unseen.flatMap((field) =>
      neverOccurs(field, [...this.#path, field.name].join("."), dataName(field), "key", others, context),
    );
  }
}

/** The key or column that holds the field. */
export function dataName(field: Field): string {
  return field.reading.from ?? field.name;
}

/** The message about a field without key or column: an error if it is required, a warning if optional. */
export function neverOccurs(
  field: Field,
  name: string,
  column: string,
  where: "key" | "column",
  others: readonly string[],
  context: ReadingContext,
): Diagnostic[] {
  const rule = field.optional ? dataRules.missingOptionalColumn : dataRules.missingColumn;
  const nearest = nearestName(column, others);
  const parameters = { field: name, column, where, nearest, list: field.type.kind === "list" };
  return withSeverity(diagnose(rule, parameters, field.location), context);
}

/** The diagnostic with the severity `seg.json` gives its rule, or nothing. */
export function withSeverity(diagnostic: Diagnostic, { model }: ReadingContext): Diagnostic[] {
  const severity: Severity | "off" = model.settings.rules[diagnostic.rule] ?? diagnostic.severity;
  return severity === "off" ? [] : [{ ...diagnostic, severity }];
}
