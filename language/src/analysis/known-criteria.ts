import type { Condition } from "../condition/condition.js";
import type { Criterion, Segment } from "../condition/model.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Location } from "../source/source.js";
import { openingBrace } from "./declaration-text.js";
import type { Inquiry } from "./inquiry.js";
import { moved, placedElsewhere } from "./report-effect.js";
import { hasIgnoreComment } from "./report-overlaps.js";
import type { CriterionProof } from "./verdict.js";

/** What was proved of a criterion, with its findings. */
export interface ProvedCriterion {
  readonly proof: CriterionProof;
  readonly diagnostics: readonly Diagnostic[];
}

/** Of a criterion that is still the same object: all that its findings depend on beside that. */
export interface KnownCriterion extends ProvedCriterion {
  readonly strict: boolean;
  /** What the segments' conditions came down to. */
  readonly own: readonly Condition[];
  readonly ignores: readonly boolean[];
  readonly places: Places;
}

/** Where the findings of a criterion may point: its name with the text up to the brace, then its segments. */
interface Places {
  readonly files: readonly string[];
  readonly starts: readonly number[];
  readonly lengths: readonly number[];
}

/** What was proved of the criterion before, at its present place; null if it may be otherwise now. */
export function recallCriterion(criterion: Criterion, inquiry: Inquiry): ProvedCriterion | null {
  const { facts, memberships, strict } = inquiry;
  const known = facts.criteria.get(criterion);
  if (known === undefined || known.strict !== strict) return null;
  const { segments } = criterion;
  const isSame = segments.every(
    (segment, index) =>
      memberships.own(segment) === known.own[index] && hasIgnoreComment(segment, inquiry) === known.ignores[index],
  );
  if (!isSame) return null;
  const places = placesOf(criterion, inquiry);
  if (places.lengths[0] !== known.places.lengths[0]) return null;
  if (places.starts.every((start, index) => start === known.places.starts[index])) return known;
  const diagnostics = movedAlong(known, places);
  facts.criteria.set(criterion, { ...known, places, diagnostics });
  return { proof: known.proof, diagnostics };
}

/** `proved` has places of its own. What points elsewhere is not kept: it may change by itself. */
export function keepCriterion(criterion: Criterion, proved: ProvedCriterion, inquiry: Inquiry): void {
  const { facts, memberships, strict } = inquiry;
  const places = placesOf(criterion, inquiry);
  const find = finder(places);
  const areInside = proved.diagnostics.every(
    ({ location, related, fixes }) =>
      find(location) >= 0 &&
      related.every((place) => find(place.location) >= 0) &&
      fixes.every(({ edits }) => edits.every((edit) => find(edit.location) >= 0)),
  );
  if (!areInside) return;
  const own = criterion.segments.map((segment) => memberships.own(segment));
  const ignores = criterion.segments.map((segment) => hasIgnoreComment(segment, inquiry));
  facts.criteria.set(criterion, { ...proved, strict, own, ignores, places });
}

function placesOf(criterion: Criterion, { text }: Inquiry): Places {
  const { file, span } = criterion.location;
  const end = openingBrace(criterion, text)?.end ?? span.end;
  const declarations = criterion.segments.map(({ declaration }: Segment) => declaration);
  return {
    files: [file, ...declarations.map((declaration) => declaration.file)],
    starts: [span.start, ...declarations.map((declaration) => declaration.span.start)],
    lengths: [end - span.start, ...declarations.map((declaration) => declaration.span.end - declaration.span.start)],
  };
}

/** Finds the number of the place that a location is in, its ends included; -1 if there is none. */
function finder({ files, starts, lengths }: Places): (location: Location) => number {
  const byFile = new Map<string, number[]>();
  for (const [index, file] of files.entries()) {
    const inFile = byFile.get(file);
    if (inFile === undefined) byFile.set(file, [index]);
    else inFile.push(index);
  }
  for (const inFile of byFile.values()) inFile.sort((a, b) => starts[a]! - starts[b]!);
  return ({ file, span }) => {
    const inFile = byFile.get(file) ?? [];
    let low = 0;
    let high = inFile.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[inFile[middle]!]! <= span.start) low = middle + 1;
      else high = middle;
    }
    const index = inFile[low - 1] ?? -1;
    return index >= 0 && span.end <= starts[index]! + lengths[index]! ? index : -1;
  };
}

function movedAlong({ diagnostics, places }: KnownCriterion, now: Places): readonly Diagnostic[] {
  if (diagnostics.length === 0) return diagnostics;
  const [first] = places.starts;
  const by = now.starts[0]! - first!;
  // Most often something was typed before the whole criterion.
  if (places.starts.every((start, index) => now.starts[index]! - start === by)) {
    return diagnostics.map((diagnostic) => moved(diagnostic, by));
  }
  const move = movement(places, now);
  return diagnostics.map((diagnostic) => placedElsewhere(diagnostic, move));
}

/** By how much something at a location has moved. */
function movement(before: Places, now: Places): (location: Location) => number {
  const find = finder(before);
  return (location) => {
    const index = find(location);
    return index < 0 ? 0 : now.starts[index]! - before.starts[index]!;
  };
}
