import type { RejectedRecord } from "../run/summary.js";
import { csvCell, type TextFormat } from "./memberships.js";

/** Writes rejected and ambiguous records as text, a row for each reason. */
export interface RejectWriter {
  /** Before the first. */
  begin(): string;
  record(record: RejectedRecord): string;
  /** After the last. */
  end(): string;
}

export const REJECT_COLUMNS = ["record", "line", "key", "path", "value", "reason", "code"] as const;

/** `csvSafe`: cells that a spreadsheet would take for a formula get an apostrophe before them. */
export function rejectWriter(format: TextFormat, csvSafe: boolean): RejectWriter {
  switch (format) {
    case "ndjson":
      return {
        begin: () => "",
        record: (record) =>
          rejectRows(record)
            .map((row) => `${JSON.stringify(row)}\n`)
            .join(""),
        end: () => "",
      };
    case "json": {
      let before = "\n  ";
      const element = (row: RejectRow) => {
        const text = before + JSON.stringify(row);
        before = ",\n  ";
        return text;
      };
      return { begin: () => "[", record: (record) => rejectRows(record).map(element).join(""), end: () => "\n]\n" };
    }
    case "csv": {
      const line = (cells: readonly string[]) => `${cells.map((cell) => csvCell(cell, csvSafe)).join(",")}\r\n`;
      return {
        begin: () => line(REJECT_COLUMNS),
        record: (record) =>
          rejectRows(record)
            .map((row) => line(REJECT_COLUMNS.map((column) => String(row[column] ?? ""))))
            .join(""),
        end: () => "",
      };
    }
  }
}

export type RejectRow = Readonly<Record<(typeof REJECT_COLUMNS)[number], string | number | null>>;

/** The place of a reason that has a line of its own, as in a customer made of many rows, is that line. */
export function rejectRows({ record, line, key, reasons }: RejectedRecord): RejectRow[] {
  return reasons.map(({ path, value, reason, code, line: own }) => {
    return { record, line: own ?? line, key, path, value, reason, code };
  });
}
