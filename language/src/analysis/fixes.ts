import { conditionKey } from "../condition/canonical.js";
import type { CompareCondition, Condition } from "../condition/condition.js";
import { describeTerm } from "../condition/describe.js";
import { writeName } from "../condition/literals.js";
import type { Criterion, ListLiteralItem, NamedList, Segment } from "../condition/model.js";
import type { Scalar } from "../condition/schema.js";
import { visitCondition } from "../condition/traverse.js";
import type { Fix, TextEdit } from "../diagnostics/diagnostic.js";
import { proofFixes } from "../diagnostics/rules/logic-proofs.js";
import { compareExact } from "../logic/exact.js";
import type { Location } from "../source/source.js";
import { blockSegments, headOf, openingBrace, segmentText } from "./declaration-text.js";
import type { Inquiry } from "./inquiry.js";
import type { ListEntry } from "./list-places.js";
import { type ProgramText, piecesOf } from "./program-text.js";
import type { SingleValue } from "./single-value.js";

/** Leaves the one value that two segments share out of one of them. */
export function tightenings(segment: Segment, single: SingleValue, text: ProgramText): readonly Fix[] {
  return boundsAt(segment, single, "<=").flatMap((bound): readonly Fix[] => {
    const written = text.at(bound.origin!);
    const tighter = isUpper(bound, single)
      ? replacedOnce(replacedOnce(written, /<=/gu, "<") ?? written, /\.\.(?!<)/gu, "..<")
      : null;
    const plain = replacedOnce(written, /[<>]=/gu, (sign) => sign.charAt(0));
    const newText = plain ?? tighter;
    if (newText === null) return [];
    const title = proofFixes.leaveOut({ condition: single.condition, segment: segment.name, write: newText });
    return [{ title, edits: [{ location: place(bound.origin!), newText }], safe: false }];
  });
}

/** Takes the one value that is left out into a segment that ends there. */
export function widenings(segment: Segment, single: SingleValue, text: ProgramText): readonly Fix[] {
  return boundsAt(segment, single, "<").flatMap((bound): readonly Fix[] => {
    const written = text.at(bound.origin!);
    const newText =
      replacedOnce(written, /\.\.</gu, "..") ?? replacedOnce(written, /[<>](?!=)/gu, (sign) => `${sign}=`);
    if (newText === null) return [];
    const title = proofFixes.takeIn({ condition: single.condition, segment: segment.name, write: newText });
    return [{ title, edits: [{ location: place(bound.origin!), newText }], safe: false }];
  });
}

/** The comparisons of the field with the value that the segment's own text makes, not under `not`. */
function boundsAt(segment: Segment, single: SingleValue, operator: "<" | "<="): readonly CompareCondition[] {
  const found: CompareCondition[] = [];
  const look = (condition: Condition): void => {
    if (condition.kind === "and" || condition.kind === "or") condition.operands.forEach(look);
    if (condition.kind !== "compare" || condition.operator !== operator || !isWrittenIn(segment, condition)) return;
    if (isAt(condition, single)) found.push(condition);
  };
  look(segment.condition);
  return found;
}

function isAt({ left, right }: CompareCondition, { field, kind }: SingleValue): boolean {
  if (kind.of === "bound") return conditionKey({ kind: "compare", operator: "=", left, right }) === kind.key;
  if (kind.of !== "number") return false;
  const [constant, term] = left.kind === "constant" ? [left, right] : [right, left];
  if (constant.kind !== "constant" || typeof constant.value !== "number") return false;
  return compareExact(constant.value, kind.number) === 0 && describeTerm(term) === field;
}

function isWrittenIn({ declaration: { file, span } }: Segment, { origin }: Condition): boolean {
  return origin?.file === file && span.start <= origin.span.start && origin.span.end <= span.end;
}

/**
 * Takes a text that is left out into a segment that lists others: `plan = "basic"` becomes `plan in ["basic", "pro"]`. Only
 * where nothing else is asked, as the value would not be taken in as a whole.
 */
