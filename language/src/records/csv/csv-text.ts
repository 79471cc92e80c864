import type { RawRecord } from "../raw-record.js";
import { CsvSplitter } from "./csv-splitter.js";
import { csvStart } from "./csv-start.js";

/** A text of CSV, its header read. */
export interface CsvText {
  /** As it stands; no cells where a quote in it stays open: then no column is found. */
  readonly header: readonly string[];
  /** The rows below it, each with how much of the text had been read then (0 … 1). Once only. */
  readonly rows: Generator<{ readonly record: RawRecord; readonly share: number }>;
}

/** So much is cut into rows at once: who asks for the next may do other things in between. */
const PIECE = 65_536;

/**
 * Reads CSV that lies in memory, as files are read. `columns` that are wanted tell which sign stands between cells. `isCut`:
 * the text goes on, so its last row is left out. Null where there is no header, as the text is blank.
 */
export function csvText(text: string, columns: readonly string[], isCut: boolean): CsvText | null {
  const start = csvStart(text.slice(0, PIECE), columns);
  const records = recordsOf();
  const first = records.next();
  if (first.done === true) return null;
  const { record } = first.value;
  return { header: record.kind === "cells" ? record.cells : [], rows: records };

  function* recordsOf(): CsvText["rows"] {
    const lines = start.skip > 0 ? 1 : 0;
    const splitter = new CsvSplitter(start, { lines });
    for (let at = start.skip; at < text.length; at += PIECE) {
      const share = Math.min(1, (at + PIECE) / text.length);
      for (const record of splitter.push(text.slice(at, at + PIECE))) yield { record, share };
    }
    if (!isCut) for (const record of splitter.end()) yield { record, share: 1 };
  }
}
