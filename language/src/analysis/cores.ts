import type { Gradual } from "../logic/gradual.js";

/**
 * Of items that together have a property which more items only strengthen (being contradictory, say), a subset that still
 * has it and none of whose items can be left out: QuickXplain (Junker 2004), which asks little where the subset is small.
 * After `most` questions no more is left out, so the answer is right, if perhaps larger than it need be. Deterministic.
 */
export function* smallestCore<T>(
  items: readonly T[],
  has: (items: readonly T[]) => Gradual<boolean>,
  most = 200,
): Gradual<readonly T[]> {
  let left = most;
  function* ask(some: readonly T[]): Gradual<boolean> {
    left -= 1;
    return left >= 0 && (yield* has(some));
  }
  function* explain(background: readonly T[], grown: boolean, candidates: readonly T[]): Gradual<readonly T[]> {
    if (grown && (yield* ask(background))) return [];
    if (candidates.length === 1) return candidates;
    const middle = candidates.length >> 1;
    const first = candidates.slice(0, middle);
    const second = candidates.slice(middle);
    const fromSecond = yield* explain([...background, ...first], first.length > 0, second);
    const fromFirst = yield* explain([...background, ...fromSecond], fromSecond.length > 0, first);
    return [...fromFirst, ...fromSecond];
  }
  if (items.length === 0 || (yield* ask([]))) return [];
  return yield* explain([], false, items);
}
