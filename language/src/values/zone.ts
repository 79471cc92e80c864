import { formatDay } from "./calendar.js";

const SECOND = 1000;
const HOUR = 3_600_000;
const DAY = 86_400_000;

/** A time zone. Instants are milliseconds since 1970-01-01T00:00Z, days count from 1970-01-01. */
export interface Zone {
  /** As it was named: `Asia/Tehran`. */
  readonly name: string;
  /** The day on the calendar at that instant. */
  localDay(instant: number): number;
  /** What a clock there shows, in milliseconds since midnight. */
  localTime(instant: number): number;
  /** 0 … 23. */
  localHour(instant: number): number;
  /**
   * The instant at which a clock there shows that time of that day. A time that the clock skips moves forward by the
   * gap; of a time it shows twice, the earlier.
   */
  instantOf(day: number, millisecondOfDay: number): number;
  /** The last millisecond of the day. */
  lastInstantOf(day: number): number;
}

/** The zone of an IANA name, or null if there is none. Offsets come from `Intl` and are kept, so later questions are cheap. */
export function createZone(timeZone: string): Zone | null {
  const known = zones.get(timeZone);
  if (known !== undefined) return known;
  const offsetAt = offsetSource(timeZone);
  if (offsetAt === null) return null;
  const zone = zoneFromOffsets(timeZone, offsetAt);
  zones.set(timeZone, zone);
  return zone;
}

const zones = new Map<string, Zone>();

/** `2024-05-01T10:00Z`, with seconds and milliseconds only where there are any. */
export function formatInstant(instant: number): string {
  const day = Math.floor(instant / DAY);
  const time = instant - day * DAY;
  const two = (value: number) => String(value).padStart(2, "0");
  const clock = `${two(Math.floor(time / HOUR))}:${two(Math.floor(time / 60_000) % 60)}`;
  const seconds = Math.floor(time / SECOND) % 60;
  const milliseconds = time % SECOND;
  const fraction = milliseconds === 0 ? "" : `.${String(milliseconds).padStart(3, "0")}`;
  return `${formatDay(day)}T${clock}${seconds === 0 && milliseconds === 0 ? "" : `:${two(seconds)}${fraction}`}Z`;
}

