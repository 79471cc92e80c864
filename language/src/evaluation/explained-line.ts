import type { AndCondition, OrCondition, Origin, Term } from "../condition/condition.js";
import { describeCondition, describeTerm } from "../condition/describe.js";
import { formatDay } from "../values/calendar.js";
import { formatInstant } from "../values/zone.js";
import type { ExplanationNode, SeenValue } from "./explain.js";

/** The text of a file of the program, so that conditions are shown as they were written. */
export type SourceText = (file: string) => string | null;

const TEXT_LIMIT = 100;

/** A node as one line, with the nodes that are told below it. */
export interface ExplainedLine {
  readonly holds: boolean;
  readonly becauseMissing: boolean;
  /** Of a segment. */
  readonly name: string | null;
  readonly text: string;
  readonly seen: readonly string[];
  readonly takenBy: string | null;
  readonly parts: readonly ExplanationNode[];
}

/** What a report says of one part of an explanation: the command line and editors say the same. */
export function explainedLine(node: ExplanationNode, source: SourceText): ExplainedLine {
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
    text: explainedText(node, source),
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

/** The condition as its author wrote it; described, where no one wrote it. */
export function explainedText(node: ExplanationNode, source: SourceText): string {
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
    .map(
      (value) =>
        `${seenTermText(value, source)} ${value.value === undefined ? "is missing" : `= ${seenValueText(value)}`}`,
    );
  return elements === null ? seen : [...seen, `${elements.matched} of ${elements.total}`];
}

/** As it was written; of `in last 30 days` only the days were, so that is said in full. */
export function seenTermText({ term, origin }: SeenValue, source: SourceText): string {
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

/** As messages show it: texts in quotes, days and instants as dates. Not of a missing value. */
export function seenValueText({ value, type }: SeenValue): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value !== "number") return String(value);
  if (type.kind === "date") return formatDay(value);
  return type.kind === "datetime" ? formatInstant(value) : String(value);
}
