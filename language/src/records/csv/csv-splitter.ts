import { dataRules } from "../../diagnostics/rules/data.js";
import { brokenRecord, type RawRecord, type Splitter } from "../raw-record.js";

/** A byte order mark: it means nothing where a row begins, as where files were put one after another. */
const MARK = 0xfeff;
/** Control-Z, which old programs write behind the last row. */
const END_OF_FILE = "\u001a";
/** Characters of one row, at most. Beyond it a quote was hardly ever meant to stay open. */
const ROW_LIMIT = 64_000_000;

export interface CsvLayout {
  readonly delimiter: string;
  /** `\r` only in files without any `\n`. */
  readonly lineEnd: "\n" | "\r";
}

/**
 * Cuts CSV text into rows of cells (RFC 4180). Cells in double quotes keep line ends and delimiters, `""` in them is one
 * quote; a quote inside an unquoted cell stands for itself. Blanks around the quotes are nothing, and `="001"` is the text
 * 001, which spreadsheets are given so that they keep its zeros. Rows that are blank, or nothing but empty cells, are none;
 * one that repeats the first is told. `\n` and `\r\n` both end a row, also mixed.
 */
export class CsvSplitter implements Splitter {
  readonly #count: { lines: number };
  readonly #layout: CsvLayout;
  readonly #limit: number;
  /** Pieces of a row whose end has not come. */
  #pieces: string[] = [];
  #length = 0;
  /** An unquoted line break in what is kept would have ended the row, so only a quote can make it go on. */
  #keptQuote = false;
  /** What is kept ends within quotes. */
  #open = false;
  /** The first row. */
  #header: readonly string[] | null = null;

  /** The rest of a line that is too long. */
  #skipping = false;

  /** `count`: the line ends passed, kept by it. `limit`: characters of a row. */
  constructor(layout: CsvLayout, count: { lines: number }, limit = ROW_LIMIT) {
    this.#count = count;
    this.#layout = layout;
    this.#limit = limit;
  }

  push(piece: string): RawRecord[] {
    const { lineEnd } = this.#layout;
    const chunk = this.#skipping ? this.#behindLine(piece) : piece;
    // Inside quotes nothing but a quote can end the row; outside, nothing but a line end.
    const ending = this.#open ? '"' : lineEnd;
    if (this.#pieces.length > 0 && (this.#open || !this.#keptQuote) && !chunk.includes(ending)) {
      this.#keep(chunk);
      return this.#length > this.#limit ? this.#giveBack() : [];
    }
    this.#pieces.push(chunk);
    const text = this.#pieces.length === 1 ? chunk : this.#pieces.join("");
    this.#pieces = [];
    this.#length = 0;
    const records: RawRecord[] = [];
    const start = this.#rows(text, records, false);
    if (start < text.length) this.#keep(text.slice(start));
    if (this.#length > this.#limit) records.push(...this.#giveBack());
    return records;
  }

  end(): RawRecord[] {
    const text = this.#pieces.join("");
    const records: RawRecord[] = [];
    if (text !== "" && text !== END_OF_FILE) this.#rows(text, records, true);
    return records;
  }

  #keep(piece: string): void {
    this.#pieces.push(piece);
    this.#length += piece.length;
    this.#keptQuote ||= piece.includes('"');
  }

