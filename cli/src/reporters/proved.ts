import type {
  Certificate,
  Criterion,
  CriterionProof,
  Diagnostic,
  Gap,
  Location,
  NotProved,
  PairOverlap,
  PairUndecided,
  Segment,
} from "@seg-lang/language";

/** What was proved of one program, beside the criteria it was proved of. */
export interface ProvedProgram {
  readonly criteria: readonly ProvedCriterion[];
  /** What was not asked, as the program has errors; null where all was. */
  readonly notProved: NotProved | null;
}

export interface ProvedCriterion {
  readonly criterion: Criterion;
  readonly proof: CriterionProof;
  /** Why its segments have no customer in common; null where that was not asked for. */
  readonly certificates: readonly Certificate[] | null;
}

/** What stands behind a finding of the prover. */
export interface Evidence {
  readonly overlaps: readonly PairOverlap[];
  readonly undecided: readonly PairUndecided[];
  readonly gaps: readonly Gap[];
  readonly certificates: readonly Certificate[];
}

/** Codes of the prover's rules; an overlap and a gap at one value have rules of their own. */
const RULES = {
  overlap: ["SEG4001", "SEG4007"],
  empty: ["SEG4002"],
  gap: ["SEG4003", "SEG4008"],
  undecided: ["SEG4009"],
} as const;

export type ProofFinding = keyof typeof RULES;

/** What a diagnostic of the prover says; null for others. */
export function proofFinding({ code }: Diagnostic): ProofFinding | null {
  for (const kind of ["overlap", "empty", "gap", "undecided"] as const) {
    if ((RULES[kind] as readonly string[]).includes(code)) return kind;
  }
  return null;
}

/**
 * What the verdicts say of the place a diagnostic stands at: of an overlap the customers in the segments it names, of a
 * gap the customers in none. Null for what no proof is behind.
 */
export function evidenceOf(proved: ProvedProgram | null, diagnostic: Diagnostic): Evidence | null {
  const found = proved?.criteria.map((each) => criterionEvidence(each, diagnostic)) ?? [];
  const evidence: Evidence = {
    overlaps: found.flatMap(({ overlaps }) => overlaps),
    undecided: found.flatMap(({ undecided }) => undecided),
    gaps: found.flatMap(({ gaps }) => gaps),
    certificates: found.flatMap(({ certificates }) => certificates),
  };
  return Object.values(evidence).every((each) => each.length === 0) ? null : evidence;
}

const NOTHING: Evidence = { overlaps: [], undecided: [], gaps: [], certificates: [] };

function criterionEvidence({ criterion, proof, certificates }: ProvedCriterion, diagnostic: Diagnostic): Evidence {
  const main = criterion.segments.find(({ declaration }) => lies(diagnostic.location, declaration))?.id;
  const named = new Set(
    criterion.segments
      .filter((segment) => segment.id === main || isRelated(segment, diagnostic))
      .map((segment) => segment.id),
  );
  const pairs = <P extends { readonly segments: readonly string[] }>(all: readonly P[]): readonly P[] => {
    const among = all.filter(({ segments }) => segments.every((id) => named.has(id)));
    return among.length > 0 || main === undefined ? among : all.filter(({ segments }) => segments.includes(main));
  };
  switch (proofFinding(diagnostic)) {
    case "overlap":
      return { ...NOTHING, overlaps: pairs(proof.overlaps) };
    case "undecided":
      return { ...NOTHING, undecided: pairs(proof.undecided) };
    case "empty":
      return {
        ...NOTHING,
        certificates: (certificates ?? []).filter(({ segments }) => segments.every((id) => id === main)),
      };
    case "gap":
      return standsAt(criterion, diagnostic) && proof.coverage.kind === "gap"
        ? { ...NOTHING, gaps: proof.coverage.gaps }
        : NOTHING;
    case null:
      return NOTHING;
  }
}

/** Whether a finding is about the criterion as a whole: at its name, or in one of its segments. */
export function standsAt(criterion: Criterion, { location }: Diagnostic): boolean {
  const { file, span } = criterion.location;
  return (
    (location.file === file && location.span.start === span.start) ||
    criterion.segments.some(({ declaration }) => lies(location, declaration))
  );
}

/** The name a segment has inside its criterion; the id where the criterion has no such segment. */
export function segmentName(criterion: Criterion, id: string): string {
  return criterion.segments.find((segment) => segment.id === id)?.name ?? id;
}

function isRelated({ declaration }: Segment, { related }: Diagnostic): boolean {
  return related.some(({ location }) => lies(location, declaration));
}

function lies({ file, span }: Location, within: Location): boolean {
  return file === within.file && within.span.start <= span.start && span.end <= within.span.end;
}
