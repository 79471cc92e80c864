import { dataRules } from "../../diagnostics/rules/data.js";
import { dataError } from "../data-error.js";
import type { LineCount, RawRecord, Splitter } from "../raw-record.js";

/** Characters of one record, at most: a string of JavaScript cannot hold much more. */
export const RECORD_LIMIT = 256_000_000;

/** Whether a line is no record; looked at closely only where its first character makes it likely. */
export function isBlankLine(text: string): boolean {
  return text === "" || (text.charCodeAt(0) <= 0x20 && text.trim() === "");
}

/** One JSON text a line. Blank lines are no records; the last line may lack its end. */
export class NdjsonSplitter implements Splitter {
  readonly #name: string;
  readonly #count: LineCount;
  /** Pieces of a line whose end has not come: joined once, so a long line costs its length and not its square. */
  #pieces: string[] = [];
  #length = 0;

  constructor(name: string, count: LineCount) {
    this.#name = name;
    this.#count = count;
  }

  push(text: string): RawRecord[] {
    const records: RawRecord[] = [];
    let start = 0;
    for (;;) {
      const end = text.indexOf("\n", start);
      if (end === -1) break;
      this.#add(records, text.slice(start, end));
      this.#count.lines += 1;
      start = end + 1;
    }
    if (start < text.length) this.#keep(text.slice(start));
    return records;
  }

  end(): RawRecord[] {
    const records: RawRecord[] = [];
    this.#add(records, "");
    return records;
  }

  #keep(piece: string): void {
    this.#pieces.push(piece);
    this.#length += piece.length;
    if (this.#length <= RECORD_LIMIT) return;
    throw dataError(dataRules.recordTooLong, {
      path: this.#name,
      line: this.#count.lines + 1,
      limit: RECORD_LIMIT / 1_000_000,
    });
  }

  #add(records: RawRecord[], last: string): void {
    let text = last;
    if (this.#pieces.length > 0) {
      text = this.#pieces.join("") + last;
      this.#pieces = [];
      this.#length = 0;
    }
    if (text.charCodeAt(text.length - 1) === 0x0d) text = text.slice(0, -1);
    if (isBlankLine(text)) return;
    records.push({ kind: "json", line: this.#count.lines + 1, text });
  }
}
