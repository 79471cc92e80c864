import { dataRules } from "../../diagnostics/rules/data.js";
import { dataError } from "../data-error.js";
import { parseJson } from "../json-text.js";
import { brokenRecord, type LineCount, type RawRecord } from "../raw-record.js";
import { JsonFollower } from "./json-follower.js";
import { indentationAt, isBlank, keysOf, LOOKED_AT, resumption, type Surroundings } from "./json-resumption.js";
import { RECORD_LIMIT } from "./ndjson.js";

const [LINE_END, COMMA, OPEN_LIST, CLOSE_LIST] = [0x0a, 0x2c, 0x5b, 0x5d];
/** So many sound elements are looked into, to know what customers are like. */
const LOOKED_INTO = 100;
/** Of a damaged element so much is told, at most: in a file of one line nothing else says which it was. */
const TOLD = 100_000;

/**
 * Cuts the inside of one JSON list, or values that stand one after another in none, into the texts of its elements. It only
 * follows their brackets, quotes, commas and colons; memory holds one element at a time. One that is damaged costs none
 * behind it: `resumption` looks for the beginning of the next.
 */
export class JsonElements {
  readonly #name: string;
  readonly #count: LineCount;
  readonly #surroundings: Surroundings;
  readonly #follower: JsonFollower;
  /** An element has begun in this line; text of it from earlier pieces is kept. */
  #inside = false;
  #line = 0;
  #pieces: string[] = [];
  #length = 0;
  /** Where in the element its damage shows, and how much text is wanted to tell where it ends; -1 while it is sound. */
  #damagedAt = -1;
  #wanted = 0;
  /** Characters in the line before the element, or before where the reader stands; -1 if others than blanks are among them. */
  #column: number;
  #before: "nothing" | "element" | "comma" = "nothing";
  /** That commas are missing, or too many, is told once. */
  #toldOfCommas = false;
  /** The end was damaged, and that was told. */
  #isLost = false;
  readonly #likeness = { firstKeys: new Set<string>(), always: new Set<string>(), ever: new Set<string>() };
  #lookedInto = 0;

  /** `indentation`: how many blanks stand in the line before the inside of the list, -1 if other things do. */
  constructor(name: string, count: LineCount, surroundings: Surroundings, indentation = -1) {
    this.#name = name;
    this.#count = count;
    this.#surroundings = surroundings;
    this.#follower = new JsonFollower(surroundings.inSequence);
    this.#column = indentation;
  }

