import { conditionKey } from "../condition/canonical.js";
import type { Condition } from "../condition/condition.js";
import type { Criterion, Model, Segment } from "../condition/model.js";
import { visitCondition } from "../condition/traverse.js";
import type { Diagnostic, Fix, RelatedPlace } from "../diagnostics/diagnostic.js";
import { diagnose } from "../diagnostics/rule.js";
import { type ListPlace, proofPlaces, proofRules } from "../diagnostics/rules/logic-proofs.js";
import { atOnce, type Gradual } from "../logic/gradual.js";
import type { Undecided } from "../logic/logic.js";
import type { Location } from "../source/source.js";
import { culpritsOf } from "./culprits.js";
import { exclusion, makingOrdered, removalFromList, tightenings } from "./fixes.js";
import { type Inquiry, isImpossible } from "./inquiry.js";
import { linesBetween } from "./line-between.js";
import { type ListEntry, sharedEntries } from "./list-places.js";
import type { FoundOverlap, OverlapFindings, UndecidedPair } from "./overlaps.js";
import { shownCondition } from "./shown-conditions.js";
import { simplerWay } from "./simpler-way.js";

/** So many overlaps at one value are each told on their own; where there are more, they are grouped as all others. */
const MOST_SINGLES = 20;
/** So many related places are named. */
const MOST_RELATED = 8;

interface Placed<T> {
  readonly first: number;
  readonly second: number;
  readonly found: T;
}

/** Gradual: there may be thousands to be told, each with the fixes that are tried for it. */
export function* reportOverlaps(
  criterion: Criterion,
  findings: OverlapFindings,
  inquiry: Inquiry,
): Gradual<readonly Diagnostic[]> {
  const places = new Map(criterion.segments.map((segment, index) => [segment, index]));
  const placed = <T extends { readonly first: Segment; readonly second: Segment }>(found: T): Placed<T> => ({
    first: places.get(found.first)!,
    second: places.get(found.second)!,
    found,
  });
  const singles = findings.overlaps.filter(({ single }) => single !== null);
  const apart = singles.length <= MOST_SINGLES ? singles : [];
  const others = findings.overlaps.filter((overlap) => !apart.includes(overlap));
  // A comment that silences one pair must not silence those that are grouped with it: such pairs are told on their own.
  const commented = ({ first, second }: { readonly first: Segment; readonly second: Segment }) =>
    hasIgnoreComment(first, inquiry) || hasIgnoreComment(second, inquiry);
  const told: Diagnostic[] = [];
  for (const overlap of apart) {
    yield;
    told.push(singleDiagnostic(criterion, overlap, inquiry));
  }
  for (const overlap of others.filter(commented)) {
    yield;
    told.push(overlapDiagnostic(criterion, overlap.second, [overlap], inquiry));
  }
  for (const pair of findings.undecided.filter(commented)) {
    yield;
    told.push(undecidedDiagnostic(criterion, pair.second, [pair], inquiry));
  }
  yield;
  for (const { segment, pairs } of culpritsOf(others.filter((overlap) => !commented(overlap)).map(placed))) {
    yield;
    const found = pairs.map((pair) => pair.found);
    told.push(overlapDiagnostic(criterion, criterion.segments[segment]!, found, inquiry));
  }
  yield;
  for (const { segment, pairs } of culpritsOf(findings.undecided.filter((pair) => !commented(pair)).map(placed))) {
    yield;
    const found = pairs.map((pair) => pair.found);
    told.push(undecidedDiagnostic(criterion, criterion.segments[segment]!, found, inquiry));
  }
  return told;
}

/** Whether a `seg-ignore` stands in the comments right above the segment. */
export function hasIgnoreComment({ declaration: { file, span } }: Segment, { text }: Inquiry): boolean {
  if (!text.hasIgnoreComments(file)) return false;
  const source = text.file(file);
  let end = source.lastIndexOf("\n", span.start - 1);
  while (end > 0) {
    const start = source.lastIndexOf("\n", end - 1) + 1;
    const line = source.slice(start, end).trim();
    if (!line.startsWith("//")) return false;
    if (line.includes("seg-ignore")) return true;
    end = start - 1;
  }
  return false;
}

