import type { Budget } from "../budget.js";
import type { ParityTerms } from "./parity.js";
import { add, compare, floor, isWhole, type Ratio, sign, subtract } from "./ratio.js";
import { pieceAt, type ScaledProblem } from "./scaled.js";
import type { Bounds, Conflict, Near, Simplex } from "./simplex.js";

/** Why there is no solution, in items. `used` names the bounds: twice the item, and one more for its high bound. */
export type Proof =
  | { readonly kind: "sum"; readonly conflict: Conflict }
  | { readonly kind: "parity"; readonly terms: ParityTerms }
  | {
      readonly kind: "split";
      readonly item: number;
      readonly at: Ratio;
      readonly below: Proof;
      readonly above: Proof;
      readonly used: ReadonlySet<number>;
    };

export type Outcome =
  | { readonly kind: "found"; readonly point: readonly Near[] }
  | { readonly kind: "refuted"; readonly proof: Proof }
  | { readonly kind: "unknown" };

/** Splits above each other. Without ends, whole numbers could be split for ever; holes come to an end. */
const DEEPEST = 1000;
const DEEPEST_OF_WHOLE = 100;

/**
 * Looks for a point within the bounds that the simplex method now has, outside all holes and whole where it must be: splits
 * at a hole or broken number until none is left. The bounds are the same afterwards.
 */
export function branch(problem: ScaledProblem, simplex: Simplex, budget: Budget, mostNodes: number): Outcome {
  let nodes = 0;
  return descend(0, 0);

  function descend(depth: number, depthOfWhole: number): Outcome {
    const conflict = simplex.check();
    if (conflict === "unknown") return { kind: "unknown" };
    if (conflict !== null) return { kind: "refuted", proof: { kind: "sum", conflict } };
    const split = firstSplit(problem, simplex);
    if (split === null) return { kind: "found", point: pointOf(problem, simplex) };
    nodes += 1;
    const deeper = depthOfWhole + (split.hole ? 0 : 1);
    if (depth >= DEEPEST || deeper > DEEPEST_OF_WHOLE || nodes > mostNodes) return { kind: "unknown" };
    if (!budget.spend(problem.items.length)) return { kind: "unknown" };
    const { item } = split;
    const bounds = simplex.bounds(item);
    const halves: readonly Bounds[] = [
      { ...bounds, high: split.high, highTiny: split.highTiny },
      { ...bounds, low: split.low, lowTiny: split.lowTiny },
    ];
    const proofs: Proof[] = [];
    for (const half of split.aboveFirst ? [1, 0] : [0, 1]) {
      simplex.setBounds(item, halves[half]!);
      const outcome = descend(depth + 1, deeper);
      simplex.setBounds(item, bounds);
      if (outcome.kind === "found") return outcome;
      if (outcome.kind === "unknown") continue;
      // A proof that does without the split holds for both halves.
      if (!usedBy(outcome.proof).has(2 * item + 1 - half)) return outcome;
      proofs[half] = outcome.proof;
    }
    const [below, above] = proofs;
    if (below === undefined || above === undefined) return { kind: "unknown" };
    const used = new Set([...usedBy(below), ...usedBy(above)]);
    return { kind: "refuted", proof: { kind: "split", item, at: split.at, below, above, used } };
  }
}

function usedBy(proof: Proof): ReadonlySet<number> {
  if (proof.kind === "split") return proof.used;
  if (proof.kind === "parity") return new Set(proof.terms.flatMap(({ item }) => [2 * item, 2 * item + 1]));
  return new Set(proof.conflict.terms.map(({ item, side }) => 2 * item + (side === "high" ? 1 : 0)));
}

function pointOf(problem: ScaledProblem, simplex: Simplex): Near[] {
  const point: Near[] = [];
  for (let item = 0; item < problem.items.length; item += 1) {
    point.push({ value: simplex.value(item), tiny: simplex.tiny(item) });
  }
  return point;
}

/** At most `at`, hence at most `high`; or more than `at`, hence at least `low`. */
interface Split {
  readonly item: number;
  readonly at: Ratio;
  readonly high: Ratio;
  readonly highTiny: Ratio;
  readonly low: Ratio;
  readonly lowTiny: Ratio;
  readonly aboveFirst: boolean;
  readonly hole: boolean;
}

/** For the first item that is in a hole, or broken where it must be whole. */
function firstSplit(problem: ScaledProblem, simplex: Simplex): Split | null {
  for (let item = 0; item < problem.items.length; item += 1) {
    const { pieces, whole } = problem.items[item]!;
    const value = simplex.value(item);
    const tiny = simplex.tiny(item);
    if (pieces.length > 1) {
      const place = pieceAt(pieces, value, tiny);
      if (!("inside" in place)) {
        const high = place.before!.high!;
        const low = place.after!.low!;
        return {
          item,
          at: high,
          high,
          highTiny: place.before!.highOpen ? -1 : 0,
          low,
          lowTiny: place.after!.lowOpen ? 1 : 0,
          aboveFirst: compare(subtract(low, value), subtract(value, high)) < 0,
          hole: true,
        };
      }
    }
    if (whole && item < problem.variables && (sign(tiny) !== 0 || !isWhole(value))) {
      const at = isWhole(value) && sign(tiny) < 0 ? add(value, -1) : floor(value);
      return { item, at, high: at, highTiny: 0, low: add(at, 1), lowTiny: 0, aboveFirst: false, hole: false };
    }
  }
  return null;
}
