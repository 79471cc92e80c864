import { conditionKey, termKey } from "../condition/canonical.js";
import type { CompareCondition, Condition, Term } from "../condition/condition.js";
import type { Segment } from "../condition/model.js";
import type { Fix } from "../diagnostics/diagnostic.js";
import { proofFixes } from "../diagnostics/rules/logic-proofs.js";
import type { ProgramText } from "./program-text.js";

/**
 * Draws the line between two segments that share an interval of one field: `age < 10` and `age > 5` become apart when the
 * second begins where the first ends, or the other way round. Only where both ask the same besides their bounds of that
 * field: else they share less than the interval.
 */
export function linesBetween(first: Segment, second: Segment, text: ProgramText): readonly Fix[] {
  return [...linesAbove(first, second, text), ...linesAbove(second, first, text)];
}

/** `lower` ends where `upper` has begun already. */
function linesAbove(lower: Segment, upper: Segment, text: ProgramText): readonly Fix[] {
  return boundsOf(lower, "upper").flatMap((end): readonly Fix[] => {
    const begins = boundsOf(upper, "lower").filter(({ key }) => key === end.key);
    const [begin] = begins;
    if (begin === undefined || begins.length > 1 || end.value < begin.value) return [];
    // Nobody would be left of one of them.
    if (boundsOf(upper, "upper").some(({ key, value }) => key === end.key && value <= end.value)) return [];
    if (boundsOf(lower, "lower").some(({ key, value }) => key === end.key && value >= begin.value)) return [];
    if (othersOf(lower, end.key) !== othersOf(upper, begin.key)) return [];
    return [...moved(upper, begin, end, text), ...moved(lower, end, begin, text)];
  });
}

interface Bound {
  readonly side: "lower" | "upper";
  /** Of what is bounded. */
  readonly key: string;
  readonly comparison: CompareCondition;
  readonly term: Term;
  readonly constant: Term;
  readonly value: number;
}

/** The comparisons with constants that a segment's own text makes and that hold for all its customers. */
function boundsOf(segment: Segment, side: Bound["side"]): readonly Bound[] {
  return conjunctsOf(segment)
    .flatMap((condition) => boundIn(condition, segment) ?? [])
    .filter((bound) => bound.side === side);
}

function conjunctsOf({ condition }: Segment): readonly Condition[] {
  return condition.kind === "and" ? condition.operands : [condition];
}

function boundIn(condition: Condition, { declaration: { file, span } }: Segment): Bound | null {
  if (condition.kind !== "compare" || condition.operator === "=") return null;
  const { left, right, origin } = condition;
  if (origin?.file !== file || origin.span.start < span.start || span.end < origin.span.end) return null;
  const [term, constant] = left.kind === "constant" ? [right, left] : [left, right];
  if (constant.kind !== "constant" || typeof constant.value !== "number" || term.kind === "constant") return null;
  // What stands behind a name, or in a range, is not written as a comparison.
  const isWritten = [term, constant].every(
    ({ origin: own }) => own?.file === file && origin.span.start <= own.span.start && own.span.end <= origin.span.end,
  );
  if (!isWritten || "define" in origin) return null;
  const side = constant === right ? "upper" : "lower";
  return { side, key: termKey(term), comparison: condition, term, constant, value: constant.value };
}

/** All that a segment asks besides bounds of something. */
function othersOf(segment: Segment, key: string): string {
  return conjunctsOf(segment)
    .filter((condition) => boundIn(condition, segment)?.key !== key)
    .map(conditionKey)
    .sort()
    .join(" ");
}

/** The bound where the other is, and of the customers who are just there, those that the other leaves. */
function moved(segment: Segment, bound: Bound, other: Bound, text: ProgramText): readonly Fix[] {
  const { file, span } = bound.comparison.origin!;
  const [term, constant] = [bound.term.origin!, bound.constant.origin!];
  const isTurned = constant.span.start < term.span.start;
  const [head, tail] = isTurned ? [constant, term] : [term, constant];
  const between = text.at({ file, span: { start: head.span.end, end: tail.span.start } });
  if (!/^\s*[<>]=?\s*$/u.test(between)) return [];
  const sign = (bound.side === "lower") === isTurned ? "<" : ">";
  const operator = other.comparison.operator === "<" ? `${sign}=` : sign;
  const written = [text.at(term), operator, text.at(other.constant.origin!)];
  const newText = (isTurned ? written.reverse() : written).join(" ");
  const title = proofFixes.moveBound({ segment: segment.name, write: newText });
  const from = span.start === head.span.start && span.end === tail.span.end;
  return from ? [{ title, edits: [{ location: { file, span: { ...span } }, newText }], safe: false }] : [];
}