export function additions(segment: Segment, single: SingleValue, text: ProgramText): readonly Fix[] {
  if (single.kind.of !== "text") return [];
  const { condition } = segment;
  return (condition.kind === "or" ? condition.operands : [condition]).flatMap((test): readonly Fix[] => {
    if (!isWrittenIn(segment, test) || test.origin?.define !== undefined || !listsValues(test, single)) return [];
    const written = text.at(test.origin!);
    const newText = withValue(written, single.value);
    if (newText === null) return [];
    const isShort = newText.length <= LONGEST_TITLE && !/[\n\r`]/u.test(newText);
    const write = isShort ? newText : null;
    const title = proofFixes.takeIn({ condition: single.condition, segment: segment.name, write });
    return [{ title, edits: [{ location: place(test.origin!), newText }], safe: false }];
  });
}

const LONGEST_TITLE = 80;

function listsValues(test: Condition, { field }: SingleValue): boolean {
  if (test.kind === "one-of") return test.values.name === null && describeTerm(test.operand) === field;
  if (test.kind !== "compare" || test.operator !== "=") return false;
  return test.right.kind === "constant" && describeTerm(test.left) === field;
}

/** Null where the text is neither a list nor `= "…"`. */
function withValue(written: string, value: string): string | null {
  const list = /^(?<before>[^"]*\[.*?)(?<comma>\s*,)?(?<end>\s*\])$/su.exec(written)?.groups;
  if (list !== undefined && !/\[\s*$/u.test(list.before!))
    return `${list.before}, ${value}${list.comma ?? ""}${list.end}`;
  const equality = /^(?<field>[^"=]*[^"=\s])\s*=\s*(?<first>"(?:\\.|[^"\\])*")$/u.exec(written)?.groups;
  return equality === undefined ? null : `${equality.field} in [${equality.first}, ${value}]`;
}

function isUpper(bound: CompareCondition, { field }: SingleValue): boolean {
  return describeTerm(bound.left) === field;
}

/** Null unless the pattern occurs exactly once. */
function replacedOnce(text: string, pattern: RegExp, by: string | ((found: string) => string)): string | null {
  if ([...text.matchAll(pattern)].length !== 1) return null;
  return text.replace(pattern, (found) => (typeof by === "string" ? by : by(found)));
}

/** `… and not Other`. None where one of the others is itself explained by this segment, or where they are very many. */
export function exclusion(segment: Segment, others: readonly Segment[], inquiry: Inquiry): readonly Fix[] {
  const parts = segmentText(segment, inquiry.text);
  if (parts === null || others.length > MOST_EXCLUDED) return [];
  if (others.some((other) => namesSegment(other.condition, segment.id, inquiry))) return [];
  const { file } = segment.declaration;
  const { start, end } = parts.condition;
  const at = (offset: number): Location => ({ file, span: { start: offset, end: offset } });
  const addition = others.map(({ id }) => ` and not ${id}`).join("");
  const isPlain = isPlainConjunction(segment.condition);
  const edits = isPlain
    ? [{ location: at(end), newText: addition }]
    : [
        { location: at(start), newText: "(" },
        { location: at(end), newText: `)${addition}` },
      ];
  const title = proofFixes.exclude({ segment: segment.name, others: others.map(({ name }) => name) });
  return [{ title, edits, safe: false }];
}

const MOST_EXCLUDED = 4;

/** Tests of fields joined by `and`, which `and not …` may follow without brackets. */
function isPlainConjunction(condition: Condition): boolean {
  const operands = condition.kind === "and" ? condition.operands : [condition];
  return operands.every((operand) => {
    const test = operand.kind === "not" ? operand.operand : operand;
    let isPlain = test.kind !== "and" && test.kind !== "or";
    visitCondition(test, {
      condition(inner) {
        if (inner.kind === "exists" || inner.kind === "has-all") isPlain = false;
      },
      term(term) {
        if (term.kind === "when" || term.kind === "condition") isPlain = false;
      },
    });
    return isPlain;
  });
}

function namesSegment(condition: Condition, id: string, inquiry: Inquiry): boolean {
  const followed = new Set<string>();
  const pending = [condition];
  let isNamed = false;
  for (let next = pending.pop(); next !== undefined && !isNamed; next = pending.pop()) {
    visitCondition(next, {
      condition(inner) {
        if (inner.kind !== "member" || followed.has(inner.segment)) return;
        followed.add(inner.segment);
        if (inner.segment === id) isNamed = true;
        const segment = inquiry.model.criteria
          .flatMap(({ segments }) => segments)
          .find((one) => one.id === inner.segment);
        if (segment !== undefined) pending.push(segment.membership);
      },
    });
  }
  return isNamed;
}

const makings = new WeakMap<ProgramText, Map<Criterion, readonly Fix[]>>();

/** Only where all its segments stand in one block: there alone is an order. Found once for a text, as many findings offer it. */
export function makingOrdered(criterion: Criterion, text: ProgramText): readonly Fix[] {
  let known = makings.get(text);
  if (known === undefined) {
    known = new Map();
    makings.set(text, known);
  }
  let fixes = known.get(criterion);
  if (fixes === undefined) {
    fixes = findMakingOrdered(criterion, text);
    known.set(criterion, fixes);
  }
  return fixes;
}

function findMakingOrdered(criterion: Criterion, text: ProgramText): readonly Fix[] {
  const brace = openingBrace(criterion, text);
  if (brace === null || blockSegments(criterion, text).length < criterion.segments.length) return [];
  const { file } = criterion.location;
  const before = text.file(file).charAt(brace.start - 1);
  const newText = /\s/u.test(before) ? "ordered " : " ordered ";
  const location = { file, span: { start: brace.start, end: brace.start } };
  return [{ title: proofFixes.order({ criterion: criterion.name }), edits: [{ location, newText }], safe: false }];
}

/** `otherwise Rest` at the end of the criterion's block, which is made where there is none. */
export function addingOtherwise(criterion: Criterion, text: ProgramText): readonly Fix[] {
  if (criterion.inferred) return [];
  const taken = new Set(criterion.segments.map(({ name }) => name));
  let name = "Rest";
  for (let count = 2; taken.has(name); count += 1) name = `Rest${count}`;
  const last = blockSegments(criterion, text).at(-1);
  const edit = last === undefined ? otherwiseAlone(criterion, name, text) : otherwiseBehind(last, name, text);
  return edit === null ? [] : [{ title: proofFixes.addRest({ name }), edits: [edit], safe: false }];
}

function otherwiseBehind(last: Segment, name: string, text: ProgramText): TextEdit | null {
  if (last.otherwise) return null;
  const { file, span } = last.declaration;
  const source = text.file(file);
  const next = piecesOf(source, span.end).next();
  if (next.done === true || next.value.text !== "}") return null;
  const lineStart = source.lastIndexOf("\n", span.start - 1) + 1;
  const indent = source.slice(lineStart, span.start);
  const newText = /^\s*$/u.test(indent) && lineStart > 0 ? `\n${indent}otherwise ${name}` : ` otherwise ${name}`;
  return { location: { file, span: { start: span.end, end: span.end } }, newText };
}

/** All segments join from elsewhere: there are no braces, or nothing but comments between them. */
function otherwiseAlone(criterion: Criterion, name: string, text: ProgramText): TextEdit | null {
  const { file } = criterion.location;
  const source = text.file(file);
  const { end, brace } = headOf(criterion, text);
  if (brace === null) return { location: { file, span: { start: end, end } }, newText: ` {\n  otherwise ${name}\n}` };
  const next = piecesOf(source, brace.end).next();
  if (next.done === true || next.value.text !== "}") return null;
  const isBlank = source.slice(brace.end, next.value.start).trim() === "";
  const span = { start: brace.end, end: isBlank ? next.value.start : brace.end };
  return { location: { file, span }, newText: `\n  otherwise ${name}${isBlank ? "\n" : ""}` };
}

/** Takes the value out of a list, unless nothing would be left of it, or the list has it more than once. */
export function removalFromList({ list, item, line, isOnly, spelling }: ListEntry, text: ProgramText): readonly Fix[] {
  if (!isOnly) return [];
  if (list.items.kind === "file") return line === null ? [] : removalOfLine(list.items, line, spelling, text);
  return item === null ? [] : removalOfItem(list, item, text);
}

/** The whole line, if nothing but the value stands there. (In a table other cells would be lost.) */
function removalOfLine(
  { file, values }: Extract<NamedList["items"], { kind: "file" }>,
  line: number,
  spelling: Scalar,
  text: ProgramText,
): readonly Fix[] {
  const found = text.lineOfList(file, line);
  if (found === null || values.length < 2 || found.text.trim() !== spelling) return [];
  const title = proofFixes.removeFromList({ value: String(spelling), list: file });
  return [{ title, edits: [{ location: found.location, newText: "" }], safe: false }];
}

function removalOfItem({ name, items }: NamedList, item: ListLiteralItem, text: ProgramText): readonly Fix[] {
  if (items.kind !== "literals" || items.literals.length < 2) return [];
  const { file, span } = item.location;
  const index = items.literals.indexOf(item);
  const following = items.literals[index + 1];
  const previous = items.literals[index - 1];
  // With what stands between it and its neighbour: the comma, and blanks.
  const removed =
    following === undefined
      ? { start: previous!.location.span.end, end: span.end }
      : { start: span.start, end: following.location.span.start };
  const title = proofFixes.removeFromList({ value: text.at(item.location), list: writeName(name) });
  return [{ title, edits: [{ location: { file, span: removed }, newText: "" }], safe: false }];
}

function place({ file, span }: Location): Location {
  return { file, span };
}
