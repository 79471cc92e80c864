import type { Field, ListType, RecordType, Row, Scalar } from "../condition/schema.js";
import { dataRules } from "../diagnostics/rules/data.js";
import { isBlank } from "../values/text.js";
import type { CellForm } from "./cell-form.js";
import { anyFilled, type CellRowReader, cellRowReader } from "./cell-row.js";
import type { Columns } from "./columns.js";
import type { Decoded, FinishRow, KeyReader, Rejected } from "./decoder.js";
import { type CellFieldReader, isScalar } from "./field-reader.js";
import { shown } from "./json-value.js";
import type { ReadingContext } from "./reading-context.js";
import type { Rejection } from "./rejection.js";

/**
 * Gathers rows into customers: `orders: list of {…} from rows`. Holds in memory what it was given since
 * it last finished.
 */
export interface Grouping {
  /** Whose row it is: the same text for all rows of a customer. A rejection where that is unknown. */
  identify(cells: readonly string[]): string | Rejected;
  /** The cells that `add` looks at; all others may be left empty. */
  isRead(column: number): boolean;
  /** Takes a row. A rejection comes back at once only where it is unknown whose row it is; else null. */
  add(cells: readonly string[], line: number): Decoded | null;
  /** After the last row: the customers in the order of their first rows, each with that row's line. */
  finish(): Iterable<{ readonly line: number; readonly decoded: Decoded }>;
}

interface Group {
  readonly line: number;
  readonly key: string | null;
  /** The cells of the customer's own columns, each from the first row that has it, and the lines they came from. */
  readonly cells: string[];
  readonly lines: number[];
  /** One list of elements for each field `from rows`. */
  readonly elements: Row[][];
  readonly reasons: Rejection[];
}

interface RowElements {
  readonly field: Field;
  readonly read: CellRowReader;
  readonly isFilled: (cells: readonly string[]) => boolean;
}

interface OwnColumn {
  readonly column: number;
  readonly read: CellFieldReader | null;
}

/** What of the cell decoder the grouping uses. */
export interface RowHandling {
  readonly key: KeyReader;
  readonly readRow: CellRowReader;
  readonly rejectSurplus: (cells: readonly string[]) => void;
  readonly finish: FinishRow;
  readonly form: CellForm;
}

export function createGrouping(
  record: RecordType,
  columns: Columns,
  { key, readRow, rejectSurplus, finish, form }: RowHandling,
  context: ReadingContext,
): Grouping {
  const { rejections } = context;
  const keyColumn = columns.indexOf(key.field);
  const readKey = isScalar(key.field.type) ? form.scalar(key.field, key.field.type, context) : null;
  const lists = record.fields.filter(isFromRows).map((field) => rowElements(field, columns, context, form));
  const own = ownColumns(record, columns, context, form);
  const groups = new Map<Scalar, Group>();
  const read = new Set(columns.below(record));

  return {
    identify(cells) {
      const identity = identityOf(cells);
      return identity === undefined ? rejectedRow(cells) : String(identity);
    },
    // Behind the last column nothing may stand, which is looked at too.
    isRead: (column) => read.has(column) || column >= columns.header.length,

    add(cells, line) {
      const identity = identityOf(cells);
      if (identity === undefined) return rejectedRow(cells);
      const group = groupOf(identity, cells, line);
      rejectSurplus(cells);
      mergeOwnCells(group, cells, line);
      addElements(group, cells);
      if (rejections.list.length > 0) {
        if (line !== group.line) rejections.locate(0, line);
        group.reasons.push(...rejections.take());
      }
      return null;
    },

    *finish() {
      for (const [identity, group] of groups) {
        const cells: string[] = [];
        for (const [index, { column }] of own.entries()) cells[column] = group.cells[index]!;
        rejections.list.push(...group.reasons);
        const row: Record<string, Row[string & keyof Row]> = { ...readRow(cells) };
        for (const [index, { field }] of lists.entries()) row[`f${field.slot}`] = group.elements[index]!;
        yield { line: group.line, decoded: finish(row as Row, group.key, identity) };
      }
      groups.clear();
    },
  };

  function identityOf(cells: readonly string[]): Scalar | undefined {
    const identity = readKey?.(cells[keyColumn]) as Scalar | undefined;
    if (rejections.list.length > 0) rejections.place(0, columns.header[keyColumn] ?? key.field.name);
    return identity;
  }

  /** Of a row without a key: all that is wrong with it. */
  function rejectedRow(cells: readonly string[]): Rejected {
    rejectSurplus(cells);
    return { kind: "rejected", key: null, reasons: rejections.take() };
  }

  function groupOf(identity: Scalar, cells: readonly string[], line: number): Group {
    let group = groups.get(identity);
    if (group === undefined) {
      group = {
        line,
        key: key.text(identity, form.spelled(cells[keyColumn] ?? "")),
        cells: own.map(({ column }) => cells[column] ?? ""),
        lines: own.map(() => line),
        elements: lists.map(() => []),
        reasons: [],
      };
      groups.set(identity, group);
    }
    return group;
  }

  /** A cell that differs from an earlier row's is rejected unless both are read as the same value. */
  function mergeOwnCells(group: Group, cells: readonly string[], line: number): void {
    for (const [index, { column, read }] of own.entries()) {
      const cell = cells[column] ?? "";
      const known = group.cells[index]!;
      if (cell === known || column === keyColumn || isBlank(cell)) continue;
      if (isBlank(known)) {
        group.cells[index] = cell;
        group.lines[index] = line;
      } else if (!sameValue(read, known, cell)) {
        const from = rejections.list.length;
        rejections.add(
          dataRules.rowsDisagree,
          { first: shown(form.value(known)), line: group.lines[index]! },
          form.value(cell),
        );
        rejections.place(from, columns.header[column]!);
      }
    }
  }

  function sameValue(read: CellFieldReader | null, known: string, cell: string): boolean {
    if (read === null) return false;
    const from = rejections.list.length;
    const same = read(known) === read(cell) && rejections.list.length === from;
    rejections.list.length = from;
    return same;
  }

  function addElements(group: Group, cells: readonly string[]): void {
    for (const [index, { field, read, isFilled }] of lists.entries()) {
      if (!isFilled(cells)) continue;
      const elements = group.elements[index]!;
      const from = rejections.list.length;
      const element = read(cells);
      if (rejections.list.length > from) {
        rejections.place(from, elements.length);
        rejections.place(from, field.name);
      }
      elements.push(element);
    }
  }
}

export function isFromRows(field: Field): boolean {
  return field.reading.fromRows && field.type.kind === "list";
}

function rowElements(field: Field, columns: Columns, context: ReadingContext, form: CellForm): RowElements {
  const element = (field.type as ListType).element as RecordType;
  return { field, read: cellRowReader(element, columns, context, form), isFilled: anyFilled(columns.below(element)) };
}

/** The columns of the customer itself. */
function ownColumns(record: RecordType, columns: Columns, context: ReadingContext, form: CellForm): OwnColumn[] {
  return record.fields.flatMap((field): OwnColumn[] => {
    if (field.type.kind === "record") return ownColumns(field.type, columns, context, form);
    const column = columns.indexOf(field);
    if (column === -1) return [];
    return [{ column, read: isScalar(field.type) ? form.scalar(field, field.type, context) : null }];
  });
}
