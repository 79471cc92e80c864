import type { Criterion } from "../../src/condition/model.js";
import { dataRules } from "../../src/diagnostics/rules/data.js";
import type { Outcome } from "../../src/evaluation/classifier.js";
import { dataError } from "../../src/records/data-error.js";

export type TextFormat = "ndjson" | "json" | "csv";
export type OutputFormat = TextFormat | "parquet";

/** One criterion's answer for a customer: a segment's name, null for none or a conflict, a list in an overlapping criterion. */
export type MembershipCell = string | null | readonly string[];

export function cellOf({ overlapping, segments }: Criterion, outcome: Outcome): MembershipCell {
  if (typeof outcome === "number") return segments[outcome]?.name ?? null;
  return overlapping ? outcome.map((number) => segments[number]!.name) : null;
}

/** Writes customers as text. */
export interface MembershipWriter {
  /** Before the first. */
  begin(): string;
  /** Before each customer but the first; of ASCII. */
  readonly separator: string;
  customer(key: string, cells: readonly MembershipCell[]): string;
  /** After the last. */
  end(): string;
}

export interface MembershipLayout {
  /** Name of the key's column. */
  readonly keyColumn: string;
  readonly criteria: readonly string[];
  /** Cells that a spreadsheet would take for a formula get an apostrophe before them. */
  readonly csvSafe: boolean;
}

/**
 * By the ending of the name, before `.gz` if it has that too; throws a DataError if it says nothing. Devices have no
 * ending: NDJSON goes there.
 */
export function formatOfName(path: string): OutputFormat {
  const ending = /\.(?:(ndjson|jsonl|json|csv)(?:\.gz)?|(parquet))$/i.exec(path)?.slice(1).join("").toLowerCase();
  if (ending === "csv" || ending === "json" || ending === "parquet") return ending;
  if (ending !== undefined || /^\/(dev|proc)\//.test(path)) return "ndjson";
  throw dataError(dataRules.unknownOutputFormat, { path });
}

/** The name of the key column: the key field's own, unless a criterion has it. */
export function keyColumnName(keyField: string | null, criteria: readonly string[]): string {
  const candidates = [keyField ?? "record", "key", "customer"];
  return candidates.find((name) => !criteria.includes(name)) ?? `${candidates[0]} (key)`;
}

export function membershipWriter(format: TextFormat, layout: MembershipLayout): MembershipWriter {
  switch (format) {
    case "ndjson":
      return jsonWriter(layout, { begin: "", separator: "", lineEnd: "\n", end: "" });
    case "json":
      return jsonWriter(layout, { begin: "[", separator: ",", lineEnd: "", end: "\n]\n", indent: "\n  " });
    case "csv":
      return csvWriter(layout);
  }
}

interface JsonFrame {
  readonly begin: string;
  readonly separator: string;
  readonly lineEnd: string;
  readonly end: string;
  readonly indent?: string;
}

function jsonWriter({ keyColumn, criteria }: MembershipLayout, frame: JsonFrame): MembershipWriter {
  const keyStart = `${frame.indent ?? ""}{${JSON.stringify(keyColumn)}:`;
  const starts = criteria.map((name) => `,${JSON.stringify(name)}:`);
  // Segment names come again and again.
  const written = new Map<string, string>();
  const write = (name: string): string => {
    let text = written.get(name);
    if (text === undefined) {
      text = JSON.stringify(name);
      written.set(name, text);
    }
    return text;
  };
  return {
    begin: () => frame.begin,
    separator: frame.separator,
    customer(key, cells) {
      let text = keyStart + JSON.stringify(key);
      for (let index = 0; index < cells.length; index += 1) {
        const cell = cells[index]!;
        text += starts[index];
        if (cell === null) text += "null";
        else text += typeof cell === "string" ? write(cell) : `[${cell.map(write).join(",")}]`;
      }
      return `${text}}${frame.lineEnd}`;
    },
    end: () => frame.end,
  };
}

function csvWriter({ keyColumn, criteria, csvSafe }: MembershipLayout): MembershipWriter {
  const cell = (text: string) => csvCell(text, csvSafe);
  const row = (cells: readonly string[]) => `${cells.map(cell).join(",")}\r\n`;
  return {
    begin: () => row([keyColumn, ...criteria]),
    separator: "",
    customer: (key, cells) => row([key, ...cells.map(joined)]),
    end: () => "",
  };
}

/** Segments of an overlapping criterion are joined by `;`; a name that holds one stands in backticks, as in a program. */
function joined(cell: MembershipCell): string {
  if (cell === null) return "";
  if (typeof cell === "string") return cell;
  return cell.map((name) => (/[;`]/.test(name) ? `\`${name}\`` : name)).join(";");
}

/**
 * One cell (RFC 4180). With `safe`, what begins with `=`, `+`, `-`, `@` (also full-width), a tab or a line end gets an
 * apostrophe before it: spreadsheets would run it as a formula (OWASP, CSV injection). Signs that some spreadsheets
 * split cells at stand in quotes then, so that none begins behind them.
 */
export function csvCell(text: string, safe: boolean): string {
  if (!safe) return quoted(text, /[",\r\n]|^\s|\s$/);
  const harmless = /^[=+\-@＝＋－＠\t\r\n]/.test(text) ? `'${text}` : text;
  return quoted(harmless, /[",;\t|\r\n]|^\s|\s$/);
}

function quoted(text: string, where: RegExp): string {
  return where.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
