import {
  type AndCondition,
  type CriterionExplanation,
  describeCondition,
  describeTerm,
  type ExplanationNode,
  formatDay,
  formatInstant,
  type OrCondition,
  type Origin,
  type SeenValue,
  type Term,
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

/** A node as one line, with the nodes that are told below it. */
interface ExplainedLine {
  readonly holds: boolean;
  readonly becauseMissing: boolean;
  /** Of a segment. */
  readonly name: string | null;
  readonly text: string;
  readonly seen: readonly string[];
  readonly takenBy: string | null;
  readonly parts: readonly ExplanationNode[];
}

function explainedLine(node: ExplanationNode, source: SourceText): ExplainedLine {
  if (node.membership !== null && node.origin === null) {
    // A segment and its own condition are one line.
    const [own] = node.parts;
    const condition = own === undefined ? null : explainedLine(own, source);
    return {
      holds: node.holds,
      becauseMissing: node.becauseMissing,
      name: node.membership.segment.name,
      text: condition?.text ?? "",
      seen: condition?.seen ?? [],
      takenBy: takenText(node),
      parts: condition?.parts ?? [],
    };
  }
  const [only] = node.parts;
  const inner = node.condition.kind === "not" && only !== undefined ? explainedLine(only, source) : null;
  const parts = inner?.parts ?? visibleParts(node);
  // What one piece of text says in several conditions (a period, say) is one line with all they saw.
  const hidden = parts.length === 0 ? node.parts : [];
  return {
    holds: node.holds,
    becauseMissing: node.becauseMissing,
    name: null,
    text: nodeText(node, source),
    seen: unique([...(inner?.seen ?? seenTexts(node, source)), ...hidden.flatMap((part) => seenTexts(part, source))]),
    takenBy: takenText(node),
    parts,
  };
}

/** Parts written as one piece of text are one: `d in last 30 days` is two comparisons, but was written as one. */
function visibleParts({ condition, parts, origin }: ExplanationNode): readonly ExplanationNode[] {
  if (condition.kind !== "and" && condition.kind !== "or") return parts;
  const merged: ExplanationNode[] = [];
  for (const part of parts) {
    const previous = merged.at(-1);
    if (previous !== undefined && sameText(previous.origin, part.origin)) {
      merged[merged.length - 1] = together(condition, previous, part);
    } else {
      merged.push(part);
    }
  }
  const [only] = merged;
  return merged.length === 1 && only !== undefined && sameText(origin, only.origin) ? [] : merged;
}

function together(whole: AndCondition | OrCondition, first: ExplanationNode, second: ExplanationNode): ExplanationNode {
  const both = [first, second];
  const holds = whole.kind === "and" ? both.every((each) => each.holds) : both.some((each) => each.holds);
  const deciding = both.filter((each) => each.holds === holds);
  return {
    ...first,
    condition: { ...whole, operands: both.map((each) => each.condition) },
    holds,
    becauseMissing: deciding.every((each) => each.becauseMissing),
    values: [...first.values, ...second.values],
    parts: [],
  };
}

function sameText(a: Origin | null, b: Origin | null): boolean {
  return a !== null && b !== null && a.file === b.file && a.span.start === b.span.start && a.span.end === b.span.end;
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

function nodeText(node: ExplanationNode, source: SourceText): string {
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

/** `income = 12000`, `email is missing`, `2 of 14`. */
function seenTexts({ values, elements }: ExplanationNode, source: SourceText): string[] {
  const seen = values
    .filter(({ term, type }) => term.kind !== "clock" && type.kind !== "record")
    .map((value) => `${termText(value, source)} ${value.value === undefined ? "is missing" : `= ${valueText(value)}`}`);
  return elements === null ? seen : [...seen, `${elements.matched} of ${elements.total}`];
}

/** As it was written; of `in last 30 days` only the days were, so that is said in full. */
function termText({ term, origin }: SeenValue, source: SourceText): string {
  const computed = term.kind === "shift" || term.kind === "calendar";
  const text = computed ? null : written(origin, source);
  return text ?? (term.type.kind === "record" ? "" : shorten(describeTerm(term as Term)));
}

function takenText({ holds, membership }: ExplanationNode): string | null {
  if (holds || membership === null || membership.takenBy.length === 0) return null;
  return `taken by ${membership.takenBy.map(({ name }) => `\`${name}\``).join(", ")}`;
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

function valueText({ value, type }: SeenValue): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value !== "number") return String(value);
  if (type.kind === "date") return formatDay(value);
  return type.kind === "datetime" ? formatInstant(value) : String(value);
}

/** The same for programs: every part by itself. */
export function jsonNode(node: ExplanationNode, source: SourceText): object {
  const { holds, becauseMissing, values, elements, membership, parts } = node;
  return {
    condition: nodeText(node, source),
    holds,
    becauseMissing,
    values: values
      .filter(({ type }) => type.kind !== "record")
      .map((seen) => ({ of: termText(seen, source), value: jsonValue(seen) })),
    ...(elements === null ? {} : { matched: elements.matched, elements: elements.total }),
    ...(membership === null ? {} : { takenBy: membership.takenBy.map(({ id }) => id) }),
    parts: parts.map((part) => jsonNode(part, source)),
  };
}

/** Days and instants are written as dates; what is missing is null. */
function jsonValue(seen: SeenValue): string | number | boolean | null {
  const { type, value = null } = seen;
  return value !== null && (type.kind === "date" || type.kind === "datetime") ? valueText(seen) : value;
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
