/**
 * Of items that together have a property which more items only strengthen (being contradictory, say), a subset that still
 * has it and none of whose items can be left out: QuickXplain (Junker 2004), which asks little where the subset is small.
 * After `most` questions no more is left out, so the answer is right, if perhaps larger than it need be. Deterministic.
 */
export function smallestCore<T>(items: readonly T[], has: (items: readonly T[]) => boolean, most = 200): readonly T[] {
  let left = most;
  const ask = (some: readonly T[]): boolean => {
    left -= 1;
    return left >= 0 && has(some);
  };
  const explain = (background: readonly T[], grown: boolean, candidates: readonly T[]): readonly T[] => {
    if (grown && ask(background)) return [];
    if (candidates.length === 1) return candidates;
    const middle = candidates.length >> 1;
    const first = candidates.slice(0, middle);
    const second = candidates.slice(middle);
    const fromSecond = explain([...background, ...first], first.length > 0, second);
    const fromFirst = explain([...background, ...fromSecond], fromSecond.length > 0, first);
    return [...fromFirst, ...fromSecond];
  };
  if (items.length === 0 || ask([])) return [];
  return explain([], false, items);
}
