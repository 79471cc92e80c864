/** A pair of segments, by their places in the criterion. */
export interface Pair {
  readonly first: number;
  readonly second: number;
}

/** Pairs that one segment explains: without it, none of them would be. */
export interface Culprit<P extends Pair> {
  readonly segment: number;
  readonly pairs: readonly P[];
}

/**
 * Groups pairs by the fewest segments that explain them all, greedily: the segment with the most pairs first, of equals
 * the later one, which was probably written last. (A vertex cover; the fewest of all would take exponential time.)
 */
export function culpritsOf<P extends Pair>(pairs: readonly P[]): readonly Culprit<P>[] {
  const left = new Map<number, Set<P>>();
  const add = (segment: number, pair: P): void => {
    const known = left.get(segment);
    if (known === undefined) left.set(segment, new Set([pair]));
    else known.add(pair);
  };
  for (const pair of pairs) {
    add(pair.first, pair);
    add(pair.second, pair);
  }
  const culprits: Culprit<P>[] = [];
  for (;;) {
    let worst = -1;
    let most = 0;
    for (const [segment, { size }] of left) {
      if (size > most || (size === most && size > 0 && segment > worst)) [worst, most] = [segment, size];
    }
    if (most === 0) break;
    const explained = [...left.get(worst)!];
    for (const pair of explained) {
      left.get(pair.first)!.delete(pair);
      left.get(pair.second)!.delete(pair);
    }
    culprits.push({ segment: worst, pairs: explained });
  }
  return culprits.sort((a, b) => a.segment - b.segment);
}
