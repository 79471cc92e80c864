import { dayFromCivil, MAX_DAY } from "../values/calendar.js";
import { toAsciiDigits, trimBlanks } from "../values/text.js";
import { DATE_SPELLINGS, type DateOrder, type DateSpelling, readSpelling } from "./date-formats.js";
import { areFew } from "./number-seen.js";

const DAY = 86_400_000;
/** A text that may be a date at all. */
const DATE_LIKE = /^\d{1,4}([-/.])\d{1,2}\1\d{1,4}(?:[T ]\d{1,2}:\d\d.{0,24})?$|^\d{8}$/;
const MIDNIGHT = /[T ]00?:00(?::00(?:[.,]0+)?)?$/;
const WITH_TIME = /[T ]\d/;
/** So many dates settle which spellings are worth trying on. */
const SETTLED = 2000;
/** Dates that were read are known by their text, as long as they are few. */
const MOST_KNOWN = 4096;

interface Tried {
  readonly spelling: DateSpelling;
  /** Days since 1970. */
  earliest: number;
  latest: number;
}

export interface DateReading {
  readonly type: "date" | "datetime";
  readonly spelling: DateSpelling;
  /** Spellings that read the same texts as other days. */
  readonly rivals: readonly DateSpelling[];
  /** Days since 1970. */
  readonly earliest: number;
  readonly latest: number;
  /** Some values have a time of day that the type drops. */
  readonly timesDropped: boolean;
}

/** Whether the values of a column are dates, and how they are spelled. */
export class DateSeen {
  #alive: Tried[] | null = null;
  #dates = 0;
  #midnights = 0;
  #timed = 0;
  #failures = 0;
  readonly #failed: string[] = [];
  #known = new Set<string>();

  /** Takes a value that is there. */
  see(text: string): void {
    if (this.#alive?.length === 0 || (this.#failures > 20 && this.#failures * 10 > this.#dates)) return;
    if (this.#known.has(text)) {
      this.#dates += 1;
      return;
    }
    const digits = text.length > 40 ? "" : toAsciiDigits(trimBlanks(text));
    if (!DATE_LIKE.test(digits)) this.#fail(text);
    else this.#try(digits);
    if (this.#failures === 0 && this.#known.size < MOST_KNOWN && text.length < 13) this.#known.add(text);
  }

  #try(text: string): void {
    this.#dates += 1;
    if (MIDNIGHT.test(text)) this.#midnights += 1;
    if (WITH_TIME.test(text)) this.#timed += 1;
    if (this.#alive === null) {
      const all = DATE_SPELLINGS.map((spelling) => ({ spelling, earliest: MAX_DAY, latest: -MAX_DAY }));
      this.#alive = all.filter((tried) => reads(tried, text));
    } else {
      this.#alive = this.#alive.every((tried) => reads(tried, text))
        ? this.#alive
        : this.#alive.filter((tried) => reads(tried, text));
      if (this.#dates === SETTLED) this.#alive = firstOfEach(this.#alive);
    }
  }

  #fail(text: string): void {
    this.#failures += 1;
    if (this.#failed.length < 4 && !this.#failed.includes(text)) this.#failed.push(text);
  }

  /** Every value so far is a date. */
  get isPossible(): boolean {
    return this.#failures === 0 && this.#alive?.length !== 0;
  }

  /** How all values are read, or null. */
  reading(): DateReading | null {
    return this.#failures > 0 ? null : this.#best();
  }

  /** Texts that kept the column from being dates, if they are few among many dates; else null. */
  exceptions(): { readonly reading: DateReading; readonly texts: readonly string[] } | null {
    if (this.#failures === 0 || this.#failed.length > 3 || !areFew(this.#failures, this.#dates)) return null;
    const reading = this.#best();
    return reading === null || reading.rivals.length > 0 ? null : { reading, texts: this.#failed };
  }

  #best(): DateReading | null {
    const plausible = (this.#alive ?? []).filter(isPlausible);
    const first = plausible[0];
    if (first === undefined) return null;
    const timed = this.#timed > 0;
    const whole = this.#midnights === this.#timed && !this.#mixed();
    const withTime = plausible.find(({ spelling }) => spelling.time);
    const chosen = withTime ?? first;
    const type = timed && withTime !== undefined && !whole ? "datetime" : "date";
    return {
      type,
      spelling: type === "date" && chosen.spelling.pattern === null ? first.spelling : chosen.spelling,
      rivals: rivalsOf(chosen, plausible),
      earliest: chosen.earliest,
      latest: chosen.latest,
      timesDropped: type === "date" && this.#timed > this.#midnights,
    };
  }

  /** Some values have a time, some none. */
  #mixed(): boolean {
    return this.#timed > 0 && this.#timed < this.#dates;
  }
}

function reads(tried: Tried, text: string): boolean {
  const value = readSpelling(text, tried.spelling);
  if (value === null) return false;
  const day = tried.spelling.time ? Math.floor(value / DAY) : value;
  if (day < tried.earliest) tried.earliest = day;
  if (day > tried.latest) tried.latest = day;
  return true;
}

const FIRST_PERSIAN = dayFromCivil(1821, 1, 1)!;
const LAST_PERSIAN = dayFromCivil(2130, 1, 1)!;
const FIRST_GREGORIAN = dayFromCivil(1600, 1, 1)!;
const FIRST_BARE = dayFromCivil(1900, 1, 1)!;
const LAST_BARE = dayFromCivil(2100, 1, 1)!;

/** Customers of our time: 1403 is a year of the Persian calendar, 2024 of the Gregorian one. */
function isPlausible({ spelling, earliest, latest }: Tried): boolean {
  if (spelling.separator === "") return earliest >= FIRST_BARE && latest <= LAST_BARE;
  if (spelling.calendar === "persian") return earliest >= FIRST_PERSIAN && earliest <= LAST_PERSIAN;
  return earliest >= FIRST_GREGORIAN;
}

function firstOfEach(alive: readonly Tried[]): Tried[] {
  const seen = new Set<string>();
  return alive.filter((tried) => {
    const { order, calendar, time } = tried.spelling;
    const kind = `${order} ${calendar} ${time}`;
    if (!isPlausible(tried) || seen.has(kind)) return false;
    seen.add(kind);
    return true;
  });
}

/** With points nobody writes the month first. */
function rivalsOf({ spelling }: Tried, plausible: readonly Tried[]): DateSpelling[] {
  const orders = new Set<DateOrder>([spelling.order]);
  return plausible.flatMap(({ spelling: other }) => {
    if (orders.has(other.order) || other.time !== spelling.time) return [];
    if (other.separator === "." && other.order === "mdy") return [];
    orders.add(other.order);
    return [other];
  });
}
