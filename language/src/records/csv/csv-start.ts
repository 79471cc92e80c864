import { cleanHeader } from "../columns.js";
import { type CsvLayout, readQuotedRow } from "./csv-splitter.js";

/** How a text of CSV begins. */
export interface CsvStart extends CsvLayout {
  /** Characters before the header, a line (`sep=;`). */
  readonly skip: number;
}

const DELIMITERS = [",", ";", "\t", "|"] as const;

/**
 * The delimiter that splits the header into the most columns the program reads; if that leaves several, into the most
 * columns. A line `sep=;` before the header decides by itself, as spreadsheets have it.
 */
export function csvStart(head: string, columns: readonly string[]): CsvStart {
  const lineEnd = head.includes("\n") || !head.includes("\r") ? "\n" : "\r";
  // Saved again, the line is filled up with delimiters: `sep=;;;`.
  const hint = /^"?sep=([^"\r\n])\1*"?\1*[ \t]*(?:\r\n|\n|\r|$)/i.exec(head);
  if (hint !== null) return { delimiter: hint[1]!, lineEnd, skip: hint[0].length };
  const wanted = new Set(columns.map(cleanHeader));
  const skip = head.length - head.trimStart().length;
  // Blank lines before the header are skipped; blanks in its own line belong to it (a delimiter may be a tab).
  const start = head.lastIndexOf(lineEnd, skip - 1) + 1;
  let best = { delimiter: "," as string, known: -1, count: 0 };
  for (const delimiter of DELIMITERS) {
    const { cells } = readQuotedRow(head, start, { delimiter, lineEnd });
    const known = new Set(cells.map(cleanHeader).filter((cell) => wanted.has(cell))).size;
    if (known > best.known || (known === best.known && cells.length > best.count)) {
      best = { delimiter, known, count: cells.length };
    }
  }
  return { delimiter: best.delimiter, lineEnd, skip: 0 };
}
