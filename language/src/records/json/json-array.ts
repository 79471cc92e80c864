import { dataRules } from "../../diagnostics/rules/data.js";
import { brokenRecord, type LineCount, type RawRecord, type Splitter } from "../raw-record.js";
import { JsonElements } from "./json-elements.js";

/** What follows the end of the list is only shown, so its beginning is enough. */
const SHOWN = 100;

/** Cuts a file that is one JSON list into the texts of its elements. */
export class JsonArraySplitter implements Splitter {
  readonly #count: LineCount;
  readonly #elements: JsonElements;
  #position: "before" | "inside" | "after" = "before";
  /** What follows the end of the list, and its line. */
  #surplus = "";
  #line = 0;

  constructor(name: string, count: LineCount) {
    this.#count = count;
    this.#elements = new JsonElements(name, count, { inSequence: false, around: [], isAlone: true });
  }

  push(text: string): RawRecord[] {
    const records: RawRecord[] = [];
    let at = 0;
    if (this.#position === "before") {
      // The reader chose this splitter by the opening bracket.
      const bracket = text.indexOf("[");
      this.#passLines(text.slice(0, bracket === -1 ? text.length : bracket));
      if (bracket === -1) return records;
      at = bracket + 1;
      this.#position = "inside";
    }
    let rest: string | null = text.slice(at);
    if (this.#position === "inside") rest = this.#elements.take(text, at, records);
    if (rest === null) return records;
    this.#position = "after";
    this.#passSurplus(rest);
    return records;
  }

  end(): RawRecord[] {
    const records: RawRecord[] = [];
    if (this.#position === "before") {
      return [brokenRecord(this.#count.lines + 1, dataRules.brokenArray, { problem: "cut-off" }, "")];
    }
    if (this.#position === "inside") {
      const rest = this.#elements.end(records);
      if (rest !== null) this.#passSurplus(rest);
    }
    if (this.#line !== 0) {
      records.push(brokenRecord(this.#line, dataRules.brokenArray, { problem: "after-end" }, this.#surplus));
    }
    return records;
  }

  #passSurplus(text: string): void {
    if (this.#line === 0) {
      const found = /[^ \t\r\n]/.exec(text)?.index ?? -1;
      this.#passLines(found === -1 ? text : text.slice(0, found));
      if (found === -1) return;
      this.#line = this.#count.lines + 1;
      this.#surplus = text.slice(found, found + SHOWN);
    } else if (this.#surplus.length < SHOWN) {
      this.#surplus += text.slice(0, SHOWN);
    }
  }

  #passLines(text: string): void {
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) this.#count.lines += 1;
  }
}
