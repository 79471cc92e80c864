import type { Rule } from "../../diagnostics/rule.js";
import { dataRules } from "../../diagnostics/rules/data.js";
import { nearestName } from "../../values/nearest.js";
import { type DataError, dataError } from "../data-error.js";
import { parseJson } from "../json-text.js";
import { brokenRecord, type LineCount, type RawRecord, type Splitter } from "../raw-record.js";
import { type DataPath, formatDataPath, typedDataPath } from "./data-path.js";
import { JsonElements } from "./json-elements.js";
import { RECORD_LIMIT } from "./ndjson.js";

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];
/** So many keys of an object are remembered, to name one where the path leads to nothing. */
const KEYS_KEPT = 100;
/** So much is kept of a value that stands where a customer should. */
const SHOWN = 100;

/** What comes next. */
type Expected =
  /** A value on the path. */
  | "value"
  /** The key of a member, or the end of the object. */
  | "key"
  | "colon"
  /** A comma or the end of what is open. */
  | "next"
  /** The rest of something that is not on the path. */
  | "skipped"
  /** The rest of the text of a key, of a list of customers, of one customer. */
  | "key text"
  | "elements"
  | "record";

/** An object or a list on the way to the customers. */
interface Frame {
  readonly kind: "object" | "list";
  readonly line: number;
  /** Of an object: whether the key that leads on is there. */
  found: boolean;
  /** Of an object: the keys that are there, those of objects and lists first. */
  readonly containers: string[];
  readonly others: string[];
}

/**
 * Finds the customers inside JSON by a path of keys, and cuts them out one by one without holding what is around them.
 * Where the path ends stands a list of customers, or one customer. Lists on the way are gone through, and several values
 * one after another are each looked into; so pages of a web service are read too, in one file or one a line.
 */
export class JsonPathSplitter implements Splitter {
  readonly #name: string;
  readonly #path: DataPath;
  readonly #count: LineCount;
  #expected: Expected = "value";
  readonly #frames: Frame[] = [];
  #elements: JsonElements | null = null;
  /** The key or the record so far, from earlier pieces of text, and the line in which it began. */
  #pieces: string[] = [];
  #length = 0;
  #line = 0;
  #key = "";
  #inText = false;
  #escaped = false;
  /** What is skipped, from its beginning, if it stands where a customer should. */
  #scalar = "";
  /** Brackets that are open in what is skipped, or in the record. */
  #open = 0;
  /** How often the path led to a list of customers or to one. */
  #arrivals = 0;
  /** Why it did not, the first time. */
  #failure: DataError | null = null;

  constructor(name: string, path: DataPath, count: LineCount) {
    this.#name = name;
    this.#path = path;
    this.#count = count;
  }

  push(text: string): RawRecord[] {
    const records: RawRecord[] = [];
    this.#read(text, records);
    return records;
  }

