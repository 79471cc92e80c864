import type { Field, ListType, RecordType } from "../condition/schema.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { diagnose } from "../diagnostics/rule.js";
import { dataRules } from "../diagnostics/rules/data.js";
import { normalise } from "../values/text.js";
import { isScalar } from "./field-reader.js";
import { dataName, neverOccurs, withSeverity } from "./occurrence.js";
import type { ReadingContext } from "./reading-context.js";

/** Which column of a CSV file each field is read from. */
export interface Columns {
  /** As the file has it, trimmed. */
  readonly header: readonly string[];
  readonly problems: readonly Diagnostic[];
  /** Zero-based, -1 if the field has no column. Of scalars and of lists with `split`; fields are told apart by identity. */
  indexOf(field: Field): number;
  /** The columns of everything below, in no particular order. */
  below(record: RecordType): readonly number[];
}

/** Blanks, byte order marks and bidirectional controls around a header are of no meaning, and nobody sees them. */
export function cleanHeader(text: string): string {
  return normalise(text.replace(/^[\s\p{Bidi_Control}\ufeff]+|[\s\p{Bidi_Control}\ufeff]+$/gu, ""));
}

/**
 * Finds the column of every field: its name, or the literal one after `from`; inside a nested record the names joined by
 * points, `address.city`; in a list `from rows` the bare names of the element. `holdsLists`: a cell can hold several values.
 */
export function resolveColumns(
  header: readonly string[],
  record: RecordType,
  context: ReadingContext,
  holdsLists = false,
): Columns {
  const names = header.map(cleanHeader);
  const places = new Map<string, number[]>();
  for (const [index, name] of names.entries()) {
    const known = places.get(name);
    if (known === undefined) places.set(name, [index]);
    else known.push(index);
  }
  const found = new Map<Field, number>();
  const problems: Diagnostic[] = [];
  const absent: { field: Field; name: string; column: string }[] = [];

  resolveRecord(record, "", "");
  const used = new Set(found.values());
  const unused = names.filter((name, index) => name !== "" && !used.has(index));
  for (const { field, name, column } of absent) {
    problems.push(...neverOccurs(field, name, column, "column", unused, context));
  }
  return {
    header: names,
    problems,
    indexOf: (field) => found.get(field) ?? -1,
    below: (part) => leaves(part).flatMap((field) => found.get(field) ?? []),
  };

  function resolveRecord({ fields }: RecordType, namePrefix: string, columnPrefix: string): void {
    for (const field of fields) {
      const name = namePrefix + field.name;
      const column = columnPrefix + normalise(dataName(field));
      if (field.type.kind === "record") resolveNested(field, field.type, name, column);
      else if (field.type.kind === "list") resolveList(field, field.type, name, column);
      else resolveValue(field, name, column);
    }
  }

  /** A nested record of which no column is there is one message, not one for each field in it. */
  function resolveNested(field: Field, type: RecordType, name: string, column: string): void {
    const before = absent.length;
    resolveRecord(type, `${name}.`, `${column}.`);
    const inner = leaves(type);
    const missing = absent.slice(before);
    if (missing.length === inner.length && missing[0] !== undefined && !inner.some((leaf) => found.has(leaf))) {
      absent.splice(before, missing.length, { field, name, column: missing[0].column });
    }
  }

  function resolveList(field: Field, type: ListType, name: string, column: string): void {
    const { element } = type;
    if (element.kind === "record" && field.reading.fromRows) {
      resolveRecord(element, `${name}.`, "");
    } else if (element.kind !== "record" && (holdsLists || field.reading.split !== null)) {
      resolveValue(field, name, column);
    } else if (places.has(column) || (element.kind === "record" && !field.optional)) {
      const parameters = { column, records: element.kind === "record" };
      problems.push(...withSeverity(diagnose(dataRules.unreadableColumn, parameters, field.location), context));
    } else {
      absent.push({ field, name, column });
    }
  }

  function resolveValue(field: Field, name: string, column: string): void {
    // `from` may name the whole column, also inside a nested record.
    const literal = field.reading.from === null ? column : normalise(field.reading.from.trim());
    const [wanted, numbers] = places.has(column) ? [column, places.get(column)] : [literal, places.get(literal)];
    if (numbers === undefined) {
      absent.push({ field, name, column: literal });
      return;
    }
    found.set(field, numbers[0]!);
    if (numbers.length > 1) {
      const parameters = { column: wanted, numbers: numbers.map((number) => number + 1) };
      problems.push(...withSeverity(diagnose(dataRules.duplicateColumn, parameters, field.location), context));
    }
  }
}

/** The fields of a record and of its nested records that a cell can hold. */
function leaves({ fields }: RecordType): Field[] {
  return fields.flatMap((field) => {
    if (field.type.kind === "record") return leaves(field.type);
    if (isScalar(field.type)) return [field];
    if (field.type.element.kind === "record") return field.reading.fromRows ? leaves(field.type.element) : [field];
    return [field];
  });
}

/** The columns a program reads, as a CSV file should name them; lists of records without `from rows` have none. */
export function columnNames({ fields }: RecordType, prefix = ""): string[] {
  return fields.flatMap((field) => {
    const name = prefix + dataName(field);
    if (field.type.kind === "record") return columnNames(field.type, `${name}.`);
    if (isScalar(field.type) || field.type.element.kind !== "record") return [name];
    return field.reading.fromRows ? columnNames(field.type.element) : [];
  });
}
