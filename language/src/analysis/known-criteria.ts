import type { Condition } from "../condition/condition.js";
import type { Criterion, Segment } from "../condition/model.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Location } from "../source/source.js";
import { openingBrace } from "./declaration-text.js";
import type { Inquiry } from "./inquiry.js";
import type { Memory } from "./memory.js";
import { moved, placedElsewhere } from "./report-effect.js";
import { hasIgnoreComment } from "./report-overlaps.js";
import type { CriterionProof } from "./verdict.js";

/** What was found of a criterion, and whether that is all that is asked of it. */
export interface ProvedCriterion<P extends CriterionProof | null = CriterionProof | null> {
  /** Null of a part of a criterion, of which nothing is claimed as a whole. */
  readonly proof: P;
  readonly diagnostics: readonly Diagnostic[];
}

/** All that the findings of a criterion depend on beside the customers there can be. */
interface KnownCriterion<P extends CriterionProof | null> extends ProvedCriterion<P> {
  readonly criterion: Criterion;
  readonly strict: boolean;
  /** How the segments are written. */
  readonly texts: readonly string[];
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

/** So many versions of a criterion are kept: what is typed is often deleted again, and broken on the way. */
const MOST_KEPT = 4;
/** Only of so many criteria, those worked on last: of the others nothing but the last version, and no parts. */
const MOST_WORKED_ON = 2;

type Kept = "whole" | "part";

/** What was found of the criterion in some version before, at its present place; null if it may be otherwise now. */
export function recallCriterion(criterion: Criterion, inquiry: Inquiry): ProvedCriterion<CriterionProof> | null {
  return recalled("whole", criterion, inquiry);
}

/** The same of a criterion that is not whole: what was found of the segments that are sound. */
export function recallPart(part: Criterion, inquiry: Inquiry): readonly Diagnostic[] | null {
  return recalled<null>("part", part, inquiry)?.diagnostics ?? null;
}

/** `proved` has places of its own. What points elsewhere is not kept: it may change by itself. */
export function keepCriterion(criterion: Criterion, proved: ProvedCriterion<CriterionProof>, inquiry: Inquiry): void {
  keep("whole", criterion, proved, inquiry);
}

export function keepPart(part: Criterion, diagnostics: readonly Diagnostic[], inquiry: Inquiry): void {
  keep("part", part, { proof: null, diagnostics }, inquiry);
}

const keyOf = (kept: Kept, { name }: Pick<Criterion, "name">): string => `told ${kept} ${name}`;

function recalled<P extends CriterionProof | null>(
  kept: Kept,
  criterion: Criterion,
  inquiry: Inquiry,
): ProvedCriterion<P> | null {
  const versions = inquiry.memory.recall<KnownCriterion<P>[]>(keyOf(kept, criterion)) ?? [];
  const index = versions.findIndex((known) => isStill(known, criterion, inquiry));
  const known = versions[index];
  if (known === undefined) return null;
  const places = placesOf(criterion, inquiry);
  if (places.lengths[0] !== known.places.lengths[0]) return null;
  const isInPlace = places.starts.every((start, at) => start === known.places.starts[at]);
  const diagnostics = isInPlace ? known.diagnostics : movedAlong(known, places);
  versions.splice(index, 1);
  versions.unshift({ ...known, criterion, places, diagnostics });
  return { proof: known.proof, diagnostics };
}

function isStill(
  { criterion: before, strict, texts, own, ignores }: KnownCriterion<CriterionProof | null>,
  criterion: Criterion,
  inquiry: Inquiry,
): boolean {
  const { segments } = criterion;
  if (strict !== inquiry.strict || segments.length !== before.segments.length) return false;
  if (before !== criterion && !isHeadedAlike(before, criterion)) return false;
  return segments.every((segment, index) => {
    const known = before.segments[index]!;
    return (
      (segment === known || isWrittenAlike(known, texts[index]!, segment, inquiry)) &&
      inquiry.memberships.own(segment) === own[index] &&
      hasIgnoreComment(segment, inquiry) === ignores[index]
    );
  });
}

function isHeadedAlike(before: Criterion, now: Criterion): boolean {
  return (
    before.name === now.name &&
    before.title === now.title &&
    before.inferred === now.inferred &&
    before.exhaustive === now.exhaustive &&
    before.ordered === now.ordered &&
    before.overlapping === now.overlapping &&
    before.location.file === now.location.file
  );
}

function isWrittenAlike(before: Segment, text: string, now: Segment, inquiry: Inquiry): boolean {
  return (
    before.id === now.id &&
    before.otherwise === now.otherwise &&
    before.declaration.file === now.declaration.file &&
    text === inquiry.text.at(now.declaration)
  );
}

function keep<P extends CriterionProof | null>(
  kept: Kept,
  criterion: Criterion,
  proved: ProvedCriterion<P>,
  inquiry: Inquiry,
): void {
  const { memberships, strict, memory } = inquiry;
  const places = placesOf(criterion, inquiry);
  const find = finder(places);
  const areInside = proved.diagnostics.every(
    ({ location, related, fixes }) =>
      find(location) >= 0 &&
      related.every((place) => find(place.location) >= 0) &&
      fixes.every(({ edits }) => edits.every((edit) => find(edit.location) >= 0)),
  );
  if (!areInside) return;
  const { segments } = criterion;
  const known: KnownCriterion<P> = {
    ...proved,
    criterion,
    strict,
    texts: segments.map((segment) => writtenText(segment, inquiry)),
    own: segments.map((segment) => memberships.own(segment)),
    ignores: segments.map((segment) => hasIgnoreComment(segment, inquiry)),
    places,
  };
  const key = keyOf(kept, criterion);
  const versions = memory.recall<KnownCriterion<P>[]>(key);
  if (versions === undefined) memory.keep(key, [known]);
  else {
    versions.unshift(known);
    if (versions.length > MOST_KEPT) versions.pop();
  }
  if (kept === "part" || versions !== undefined) noteWork(criterion.name, memory);
}

/** The findings of one version of a large program take megabytes. */
function noteWork(name: string, memory: Memory): void {
  const before = memory.recall<readonly string[]>(WORKED_ON) ?? [];
  if (before[0] === name) return;
  const names = [name, ...before.filter((other) => other !== name)];
  memory.keep(WORKED_ON, names.slice(0, MOST_WORKED_ON));
  for (const left of names.slice(MOST_WORKED_ON)) {
    memory.recall<unknown[]>(keyOf("whole", { name: left }))?.splice(1);
    memory.recall<unknown[]>(keyOf("part", { name: left }))?.splice(0);
  }
}

const WORKED_ON = "told of";

/** By the segment: it is the same object only as long as it is written alike. */
const texts = new WeakMap<Segment, string>();

function writtenText(segment: Segment, { text }: Inquiry): string {
  let written = texts.get(segment);
  if (written === undefined) {
    // Joined anew: a slice would keep the whole file alive.
    written = [...text.at(segment.declaration)].join("");
    texts.set(segment, written);
  }
  return written;
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

function movedAlong(
  { diagnostics, places }: KnownCriterion<CriterionProof | null>,
  now: Places,
): readonly Diagnostic[] {
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
