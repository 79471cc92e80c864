import type { Zone } from "../../values/zone.js";

const DAY = 86_400_000;
/** No two changes of a zone's offset are as near to each other. */
const STRIDE = 4 * 3_600_000;

/** Instants from the first to the last, in milliseconds, with one offset: local time minus instant. */
export interface OffsetPiece {
  readonly first: number;
  readonly last: number;
  readonly offset: number;
}

/** The instants from `first` to `last`, cut where the zone's offset changes, to the millisecond. */
export function offsetPieces(zone: Zone, first: number, last: number): readonly OffsetPiece[] {
  const pieces: OffsetPiece[] = [];
  let start = first;
  let offset = offsetOf(zone, first);
  for (let at = first; at < last; at += STRIDE) {
    const next = Math.min(at + STRIDE, last);
    while (offsetOf(zone, next) !== offset) {
      let same = Math.max(at, start);
      let other = next;
      while (other - same > 1) {
        const middle = Math.floor((same + other) / 2);
        if (offsetOf(zone, middle) === offset) same = middle;
        else other = middle;
      }
      pieces.push({ first: start, last: same, offset });
      start = other;
      offset = offsetOf(zone, other);
    }
  }
  pieces.push({ first: start, last, offset });
  return pieces;
}

function offsetOf(zone: Zone, instant: number): number {
  return zone.localDay(instant) * DAY + zone.localTime(instant) - instant;
}