function singleDiagnostic(criterion: Criterion, { first, second, single }: FoundOverlap, inquiry: Inquiry): Diagnostic {
  const parameters = { segment: second.name, other: first.name, condition: single!.condition };
  return diagnose(proofRules.overlapAtOneValue, parameters, second.location, {
    related: [{ location: first.location, message: proofPlaces.other(first.name) }],
    fixes: [
      ...tightenings(first, single!, inquiry.text),
      ...tightenings(second, single!, inquiry.text),
      ...makingOrdered(criterion, inquiry.text),
    ],
  });
}

/** `overlaps` all have the segment in them. */
function overlapDiagnostic(
  criterion: Criterion,
  segment: Segment,
  overlaps: readonly FoundOverlap[],
  inquiry: Inquiry,
): Diagnostic {
  const others = overlaps.map(({ first, second }) => (first === segment ? second : first));
  const [shown] = overlaps;
  const [other] = others;
  const entries = sharedEntries(other!.condition, segment.condition, shown!.example.row, inquiry.model) ?? [];
  const parameters = {
    segment: segment.name,
    others: others.map(({ name }) => name),
    criterion: criterion.name,
    example: shown!.witness,
    places: entries.map((entry) => listPlace(entry, inquiry)),
  };
  const related: RelatedPlace[] = others
    .slice(0, MOST_RELATED)
    .map(({ location, name }) => ({ location, message: proofPlaces.other(name) }));
  for (const entry of entries) {
    const location = placeOfEntry(entry, inquiry);
    if (location !== null) related.push({ location, message: proofPlaces.listed(entry.list.name) });
  }
  // Of many overlaps each may have a value of its own in two lists.
  const removals =
    others.length > 1 ? [] : [...entries].reverse().flatMap((entry) => removalFromList(entry, inquiry.text));
  const fixes = [...removals, ...separations(criterion, shown!, segment, others, inquiry)];
  return diagnose(proofRules.overlappingSegments, parameters, segment.location, { related, fixes });
}

/**
 * A line between the two, one segment without the other, or the earlier before the later. Of two of which one takes in all of the other, nobody would
 * be left of the other one that way: then it is taken out of the wider one.
 */
function separations(
  criterion: Criterion,
  { first, second }: Pick<FoundOverlap, "first" | "second">,
  segment: Segment,
  others: readonly Segment[],
  inquiry: Inquiry,
): readonly Fix[] {
  const ordered = makingOrdered(criterion, inquiry.text);
  if (others.length > 1) return [...exclusion(segment, others, inquiry), ...ordered];
  const isSecondWithin = isWithin(second, first, inquiry);
  const isFirstWithin = isWithin(first, second, inquiry);
  if (isSecondWithin) return isFirstWithin ? [] : exclusion(first, [second], inquiry);
  if (isFirstWithin) return [...exclusion(second, [first], inquiry), ...ordered];
  return [...linesBetween(first, second, inquiry.text), ...exclusion(segment, others, inquiry), ...ordered];
}

function isWithin(part: Segment, whole: Segment, inquiry: Inquiry): boolean {
  const { memberships } = inquiry;
  return atOnce(isImpossible(inquiry, [memberships.own(part)], [memberships.own(whole)]));
}

function placeOfEntry({ list, item, line, spelling }: ListEntry, { text }: Inquiry): Location | null {
  if (item !== null) return item.location;
  if (list.items.kind !== "file" || line === null) return null;
  const found = text.lineOfList(list.items.file, line);
  const column = found?.text.indexOf(String(spelling)) ?? -1;
  if (found === null || column === -1) return null;
  const start = found.location.span.start + column;
  return { file: list.items.file, span: { start, end: start + String(spelling).length } };
}

function listPlace({ list, item, line }: ListEntry, { text }: Inquiry): ListPlace {
  const file = list.items.kind === "file" ? list.items.file : null;
  return { list: list.name, file, line: item === null ? (line ?? 0) : text.line(item.location) };
}

