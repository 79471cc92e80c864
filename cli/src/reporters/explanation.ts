import {
  type CriterionExplanation,
  describeCondition,
  describeTerm,
  type ExplanationNode,
  formatDay,
  formatInstant,
  type Origin,
  type SeenValue,
} from "@seg-lang/language";
import { counted } from "./report.js";
import { prose, type Style } from "./style.js";

/** The text of a file of the program, so that conditions are shown as they were written. */
export type SourceText = (file: string) => string | null;

const TEXT_LIMIT = 100;
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

/** One condition or segment with its parts below it. */
export function prettyNode(node: ExplanationNode, source: SourceText, style: Style, depth: number): string {
  const { colours } = style;
  const mark = node.holds ? colours.green("✓") : colours.red("✗");
  const label = nodeLabel(node, source);
  const seen = [...seenTexts(node, source)].join(", ");
  const notes = [
    ...(seen === "" ? [] : [colours.cyan(prose(seen, style))]),
    ...(node.becauseMissing ? [colours.yellow(missingText(node))] : []),
    ...takenText(node).map((text) => colours.yellow(prose(text, style))),
  ];
  const line = `${"  ".repeat(depth)}${mark} ${prose(label, style)}${notes.length > 0 ? `   ${notes.join("  ")}` : ""}`;
  return [line, ...visibleParts(node).map((part) => prettyNode(part, source, style, depth + 1))].join("\n");
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

/** The parts of `not x` are those of x: the line already says `not`. */
function visibleParts(node: ExplanationNode): readonly ExplanationNode[] {
  const [only] = node.parts;
  if (node.condition.kind === "not" && only !== undefined) return visibleParts(only);
  // The own condition of a segment in one atom stands on the segment's line as well as on its own.
  return node.parts;
}

function nodeLabel(node: ExplanationNode, source: SourceText): string {
  if (node.membership !== null && node.origin === null) return node.membership.segment.name;
  return written(node.origin, source) ?? shorten(describeCondition(node.condition));
}

/** As the author wrote it, on one line; null where no one wrote it. */
function written(origin: Origin | null, source: SourceText): string | null {
  if (origin === null) return null;
  const text = source(origin.file)?.slice(origin.span.start, origin.span.end);
  return text === undefined || text.trim() === "" ? null : shorten(withoutComments(text));
}

function withoutComments(text: string): string {
  return text.replace(
    /("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
    (_, string: string | undefined) => string ?? " ",
  );
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= TEXT_LIMIT ? line : `${line.slice(0, TEXT_LIMIT - 1)}…`;
}

/** `income = 12,000`, `email missing`, `2 of 14`. A part of a sum is told only where the sum itself was seen. */
function* seenTexts(node: ExplanationNode, source: SourceText): Generator<string> {
  const values = node.condition.kind === "not" ? (node.parts[0]?.values ?? []) : node.values;
  const elements = node.condition.kind === "not" ? (node.parts[0]?.elements ?? null) : node.elements;
  for (const value of values) {
    if (value.term.kind === "clock" || value.type.kind === "record") continue;
    const label = written(value.origin, source) ?? shorten(describeTerm(value.term as never));
    yield value.value === undefined ? `${label} is missing` : `${label} = ${valueText(value)}`;
  }
  if (elements !== null) yield `${elements.matched} of ${elements.total}`;
}

function missingText(node: ExplanationNode): string {
  return node.holds ? "because a value is missing" : "a value is missing";
}

function takenText({ holds, membership }: ExplanationNode): string[] {
  if (holds || membership === null || membership.takenBy.length === 0) return [];
  return [`taken by ${membership.takenBy.map(({ name }) => `\`${name}\``).join(", ")}`];
}

function valueText({ value, type }: SeenValue): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value !== "number") return String(value);
  if (type.kind === "date") return formatDay(value);
  return type.kind === "datetime" ? formatInstant(value) : String(value);
}

/** The same for programs. */
export function jsonNode(node: ExplanationNode, source: SourceText): unknown {
  return {
    condition: nodeLabel(node, source),
    holds: node.holds,
    becauseMissing: node.becauseMissing,
    values: node.values
      .filter(({ type }) => type.kind !== "record")
      .map((seen) => ({
        of: written(seen.origin, source) ?? describeTerm(seen.term as never),
        value: seen.value === undefined ? null : typeof seen.value === "number" ? jsonNumber(seen) : seen.value,
      })),
    ...(node.elements === null ? {} : { matched: node.elements.matched, elements: node.elements.total }),
    ...(node.membership === null ? {} : { takenBy: node.membership.takenBy.map(({ id }) => id) }),
    parts: node.parts.map((part) => jsonNode(part, source)),
  };
}

function jsonNumber(seen: SeenValue): string | number {
  return seen.type.kind === "date" || seen.type.kind === "datetime" ? valueText(seen) : (seen.value as number);
}

export function jsonCriterion({ criterion, outcome, segments }: CriterionExplanation, source: SourceText): unknown {
  const name = (index: number) => criterion.segments[index]?.name ?? null;
  const several = typeof outcome === "number" ? null : outcome.map(name);
  return {
    criterion: criterion.name,
    segment: typeof outcome === "number" ? name(outcome) : criterion.overlapping ? several : null,
    ...(several !== null && !criterion.overlapping ? { ambiguous: several } : {}),
    segments: segments.map((node, index) => ({
      segment: criterion.segments[index]?.id,
      ...(jsonNode(node, source) as object),
    })),
  };
}
