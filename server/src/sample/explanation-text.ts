import {
  type Clock,
  type CriterionExplanation,
  type Decoded,
  type ExplanationNode,
  explainAll,
  explainedLine,
  formatDay,
  type Origin,
  type Program,
  type SourceText,
  type WrittenTexts,
} from "@seg-lang/language";

/** In a criterion of more segments only those with a part in the outcome are explained. */
const MOST_SEGMENTS = 12;

/** The texts of a program, to show conditions as they were written. */
export function sourceOf({ files }: Program): SourceText {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  return (file) => texts.get(file) ?? null;
}

/** A condition or segment as lines of text, ✓ or ✗, with the values seen; its parts below it, indented. */
export function explanationText(node: ExplanationNode, source: SourceText, depth = 0): string {
  const { holds, becauseMissing, name, text, seen, takenBy, parts } = explainedLine(node, source);
  const notes = [
    ...(seen.length > 0 ? [seen.join(", ")] : []),
    ...(becauseMissing ? [holds ? "holds because it is missing" : "missing, not false"] : []),
    ...(takenBy === null ? [] : [takenBy]),
  ];
  const words = [...(name === null ? [] : [name]), ...(text === "" ? [] : [text]), ...notes];
  const line = `${"  ".repeat(depth)}${holds ? "✓" : "✗"} ${words.join("   ")}`;
  return [line, ...parts.map((part) => explanationText(part, source, depth + 1))].join("\n");
}

/** So many conditions are pointed out as those that decide. */
const MOST_DECIDING = 5;

export interface DecidingPart {
  readonly node: ExplanationNode;
  readonly origin: Origin;
}

/** The innermost conditions, as they were written, because of which a whole one holds or does not. */
export function decidingParts(whole: ExplanationNode): readonly DecidingPart[] {
  const found: DecidingPart[] = [];
  const visit = (node: ExplanationNode) => {
    const { parts } = explainedLine(node, () => null);
    // What is told below a `not` is the opposite of it.
    const holds = parts.length > 0 && isNegation(node) ? !node.holds : node.holds;
    const deciding = parts.filter((part) => part.holds === holds);
    if (deciding.length > 0) for (const part of deciding) visit(part);
    else if (found.length < MOST_DECIDING) {
      // A segment is told with its own condition: that is what was written.
      const written = node.origin === null ? (node.parts[0] ?? node) : node;
      if (written.origin !== null) found.push({ node: written, origin: written.origin });
    }
  };
  visit(whole);
  return found;
}

/** Of a segment, its own condition is told in its place. */
function isNegation({ condition, membership, origin, parts }: ExplanationNode): boolean {
  const [own] = parts;
  if (membership !== null && origin === null && own !== undefined) return isNegation(own);
  return condition.kind === "not";
}

/**
 * Why a customer is in their segments, or why the record is rejected. `line`: of the record, where it has one; `written`: how
 * its texts were.
 */
export function customerText(
  decoded: Decoded,
  line: number | null,
  program: Program,
  clock: Clock,
  written: WrittenTexts,
): string {
  const who = decoded.key === null ? "The customer" : `Customer ${decoded.key}`;
  const heading = `${who}${line === null ? "" : ` (line ${line})`}, as of ${formatDay(clock.today)}`;
  if (decoded.kind === "rejected") {
    const reasons = decoded.reasons.map(({ path, reason }) => `  ${path === "" ? "" : `${path}: `}${reason}`);
    return [heading, "", "The record is rejected, so it is in no segment:", ...reasons, ""].join("\n");
  }
  const source = sourceOf(program);
  const criteria = explainAll(decoded.row, program.model, clock, written).map((each) => criterionText(each, source));
  return `${[heading, ...criteria].join("\n\n")}\n`;
}

function criterionText(explanation: CriterionExplanation, source: SourceText): string {
  const { criterion, segments } = explanation;
  const shown = segments.length <= MOST_SEGMENTS ? segments : segments.filter(({ holds }) => holds);
  const left = segments.length - shown.length;
  return [
    `${criterion.name}  ${outcomeText(explanation)}`,
    ...shown.map((node) => explanationText(node, source, 1)),
    ...(left > 0 ? [`  … and ${left} other ${left === 1 ? "segment" : "segments"}`] : []),
  ].join("\n");
}

function outcomeText({ criterion, outcome }: CriterionExplanation): string {
  const name = (index: number) => criterion.segments[index]?.name ?? "";
  if (typeof outcome === "number") return outcome === -1 ? "in none of its segments" : `→ ${name(outcome)}`;
  const names = outcome.map(name).join(", ");
  if (criterion.overlapping) return outcome.length === 0 ? "in none" : `→ ${names}`;
  return `ambiguous: in ${names} at once, so in none`;
}
