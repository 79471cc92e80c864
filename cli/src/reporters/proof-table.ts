import { countText } from "../terminal/bars.js";
import { displayWidth, padEnd, padStart, safeText, truncate } from "../terminal/text-layout.js";
import { nothingProvedText, unprovedText } from "./not-proved.js";
import { certificateLines } from "./proof-text.js";
import type { ProvedCriterion, ProvedProgram } from "./proved.js";
import { counted } from "./report.js";
import { prose, type Style } from "./style.js";

const NAME_LIMIT = 40;
/** In a program of more criteria those without anything to tell are only counted. */
const ROW_LIMIT = 20;
const COUNTS = ["exclusive", "overlapping", "undecided"] as const;
const GAP = "  ";

/**
 * One row a criterion: how many pairs of its segments were proved to have no customer in common, how many have one, how
 * many could not be decided; and whether every customer is in one of the segments. What was not proved stands below, with
 * the reason. Empty without any criterion.
 */
export function proofTable({ criteria, notProved }: ProvedProgram, title: string, style: Style): string {
  const { colours } = style;
  const nothing = notProved === null ? null : nothingProvedText(notProved);
  if (nothing !== null) return colours.yellow(prose(nothing, style));
  const unproved = notProved?.criteria ?? [];
  if (criteria.length === 0 && unproved.length === 0) return "";
  const shown = criteria.length <= ROW_LIMIT ? criteria : criteria.filter((each) => !isPlain(each));
  const listed = unproved.slice(0, ROW_LIMIT);
  const names = [...shown.map(({ criterion }) => criterion.name), ...listed.map(({ criterion }) => criterion)];
  const width = Math.max(
    displayWidth(title),
    ...names.map((name) => Math.min(NAME_LIMIT, displayWidth(name)) + GAP.length),
  );
  const nameCell = (name: string) => safeText(padEnd(GAP + truncate(name, NAME_LIMIT), width), style.layout);
  const head = [colours.bold(safeText(padEnd(title, width), style.layout)), ...COUNTS, "coverage"].join(GAP);
  const rows = shown.map(
    (each) => `${nameCell(each.criterion.name)}${GAP}${pairsText(each, style)}${GAP}${coverageText(each, style)}`,
  );
  const rest = (count: number, what: string) =>
    count === 0 ? [] : [colours.dim(`${GAP}${counted(count, "criterion", "criteria")} more, ${what}`)];
  return [
    head,
    ...rows,
    ...rest(criteria.length - shown.length, "all proved"),
    ...listed.map((each) => `${nameCell(each.criterion)}${GAP}${colours.yellow(prose(unprovedText(each), style))}`),
    ...rest(unproved.length - listed.length, "not proved"),
  ].join("\n");
}

function isPlain({ proof: { pairs, coverage } }: ProvedCriterion): boolean {
  return (
    pairs.overlapping === 0 && pairs.undecided === 0 && (coverage.kind === "complete" || coverage.kind === "not-asked")
  );
}

function pairsText({ proof: { exclusivity, pairs } }: ProvedCriterion, { colours }: Style): string {
  if (exclusivity !== "asked") {
    const width = COUNTS.join(GAP).length;
    return colours.dim((exclusivity === "by-order" ? "by order" : "not asked").padEnd(width));
  }
  const paint = { exclusive: colours.green, overlapping: colours.red, undecided: colours.yellow };
  return COUNTS.map((kind) => {
    const count = pairs[kind];
    const text = padStart(count === 0 ? "–" : countText(count), kind.length);
    return count === 0 ? colours.dim(text) : paint[kind](text);
  }).join(GAP);
}

function coverageText({ criterion, proof: { coverage } }: ProvedCriterion, { colours }: Style): string {
  switch (coverage.kind) {
    case "not-asked":
      return colours.dim("not asked");
    case "complete":
      return colours.green("complete");
    case "gap": {
      const text = coverage.found > 1 ? `${countText(coverage.found)} gaps` : "gap";
      return criterion.exhaustive ? colours.red(text) : text;
    }
    case "undecided":
      return colours.yellow("undecided");
  }
}

/** `--proofs`: for each pair of segments what keeps them apart. */
export function certificateList({ criteria }: ProvedProgram, style: Style): string {
  const { colours } = style;
  const blocks = criteria.flatMap(({ criterion, certificates }) => {
    if (certificates === null || certificates.length === 0) return [];
    const entries = certificates.flatMap((certificate) => certificateLines(criterion, certificate));
    return [
      [
        colours.bold(`Why the segments of ${safeText(criterion.name, style.layout)} are apart`),
        ...entries.map((line) => `${GAP}${prose(line, style)}`),
      ].join("\n"),
    ];
  });
  return blocks.join("\n\n");
}
