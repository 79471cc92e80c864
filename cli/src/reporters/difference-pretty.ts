import type { CriterionDifference, Move, Witness } from "@seg-lang/language";
import { countText } from "../terminal/bars.js";
import { displayWidth, padEnd, padStart, safeText, truncate } from "../terminal/text-layout.js";
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
import { prose, type Style } from "./style.js";

const NAME_LIMIT = 24;
/** A matrix beyond this is no longer read: a list of the moves stands in its place. */
const MOST_COLUMNS = 8;
const MOST_ROWS = 20;
const MOST_LISTED = 20;
/** Where there is no matrix the list is all there is. */
const MOST_LISTED_ALONE = 60;
const MOST_CHANGES = 30;
const LINE_WIDTH = 100;

/** For people: what is proved unchanged, then a matrix a criterion with an example for each move. */
export function prettyDifference(report: DifferenceReport, style: Style): string {
  const { before, after, difference } = report;
  const { colours } = style;
  const title = `${before.label} → ${after.label}`;
  const head = colours.bold(prose(report.name === null ? title : `${report.name}: ${title}`, style));
  const absence = absenceText(report);
  const changed = withStatus(difference, "changed", "undecided").map((each) => prettyCriterion(report, each, style));
  const legend = changed.length === 0 ? [] : [colours.dim("= stays   – nobody can, proved   ? undecided")];
  const parts = [
    head,
    ...(absence === null ? [] : [prose(absence, style)]),
    ...prettyChanges(report, style),
    ...lines(report, style),
    ...changed,
    ...legend,
    prettyMovements(report, style),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function prettyChanges({ difference: { changes } }: DifferenceReport, style: Style): string[] {
  if (changes.length === 0) return [];
  const { colours } = style;
  const paint = { "+": colours.green, "-": colours.red, "~": colours.yellow };
  const listed = changes.slice(0, MOST_CHANGES).map((change) => {
    const { sign, text } = changeLine(change);
    return `  ${paint[sign](sign)} ${wrapped(text, 4, style)}`;
  });
  const left = changes.length - listed.length;
  const rest = left === 0 ? [] : [colours.dim(`  … and ${countText(left)} more; --format json has them all`)];
  return [[colours.bold("What changed"), ...listed, ...rest].join("\n")];
}

/** Breaks a sentence between words; lines after the first are indented. */
function wrapped(text: string, indent: number, style: Style): string {
  const rows: string[] = [];
  let row = "";
  for (const word of text.split(" ")) {
    if (row !== "" && displayWidth(`${row} ${word}`) > LINE_WIDTH - indent) {
      rows.push(row);
      row = word;
    } else row = row === "" ? word : `${row} ${word}`;
  }
  return [...rows, row].map((each) => prose(each, style)).join(`\n${" ".repeat(indent)}`);
}

function lines({ difference }: DifferenceReport, { colours, layout }: Style): string[] {
  const line = (label: string, status: CriterionDifference["status"]) => {
    const names = withStatus(difference, status).map(({ criterion }) => safeText(criterion, layout));
    return names.length === 0 ? [] : [`${label} ${names.join(", ")}`];
  };
  const found = [
    ...line(colours.green("Unchanged, proved:"), "unchanged"),
    ...line(colours.yellow("Added:"), "added"),
    ...line(colours.yellow("Removed:"), "removed"),
  ];
  if (difference.criteria.length === 0) found.push("Neither program has a criterion.");
  return found.length === 0 ? [] : [found.join("\n")];
}

function prettyCriterion(report: DifferenceReport, difference: CriterionDifference, style: Style): string {
  const { colours } = style;
  const { criterion, status, stays } = difference;
  const name = (id: string | null) => placeName(report, criterion, id);
  const head = `${colours.bold(safeText(criterion, style.layout))}  ${colours.yellow(status)}`;
  const moves = openMoves(difference);
  const matrix = hasSets(report, criterion) ? null : prettyMatrix(report, difference, style);
  const most = matrix === null ? MOST_LISTED_ALONE : MOST_LISTED;
  const listed = moves.slice(0, most).map((move) => moveLine(report, criterion, move, style));
  const left = moves.length - listed.length;
  const nobody = difference.moves.length - moves.length;
  const refuted =
    matrix !== null || nobody === 0 || hasSets(report, criterion)
      ? []
      : [colours.dim(`  – ${counted(nobody, "other move")}: nobody can, proved`)];
  const kept =
    stays.length === 0 ? [] : [colours.dim(prose(`  keep their customers: ${stays.map(name).join(", ")}`, style))];
  return [
    head,
    ...(matrix === null ? [] : [matrix]),
    ...listed,
    ...(left > 0 ? [colours.dim(`  … and ${counted(left, "move")} more; --format json has them all`)] : []),
    ...refuted,
    ...kept,
  ].join("\n");
}

function moveLine(report: DifferenceReport, criterion: string, move: Move, style: Style): string {
  const { colours } = style;
  const name = (id: string | null) => placeName(report, criterion, id);
  const customers = customersIn(report, criterion, move);
  const count = customers === null ? "" : `  ${colours.bold(counted(customers, "customer"))}`;
  const way = hasSets(report, criterion)
    ? move.from === null
      ? `enters ${name(move.to)}`
      : `leaves ${name(move.from)}`
    : `${name(move.from)} → ${name(move.to)}`;
  const { verdict } = move;
  if (verdict.kind === "nobody") return "";
  const [sign, reason] =
    verdict.kind === "undecided"
      ? [colours.yellow("? "), `undecided: ${undecidedMove(verdict)}`]
      : ["", exampleText(verdict.witness)];
  const start = `${prose(way, style)}${count}`;
  const width = displayWidth(way) + (customers === null ? 0 : displayWidth(`  ${counted(customers, "customer")}`));
  // What does not fit beside the move stands below it.
  const isLong = width + displayWidth(reason) + 4 > LINE_WIDTH;
  const text = verdict.kind === "undecided" ? wrapped(reason, 6, style) : colours.cyan(wrapped(reason, 6, style));
  return `  ${sign}${start}${isLong ? "\n      " : "  "}${text}`;
}

function exampleText({ summary, asOf }: Witness): string {
  return asOf === null ? summary : `${summary}, as of ${asOf}`;
}

/** Rows: segments before; columns: segments after. Those that nobody leaves and nobody enters are left out. */
function prettyMatrix(report: DifferenceReport, difference: CriterionDifference, style: Style): string | null {
  const { colours, layout } = style;
  const { criterion } = difference;
  const moves = openMoves(difference);
  const concerned = (id: string | null) => moves.some(({ from, to }) => from === id || to === id);
  const rows = difference.from.filter(concerned);
  const columns = difference.to.filter(concerned);
  if (rows.length > MOST_ROWS || columns.length > MOST_COLUMNS) return null;
  const label = (id: string | null) => truncate(placeName(report, criterion, id), NAME_LIMIT);
  const cells = rows.map((from) => columns.map((to) => cellText(report, difference, from, to)));
  const corner = "from \\ to";
  const first = Math.max(displayWidth(corner), ...rows.map((id) => displayWidth(label(id))));
  const widths = columns.map((id, index) =>
    Math.max(displayWidth(label(id)), ...cells.map((row) => displayWidth(row[index]!))),
  );
  if (widths.reduce((sum, width) => sum + width + 2, first + 2) > LINE_WIDTH) return null;
  const name = (id: string | null, pad: (text: string) => string) => safeText(pad(label(id)), layout);
  const head = [
    colours.dim(padEnd(corner, first)),
    ...columns.map((id, index) => name(id, (text) => padStart(text, widths[index]!))),
  ].join("  ");
  const body = rows.map((id, row) =>
    [
      name(id, (text) => padEnd(text, first)),
      ...cells[row]!.map((text, index) => paintCell(padStart(text, widths[index]!), style)),
    ].join("  "),
  );
  return [head, ...body].map((line) => `  ${line}`.trimEnd()).join("\n");
}

function cellText(
  report: DifferenceReport,
  { criterion, moves }: CriterionDifference,
  from: string | null,
  to: string | null,
): string {
  const customers = customersIn(report, criterion, { from, to });
  const count = customers === null ? "" : countText(customers);
  if (from === to) return count === "" ? "=" : `= ${count}`;
  const kind = moves.find((move) => move.from === from && move.to === to)?.verdict.kind ?? "nobody";
  switch (kind) {
    case "nobody":
      return "–";
    case "undecided":
      return count === "" ? "?" : `? ${count}`;
    case "somebody":
      return count === "" ? "moves" : count;
  }
}

function paintCell(text: string, { colours }: Style): string {
  if (/^\s*[–=]/.test(text)) return colours.dim(text);
  return text.trimStart().startsWith("?") ? colours.yellow(text) : colours.cyan(text);
}

function prettyMovements(report: DifferenceReport, style: Style): string {
  if (report.movements === null) return "";
  const { who, rest } = movedText(report.movements);
  return [style.colours.bold(who) + rest, ...leftOutTexts(report).map((text) => prose(text, style))].join("\n");
}
