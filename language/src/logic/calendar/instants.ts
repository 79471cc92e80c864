import { MAX_DAY, MIN_DAY } from "../../values/calendar.js";
import type { Zone } from "../../values/zone.js";
import { type Interval, type Intervals, interval, union, WHOLE } from "../sets/intervals.js";
import { type DayParts, firstWithParts, lastWithParts, spansWithParts } from "./day-parts.js";
import { commonSpans, joinSpans, nearer, type Span, spansWithin } from "./spans.js";
import { offsetPieces } from "./zone-pieces.js";

const HOUR = 3_600_000;
const DAY = 86_400_000;

/** The local day of an instant of the calendar (0001 … 9999 in UTC) is at most one day outside it. */
const FIRST_LOCAL_DAY = MIN_DAY - 1;
const LAST_LOCAL_DAY = MAX_DAY + 1;

/**
 * The instants (milliseconds) whose local date lies in the days: exact for all instants of the years 0001 to 9999. In
 * zones that turned the clock back over midnight a day can be several intervals; a day that was skipped is none.
 */
export function instantsOfDays(days: Intervals, zone: Zone): Intervals {
  const parts: Interval[] = [];
  for (const { first, last } of spansWithin(days, FIRST_LOCAL_DAY, LAST_LOCAL_DAY)) {
    const starts = first <= FIRST_LOCAL_DAY ? [ALWAYS] : instantsFrom(zone, first);
    const ends = last >= LAST_LOCAL_DAY ? [ALWAYS] : instantsBefore(zone, last + 1);
    for (const span of commonSpans(starts, ends)) parts.push(interval(span.first, span.last));
  }
  return union(parts, WHOLE);
}

const ALWAYS: Span = { first: Number.NEGATIVE_INFINITY, last: Number.POSITIVE_INFINITY };

/** The instants whose local day is the given one or later. */
function instantsFrom(zone: Zone, day: number): readonly Span[] {
  const spans: Span[] = [];
  // No zone is a whole day from UTC: the question is open only within a day of the midnight.
  for (const { first, last, offset } of offsetPieces(zone, (day - 1) * DAY, (day + 1) * DAY - 1)) {
    const start = Math.max(first, day * DAY - offset);
    if (start <= last) spans.push({ first: start, last });
  }
  return joinSpans([...spans, { first: (day + 1) * DAY, last: Number.POSITIVE_INFINITY }]);
}

/** The instants whose local day is earlier than the given one. */
function instantsBefore(zone: Zone, day: number): readonly Span[] {
  const spans: Span[] = [{ first: Number.NEGATIVE_INFINITY, last: (day - 1) * DAY - 1 }];
  for (const { first, last, offset } of offsetPieces(zone, (day - 1) * DAY, (day + 1) * DAY - 1)) {
    const end = Math.min(last, day * DAY - offset - 1);
    if (first <= end) spans.push({ first, last: end });
  }
  return joinSpans(spans);
}

/**
 * Bounds of `instant - 86_400_000 * localDay(instant)` over all instants, in milliseconds. Exact for UTC. For other zones
 * they hold with room to spare: to know the extremes, centuries of offsets would have to be read. No zone was ever 16
 * hours from UTC: Manila was 15:56:08 behind until 1844, Metlakatla 15:13:42 ahead until 1867.
 */
export function instantOffsetBounds(zone: Zone): { readonly low: number; readonly high: number } {
  const most = /^(?:Etc\/)?(?:UTC|GMT|UCT|Zulu|Universal)$/i.test(zone.name) ? 0 : 16 * HOUR;
  return { low: 0 - most, high: DAY - 1 + most };
}

/** What the parts of one date-time may be, local in a zone; what is null or left out may be anything. */
export interface InstantParts extends Partial<DayParts> {
  /** 0 … 23. */
  readonly hours: ReadonlySet<number> | null;
}

/** So many days are looked at for an hour they allow; the first one has it, unless its clock skips that hour. */
const MOST_DAYS = 400;

/**
 * Some instant of `allowed` whose local day lies in `days` and has these parts, at one of the local hours; from the day
 * nearest to `near`. Null if it is proved that there is none; "unknown" after many days in vain.
 */
export function instantWithParts(
  parts: InstantParts,
  days: Intervals,
  allowed: Intervals,
  zone: Zone,
  near: number,
): number | null | "unknown" {
  const times = localTimes(parts.hours);
  if (times.length === 0) return null;
  const instants = spansWithin(allowed, MIN_DAY * DAY, (MAX_DAY + 1) * DAY - 1);
  const { months = null, weekdays = null, years = null } = parts;
  const dayParts: DayParts = { months, weekdays, years, days: parts.days ?? null };
  const reachable = joinSpans(
    instants.map(({ first, last }) => ({ first: Math.floor(first / DAY) - 1, last: Math.floor(last / DAY) + 1 })),
  );
  const candidates = commonSpans(spansWithParts(dayParts, days, FIRST_LOCAL_DAY, LAST_LOCAL_DAY), reachable);

  const at = Math.floor(near);
  const nearDay = Math.floor(at / DAY);
  let earlier = lastWithParts(dayParts, candidates, nearDay);
  let later = firstWithParts(dayParts, candidates, nearDay + 1);
  for (let count = 0; count < MOST_DAYS; count += 1) {
    const day = nearer(earlier, later, nearDay);
    if (day === null) return null;
    const found = instantOfDay(day, times, instants, zone, at);
    if (found !== null) return found;
    if (day === earlier) earlier = lastWithParts(dayParts, candidates, day - 1);
    else later = firstWithParts(dayParts, candidates, day + 1);
  }
  return "unknown";
}

/** The milliseconds of a day on which a clock shows one of the hours. */
function localTimes(hours: ReadonlySet<number> | null): readonly Span[] {
  if (hours === null) return [{ first: 0, last: DAY - 1 }];
  const ofHours = [...hours].filter((hour) => hour >= 0 && hour <= 23);
  return joinSpans(ofHours.map((hour) => ({ first: hour * HOUR, last: (hour + 1) * HOUR - 1 })));
}

/** The instant nearest to `near` at which a clock shows that day and one of the times; exact. */
function instantOfDay(
  day: number,
  times: readonly Span[],
  instants: readonly Span[],
  zone: Zone,
  near: number,
): number | null {
  let best: number | null = null;
  for (const piece of offsetPieces(zone, (day - 1) * DAY, (day + 2) * DAY - 1)) {
    const start = day * DAY - piece.offset;
    const shown = times.map(({ first, last }) => ({ first: start + first, last: start + last }));
    for (const span of commonSpans(commonSpans(shown, [piece]), instants)) {
      best = nearer(best, Math.min(Math.max(near, span.first), span.last), near);
    }
  }
  return best;
}
