import type { CriterionDifference, Move } from "@seg-lang/language";
import { countText } from "../terminal/bars.js";
import { safeText } from "../terminal/text-layout.js";
import {
  absenceText,
  customersIn,
  type DifferenceReport,
  hasSets,
  leftOutTexts,
  movedText,
  openMoves,
  placeName,
  undecidedMove,
  withStatus,
} from "./difference.js";
import { changeLine } from "./program-changes.js";
import { counted } from "./report.js";

/** A comment on GitHub holds 65,536 characters: so many moves, and so much of their records, always fit. */
const MOST_ROWS = 50;
const MOST_RECORDS = 20;
const MOST_CHANGES = 30;
const LONGEST_RECORD = 1500;
const LONGEST_CELL = 300;

/** For a comment on a pull request: one table of the moves; the records are folded away. */
export function markdownDifference(report: DifferenceReport): string {
  const { before, after, difference } = report;
  const absence = absenceText(report);
  const changed = withStatus(difference, "changed", "undecided");
  const rows = changed.flatMap((each) => openMoves(each).map((move) => ({ each, move })));
  const parts = [
    `### Segments${report.name === null ? "" : ` of ${text(report.name)}`}: ${text(before.label)} → ${text(after.label)}`,
    ...(absence === null ? [] : [text(absence.replaceAll("`", ""))]),
    ...changes(report),
    headline(report),
    ...(rows.length === 0 ? [] : [table(report, rows.slice(0, MOST_ROWS))]),
    ...(rows.length > MOST_ROWS ? [`… and ${counted(rows.length - MOST_ROWS, "move")} more.`] : []),
    ...details(report, rows),
  ];
  return `${parts.join("\n\n")}\n`;
}

interface Row {
  readonly each: CriterionDifference;
  readonly move: Move;
}

function changes({ difference }: DifferenceReport): string[] {
  if (difference.changes.length === 0) return [];
  const lines = difference.changes.slice(0, MOST_CHANGES).map((change) => {
    const { sign, text: line } = changeLine(change);
    return `- ${{ "+": "new", "-": "gone", "~": "changed" }[sign]}: ${text(line.replaceAll("`", ""))}`;
  });
  const left = difference.changes.length - lines.length;
  return [`**What changed**\n\n${[...lines, ...(left > 0 ? [`- … and ${left} more`] : [])].join("\n")}`];
}

function headline(report: DifferenceReport): string {
  const { difference, movements } = report;
  const names = (...status: CriterionDifference["status"][]) =>
    withStatus(difference, ...status).map(({ criterion }) => text(criterion));
  const line = (label: string, list: readonly string[]) => (list.length === 0 ? [] : [`${label} ${list.join(", ")}`]);
  const lines = [
    ...line("**Changed:**", names("changed")),
    ...line("**Undecided:**", names("undecided")),
    ...line("**Added:**", names("added")),
    ...line("**Removed:**", names("removed")),
    ...line("Unchanged, proved:", names("unchanged")),
  ];
  if (lines.length === 0) lines.push("Neither program has a criterion.");
  if (movements !== null) {
    const { who, rest } = movedText(movements);
    lines.push(`**${who}**${rest}`, ...leftOutTexts(report).map((line) => text(line.replaceAll("`", ""))));
  }
  return lines.join("  \n");
}

function table(report: DifferenceReport, rows: readonly Row[]): string {
  const counts = report.movements !== null;
  const head = ["criterion", "from", "to", ...(counts ? ["customers"] : []), "for example"];
  const rule = head.map((name) => (name === "customers" ? "---:" : "---"));
  const body = rows.map(({ each: { criterion }, move }) => {
    const sets = hasSets(report, criterion);
    const place = (id: string | null, none: string) => (id === null ? none : text(placeName(report, criterion, id)));
    return [
      text(criterion),
      place(move.from, sets ? "–" : "*none*"),
      place(move.to, sets ? "–" : "*none*"),
      ...(counts ? [countText(customersIn(report, criterion, move) ?? 0)] : []),
      example(move),
    ];
  });
  return [head, rule, ...body].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function example({ verdict }: Move): string {
  switch (verdict.kind) {
    case "nobody":
      return "";
    case "somebody":
      return code(`${verdict.witness.summary}${verdict.witness.asOf === null ? "" : ` as of ${verdict.witness.asOf}`}`);
    case "undecided":
      return `undecided: ${text(undecidedMove(verdict).replaceAll("`", ""))}`;
  }
}

function details(report: DifferenceReport, rows: readonly Row[]): string[] {
  const records = rows.flatMap(({ each: { criterion }, move }) => {
    if (move.verdict.kind !== "somebody") return [];
    const record = JSON.stringify(move.verdict.witness.record, null, 2);
    if (record.length > LONGEST_RECORD) return [];
    const name = (id: string | null) => text(placeName(report, criterion, id));
    return [`${text(criterion)}: ${name(move.from)} → ${name(move.to)}\n\n${fenced(record)}`];
  });
  if (records.length === 0) return [];
  const shown = records.slice(0, MOST_RECORDS).join("\n\n");
  return [`<details><summary>The customers of the examples</summary>\n\n${shown}\n\n</details>`];
}

/** As it stands, whatever it holds: no mark-up, no mention of anybody, no end of the cell. */
function text(raw: string): string {
  return oneLine(raw).replace(/[\\`*_[\]#|<>~&@]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function code(raw: string): string {
  const line = oneLine(raw).replaceAll("|", "\\|");
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return longest === 0 ? `${fence}${line}${fence}` : `${fence} ${line} ${fence}`;
}

function fenced(block: string): string {
  const longest = Math.max(2, ...[...block.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}json\n${block}\n${fence}`;
}

function oneLine(raw: string): string {
  const line = safeText(raw.replace(/\s+/g, " "), { isolate: false });
  return line.length <= LONGEST_CELL ? line : `${line.slice(0, LONGEST_CELL - 1)}…`;
}
