import type { Criterion } from "../condition/model.js";
import type { Coverage } from "./coverage.js";
import type { FoundOverlap, OverlapFindings } from "./overlaps.js";
import type { CriterionProof, PairOverlap, Witness } from "./verdict.js";

/** What was found of a criterion, as it is handed out. `findings` is null where its pairs were not asked about. */
export function proofOf(criterion: Criterion, findings: OverlapFindings | null, coverage: Coverage): CriterionProof {
  const count = criterion.segments.length;
  const all = (count * (count - 1)) / 2;
  const overlapping = findings?.overlaps.length ?? 0;
  const undecided = findings === null ? 0 : findings.undecided.length + findings.unlooked;
  const total = criterion.overlapping ? 0 : all;
  return {
    criterion: criterion.name,
    pairs: { total, exclusive: total - overlapping - undecided, overlapping, undecided },
    exclusivity: criterion.overlapping ? "not-wanted" : criterion.ordered ? "by-order" : "asked",
    overlaps: (findings?.overlaps ?? []).map(pairOf),
    undecided: (findings?.undecided ?? []).map(({ first, second, undecided: why }) => ({
      segments: [first.id, second.id],
      undecided: why,
    })),
    coverage: shownCoverage(coverage),
  };
}

/**
 * By the witness: several versions of a criterion are remembered, each with all its pairs, which are thousands in a large
 * table. A witness is of one pair, or of as many as have the same two conditions.
 */
const pairs = new WeakMap<Witness, readonly PairOverlap[]>();
const MOST_OF_A_WITNESS = 8;

function pairOf({ first, second, witness, single }: FoundOverlap): PairOverlap {
  const known = pairs.get(witness) ?? [];
  const same = known.find(({ segments }) => segments[0] === first.id && segments[1] === second.id);
  if (same !== undefined) return same;
  const pair: PairOverlap = {
    segments: [first.id, second.id],
    witness,
    single: single === null ? null : { field: single.field, value: single.value },
  };
  pairs.set(witness, [pair, ...known.slice(0, MOST_OF_A_WITNESS - 1)]);
  return pair;
}

function shownCoverage(coverage: Coverage): CriterionProof["coverage"] {
  if (coverage.kind !== "gap") return coverage;
  const gaps = coverage.gaps.map(({ witness, region, single }) => ({
    witness,
    region: region?.text ?? null,
    single: single === null ? null : { field: single.field, value: single.value },
  }));
  return { kind: "gap", gaps, found: coverage.found };
}
