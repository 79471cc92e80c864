import type { CriterionCount, RejectedRecord, RunSummary, SegmentCount } from "@seg-lang/language/node";
import { countText, shareBar, shareText } from "../terminal/bars.js";
import { displayWidth, oneLine, padEnd, padStart, safeText, truncate } from "../terminal/text-layout.js";
import { counted } from "./report.js";
import { prose, type Style } from "./style.js";

/** What a run found, and for which day. */
export interface RunReport {
  /** The day that `today` meant, as 2026-11-22. */
  readonly asOf: string;
  readonly summary: RunSummary;
  /** Where all rejected records were written; null if nowhere. */
  readonly rejectsFile: string | null;
}

const BAR_WIDTH = 24;
const NAME_LIMIT = 40;
const VALUE_LIMIT = 40;
const PATH_LIMIT = 80;

/** For people: each criterion with its segments, largest first, then what was rejected. */
export function prettyRun({ asOf, summary, rejectsFile }: RunReport, style: Style): string {
  const { colours } = style;
  const speed = summary.milliseconds >= 1000 ? ` in ${(summary.milliseconds / 1000).toFixed(1)} s` : "";
  const head = `${colours.bold(counted(summary.accepted, "customer"))}, as of ${asOf}${speed}`;
  const width = nameWidth(summary);
  const parts = [head, ...summary.criteria.map((each) => prettyCriterion(each, summary.accepted, width, style))];
  if (summary.rejected > 0 || summary.ambiguous > 0) parts.push(prettyRejects(summary, rejectsFile, style));
  return `${parts.join("\n\n")}\n`;
}

function prettyCriterion(criterion: CriterionCount, customers: number, width: number, style: Style): string {
  const { colours } = style;
  const kind = criterion.overlapping ? colours.dim(" overlapping") : "";
  const title = criterion.title === null ? "" : ` ${safeText(criterion.title, style.layout)}`;
  const rows = largestFirst(criterion.segments).map(({ name, title, customers: own }) =>
    row({ name, title, own, customers, width }, colours.cyan, style),
  );
  const rest = (label: string, own: number, paint: (text: string) => string) => {
    if (own > 0) rows.push(paint(row({ name: label, title: null, own, customers, width }, (text) => text, style)));
  };
  rest("in none", criterion.unclassified, colours.dim);
  rest("ambiguous", criterion.ambiguous, colours.yellow);
  return [`${colours.bold(safeText(criterion.name, style.layout))}${title}${kind}`, ...rows].join("\n");
}

interface RowValues {
  readonly name: string;
  readonly title: string | null;
  readonly own: number;
  readonly customers: number;
  readonly width: number;
}

function row({ name, title, own, customers, width }: RowValues, paint: (text: string) => string, style: Style): string {
  const shown = safeText(padEnd(truncate(name, NAME_LIMIT), width), style.layout);
  const bar = padEnd(shareBar(customers === 0 ? 0 : own / customers, BAR_WIDTH), BAR_WIDTH);
  const numbers = `${padStart(countText(own), 11)} ${padStart(shareText(own, customers), 9)}`;
  const comment = title === null ? "" : `  ${style.colours.dim(safeText(title, style.layout))}`;
  return `  ${shown} ${numbers}  ${paint(bar)}${comment}`.trimEnd();
}

/** How many were turned away, and the first of them. */
export function prettyRejects(summary: RunSummary, rejectsFile: string | null, style: Style): string {
  const { colours } = style;
  const heads: string[] = [];
  if (summary.rejected > 0) {
    const share = shareText(summary.rejected, summary.read);
    heads.push(`${counted(summary.rejected, "record")} of ${countText(summary.read)} rejected (${share})`);
  }
  if (summary.ambiguous > 0) {
    heads.push(`${counted(summary.ambiguous, "customer")} in two segments of one criterion`);
  }
  const listed = summary.firstRejects.map((reject) => prettyReject(reject, style));
  const left = summary.rejected + summary.ambiguous - summary.firstRejects.length;
  const all =
    rejectsFile === null ? "--rejects FILE writes them all" : `all are in ${safeText(rejectsFile, style.layout)}`;
  const more = left > 0 ? [colours.dim(`  … and ${countText(left)} more; ${all}`)] : [];
  return [colours.bold(colours.yellow(heads.join("; "))), ...listed, ...more].join("\n");
}

/** One record with the reasons it was turned away for. */
export function prettyReject({ line, key, reasons }: RejectedRecord, style: Style): string {
  const { colours, layout } = style;
  const name = key === null ? "" : ` ${colours.bold(oneLine(key, VALUE_LIMIT, layout))}`;
  const rows = reasons.map(({ path, value, reason, line: own }) => {
    const where = path === "" ? "" : `${oneLine(path, PATH_LIMIT, layout)}: `;
    const what = value === "" ? "" : `${colours.bold(oneLine(value, VALUE_LIMIT, layout))} – `;
    const place = own === undefined ? "" : colours.dim(` (line ${countText(own)})`);
    return `    ${where}${what}${prose(reason.replace(/\s*[\n\r]\s*/g, " "), style)}${place}`;
  });
  return [`  line ${countText(line)}${name}`, ...rows].join("\n");
}

/** For programs: the same, segments largest first too. */
export function jsonRun({ asOf, summary }: Omit<RunReport, "rejectsFile">): string {
  const { layout, read, accepted, rejected, ambiguous, rejectsAllowed, firstRejects, milliseconds } = summary;
  const criteria = summary.criteria.map((criterion) => ({
    ...criterion,
    segments: largestFirst(criterion.segments).map((segment) => ({
      ...segment,
      share: accepted === 0 ? null : segment.customers / accepted,
    })),
  }));
  const problems = summary.problems.map(({ code, severity, message }) => ({ code, severity, message }));
  const report = {
    asOf,
    layout,
    read,
    accepted,
    rejected,
    ambiguous,
    rejectsAllowed,
    milliseconds: Math.round(milliseconds),
    criteria,
    firstRejects,
    problems,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** Those of one size stay in the program's order. */
function largestFirst(segments: readonly SegmentCount[]): SegmentCount[] {
  return [...segments].sort((a, b) => b.customers - a.customers);
}

function nameWidth(summary: RunSummary): number {
  const names = summary.criteria.flatMap(({ segments }) => segments.map(({ name }) => name));
  return Math.max(9, ...names.map((name) => Math.min(NAME_LIMIT, displayWidth(name))));
}
