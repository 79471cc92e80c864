import { inferenceWords } from "../diagnostics/rules/inference-words.js";
import { isBlank } from "../values/text.js";
import { shownKey } from "./record-proposal.js";
import type { FieldSeen, RecordSeen } from "./record-seen.js";

/** A column, or the columns of a nested record: `address.city`, `address.street`. */
type Part = { readonly field: FieldSeen; readonly column: number } | { readonly record: Nested };

interface Nested {
  readonly field: FieldSeen | null;
  readonly seen: RecordSeen;
  readonly parts: readonly Part[];
}

/** The rows below one header. */
export class CellTable {
  /** Cells of the header. */
  readonly width: number;
  /** The columns that have a name of their own, and where they stand. */
  readonly columns: readonly string[];
  readonly indexes: readonly number[];
  /** Why other columns are left out. */
  readonly leftOut: readonly string[];
  readonly #root: Nested;

  constructor(header: readonly string[], customers: RecordSeen) {
    this.width = header.length;
    const counts = new Map<string, number>();
    for (const name of header) counts.set(name, (counts.get(name) ?? 0) + 1);
    const usable = header.flatMap((name, index) => (!isBlank(name) && counts.get(name) === 1 ? [index] : []));
    this.indexes = usable;
    this.columns = usable.map((index) => header[index]!);
    this.leftOut = leftOutColumns(header, counts);
    const columns = usable.map((index) => ({ name: header[index]!, column: index }));
    this.#root = { field: null, seen: customers, parts: partsOf(columns, customers) };
  }

  see(cells: readonly string[]): void {
    seeRecord(this.#root, cells);
  }
}

function leftOutColumns(header: readonly string[], counts: ReadonlyMap<string, number>): string[] {
  const repeated = [...counts].filter(([name, count]) => count > 1 && !isBlank(name));
  const nameless = header.flatMap((name, index) => (isBlank(name) ? [index + 1] : []));
  return [
    ...repeated.map(([name, count]) => inferenceWords.duplicateColumn({ key: shownKey(name), count })),
    ...(nameless.length === 0 ? [] : [inferenceWords.namelessColumns({ numbers: nameless })]),
  ];
}

interface NamedColumn {
  readonly name: string;
  readonly column: number;
}

/** Two columns and more with the same word before a point make a nested record, unless that word is a column itself. */
function partsOf(columns: readonly NamedColumn[], seen: RecordSeen): Part[] {
  const groups = new Map<string, NamedColumn[]>();
  const names = new Set(columns.map(({ name }) => name));
  for (const { name, column } of columns) {
    const [, prefix, rest] = DOTTED.exec(name) ?? [];
    if (prefix === undefined || rest === undefined || names.has(prefix)) continue;
    const group = groups.get(prefix);
    if (group === undefined) groups.set(prefix, [{ name: rest, column }]);
    else group.push({ name: rest, column });
  }
  const done = new Set<string>();
  return columns.flatMap(({ name, column }): Part[] => {
    const prefix = DOTTED.exec(name)?.[1];
    const group = prefix === undefined ? undefined : groups.get(prefix);
    if (prefix === undefined || group === undefined || group.length < 2) {
      const field = seen.field(name);
      return field === null ? [] : [{ field, column }];
    }
    if (done.has(prefix)) return [];
    done.add(prefix);
    const field = seen.field(prefix);
    const inner = field?.nested();
    return field === null || inner === undefined
      ? []
      : [{ record: { field, seen: inner, parts: partsOf(group, inner) } }];
  });
}

/** `address.city`: neither `orders.0.total` nor `No. of visits`. */
const DOTTED = /^([\p{L}_][\p{L}\p{M}\p{N}_-]*)\.([\p{L}_].*)$/u;

function seeRecord({ field, seen, parts }: Nested, cells: readonly string[]): void {
  if (field !== null) field.occurrences += 1;
  seen.count += 1;
  for (const part of parts) {
    if ("record" in part) seeRecord(part.record, cells);
    else part.field.seeCell(cells[part.column] ?? "");
  }
}
