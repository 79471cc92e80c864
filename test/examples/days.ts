/** Day numbers for the hand-written side of the examples, by the platform's own Date and Intl and nothing of Seg's. */

const MILLISECONDS = 86_400_000;

export const dayOf = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) / MILLISECONDS;

export const isoOf = (day: number): string => new Date(day * MILLISECONDS).toISOString().slice(0, 10);

export interface Civil {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export function civil(day: number): Civil {
  const date = new Date(day * MILLISECONDS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** `months` before a day; 31 March less a month is the last of February. */
export function monthsBefore(day: number, months: number): number {
  const { year, month, day: dayOfMonth } = civil(day);
  const start = new Date(Date.UTC(year, month - 1 - months, 1));
  const length = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 0)).getUTCDate();
  return (start.getTime() + (Math.min(dayOfMonth, length) - 1) * MILLISECONDS) / MILLISECONDS;
}

/** Whole years from a day to `today`. */
export function yearsSince(day: number, today: number): number {
  const from = civil(day);
  const until = civil(today);
  const reached = until.month > from.month || (until.month === from.month && until.day >= from.day);
  return until.year - from.year - (reached ? 0 : 1);
}

/** Whole months from a day to `today`. */
export function monthsSince(day: number, today: number): number {
  let months = 0;
  while (monthsBefore(today, months + 1) >= day) months += 1;
  return months;
}

/** `dd/MM/yyyy` with any sign between the parts. */
export function writtenDay(day: number, sign: string): string {
  const { year, month, day: dayOfMonth } = civil(day);
  return [String(dayOfMonth).padStart(2, "0"), String(month).padStart(2, "0"), String(year)].join(sign);
}

const persianCalendar = new Intl.DateTimeFormat("en-u-ca-persian-nu-latn", {
  timeZone: "UTC",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
});

/** `1403/02/05`. */
export function persianDay(day: number): string {
  const parts = Object.fromEntries(
    persianCalendar.formatToParts(day * MILLISECONDS).map(({ type, value }) => [type, value]),
  );
  return `${parts.year}/${parts.month}/${parts.day}`;
}

/** 0 is Sunday. */
export const weekday = (day: number): number => new Date(day * MILLISECONDS).getUTCDay();
