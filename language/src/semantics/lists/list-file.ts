import { parse } from "csv-parse/browser/esm/sync";
import type { ListItems } from "../../condition/model.js";
import { trimBlanks } from "../../values/text.js";

type FileItems = Extract<ListItems, { kind: "file" }>;

/** One value a line, blanks around it trimmed, blank lines skipped. */
export function itemsOfLines(file: string, text: string): FileItems {
  const values: string[] = [];
  const lines: number[] = [];
  let line = 1;
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (start <= text.length) {
    const end = lineEnd(text, start);
    const value = trimBlanks(text.slice(start, end));
    if (value !== "") {
      values.push(value);
      lines.push(line);
    }
    start = text.charCodeAt(end) === 0x0d && text.charCodeAt(end + 1) === 0x0a ? end + 2 : end + 1;
    line += 1;
  }
  return { kind: "file", file, values, lines: Uint32Array.from(lines) };
}

function lineEnd(text: string, start: number): number {
  for (let offset = start; offset < text.length; offset += 1) {
    const unit = text.charCodeAt(offset);
    if (unit === 0x0a || unit === 0x0d) return offset;
  }
  return text.length;
}

export type ColumnResult =
  | { readonly kind: "items"; readonly items: FileItems }
  | { readonly kind: "unknown-column"; readonly columns: readonly string[] }
  /** A quote in this line or soon after it makes no sense. */
  | { readonly kind: "malformed"; readonly line: number };

/** The cells of one column of a CSV file (RFC 4180, a header, delimiter `,` `;` tab or `|`), trimmed; blank ones skipped. */
export function itemsOfColumn(file: string, text: string, column: string): ColumnResult {
  const wanted = trimBlanks(column).normalize("NFC");
  const collected = new ColumnCollector(wanted);
  const delimiter = delimiterOf(text);
  const malformed = text.includes('"')
    ? forEachQuotedRecord(text, delimiter, collected)
    : forEachPlainRecord(text, delimiter, collected);
  if (malformed !== null) return { kind: "malformed", line: malformed };
  if (collected.index < 0) return { kind: "unknown-column", columns: collected.header ?? [] };
  const { values, lines } = collected;
  return { kind: "items", items: { kind: "file", file, values, lines: Uint32Array.from(lines) } };
}

/** The names of the columns of a CSV file, as its header has them; none where a quote in it makes no sense. */
export function columnsOf(text: string): readonly string[] {
  const header = /^(?:[^"\r\n]|"[^"]*(?:"|$))*/.exec(text.slice(0, 100_000))![0];
  const collector = new ColumnCollector("");
  const each = header.includes('"') ? forEachQuotedRecord : forEachPlainRecord;
  each(header, delimiterOf(header), collector);
  return (collector.header ?? []).filter((name) => name !== "");
}

class ColumnCollector {
  header: readonly string[] | null = null;
  index = -1;
  readonly values: string[] = [];
  readonly lines: number[] = [];
  readonly #wanted: string;

  constructor(wanted: string) {
    this.#wanted = wanted;
  }

  readHeader(cells: readonly string[]): void {
    this.header = cells.map(trimBlanks);
    this.index = this.header.findIndex((name) => name.normalize("NFC") === this.#wanted);
  }

  add(cell: string, line: number): void {
    const value = trimBlanks(cell);
    if (value === "") return;
    this.values.push(value);
    this.lines.push(line);
  }
}

/** Without a quote in the whole text a line is a record, which needs no parser: ten times as fast for long lists. */
function forEachPlainRecord(text: string, delimiter: string, collector: ColumnCollector): null {
  let line = 1;
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (start < text.length) {
    const end = lineEnd(text, start);
    if (collector.header === null) collector.readHeader(text.slice(start, end).split(delimiter));
    else if (collector.index >= 0) collector.add(cellOf(text, start, end, delimiter, collector.index), line);
    start = text.charCodeAt(end) === 0x0d && text.charCodeAt(end + 1) === 0x0a ? end + 2 : end + 1;
    line += 1;
  }
  return null;
}

function cellOf(text: string, start: number, end: number, delimiter: string, index: number): string {
  let from = start;
  for (let cell = 0; cell < index; cell += 1) {
    from = text.indexOf(delimiter, from) + 1;
    if (from === 0 || from > end) return "";
  }
  const to = text.indexOf(delimiter, from);
  return text.slice(from, to < 0 || to > end ? end : to);
}

/** Gives the line near which a quote makes no sense, or null. */
function forEachQuotedRecord(text: string, delimiter: string, collector: ColumnCollector): number | null {
  // A quoted cell may hold line ends, so a record's line is the one after the end of the record before.
  let line = 1;
  // Inside quotes the parser counts CR LF as two.
  let countedTwice = 0;
  try {
    parse(text, {
      bom: true,
      delimiter,
      relax_column_count: true,
      // All line ends everywhere: by itself the parser takes the first one it meets for the only one.
      record_delimiter: ["\r\n", "\n", "\r"],
      on_record: (cells: string[], { lines: end }: { lines: number }) => {
        if (collector.header === null) collector.readHeader(cells);
        else if (collector.index >= 0) collector.add(cells[collector.index] ?? "", line);
        for (const cell of cells) countedTwice += cell.split("\r\n").length - 1;
        line = end + 1 - countedTwice;
        return null;
      },
    });
  } catch {
    // All that csv-parse refuses with these options is a quote: not closed, or inside a cell that has none around it.
    return line;
  }
  return null;
}

/** The sign that occurs most often in the header, outside quotes. */
function delimiterOf(text: string): string {
  const candidates = [",", ";", "\t", "|"] as const;
  const counts = new Map<string, number>(candidates.map((sign) => [sign, 0]));
  let inQuotes = false;
  for (const sign of text.slice(0, 100_000)) {
    if (sign === '"') inQuotes = !inQuotes;
    else if (!inQuotes && (sign === "\n" || sign === "\r")) break;
    else if (!inQuotes && counts.has(sign)) counts.set(sign, counts.get(sign)! + 1);
  }
  return candidates.reduce((best, sign) => (counts.get(sign)! > counts.get(best)! ? sign : best));
}