function undecidedDiagnostic(
  criterion: Criterion,
  segment: Segment,
  pairs: readonly UndecidedPair[],
  inquiry: Inquiry,
): Diagnostic {
  const others = pairs.map(({ first, second }) => (first === segment ? second : first));
  const question = { kind: "overlap", segment: segment.name, others: others.map(({ name }) => name) } as const;
  // Of several reasons the one that was tried longest.
  const { undecided } = pairs.reduce((most, pair) => (pair.undecided.spent > most.undecided.spent ? pair : most));
  const related = others
    .slice(0, MOST_RELATED)
    .map(({ location, name }) => ({ location, message: proofPlaces.other(name) }));
  const diagnostic = reportUndecided(question, undecided, segment, [segment, ...others], related, inquiry);
  // Who is excluded by name is proved apart, whatever the conditions are.
  return { ...diagnostic, fixes: [...exclusion(segment, others, inquiry), ...makingOrdered(criterion, inquiry.text)] };
}

const parts = new WeakMap<Condition, ReadonlyMap<string, Condition>>();

/** All conditions within a condition, the first of each form. Remembered: most are looked through at every keystroke. */
function partsByKey(condition: Condition): ReadonlyMap<string, Condition> {
  const known = parts.get(condition);
  if (known !== undefined) return known;
  const found = new Map<string, Condition>();
  visitCondition(condition, {
    condition(inner) {
      const key = conditionKey(inner);
      if (!found.has(key)) found.set(key, inner);
    },
  });
  parts.set(condition, found);
  return found;
}

type UndecidedQuestion = Parameters<typeof proofRules.undecided.message>[0]["question"];

/** `asked` are the segments among whose conditions the one that caused it is looked for. */
export function reportUndecided(
  question: UndecidedQuestion,
  undecided: Undecided,
  at: Pick<Segment, "location">,
  asked: readonly Segment[],
  related: readonly RelatedPlace[],
  inquiry: Inquiry,
): Diagnostic {
  const condition = undecided.condition === null ? null : currentForm(undecided.condition, asked, inquiry);
  const { reason, spent } = undecided;
  const blame =
    condition === null
      ? null
      : { text: shownCondition(condition, inquiry.text), way: simplerWay(condition, undecided.reason) };
  const places = [...related];
  if (condition?.origin !== undefined) {
    const { file, span } = condition.origin;
    places.unshift({ location: { file, span }, message: proofPlaces.undecided });
  }
  const diagnostic = diagnose(proofRules.undecided, { question, reason, condition: blame, spent }, at.location, {
    related: places,
  });
  return inquiry.strict ? { ...diagnostic, severity: "error" } : diagnostic;
}

/**
 * A condition remembered from an earlier version of the program, where it stands now: in what was asked, or in what all
 * questions are asked with, or (where others have used up what there was) anywhere. Without a place if it is gone.
 */
function currentForm(condition: Condition, asked: readonly Segment[], { memberships, model }: Inquiry): Condition {
  const key = conditionKey(condition);
  for (const segment of asked) {
    const found = partsByKey(memberships.write(segment.condition)).get(key);
    if (found !== undefined) return found;
  }
  const anywhere = foundAnywhere.get(model) ?? new Map<string, Condition | null>();
  foundAnywhere.set(model, anywhere);
  let found = anywhere.get(key);
  if (found === undefined) {
    found = firstWith(key, model);
    anywhere.set(key, found);
  }
  if (found !== null) return found;
  const { origin: _, ...placeless } = condition;
  return placeless;
}

/** Where the parts of conditions stand in a program: many findings blame the same one. */
const foundAnywhere = new WeakMap<Model, Map<string, Condition | null>>();

function firstWith(key: string, { requires, criteria }: Model): Condition | null {
  for (const { condition } of [requires, ...criteria.map(({ segments }) => segments)].flat()) {
    const found = partsByKey(condition).get(key);
    if (found !== undefined) return found;
  }
  return null;
}