  /**
   * Takes text from `from` on. Answers what stands behind the bracket that closes the list (of values in no list: what begins
   * with a list); null if all was taken. Throws a DataError for an element that does not end within reason.
   */
  take(text: string, from: number, records: RawRecord[]): string | null {
    if (this.#damagedAt === -1) return this.#read(text, from, records, false);
    this.#keep(text.slice(from));
    return this.#length < this.#wanted ? null : this.#readOn(records, false, false);
  }

  /** After the last text. Answers what follows the list, if its end was found only now. */
  end(records: RawRecord[]): string | null {
    if (this.#damagedAt !== -1) {
      const rest = this.#readOn(records, true, false);
      if (rest !== null) return rest;
    } else if (this.#inside && this.#follower.mayEnd) {
      this.#finish(this.#joined(), records);
    } else if (this.#inside) {
      this.#damagedAt = this.#length;
      const rest = this.#readOn(records, true, true);
      if (rest !== null) return rest;
    }
    if (!this.#surroundings.inSequence && !this.#isLost) {
      records.push(brokenRecord(this.#count.lines + 1, dataRules.brokenArray, { problem: "cut-off" }, ""));
    }
    return null;
  }

  /** Goes on with what is kept, which is damaged. */
  #readOn(records: RawRecord[], isLast: boolean, isCutOff: boolean): string | null {
    const text = this.#joined();
    const next = this.#endOfDamaged(text, records, isLast, isCutOff);
    return next === -1 ? null : this.#read(text, next, records, isLast);
  }

  #read(text: string, from: number, records: RawRecord[], isLast: boolean): string | null {
    let rest = text;
    let at = from;
    for (;;) {
      if (!this.#inside) {
        at = this.#passBetween(rest, at, records);
        if (at === rest.length) return null;
        const unit = rest.charCodeAt(at);
        if (unit === CLOSE_LIST && !this.#surroundings.inSequence) return rest.slice(at + 1);
        if (unit === OPEN_LIST && this.#surroundings.inSequence) return rest.slice(at);
        this.#begin();
      }
      const start = at;
      const end = this.#follower.run(rest, start);
      const { isBroken } = this.#follower;
      if (end !== -1 && !isBroken) {
        this.#finish(rest.slice(start, end), records);
        at = end;
        continue;
      }
      this.#damagedAt = isBroken ? this.#length + end - start : -1;
      this.#wanted = this.#damagedAt + LOOKED_AT;
      this.#keep(rest.slice(start));
      if (isBroken) {
        if (!isLast && this.#length < this.#wanted) return null;
      } else {
        if (!isLast && this.#length <= RECORD_LIMIT) return null;
        if (isLast && this.#follower.mayEnd) {
          this.#finish(this.#joined(), records);
          return null;
        }
        this.#damagedAt = this.#length;
      }
      rest = this.#joined();
      at = this.#endOfDamaged(rest, records, isLast, !isBroken);
      if (at === -1) return null;
    }
  }

  /** Over blanks and commas; answers where the next element or a bracket stands. */
  #passBetween(text: string, from: number, records: RawRecord[]): number {
    const { inSequence } = this.#surroundings;
    for (let at = from; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      if (unit === LINE_END) {
        this.#count.lines += 1;
        this.#column = 0;
      } else if (isBlank(unit)) {
        if (this.#column >= 0) this.#column += 1;
      } else if (unit === COMMA) {
        if (inSequence) this.#tellOfCommas("commas-between", records);
        // Between the commas of a list an element is missing; one behind the last element takes nothing away.
        else if (this.#before !== "element") this.#tell("no-value", records);
        this.#before = "comma";
        this.#column = -1;
      } else {
        const begins = inSequence || unit !== CLOSE_LIST;
        if (begins && !inSequence && this.#before === "element") this.#tellOfCommas("no-comma", records);
        return at;
      }
    }
    return text.length;
  }

  #tellOfCommas(problem: "no-comma" | "commas-between", records: RawRecord[]): void {
    if (!this.#toldOfCommas) this.#tell(problem, records);
    this.#toldOfCommas = true;
  }

  #tell(problem: "no-value" | "no-comma" | "commas-between", records: RawRecord[]): void {
    records.push(brokenRecord(this.#count.lines + 1, dataRules.brokenArray, { problem }, ""));
  }

  #begin(): void {
    this.#inside = true;
    this.#line = this.#count.lines + 1;
    this.#follower.begin();
  }

  #finish(last: string, records: RawRecord[]): void {
    const text = this.#pieces.length === 0 ? last : this.#joined() + last;
    records.push({ kind: "json", line: this.#line, text });
    if (this.#lookedInto < LOOKED_INTO) this.#lookInto(text);
    this.#leave(text);
  }

  #lookInto(text: string): void {
    const keys = keysOf(text);
    if (keys === null || keys[0] === undefined) return;
    const { firstKeys, always, ever } = this.#likeness;
    if (this.#lookedInto === 0) for (const key of keys) always.add(key);
    else for (const key of always) if (!keys.includes(key)) always.delete(key);
    for (const key of keys) ever.add(key);
    firstKeys.add(keys[0]);
    this.#lookedInto += 1;
  }

  /** `text` begins with the damaged element. Answers where reading goes on; -1 if more text is needed, or none is left. */
  #endOfDamaged(text: string, records: RawRecord[], isLast: boolean, isCutOff: boolean): number {
    const isTooLong = isCutOff && !isLast;
    for (;;) {
      const isAll = isCutOff || (isLast && text.length < this.#wanted);
      const damage = {
        text: isAll ? text : text.slice(0, this.#wanted),
        at: this.#damagedAt,
        column: this.#column,
        isLast: isAll,
        isCutOff,
      };
      const found = resumption(damage, this.#likeness, this.#surroundings);
      if (found.kind === "found") {
        const own = text.slice(0, found.end);
        if (found.isWhole) records.push({ kind: "json", line: this.#line, text: own });
        else records.push(damagedRecord(this.#line, own.replace(/[\s,]+$/, ""), "resumed"));
        this.#leave(own);
        if (!found.isWhole) this.#before = "comma";
        return found.end;
      }
      if (isTooLong || text.length > RECORD_LIMIT) throw this.#tooLong();
      if (isAll) {
        records.push(damagedRecord(this.#line, text, isCutOff ? "cut-off" : "unread"));
        this.#leave(text);
        this.#isLost = true;
        return -1;
      }
      this.#wanted *= 2;
      if (text.length >= this.#wanted || isLast) continue;
      this.#keep(text);
      return -1;
    }
  }

  /** Behind an element, which is all of `text`. */
  #leave(text: string): void {
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) this.#count.lines += 1;
    this.#column = indentationAt(text, text.length);
    this.#inside = false;
    this.#before = "element";
    this.#damagedAt = -1;
    this.#pieces = [];
    this.#length = 0;
  }

  #keep(piece: string): void {
    this.#pieces.push(piece);
    this.#length += piece.length;
  }

  #joined(): string {
    const text = this.#pieces.length === 1 ? this.#pieces[0]! : this.#pieces.join("");
    this.#pieces = [];
    this.#length = 0;
    return text;
  }

  #tooLong() {
    const limit = RECORD_LIMIT / 1_000_000;
    return dataError(dataRules.recordTooLong, { path: this.#name, line: this.#line, limit });
  }
}

function damagedRecord(line: number, text: string, outcome: "resumed" | "cut-off" | "unread"): RawRecord {
  const parsed = parseJson(text);
  if (parsed.kind === "value") return { kind: "json", line, text };
  const { problem, offset } = parsed;
  const told = text.trimEnd();
  const { code } = dataRules.notJson;
  const damage = { outcome, told: told.length > TOLD ? TOLD : null };
  const reason = dataRules.notJson.message({ problem, column: offset + 1, damage });
  return { kind: "broken", line, rejection: { path: "", value: told.slice(0, TOLD), reason, code } };
}