/** As a clock in the zone shows it, with its distance from UTC: `2024-05-01T13:30+03:30`. */
export function formatInstantIn(instant: number, zone: Zone): string {
  const offset = (zone.localDay(instant) * DAY + zone.localTime(instant) - instant) / 60_000;
  // Before there were zones, clocks went by the sun: that cannot be written with minutes.
  if (offset === 0 || !Number.isInteger(offset)) return formatInstant(instant);
  const size = Math.abs(offset);
  const two = (value: number) => String(value).padStart(2, "0");
  const local = formatInstant(instant + offset * 60_000).slice(0, -1);
  return `${local}${offset < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** Milliseconds to add to an instant to get local time. */
type OffsetAt = (instant: number) => number;

function zoneFromOffsets(name: string, offsetAt: OffsetAt): Zone {
  const localDay = (instant: number) => Math.floor((instant + offsetAt(instant)) / DAY);
  const localTime = (instant: number) => instant + offsetAt(instant) - localDay(instant) * DAY;

  return {
    name,
    localDay,
    localTime,
    localHour: (instant) => Math.floor(localTime(instant) / HOUR),
    instantOf(day, millisecondOfDay) {
      const local = day * DAY + millisecondOfDay;
      // No zone is a whole day from UTC, so a day either side shows the offsets before and after any change in between.
      const before = offsetAt(local - DAY);
      const after = offsetAt(local + DAY);
      const earlier = local - Math.max(before, after);
      const later = local - Math.min(before, after);
      if (earlier + offsetAt(earlier) === local) return earlier;
      if (later + offsetAt(later) === local) return later;
      return local - before;
    },
    lastInstantOf(day) {
      const midnight = (day + 1) * DAY;
      let low = midnight - Math.max(offsetAt(midnight - DAY), offsetAt(midnight + DAY)) - DAY;
      let high = midnight - Math.min(offsetAt(midnight - DAY), offsetAt(midnight + DAY)) - 1;
      if (localDay(high) <= day) return high;
      // Midnight falls into a gap: the day ends where the gap begins.
      while (high - low > 1) {
        const middle = Math.floor((low + high) / 2);
        if (localDay(middle) <= day) low = middle;
        else high = middle;
      }
      return low;
    },
  };
}

/** Offsets of a zone, looked up in `Intl` a block of days at a time; null if `Intl` does not know the zone. */
function offsetSource(timeZone: string): OffsetAt | null {
  // Newer engines also take "+03:30"; a program must mean the same on all of them.
  if (!/^[A-Za-z]/.test(timeZone)) return null;
  // Every engine knows these; to ask the first `Intl` of a process takes as long as checking a small program.
  if (/^(?:Etc\/)?(?:UTC|GMT|UCT|Zulu|Universal)$/i.test(timeZone)) return () => 0;
  const measure = offsetMeter(timeZone);
  if (measure === null) return null;

  const blocks = new Map<number, OffsetBlock>();
  let lastIndex = Number.NaN;
  let last: OffsetBlock = [];
  return (instant) => {
    const index = Math.floor(instant / BLOCK);
    if (index !== lastIndex) {
      last = blocks.get(index) ?? readBlock(measure, index);
      blocks.set(index, last);
      lastIndex = index;
    }
    let offset = last[0]?.offset ?? 0;
    for (let change = 1; change < last.length; change += 1) {
      const next = last[change]!;
      if (instant < next.from) break;
      offset = next.offset;
    }
    return offset;
  };
}

/** The offsets in force during a block, each from its first instant. */
type OffsetBlock = readonly { readonly from: number; readonly offset: number }[];

const BLOCK = 128 * DAY;
/** Shorter than any change of offset that was ever taken back: Recife had summer time for a week in 2000. */
const STRIDE = 4 * DAY;

function readBlock(measure: OffsetAt, index: number): OffsetBlock {
  const start = index * BLOCK;
  const block = [{ from: start, offset: measure(start) }];
  for (let low = start; low < start + BLOCK; low += STRIDE) {
    const before = block[block.length - 1]!.offset;
    if (measure(low + STRIDE) !== before) block.push(...changes(measure, low, low + STRIDE, before));
  }
  return block;
}

/** The changes of offset in `low < instant <= high`, to the second. */
function changes(measure: OffsetAt, low: number, high: number, before: number): OffsetBlock {
  const found: { from: number; offset: number }[] = [];
  let [from, offset] = [low, before];
  while (measure(high) !== offset) {
    let [same, other] = [from, high];
    while (other - same > SECOND) {
      const middle = same + Math.floor((other - same) / 2 / SECOND) * SECOND;
      if (measure(middle) === offset) same = middle;
      else other = middle;
    }
    [from, offset] = [other, measure(other)];
    found.push({ from, offset });
  }
  return found;
}

/**
 * Asks `Intl` what a clock in the zone shows. Of its calendars only `gregory` is sure to be Gregorian before 1582 and to
 * tell the eras apart: some engines let `iso8601` turn Julian there.
 */
function offsetMeter(timeZone: string): OffsetAt | null {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", {
      timeZone,
      era: "short",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
      hourCycle: "h23",
    });
  } catch {
    return null;
  }
  return (instant) => {
    const parts = new Map(format.formatToParts(instant).map((part) => [part.type, part.value]));
    const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
    const year = parts.get("era")?.startsWith("B") ? 1 - part("year") : part("year");
    const local = localMilliseconds(year, part("month"), part("day"), part("hour"), part("minute"), part("second"));
    return local - Math.floor(instant / SECOND) * SECOND;
  };
}

function localMilliseconds(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second, 0);
  return date.getTime();
}
