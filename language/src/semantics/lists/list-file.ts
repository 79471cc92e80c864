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
  const values: string[] = [];
  const lines: number[] = [];
  let header: string[] | null = null;
  let index = -1;
  // A quoted cell may hold line ends, so the line of a record is the one after the end of the record before.
  let line = 1;
  try {
    parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      relax_column_count: true,
      skip_empty_lines: false,
      on_record: (cells: string[], { lines: end }: { lines: number }) => {
        if (header === null) {
          header = cells.map(trimBlanks);
          index = header.indexOf(trimBlanks(column));
          if (index < 0)
            index = header.map((name) => name.normalize("NFC")).indexOf(trimBlanks(column).normalize("NFC"));
        } else {
          const value = trimBlanks(cells[index] ?? "");
          if (index >= 0 && value !== "") {
            values.push(value);
            lines.push(line);
          }
        }
        line = end + 1;
        return null;
      },
    });
  } catch {
    // The only thing csv-parse refuses with these options is a quote: not closed, or inside a cell that has none around it.
    return { kind: "malformed", line };
  }
  if (index < 0) return { kind: "unknown-column", columns: header ?? [] };
  return { kind: "items", items: { kind: "file", file, values, lines: Uint32Array.from(lines) } };
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
