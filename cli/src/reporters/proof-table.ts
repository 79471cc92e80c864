import { countText } from "../terminal/bars.js";
import { displayWidth, padEnd, padStart, safeText, truncate } from "../terminal/text-layout.js";
import { type ProvedCriterion, type ProvedProgram, segmentName } from "./proved.js";
import { counted } from "./report.js";
import { prose, type Style } from "./style.js";

const NAME_LIMIT = 40;
/** In a program of more criteria those without anything to tell are only counted. */
const ROW_LIMIT = 20;
const COUNTS = ["exclusive", "overlapping", "undecided"] as const;
const GAP = "  ";

/**
 * One row a criterion: how many pairs of its segments were proved to have no customer in common, how many have one, how
 * many could not be decided; and whether every customer is in one of the segments. Empty without any criterion.
 */
export function proofTable({ criteria }: ProvedProgram, title: string, style: Style): string {
  if (criteria.length === 0) return "";
  const { colours } = style;
  const shown = criteria.length <= ROW_LIMIT ? criteria : criteria.filter((each) => !isPlain(each));
  const width = Math.max(
    displayWidth(title),
    ...shown.map(({ criterion }) => Math.min(NAME_LIMIT, displayWidth(criterion.name)) + GAP.length),
  );
  const head = [colours.bold(safeText(padEnd(title, width), style.layout)), ...COUNTS, "coverage"].join(GAP);
  const rows = shown.map((each) => {
    const name = safeText(padEnd(GAP + truncate(each.criterion.name, NAME_LIMIT), width), style.layout);
    return `${name}${GAP}${pairsText(each, style)}${GAP}${coverageText(each, style)}`;
  });
  const left = criteria.length - shown.length;
  const rest = left === 0 ? [] : [colours.dim(`${GAP}${counted(left, "criterion", "criteria")} more, all proved`)];
  return [head, ...rows, ...rest].join("\n");
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
    const entries = certificates.map(({ segments, lemmas }) => {
      const names = [...new Set(segments)].map((id) => `\`${segmentName(criterion, id)}\``);
      const head = names.length === 1 ? `${names[0]} has no customers` : names.join(" and ");
      return [`${GAP}${prose(head, style)}`, ...lemmas.map(({ text }) => `${GAP}${GAP}${prose(text, style)}`)].join(
        "\n",
      );
    });
    return [
      [colours.bold(`Why the segments of ${safeText(criterion.name, style.layout)} are apart`), ...entries].join("\n"),
    ];
  });
  return blocks.join("\n\n");
}
