import { dataRules } from "../diagnostics/rules/data.js";
import { CsvSplitter } from "./csv/csv-splitter.js";
import { type CsvStart, csvStart } from "./csv/csv-start.js";
import { dataError } from "./data-error.js";
import { type DataPath, typedDataPath } from "./json/data-path.js";
import { JsonArraySplitter } from "./json/json-array.js";
import { JsonPathSplitter } from "./json/json-path.js";
import { JsonValuesSplitter } from "./json/json-values.js";
import { NdjsonSplitter } from "./json/ndjson.js";
import { parseJson } from "./json-text.js";
import { isJsonObject, type JsonValue } from "./json-value.js";
import type { LineCount, RawRecord, Splitter } from "./raw-record.js";

export type FileLayout =
  | { readonly kind: "json-array" }
  | { readonly kind: "json-path"; readonly path: DataPath }
  | { readonly kind: "ndjson" }
  | ({ readonly kind: "csv" } & CsvStart);

/** What the program knows of the data before they are read. */
export interface Expectation {
  /** The keys of a customer object in JSON; empty if unknown. */
  readonly keys: readonly string[];
  /** The columns of a CSV file. */
  readonly columns: readonly string[];
}

/**
 * How a file is laid out, judged by the beginning of its text (`whole`: that is all of it); the ending of the name only
 * decides what the text leaves open. Throws a DataError for JSON that is neither a list nor one object a line.
 */
export function detectLayout(name: string, head: string, whole: boolean, expected: Expectation): FileLayout {
  const first = head.trimStart().charAt(0);
  if (first === "" && whole) throw dataError(dataRules.emptyData, { path: name });
  const named = /\.(ndjson|jsonl|json|csv|tsv|txt)(?:\.gz)?$/i.exec(name)?.[1]?.toLowerCase() ?? null;
  const lineByLine = named === "ndjson" || named === "jsonl";
  if (first === "{") {
    rejectSeveralLines(name, head, whole, expected);
    return { kind: "ndjson" };
  }
  if (first === "[" && !lineByLine) return { kind: "json-array" };
  if (lineByLine || named === "json") return { kind: "ndjson" };
  return { kind: "csv", ...csvStart(head, expected.columns) };
}

/** An object that goes on over several lines is either printed prettily, or a wrapper around the customers. */
function rejectSeveralLines(name: string, head: string, whole: boolean, expected: Expectation): void {
  const start = head.length - head.trimStart().length;
  const lineEnd = head.indexOf("\n", start);
  if (lineEnd === -1 || parseJson(head.slice(start, lineEnd)).kind === "value") return;
  const secondLine = lineEnd + (/\S/.exec(head.slice(lineEnd))?.index ?? head.length);
  if (secondLine >= head.length) return;
  const all = parseJson(head.slice(start));
  const goesOn =
    all.kind === "value" ||
    (all.problem.kind === "cut-off" ? !whole || !anotherBegins(head, secondLine) : start + all.offset > secondLine);
  if (!goesOn) return;
  const wrapper = all.kind === "value" ? wrappedList(all.value, expected.keys) : wrappedFirst(head, expected.keys);
  if (wrapper !== null) throw dataError(dataRules.wrappedJson, { path: name, keys: typedDataPath(wrapper) });
  throw dataError(dataRules.prettyPrintedJson, { path: name });
}

function anotherBegins(head: string, secondLine: number): boolean {
  return head.charAt(secondLine) === "{";
}

/** Throws a DataError for a file that is no JSON. */
export function layoutOnPath(name: string, head: string, whole: boolean, path: DataPath): FileLayout {
  const first = head.trimStart().charAt(0);
  if (first === "" && whole) throw dataError(dataRules.emptyData, { path: name });
  if (first !== "{" && first !== "[") throw dataError(dataRules.pathIntoText, { path: name });
  return { kind: "json-path", path };
}

/** What cuts a text of this layout into records. */
export function splitterFor(layout: FileLayout, name: string, count: LineCount): Splitter {
  switch (layout.kind) {
    case "csv":
      return new CsvSplitter(layout, count);
    case "ndjson":
      return new NdjsonSplitter(name, count);
    case "json-array":
      return new JsonArraySplitter(name, count);
    case "json-path":
      return layout.path.length === 0
        ? new JsonValuesSplitter(name, count)
        : new JsonPathSplitter(name, layout.path, count);
  }
}

/**
 * Throws a DataError for a single object that is all there is, and holds nothing the program reads but a list of objects: it is no
 * customer. `path`: the keys that led to it.
 */
export function rejectWrapper(
  name: string,
  records: readonly RawRecord[],
  { keys }: Expectation,
  path: DataPath,
): void {
  const [only, second] = records;
  if (only?.kind !== "json" || second !== undefined) return;
  const parsed = parseJson(only.text);
  const inner = parsed.kind === "value" ? wrappedList(parsed.value, keys) : null;
  if (inner !== null) throw dataError(dataRules.wrappedJson, { path: name, keys: typedDataPath([...path, ...inner]) });
}

/** The keys that lead to the customers in an object that is none itself; null if it may be one. */
export function wrappedList(value: JsonValue, keys: readonly string[]): DataPath | null {
  if (!isJsonObject(value) || keys.length === 0 || keys.some((key) => Object.hasOwn(value, key))) return null;
  for (const [key, item] of Object.entries(value)) {
    if (Array.isArray(item) && item.length > 0 && item.every((element) => isJsonObject(element as JsonValue)))
      return [key];
  }
  for (const [key, item] of Object.entries(value)) {
    const inner = wrappedList(item, keys);
    if (inner !== null) return [key, ...inner];
  }
  return null;
}

/** The same where the object is cut off: judged by its first key. */
function wrappedFirst(head: string, keys: readonly string[]): DataPath | null {
  const match = /^\s*\{\s*"((?:[^"\\]|\\.)*)"\s*:\s*\[\s*\{/.exec(head);
  return match !== null && keys.length > 0 && !keys.includes(match[1]!) ? [match[1]!] : null;
}
