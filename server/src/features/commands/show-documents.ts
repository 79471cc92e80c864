import type { ProgramView } from "../../program/view.js";
import type { CommandResult, FeatureContext } from "../feature.js";
import { opened, placeOfCommand, told } from "./place.js";

const SEGMENT_NEEDED = "Put the cursor on a segment first: the command is about the segment at the cursor.";
const CRITERION_NEEDED =
  "Put the cursor on a criterion or a segment first: the command is about the one at the cursor.";

/** `seg.showPredicate`: what a run computes for the segment at the place. */
export function showPredicate(
  view: ProgramView | null,
  args: readonly unknown[],
  context: FeatureContext,
): CommandResult {
  const segment = placeOfCommand(view, args)?.segment ?? null;
  if (view === null || segment === null) return told(SEGMENT_NEEDED);
  return opened({ kind: "predicate", root: view.root, segment }, view, context);
}

/** `seg.showDescription`: what the segment at the place means, in plain words. */
export function showDescription(
  view: ProgramView | null,
  args: readonly unknown[],
  context: FeatureContext,
): CommandResult {
  const segment = placeOfCommand(view, args)?.segment ?? null;
  if (view === null || segment === null) return told(SEGMENT_NEEDED);
  return opened({ kind: "description", root: view.root, segment }, view, context);
}

/** `seg.showProof`: why the segments of the criterion at the place are apart. */
export function showProof(view: ProgramView | null, args: readonly unknown[], context: FeatureContext): CommandResult {
  const place = placeOfCommand(view, args);
  if (view === null || place === null || place.criterion === null) return told(CRITERION_NEEDED);
  const { segment, criterion } = place;
  return opened({ kind: "proof", root: view.root, criterion: criterion.name, segment }, view, context);
}

/**
 * `seg.showWitness` (place, `{ segments }`): a customer in two segments: those two, or the segment at the place and another
 * one; where none overlap, a customer in no segment of the criterion.
 */
export function showWitness(
  view: ProgramView | null,
  args: readonly unknown[],
  context: FeatureContext,
): CommandResult {
  const given = segmentsIn(args[1]);
  if (view !== null && given !== null) {
    return opened({ kind: "witness", root: view.root, segments: given }, view, context);
  }
  const place = placeOfCommand(view, args);
  if (view === null || place === null || place.criterion === null) return told(CRITERION_NEEDED);
  const { name } = place.criterion;
  const proof = view.proofs?.criteria.find(({ criterion }) => criterion === name);
  if (proof === undefined) return told(`\`${name}\` has not been proved yet as it is written now.`);
  const overlap = proof.overlaps.find(({ segments }) => place.segment === null || segments.includes(place.segment));
  if (overlap !== undefined) {
    return opened({ kind: "witness", root: view.root, segments: overlap.segments }, view, context);
  }
  if (proof.coverage.kind === "gap" && place.segment === null) {
    return opened({ kind: "gap", root: view.root, criterion: name }, view, context);
  }
  return told(`No customer is known who is in two segments${place.segment === null ? ` of \`${name}\`` : " here"}.`);
}

function segmentsIn(value: unknown): readonly [string, string] | null {
  const { segments } = (typeof value === "object" && value !== null ? value : {}) as { readonly segments?: unknown };
  if (!Array.isArray(segments) || segments.length !== 2) return null;
  const [first, second]: readonly unknown[] = segments;
  return typeof first === "string" && typeof second === "string" ? [first, second] : null;
}
