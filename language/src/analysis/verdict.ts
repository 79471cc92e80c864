import type { Condition } from "../condition/condition.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Undecided } from "../logic/logic.js";
import type { JsonObject } from "../records/json-value.js";

/** What was proved of a program. */
export interface Proofs {
  /** Of all criteria that could be asked about: see `notProved`. */
  readonly criteria: readonly CriterionProof[];
  /** What was not asked, as the program has errors; null where all was. */
  readonly notProved: NotProved | null;
  /**
   * SEG4001 to SEG4009, with the rules' own severities (a gap of an `exhaustive` criterion: an error), unsorted. Their
   * places are their own: they stay what they are when those of the program move with an edit.
   */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * What is broken is missing from the model, and what is missing would look like a gap. So a criterion with errors is not
 * proved; and where an error may concern them all (one in the customer block, say), none is.
 */
export interface NotProved {
  readonly reason: "errors";
  /** How many errors the program has. */
  readonly count: number;
  /** The criteria that were not proved; null: nothing was proved at all. */
  readonly criteria: readonly UnprovedCriterion[] | null;
}

export interface UnprovedCriterion {
  readonly criterion: string;
  /** Names of its segments that have errors, or name something that has. */
  readonly segments: readonly string[];
  /** False: it has no errors itself, but names a segment of another criterion that is not proved. */
  readonly own: boolean;
}

export interface CriterionProof {
  /** The criterion's name. */
  readonly criterion: string;
  /** How many pairs of segments, and what became of them. An `ordered` criterion is exclusive by construction. */
  readonly pairs: {
    readonly total: number;
    readonly exclusive: number;
    readonly overlapping: number;
    readonly undecided: number;
  };
  /** False for an `overlapping` criterion, whose pairs are not asked: then all counts of `pairs` are 0. */
  readonly exclusivity: "asked" | "by-order" | "not-wanted";
  /** All pairs that overlap, not only those reported. */
  readonly overlaps: readonly PairOverlap[];
  readonly undecided: readonly PairUndecided[];
  /**
   * Whether every customer is in one of its segments. Not asked where nobody expects it: in an inferred criterion, and where
   * customers may be in several segments, unless it is `exhaustive`.
   */
  readonly coverage:
    | { readonly kind: "not-asked" }
    | { readonly kind: "complete" }
    | { readonly kind: "gap"; readonly gaps: readonly Gap[]; readonly found: number }
    | { readonly kind: "undecided"; readonly undecided: Undecided };
}

/** Segments by their ids. */
export interface PairOverlap {
  readonly segments: readonly [string, string];
  readonly witness: Witness;
  /** The one value of the one field that both include: `income` and `30000`, `spent` and `limit`. */
  readonly single: { readonly field: string; readonly value: string } | null;
}

export interface PairUndecided {
  readonly segments: readonly [string, string];
  readonly undecided: Undecided;
}

/** A region that no segment covers. */
export interface Gap {
  readonly witness: Witness;
  /** A condition of the language, `age >= 65 and city = "Shiraz"`; null where nobody would say it like that. */
  readonly region: string | null;
  readonly single: { readonly field: string; readonly value: string } | null;
}

/** A complete, valid customer that the production evaluator has classified as said. */
export interface Witness {
  /** As the data would hold it: formats, codes and `from` names as declared. */
  readonly record: JsonObject;
  /**
   * The ISO day of which it is true, or the instant, in the program's zone, where a condition reads `now`: as `--as-of` takes
   * it. Null where nothing looks at the clock.
   */
  readonly asOf: string | null;
  /** What matters of it, for a message: `city = "Rasht", age = 30`. */
  readonly summary: string;
}

/** Why two segments have no customer in common: one or two lines, each a contradiction between conditions. */
export interface Certificate {
  /** Segments by their ids, or one segment and itself for emptiness. */
  readonly segments: readonly string[];
  readonly lemmas: readonly Lemma[];
}

/** Conditions that no customer meets together (each as it stands, or denied). */
export interface Lemma {
  readonly together: readonly { readonly condition: Condition; readonly holds: boolean }[];
  /** One line: "no value of `city` is in both `urbanList` and `ruralList`". */
  readonly text: string;
}
