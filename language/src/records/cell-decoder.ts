import type { RecordType } from "../condition/schema.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { dataRules } from "../diagnostics/rules/data.js";
import { isBlank } from "../values/text.js";
import { type CellForm, csvCells } from "./cell-form.js";
import { cellRowReader } from "./cell-row.js";
import { resolveColumns } from "./columns.js";
import type { Decoded, FinishRow, KeyReader } from "./decoder.js";
import { createGrouping, type Grouping, isFromRows } from "./grouping.js";
import type { ReadingContext } from "./reading-context.js";

/** Reads the rows of one CSV file. */
export interface CellDecoder {
  /** What is wrong with the header; with an error among them no row can be read. */
  readonly problems: readonly Diagnostic[];
  /** A row that is a customer by itself. */
  decode(cells: readonly string[]): Decoded;
  /** Where the program has a list `from rows`: gathers the rows of each customer. Null otherwise. */
  readonly grouping: (() => Grouping) | null;
}

export function createCellDecoder(
  header: readonly string[],
  context: ReadingContext,
  key: KeyReader | null,
  finish: FinishRow,
  form: CellForm = csvCells,
): CellDecoder {
  const record: RecordType = context.model.schema?.record ?? { kind: "record", fields: [] };
  const columns = resolveColumns(header, record, context, form.holdsLists);
  const readRow = cellRowReader(record, columns, context, form);
  const keyColumn = key === null ? -1 : columns.indexOf(key.field);
  const rejectSurplus = (cells: readonly string[]) => rejectLongRow(cells, header.length, context);

  return {
    problems: columns.problems,
    decode(cells) {
      rejectSurplus(cells);
      const row = readRow(cells);
      const identity = key?.identity(row) ?? null;
      const text = key === null || identity === null ? null : key.text(identity, cells[keyColumn] ?? null);
      return finish(row, text, identity);
    },
    grouping:
      key === null || !record.fields.some(isFromRows)
        ? null
        : () => createGrouping(record, columns, { key, readRow, rejectSurplus, finish, form }, context),
  };
}

/** A row longer than the header is rejected; empty cells at its end are nothing. */
function rejectLongRow(cells: readonly string[], columns: number, { rejections }: ReadingContext): void {
  if (cells.length <= columns) return;
  let last = cells.length;
  while (last > columns && isBlank(cells[last - 1]!)) last -= 1;
  if (last > columns) rejections.add(dataRules.tooManyCells, { cells: last, columns }, cells.slice(columns, last));
}
