import type { Certificate, Gap, PairOverlap, PairUndecided, Witness } from "@seg-lang/language";
import type { Evidence, ProvedCriterion, ProvedProgram } from "./proved.js";
import { jsonUndecided } from "./undecided.js";

/** For programs: per criterion the counts, everything found with its witness, and the certificates if asked for. */
export function jsonProofs({ criteria }: ProvedProgram): object[] {
  return criteria.map(({ criterion, proof, certificates }: ProvedCriterion) => ({
    criterion: criterion.name,
    exclusivity: proof.exclusivity,
    pairs: proof.pairs,
    overlaps: proof.overlaps.map(jsonOverlap),
    undecided: proof.undecided.map(jsonUndecidedPair),
    coverage: jsonCoverage(proof.coverage),
    ...(certificates === null ? {} : { certificates: certificates.map(jsonCertificate) }),
  }));
}

/** For the properties of one finding: what there is of it, nothing else. */
export function jsonEvidence({ overlaps, undecided, gaps, certificates }: Evidence): object {
  return {
    ...(overlaps.length === 0 ? {} : { overlaps: overlaps.map(jsonOverlap) }),
    ...(undecided.length === 0 ? {} : { undecided: undecided.map(jsonUndecidedPair) }),
    ...(gaps.length === 0 ? {} : { gaps: gaps.map(jsonGap) }),
    ...(certificates.length === 0 ? {} : { certificates: certificates.map(jsonCertificate) }),
  };
}

export function jsonWitness({ record, asOf, summary }: Witness): object {
  return { record, asOf, summary };
}

function jsonCoverage(coverage: ProvedCriterion["proof"]["coverage"]): object {
  switch (coverage.kind) {
    case "not-asked":
    case "complete":
      return { kind: coverage.kind };
    case "gap":
      return { kind: "gap", found: coverage.found, gaps: coverage.gaps.map(jsonGap) };
    case "undecided":
      return { kind: "undecided", ...jsonUndecided(coverage.undecided) };
  }
}

function jsonOverlap({ segments, witness, single }: PairOverlap): object {
  return { segments, witness: jsonWitness(witness), single };
}

function jsonUndecidedPair({ segments, undecided }: PairUndecided): object {
  return { segments, ...jsonUndecided(undecided) };
}

function jsonGap({ region, witness, single }: Gap): object {
  return { region, witness: jsonWitness(witness), single };
}

function jsonCertificate({ segments, lemmas }: Certificate): object {
  return { segments, because: lemmas.map(({ text }) => text) };
}