  end(): RawRecord[] {
    const records: RawRecord[] = [];
    while (this.#expected === "elements") {
      const rest = this.#elements!.end(records);
      this.#expected = "next";
      // That a list was cut off has been said, and so was what is around it.
      if (rest === null) this.#frames.length = 0;
      else this.#read(rest, records);
    }
    if (this.#expected === "skipped") this.#endSkipped(records);
    if (this.#expected === "record") {
      records.push({ kind: "json", line: this.#line, text: this.#take("") });
    } else if (this.#frames.length > 0) {
      const problem = "object-cut-off";
      records.push(brokenRecord(this.#count.lines + 1, dataRules.brokenArray, { problem }, ""));
    }
    if (this.#arrivals === 0 && this.#failure !== null) throw this.#failure;
    return records;
  }

  #read(piece: string, records: RawRecord[]): void {
    let text = piece;
    let start = 0;
    for (let at = 0; at < text.length; at += 1) {
      if (this.#expected === "elements") {
        const rest = this.#elements!.take(text, at, records);
        if (rest === null) return;
        this.#expected = "next";
        text = rest;
        at = -1;
        continue;
      }
      const unit = text.charCodeAt(at);
      if (unit === 0x0a) this.#count.lines += 1;
      if (this.#expected === "key text" || this.#expected === "record") {
        this.#follow(unit);
        if (this.#inText || this.#open > 0) continue;
        const whole = this.#take(text.slice(start, at + 1));
        if (this.#expected === "key text") this.#endKey(whole);
        else this.#endRecord(whole, records);
        continue;
      }
      if (this.#expected === "skipped") {
        if (!this.#endsSkipped(unit)) {
          this.#follow(unit);
          if (this.#scalar.length > 0 && this.#scalar.length < SHOWN) this.#scalar += text.charAt(at);
          continue;
        }
        this.#endSkipped(records);
      }
      if (unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09) continue;
      start = at;
      this.#step(unit, records);
    }
    if (this.#expected === "key text" || this.#expected === "record") this.#keep(text.slice(start));
  }

  /** Takes one character that is no blank and lies on the way. */
  #step(unit: number, records: RawRecord[]): void {
    const frame = this.#frames.at(-1);
    if (this.#expected === "colon") {
      if (unit !== COLON) throw this.#broken(unit);
      this.#expected = "value";
    } else if (unit === (frame?.kind === "object" ? CLOSE_OBJECT : CLOSE_LIST) && frame !== undefined) {
      this.#close(frame, records);
    } else if (this.#expected === "key") {
      if (unit !== QUOTE) throw this.#broken(unit);
      this.#begin("key text", unit);
    } else if (this.#expected === "next" && unit === COMMA) {
      // Behind the last value, too, a comma takes nothing away.
      this.#expected = frame?.kind === "object" ? "key" : "value";
    } else if (this.#expected === "value" || frame === undefined) {
      this.#beginValue(unit, frame);
    } else {
      throw this.#broken(unit);
    }
  }

  #beginValue(unit: number, frame: Frame | undefined): void {
    if (unit === COMMA || unit === COLON || unit === CLOSE_OBJECT || unit === CLOSE_LIST) throw this.#broken(unit);
    const opens = unit === OPEN_OBJECT || unit === OPEN_LIST;
    const depth = this.#depth();
    if (frame?.kind === "object" && this.#key !== this.#path[depth - 1]) {
      const keys = opens ? frame.containers : frame.others;
      if (keys.length < KEYS_KEPT) keys.push(this.#key);
      this.#begin("skipped", unit);
      return;
    }
    if (frame !== undefined) frame.found = true;
    if (!opens) {
      this.#begin("skipped", unit);
      this.#scalar = String.fromCharCode(unit);
    } else if (depth === this.#path.length) {
      this.#arrivals += 1;
      if (unit === OPEN_OBJECT) {
        this.#begin("record", unit);
      } else {
        const around = this.#frames.map(({ kind }) => kind);
        this.#elements = new JsonElements(this.#name, this.#count, { inSequence: false, around, isAlone: false });
        this.#expected = "elements";
      }
    } else {
      const kind = unit === OPEN_OBJECT ? "object" : "list";
      this.#frames.push({ kind, line: this.#count.lines + 1, found: false, containers: [], others: [] });
      this.#expected = kind === "object" ? "key" : "value";
    }
  }

  #begin(expected: "key text" | "record" | "skipped", unit: number): void {
    this.#expected = expected;
    this.#line = this.#count.lines + 1;
    this.#inText = false;
    this.#escaped = false;
    this.#open = 0;
    this.#follow(unit);
  }

  /** Follows quotes and brackets in what is passed over whole. */
  #follow(unit: number): void {
    if (this.#inText) {
      if (this.#escaped) this.#escaped = false;
      else if (unit === BACKSLASH) this.#escaped = true;
      else if (unit === QUOTE) this.#inText = false;
    } else if (unit === QUOTE) this.#inText = true;
    else if (unit === OPEN_OBJECT || unit === OPEN_LIST) this.#open += 1;
    else if (unit === CLOSE_OBJECT || unit === CLOSE_LIST) this.#open -= 1;
  }

  /** Whether what is skipped has ended before this character. */
  #endsSkipped(unit: number): boolean {
    if (this.#inText || this.#open > 0) return false;
    if (this.#frames.length === 0) return unit === 0x0a || unit === OPEN_OBJECT || unit === OPEN_LIST;
    return unit === COMMA || unit === CLOSE_OBJECT || unit === CLOSE_LIST;
  }

  /** What is neither object nor list ends the path, though the path goes on or customers should stand there. */
  #endSkipped(records: RawRecord[]): void {
    this.#expected = "next";
    if (this.#scalar === "") return;
    const value = this.#scalar.trim();
    this.#scalar = "";
    const parameters = { path: this.#shownPath(this.#depth()), found: kindOf(value) };
    this.#fail(this.#line, dataRules.pathLeadsElsewhere, parameters, records, value);
  }

  #endKey(text: string): void {
    try {
      this.#key = JSON.parse(text) as string;
    } catch {
      this.#key = text;
    }
    this.#expected = "colon";
  }

  #endRecord(text: string, records: RawRecord[]): void {
    records.push({ kind: "json", line: this.#line, text });
    this.#expected = "next";
  }

  #close(frame: Frame, records: RawRecord[]): void {
    if (frame.kind === "object" && !frame.found) {
      const depth = this.#depth() - 1;
      const parameters = {
        path: this.#shownPath(depth),
        key: this.#path[depth]!,
        suggestion: this.#other(frame, depth),
      };
      this.#fail(frame.line, dataRules.pathLeadsNowhere, parameters, records);
    }
    this.#frames.pop();
    this.#expected = "next";
  }

  /** The path that may have been meant: by a key that is spelled alike, or by the only one that leads anywhere. */
  #other({ containers, others }: Frame, depth: number): string | null {
    // A key that holds points stands in quotes.
    for (let end = this.#path.length; end > depth + 1; end -= 1) {
      const joined = this.#path.slice(depth, end).join(".");
      if (!containers.includes(joined)) continue;
      return typedDataPath([...this.#path.slice(0, depth), joined, ...this.#path.slice(end)]);
    }
    const only = containers.length === 1 ? containers[0]! : null;
    const key = nearestName(this.#path[depth]!, [...containers, ...others]) ?? only;
    if (key === null) return null;
    return typedDataPath([...this.#path.slice(0, depth), key, ...this.#path.slice(depth + 1)]);
  }

  /** Where the path breaks off no customer is known, so the place is told as a record that cannot be read. */
  #fail<P>(
    line: number,
    rule: Rule<P & { readonly file: string }>,
    parameters: P,
    records: RawRecord[],
    value = "",
  ): void {
    const inFile = { ...parameters, file: this.#name };
    this.#failure ??= dataError(rule, inFile);
    records.push(brokenRecord(line, rule, inFile, value));
  }

  #broken(unit: number): DataError {
    const parameters = { path: this.#name, line: this.#count.lines + 1, sign: String.fromCharCode(unit) };
    return dataError(dataRules.brokenAroundCustomers, parameters);
  }

  /** How many keys of the path have been followed. */
  #depth(): number {
    return this.#frames.filter(({ kind }) => kind === "object").length;
  }

  #shownPath(depth: number): string | null {
    return depth === 0 ? null : formatDataPath(this.#path.slice(0, depth));
  }

  #keep(piece: string): void {
    this.#pieces.push(piece);
    this.#length += piece.length;
    if (this.#length <= RECORD_LIMIT) return;
    const limit = RECORD_LIMIT / 1_000_000;
    throw dataError(dataRules.recordTooLong, { path: this.#name, line: this.#line, limit });
  }

  #take(last: string): string {
    const text = this.#pieces.length === 0 ? last : this.#pieces.join("") + last;
    this.#pieces = [];
    this.#length = 0;
    return text;
  }
}

/** Of a value that is neither object nor list, by its text or the beginning of it. */
function kindOf(text: string): "text" | "number" | "boolean" | "null" | "nothing" {
  if (text.startsWith('"')) return "text";
  const parsed = parseJson(text);
  if (parsed.kind === "error") return "nothing";
  if (parsed.value === null) return "null";
  return typeof parsed.value === "boolean" ? "boolean" : "number";
}
