import { dataRules } from "../../src/diagnostics/rules/data.js";
import { brokenRecord, type RawRecord } from "../../src/records/raw-record.js";
import { dataError } from "../data-error.js";
import { RECORD_LIMIT } from "./ndjson.js";
import type { LineCount } from "./text.js";

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];

/**
 * Cuts the inside of one JSON list into the texts of its elements, which it does not read: it only follows brackets and
 * quotes. So memory holds one element at a time, and an element that is no JSON costs no other.
 *
 * An element that lacks a bracket or a quote would swallow those behind it. Most lists have an element a line, or each
 * element's bracket in the same column; so where JSON is broken anyway, a bracket in that column, or before, begins the
 * next element.
 */
export class JsonElements {
  readonly #name: string;
  readonly #count: LineCount;
  /** The brackets that are open within the element. */
  readonly #open: number[] = [];
  #inText = false;
  #escaped = false;
  /** The last character that was no blank and stood in no text. */
  #previous = COMMA;
  /** The element cannot be JSON any more. */
  #broken = false;
  /** Every bracket in the column of an element begins one: nothing else is left to go by. */
  #byColumn = false;
  /** The element so far, from earlier pieces of text. */
  #pieces: string[] = [];
  #length = 0;
  /** Line of the element's first character; 0 while there is none. */
  #line = 0;
  /** Characters before the element in its line; -1 if others than blanks were among them. */
  #column = -1;
  /** The same of where the reader stands. */
  #indentation: number;
  #elements = 0;

  /** `indentation`: how many blanks stand in the line before the inside of the list, -1 if other things do. */
  constructor(name: string, count: LineCount, indentation = -1) {
    this.#name = name;
    this.#count = count;
    this.#indentation = indentation;
  }

  /** Takes text from `at` on; answers the place behind the bracket that closes the list, -1 if the text ended before. */
  take(text: string, at: number, records: RawRecord[]): number {
    let start = at;
    for (let index = at; index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      if (unit === 0x0a) {
        this.#count.lines += 1;
        this.#indentation = 0;
        if (this.#inText) {
          // No text of JSON goes on over lines.
          this.#inText = false;
          this.#escaped = false;
          this.#broken = true;
        }
        continue;
      }
      if (this.#inText) {
        if (this.#escaped) this.#escaped = false;
        else if (unit === BACKSLASH) this.#escaped = true;
        else if (unit === QUOTE) this.#inText = false;
        continue;
      }
      if (unit === 0x20 || unit === 0x0d || unit === 0x09) {
        if (this.#indentation >= 0) this.#indentation += 1;
        continue;
      }
      if (this.#open.length === 0 && (unit === COMMA || unit === CLOSE_LIST)) {
        this.#finish(records, text.slice(start, index), unit === CLOSE_LIST);
        this.#indentation = -1;
        start = index + 1;
        if (unit === CLOSE_LIST) return start;
        continue;
      }
      if (this.#line !== 0 && unit === OPEN_OBJECT && this.#beginsNext()) {
        this.#finish(records, text.slice(start, index), false);
      }
      if (this.#line === 0) {
        this.#line = this.#count.lines + 1;
        this.#column = this.#indentation;
        start = index;
      }
      this.#follow(unit);
    }
    if (this.#line !== 0) this.#keep(text.slice(start));
    return -1;
  }

  /**
   * After the last text, while the list is open. What is left of a list whose element lacked a bracket is read again,
   * an element in each place that looks like one. Answers the text behind the end of the list if that was found so.
   */
  end(records: RawRecord[]): string | null {
    if (this.#line === 0) {
      records.push(brokenRecord(this.#count.lines + 1, dataRules.brokenArray, { problem: "cut-off" }, ""));
      return null;
    }
    const rest = this.#pieces.join("");
    this.#pieces = [];
    this.#length = 0;
    if (this.#byColumn || this.#column < 0) {
      records.push({ kind: "json", line: this.#line, text: rest });
      return null;
    }
    this.#count.lines = this.#line - 1;
    this.#indentation = this.#column;
    this.#byColumn = true;
    this.#forget();
    const end = this.take(rest, 0, records);
    if (end !== -1) return rest.slice(end);
    return this.end(records);
  }

  /** Whether an opening bracket inside an element is the next one's instead. Never so where the element is JSON. */
  #beginsNext(): boolean {
    // Only the comma between them is missing.
    if (this.#open.length === 0 && this.#previous === CLOSE_OBJECT) return true;
    if (this.#indentation < 0 || (this.#column >= 0 && this.#indentation > this.#column)) return false;
    if (this.#byColumn || this.#broken) return true;
    return this.#previous === COMMA && this.#open.at(-1) === OPEN_OBJECT;
  }

  #follow(unit: number): void {
    this.#indentation = -1;
    this.#previous = unit;
    if (unit === QUOTE) this.#inText = true;
    else if (unit === OPEN_OBJECT || unit === OPEN_LIST) this.#open.push(unit);
    else if ((unit === CLOSE_OBJECT || unit === CLOSE_LIST) && this.#open.length > 0) {
      const opened = this.#open.pop();
      if ((opened === OPEN_OBJECT) !== (unit === CLOSE_OBJECT)) this.#broken = true;
    }
  }

  #keep(piece: string): void {
    this.#pieces.push(piece);
    this.#length += piece.length;
    if (this.#length <= RECORD_LIMIT) return;
    throw dataError(dataRules.recordTooLong, {
      path: this.#name,
      line: this.#line,
      limit: RECORD_LIMIT / 1_000_000,
    });
  }

  #finish(records: RawRecord[], last: string, closes: boolean): void {
    if (this.#line === 0) {
      // `[]` alone has no elements; elsewhere a comma or the end without a value before it is one too many.
      if (!closes || this.#elements > 0) {
        records.push(brokenRecord(this.#count.lines + 1, dataRules.brokenArray, { problem: "no-value" }, ""));
      }
    } else {
      records.push({ kind: "json", line: this.#line, text: this.#pieces.join("") + last });
    }
    this.#elements += 1;
    this.#forget();
  }

  #forget(): void {
    this.#pieces = [];
    this.#length = 0;
    this.#line = 0;
    this.#open.length = 0;
    this.#previous = COMMA;
    this.#broken = false;
  }
}
