import {
  type CriterionExplanation,
  type ExplanationNode,
  explainedLine,
  explainedText,
  type SeenValue,
  type SourceText,
  seenTermText,
  seenValueText,
} from "@seg-lang/language";
import { counted } from "./report.js";
import { prose, type Style } from "./style.js";

/** In a criterion of more segments only those with a part in the outcome are explained. */
const SEGMENT_LIMIT = 12;

/** One criterion for one customer: the segment chosen, then each segment with its conditions, ✓ or ✗. */
export function prettyCriterion(explanation: CriterionExplanation, source: SourceText, style: Style): string {
  const { colours } = style;
  const { criterion, segments } = explanation;
  const shown = segments.length <= SEGMENT_LIMIT ? segments : segments.filter(({ holds }) => holds);
  const left = segments.length - shown.length;
  const head = `${colours.bold(prose(criterion.name, style))}  ${outcomeText(explanation, style)}`;
  const more = left > 0 ? [colours.dim(`  … and ${counted(left, "other segment")}; --segment NAME explains one`)] : [];
  return [head, ...shown.map((node) => prettyNode(node, source, style, 1)), ...more].join("\n");
}

/** One condition or segment, ✓ or ✗, with the values seen; its parts below it, indented. */
export function prettyNode(node: ExplanationNode, source: SourceText, style: Style, depth: number): string {
  const { colours } = style;
  const line = explainedLine(node, source);
  const mark = line.holds ? colours.green("✓") : colours.red("✗");
  const notes = [
    ...(line.seen.length > 0 ? [colours.cyan(prose(line.seen.join(", "), style))] : []),
    ...(line.becauseMissing ? [colours.yellow(line.holds ? "holds because it is missing" : "missing, not false")] : []),
    ...(line.takenBy === null ? [] : [colours.yellow(prose(line.takenBy, style))]),
  ];
  const name = line.name === null ? [] : [colours.bold(prose(line.name, style))];
  const condition = line.text === "" ? [] : [prose(line.text, style)];
  const text = `${"  ".repeat(depth)}${mark} ${[...name, ...condition, ...notes].join("   ")}`;
  return [text, ...line.parts.map((part) => prettyNode(part, source, style, depth + 1))].join("\n");
}

function outcomeText({ criterion, outcome }: CriterionExplanation, { colours }: Style): string {
  const name = (index: number) => criterion.segments[index]?.name ?? "";
  if (typeof outcome === "number") {
    return outcome === -1 ? colours.yellow("in none of its segments") : `→ ${colours.green(name(outcome))}`;
  }
  const names = outcome.map(name).join(", ");
  if (criterion.overlapping) return outcome.length === 0 ? colours.dim("in none") : `→ ${colours.green(names)}`;
  return colours.yellow(`ambiguous: in ${names} at once, so in none`);
}

/** The same for programs: every part by itself. */
export function jsonNode(node: ExplanationNode, source: SourceText): object {
  const { holds, becauseMissing, values, elements, membership, parts } = node;
  return {
    condition: explainedText(node, source),
    holds,
    becauseMissing,
    values: values
      .filter(({ type }) => type.kind !== "record")
      .map((seen) => ({ of: seenTermText(seen, source), value: jsonValue(seen) })),
    ...(elements === null ? {} : { matched: elements.matched, elements: elements.total }),
    ...(membership === null ? {} : { takenBy: membership.takenBy.map(({ id }) => id) }),
    parts: parts.map((part) => jsonNode(part, source)),
  };
}

/** Days and instants are written as dates; what is missing is null. */
function jsonValue(seen: SeenValue): string | number | boolean | null {
  const { type, value = null } = seen;
  return value !== null && (type.kind === "date" || type.kind === "datetime") ? seenValueText(seen) : value;
}

export function jsonCriterion({ criterion, outcome, segments }: CriterionExplanation, source: SourceText): object {
  const name = (index: number) => criterion.segments[index]?.name ?? null;
  const several = typeof outcome === "number" ? null : outcome.map(name);
  return {
    criterion: criterion.name,
    segment: typeof outcome === "number" ? name(outcome) : criterion.overlapping ? several : null,
    ...(several !== null && !criterion.overlapping ? { ambiguous: several } : {}),
    segments: segments.map((node, index) => ({
      segment: criterion.segments[index]?.id,
      ...jsonNode(node, source),
    })),
  };
}
