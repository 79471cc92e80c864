import { dataRules } from "../../src/diagnostics/rules/data.js";
import { dataError } from "../data-error.js";
import { RECORD_LIMIT } from "./ndjson.js";
import { brokenRecord, type RawRecord, type Splitter } from "./raw-record.js";
import type { LineCount } from "./text.js";

/** Before the opening bracket, between the brackets, after the closing one. */
type Position = "before" | "inside" | "after";

/**
 * Cuts a JSON array into the texts of its elements, which it does not read: it only follows brackets and quotes. So
 * memory holds one element at a time, and an element that is no JSON costs no other.
 */
export class JsonArraySplitter implements Splitter {
  readonly #name: string;
  readonly #count: LineCount;
  #position: Position = "before";
  #depth = 0;
  #inText = false;
  #escaped = false;
  /** The element so far, from earlier pieces of text. */
  #pieces: string[] = [];
  #length = 0;
  /** Line of the element's first character; 0 while there is none. */
  #line = 0;
  #elements = 0;

  constructor(name: string, count: LineCount) {
    this.#name = name;
    this.#count = count;
  }

  push(text: string): RawRecord[] {
    const records: RawRecord[] = [];
    let start = 0;
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      if (unit === 0x0a) this.#count.lines += 1;
      if (this.#inText) {
        if (this.#escaped) this.#escaped = false;
        else if (unit === 0x5c) this.#escaped = true;
        else if (unit === 0x22) this.#inText = false;
        continue;
      }
      if (unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09) continue;
      if (this.#position !== "inside") {
        if (this.#position === "before") {
          // The reader chose this splitter by the opening bracket.
          this.#position = "inside";
          start = at + 1;
        } else if (this.#line === 0) {
          this.#line = this.#count.lines + 1;
          start = at;
        }
        continue;
      }
      if (this.#depth === 0 && (unit === 0x2c || unit === 0x5d)) {
        this.#finish(records, text.slice(start, at), unit === 0x5d);
        start = at + 1;
        if (unit === 0x5d) this.#position = "after";
        continue;
      }
      if (this.#line === 0) {
        this.#line = this.#count.lines + 1;
        start = at;
      }
      if (unit === 0x22) this.#inText = true;
      else if (unit === 0x7b || unit === 0x5b) this.#depth += 1;
      else if ((unit === 0x7d || unit === 0x5d) && this.#depth > 0) this.#depth -= 1;
    }
    if (this.#line !== 0) this.#keep(text.slice(start));
    return records;
  }

  end(): RawRecord[] {
    const rest = this.#pieces.join("");
    const line = this.#line;
    if (this.#position === "after") {
      return line === 0 ? [] : [brokenRecord(line, dataRules.brokenArray, { problem: "after-end" }, rest)];
    }
    if (line !== 0) return [{ kind: "json", line, text: rest }];
    return [brokenRecord(this.#count.lines + 1, dataRules.brokenArray, { problem: "cut-off" }, "")];
  }

  #keep(piece: string): void {
    // What follows the end of the array is only shown, so its beginning is enough.
    if (this.#position === "after" && this.#length > 100) return;
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
    this.#pieces = [];
    this.#length = 0;
    this.#line = 0;
  }
}
