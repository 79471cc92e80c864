import type { Undecided } from "../logic/logic.js";
import type { Witness } from "./verdict.js";

/**
 * What became of the customers between an old program and a new one. Asked of the records that are valid in both
 * programs, on any day of both ranges of `today`: a field that only one of them declares is left out of the other's
 * record. Criteria are the same if their names are, segments if their ids are.
 */
export interface ProgramDifference {
  /** In the new model's order, then those that are gone, in the old model's order. */
  readonly criteria: readonly CriterionDifference[];
  /** What else the programs say differently; nothing where one of them has no customers. */
  readonly changes: readonly ProgramChange[];
}

/** A part of the program other than the condition of a segment. Where it is in one of them only, the other side is null. */
export type ProgramChange =
  /** By its path, with what is declared of it in the words of the language: `integer? 0..120`. */
  | { readonly kind: "field"; readonly field: string; readonly before: string | null; readonly after: string | null }
  | { readonly kind: "require"; readonly change: "added" | "removed"; readonly text: string }
  | {
      readonly kind: "list";
      readonly list: string;
      /** Where its values are, if not in the program. */
      readonly file: string | null;
      readonly change: "added" | "removed" | "changed";
      readonly added: ListValues;
      readonly removed: ListValues;
    }
  /** Of `seg.json`. */
  | { readonly kind: "setting"; readonly setting: string; readonly before: string; readonly after: string }
  /** Its kind: "exclusive", "ordered, exhaustive". */
  | { readonly kind: "criterion"; readonly criterion: string; readonly before: string; readonly after: string }
  | {
      readonly kind: "segment";
      readonly criterion: string;
      readonly segment: string;
      readonly change: "added" | "removed";
    };

/** Values of a list: how many, and the first few. */
export interface ListValues {
  readonly count: number;
  readonly examples: readonly string[];
}

export interface CriterionDifference {
  /** The criterion's name. */
  readonly criterion: string;
  /**
   * "unchanged": proved that nobody moves. "changed": somebody does, with a witness. "undecided": nobody is known to move,
   * and for some move it could not be proved. "added" and "removed": only one program has the criterion; no moves then.
   */
  readonly status: "unchanged" | "changed" | "added" | "removed" | "undecided";
  /**
   * The rows: the old segments by id in the model's order, then null for customers in none of them. Where a customer may be
   * in several segments of the criterion (overlapping in either program), each segment stands for itself: a move goes
   * from null to the segment for who enters it, and from the segment to null for who leaves it.
   */
  readonly from: readonly (string | null)[];
  /** The columns: the new segments in the same way. */
  readonly to: readonly (string | null)[];
  /**
   * Every cell of the matrix that is a move: all pairs of `from` and `to` that differ, row by row; where customers may be
   * in several segments, only who enters and who leaves each one.
   */
  readonly moves: readonly Move[];
  /** The segments, by id, that provably keep exactly the customers they had: nobody enters, nobody leaves. */
  readonly stays: readonly string[];
}

export interface Move {
  /** Segment by id; null: none. */
  readonly from: string | null;
  readonly to: string | null;
  readonly verdict: MoveVerdict;
}

export type MoveVerdict =
  /** Proved: no customer, on no day. */
  | { readonly kind: "nobody" }
  /** As both programs classify it; the record is written as the new program declares it. */
  | { readonly kind: "somebody"; readonly witness: Witness }
  | {
      readonly kind: "undecided";
      readonly undecided: Undecided;
      /** What the programs declare differently, so that the question could not be asked: a field, a setting; else null. */
      readonly differs: string | null;
    };
