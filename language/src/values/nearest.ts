import { distance } from "fastest-levenshtein";
import { fold } from "./folding.js";

/**
 * The candidate somebody most likely meant by `wanted`, or null when none is near. Case and variants of letters do not
 * count; otherwise about one slip in three letters may be made: one that is missing, added, another, or swapped with its neighbour. Of equally near candidates the first.
 */
export function nearestName(wanted: string, candidates: Iterable<string>): string | null {
  const folded = fold(wanted);
  let nearest: string | null = null;
  let least = Math.max(1, Math.floor(folded.length / 3)) + 1;
  if (folded.length < 2) least = 1;
  for (const candidate of candidates) {
    if (candidate === wanted) continue;
    const foldedCandidate = fold(candidate);
    // The distance is never below the difference in length; a long text is not worth measuring.
    if (Math.abs(foldedCandidate.length - folded.length) >= least) continue;
    const slips = isOneSwap(folded, foldedCandidate) ? 1 : distance(folded, foldedCandidate);
    if (slips < least && slips < Math.max(folded.length, foldedCandidate.length)) {
      nearest = candidate;
      least = slips;
    }
  }
  return nearest;
}

/** Whether two texts differ in two neighbours alone, each in the other's place. */
function isOneSwap(one: string, other: string): boolean {
  if (one === other || one.length !== other.length) return false;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return one[at] === other[at + 1] && one[at + 1] === other[at] && one.slice(at + 2) === other.slice(at + 2);
}