  /** What is kept is longer than a row may be: its first line is rejected, and what follows is read as rows of their own. */
  #giveBack(): RawRecord[] {
    const records: RawRecord[] = [];
    while (this.#length > this.#limit) {
      const text = this.#pieces.join("");
      this.#pieces = [];
      this.#length = 0;
      this.#keptQuote = false;
      this.#open = false;
      const line = this.#count.lines + 1;
      const end = text.indexOf(this.#layout.lineEnd);
      if (end === -1) {
        records.push(brokenRecord(line, dataRules.rowTooLong, { limit: this.#limit }, text.slice(0, 100)));
        this.#skipping = true;
        break;
      }
      records.push(brokenRecord(line, dataRules.unclosedQuote, undefined, text.slice(0, end)));
      this.#count.lines += 1;
      const rest = text.slice(end + 1);
      const start = this.#rows(rest, records, false);
      if (start < rest.length) this.#keep(rest.slice(start));
    }
    return records;
  }

  #behindLine(piece: string): string {
    const end = piece.indexOf(this.#layout.lineEnd);
    if (end === -1) return "";
    this.#count.lines += 1;
    this.#skipping = false;
    return piece.slice(end + 1);
  }

  /** Cuts off all complete rows (with `last`, also an unfinished one); answers where the rest begins. */
  #rows(text: string, records: RawRecord[], last: boolean): number {
    const { delimiter, lineEnd } = this.#layout;
    let start = 0;
    let quote = text.indexOf('"');
    // Files whose lines end by `\n` hardly have others.
    let lone = lineEnd === "\n" ? loneReturn(text, 0) : -1;
    while (start < text.length) {
      if (text.charCodeAt(start) === MARK) {
        start += 1;
        continue;
      }
      const found = text.indexOf(lineEnd, start);
      if (lone !== -1 && lone < start) lone = loneReturn(text, start);
      const isLone = lone !== -1 && (found === -1 || lone < found);
      const end = isLone ? lone : found === -1 ? text.length : found;
      if (quote !== -1 && quote < start) quote = text.indexOf('"', start);
      if (quote === -1 || quote > end) {
        if (end === text.length && !last) return start;
        this.#add(records, withoutReturn(text, start, end).split(delimiter));
        if (!isLone) this.#count.lines += 1;
        start = end + 1;
        continue;
      }
      const row = readQuotedRow(text, start, this.#layout);
      if (!row.broken && row.end === -1 && !last) {
        this.#open = row.open;
        return start;
      }
      if (row.broken || row.open) {
        // Only the line is lost: whatever follows is read as if the quote were not there.
        const line = text.slice(start, end);
        records.push(brokenRecord(this.#count.lines + 1, dataRules.unclosedQuote, undefined, line));
        if (!isLone) this.#count.lines += 1;
        start = end + 1;
        continue;
      }
      this.#add(records, row.cells);
      const next = row.end === -1 ? text.length : row.end;
      this.#count.lines += lineEnds(text, start, next, lineEnd);
      start = next;
    }
    this.#keptQuote = false;
    this.#open = false;
    return start;
  }

  #add(records: RawRecord[], cells: string[]): void {
    if (isEmpty(cells[0]!) && cells.every(isEmpty)) return;
    if (this.#header === null) {
      this.#header = cells;
    } else if (cells[0] === this.#header[0] && isSame(cells, this.#header)) {
      const row = cells.join(this.#layout.delimiter);
      records.push(brokenRecord(this.#count.lines + 1, dataRules.repeatedHeader, undefined, row));
      return;
    }
    records.push({ kind: "cells", line: this.#count.lines + 1, cells });
  }
}

function isEmpty(cell: string): boolean {
  return cell === "" || (cell.charCodeAt(0) <= 0x20 && cell.trim() === "");
}

function isSame(cells: readonly string[], others: readonly string[]): boolean {
  return cells.length === others.length && cells.every((cell, index) => cell === others[index]);
}

interface QuotedRow {
  readonly cells: string[];
  /** Behind the line end; -1 if the text ended first. */
  readonly end: number;
  /** A quote is open where the text ends. */
  readonly open: boolean;
  /** A quote was open over lines, and what follows the next one shows that it opens another cell. */
  readonly broken: boolean;
}

/** Reads one row in which quotes occur. */
export function readQuotedRow(text: string, start: number, { delimiter, lineEnd }: CsvLayout): QuotedRow {
  const cells: string[] = [];
  let at = start;
  for (;;) {
    if (text.charCodeAt(at) === 0x22) {
      const cell = readQuotedCell(text, at);
      if (cell === null) return { cells, end: -1, open: true, broken: false };
      const end = endOfCell(text, cell.end, delimiter, lineEnd);
      const rest = withoutReturn(text, cell.end, end);
      if (rest.trim() !== "" && cell.value.includes(lineEnd)) return { cells, end: -1, open: false, broken: true };
      // What follows the closing quote makes the quotes part of the text, as in `"a" or "b"`.
      cells.push(rest.trim() === "" ? withoutFormula(cell.value) : withoutReturn(text, at, end));
      at = end;
    } else {
      const spaced = quotedBehindBlanks(text, at, delimiter, lineEnd);
      const end = spaced?.end ?? endOfCell(text, at, delimiter, lineEnd);
      const endsRow = end === text.length || text.startsWith(lineEnd, end);
      cells.push(spaced?.value ?? withoutFormula(endsRow ? withoutReturn(text, at, end) : text.slice(at, end)));
      at = end;
    }
    if (at >= text.length) return { cells, end: -1, open: false, broken: false };
    const ends = endsRow(text, at, lineEnd);
    at += 1;
    if (ends) return { cells, end: at, open: false, broken: false };
  }
}

/** The text between the quotes, and the place behind the closing one; null if there is none. */
function readQuotedCell(text: string, start: number): { value: string; end: number } | null {
  let value = "";
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote === -1) return null;
    value += text.slice(from, quote);
    if (text.charCodeAt(quote + 1) !== 0x22) return { value, end: quote + 1 };
    value += '"';
    from = quote + 2;
  }
}

/**
 * A cell such as ` "a, b"`, as some programs write with a blank behind each comma; null if it is none. Only within the line:
 * a quote that does not begin its cell must not swallow those behind it.
 */
function quotedBehindBlanks(
  text: string,
  start: number,
  delimiter: string,
  lineEnd: string,
): { value: string; end: number } | null {
  let quote = start;
  while (text.charCodeAt(quote) === 0x20) quote += 1;
  if (quote === start || text.charCodeAt(quote) !== 0x22) return null;
  const cell = readQuotedCell(text, quote);
  if (cell === null || cell.value.includes(lineEnd)) return null;
  const end = endOfCell(text, cell.end, delimiter, lineEnd);
  return withoutReturn(text, cell.end, end).trim() === "" ? { value: cell.value, end } : null;
}

/** The text in `="001"`; any other cell as it stands. */
function withoutFormula(cell: string): string {
  const match = cell.startsWith('="') ? /^="((?:[^"]|"")*)"$/.exec(cell) : null;
  return match === null ? cell : match[1]!.replaceAll('""', '"');
}

function endOfCell(text: string, start: number, delimiter: string, lineEnd: string): number {
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === delimiter || endsRow(text, at, lineEnd)) return at;
  }
  return text.length;
}

/** Whether a line end stands there, or a `\r` that is none of two signs. */
function endsRow(text: string, at: number, lineEnd: string): boolean {
  const unit = text.charCodeAt(at);
  return unit === lineEnd.charCodeAt(0) || (unit === 0x0d && at + 1 < text.length && text.charCodeAt(at + 1) !== 0x0a);
}

/** The next `\r` that does not belong to `\r\n`; of the last sign of a text nobody knows. */
function loneReturn(text: string, from: number): number {
  let at = text.indexOf("\r", from);
  while (at !== -1 && text.charCodeAt(at + 1) === 0x0a) at = text.indexOf("\r", at + 2);
  return at + 1 < text.length ? at : -1;
}

function withoutReturn(text: string, start: number, end: number): string {
  return text.slice(start, end > start && text.charCodeAt(end - 1) === 0x0d ? end - 1 : end);
}

function lineEnds(text: string, start: number, end: number, lineEnd: string): number {
  let lines = 0;
  for (let at = text.indexOf(lineEnd, start); at !== -1 && at < end; at = text.indexOf(lineEnd, at + 1)) lines += 1;
  return lines;
}
