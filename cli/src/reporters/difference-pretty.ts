import type { CriterionDifference, Move } from "@seg-lang/language";
import { countText } from "../terminal/bars.js";
import { displayWidth, padEnd, padStart, safeText, truncate } from "../terminal/text-layout.js";
import { customersIn, type DifferenceReport, hasSets, openMoves, placeName, withStatus } from "./difference.js";
import { counted } from "./report.js";
import { prose, type Style } from "./style.js";
import { undecidedText } from "./undecided.js";

const NAME_LIMIT = 24;
/** A matrix beyond this is no longer read: the moves are listed below it anyway. */
const MOST_COLUMNS = 8;
const MOST_ROWS = 20;
const MOST_LISTED = 20;

/** For people: what is proved unchanged, then a matrix a criterion with an example for each move. */
export function prettyDifference(report: DifferenceReport, style: Style): string {
  const { before, after, difference } = report;
  const { colours } = style;
  const head = colours.bold(prose(`${before.label} → ${after.label}`, style));
  const changed = withStatus(difference, "changed", "undecided").map((each) => prettyCriterion(report, each, style));
  const legend = changed.length === 0 ? [] : [colours.dim("= stays   – nobody can, proved   ? undecided")];
  const parts = [head, ...lines(report, style), ...changed, ...legend, prettyMovements(report, style)];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
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
  const listed = moves.slice(0, MOST_LISTED).map((move) => moveLine(report, criterion, move, style));
  const left = moves.length - listed.length;
  const kept =
    stays.length === 0 ? [] : [colours.dim(prose(`  keep their customers: ${stays.map(name).join(", ")}`, style))];
  const matrix = hasSets(report, criterion) ? null : prettyMatrix(report, difference, style);
  return [
    head,
    ...(matrix === null ? [] : [matrix]),
    ...listed,
    ...(left > 0 ? [colours.dim(`  … and ${counted(left, "move")} more; --format json has them all`)] : []),
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
  if (verdict.kind === "undecided") {
    return `  ${colours.yellow("?")} ${prose(way, style)}${count}  ${prose(`undecided: ${undecidedText(verdict.undecided)}`, style)}`;
  }
  if (verdict.kind === "nobody") return "";
  const { summary, asOf } = verdict.witness;
  const day = asOf === null ? "" : `, as of ${asOf}`;
  return `  ${prose(way, style)}${count}  ${colours.cyan(prose(`${summary}${day}`, style))}`;
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

function prettyMovements({ movements }: DifferenceReport, { colours }: Style): string {
  if (movements === null) return "";
  const { asOf, customers, moved, onlyBefore, onlyAfter } = movements;
  const parts = [
    `${colours.bold(`${countText(moved)} of ${counted(customers, "customer")}`)} ${moved === 1 ? "moves" : "move"}, as of ${asOf}`,
    ...(onlyBefore > 0 ? [`${counted(onlyBefore, "record")} valid before only`] : []),
    ...(onlyAfter > 0 ? [`${counted(onlyAfter, "record")} valid after only`] : []),
  ];
  return parts.join("; ");
}
