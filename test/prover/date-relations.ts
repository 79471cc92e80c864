import fc from "fast-check";
import { type PairKind, verdictOn } from "../kit/verdicts.js";

/** A condition on the days `a`, `b` and `today`, in the language and once more by itself. */
export interface DateCondition {
  readonly text: string;
  readonly holds: (days: Days) => boolean;
}

interface Days {
  readonly a: NaiveDay;
  readonly b: NaiveDay;
  readonly today: NaiveDay;
}

/** A day taken apart, by the calendar of JavaScript. */
interface NaiveDay {
  readonly number: number;
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** 0 is Monday. */
  readonly weekday: number;
}

const MILLISECONDS = 86_400_000;
const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const SCHEMA = "customer { id: text key a: date b: date }";

function naiveDay(number: number): NaiveDay {
  const date = new Date(number * MILLISECONDS);
  return {
    number,
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: (date.getUTCDay() + 6) % 7,
  };
}

function numberOf(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / MILLISECONDS;
}

/** The day of the month, or the last one where there is none. */
function monthsLater({ year, month, day }: NaiveDay, months: number): number {
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return numberOf(year, month + months, Math.min(day, last));
}

function naiveMonthsSince(day: NaiveDay, today: NaiveDay): number {
  let months = 12 * (today.year - day.year) + today.month - day.month + 2;
  while (day.number > monthsLater(today, -months)) months -= 1;
  return months;
}

/** Days of which pairs and triples are tried: ends of months and years, leap days, the middle of a month, years apart. */
const TRIED: readonly NaiveDay[] = [
  ["2023-12-29", 5],
  ["2024-01-29", 5],
  ["2024-02-26", 6],
  ["2024-03-29", 3],
  ["2023-02-27", 3],
  ["2024-04-14", 3],
  ["2024-09-30", 2],
  ["2024-12-31", 2],
  ["2022-02-28", 1],
  ["2020-02-29", 1],
  ["2006-04-15", 1],
].flatMap(([first, count]) =>
  Array.from({ length: count as number }, (_, index) => naiveDay(Date.parse(first as string) / MILLISECONDS + index)),
);

const whose = fc.constantFrom("a", "b", "today") as fc.Arbitrary<keyof Days>;
const two = fc.constantFrom(["a", "b"], ["a", "today"], ["b", "today"], ["b", "a"]) as fc.Arbitrary<
  readonly ["a" | "b", keyof Days]
>;
const compared = fc.constantFrom("=", "<", "<=", ">", ">=");

function compares(left: number, operator: string, right: number): boolean {
  switch (operator) {
    case "=":
      return left === right;
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    default:
      return left >= right;
  }
}

const FIRST_OF: Readonly<Record<string, (today: NaiveDay, offset: number) => number>> = {
  week: (today, offset) => today.number - today.weekday + 7 * offset,
  month: ({ year, month }, offset) => numberOf(year, month + offset, 1),
  quarter: ({ year, month }, offset) => numberOf(year, month - ((month - 1) % 3) + 3 * offset, 1),
  year: ({ year }, offset) => numberOf(year + offset, 1, 1),
};

const ATOMS: readonly fc.Arbitrary<DateCondition>[] = [
  two.map(([one, other]) => ({
    text: `weekday(${one}) = weekday(${other})`,
    holds: (days) => days[one].weekday === days[other].weekday,
  })),
  fc.tuple(whose, fc.uniqueArray(fc.nat(6), { minLength: 1, maxLength: 3 })).map(([one, named]) => ({
    text: `weekday(${one}) in [${named.map((index) => `"${WEEKDAYS[index]}"`).join(", ")}]`,
    holds: (days) => named.includes(days[one].weekday),
  })),
  fc.tuple(two, compared, fc.constantFrom(0, 0, 1, -1, 6)).map(([[one, other], operator, plus]) => ({
    text: `month(${one}) ${operator} month(${other})${added(plus)}`,
    holds: (days) => compares(days[one].month, operator, days[other].month + plus),
  })),
  fc.tuple(whose, fc.integer({ min: 1, max: 12 }), fc.nat(3)).map(([one, low, more]) => ({
    text: `month(${one}) in ${low}..${low + more}`,
    holds: (days) => days[one].month >= low && days[one].month <= low + more,
  })),
  fc.tuple(two, compared, fc.constantFrom(0, 0, 3, -7)).map(([[one, other], operator, plus]) => ({
    text: `day(${one}) ${operator} day(${other})${added(plus)}`,
    holds: (days) => compares(days[one].day, operator, days[other].day + plus),
  })),
  fc.tuple(whose, fc.constantFrom(1, 15, 28, 29, 30, 31), compared).map(([one, day, operator]) => ({
    text: `day(${one}) ${operator} ${day}`,
    holds: (days) => compares(days[one].day, operator, day),
  })),
  fc.tuple(two, compared, fc.constantFrom(0, 0, 1, 18)).map(([[one, other], operator, plus]) => ({
    text: `year(${other}) - year(${one}) ${operator} ${plus}`,
    holds: (days) => compares(days[other].year - days[one].year, operator, plus),
  })),
  fc.tuple(two, compared, fc.constantFrom(0, 1, -3, 7, 8, -30, 31, 364, 366)).map(([[one, other], operator, plus]) => ({
    text: `${one} ${operator} ${other}${added(plus, " days")}`,
    holds: (days) => compares(days[one].number, operator, days[other].number + plus),
  })),
  fc.tuple(two, compared, fc.constantFrom(1, -1, 3, -3, -12, -216)).map(([[one, other], operator, plus]) => ({
    text: `${one} ${operator} ${other}${added(plus, " months")}`,
    holds: (days) => compares(days[one].number, operator, monthsLater(days[other], plus)),
  })),
  fc
    .tuple(
      fc.constantFrom("a" as const, "b" as const),
      fc.constantFrom("week", "month", "quarter", "year"),
      fc.boolean(),
    )
    .map(([one, unit, last]) => ({
      text: `${one} in ${last ? "last" : "this"} ${unit}`,
      holds: (days) => {
        const offset = last ? -1 : 0;
        const first = FIRST_OF[unit]!;
        const at = days[one].number;
        return at >= first(days.today, offset) && at < first(days.today, offset + 1);
      },
    })),
  fc
    .tuple(fc.constantFrom("a" as const, "b" as const), compared, fc.constantFrom(0, 1, 3, 12))
    .map(([one, operator, count]) => ({
      text: `months since ${one} ${operator} ${count}`,
      holds: (days) => compares(naiveMonthsSince(days[one], days.today), operator, count),
    })),
  fc.tuple(compared, fc.constantFrom(0, 0, 1, -2)).map(([operator, plus]) => ({
    text: `months since a ${operator} months since b${added(plus)}`,
    holds: (days) =>
      compares(naiveMonthsSince(days.a, days.today), operator, naiveMonthsSince(days.b, days.today) + plus),
  })),
  compared.map((operator) => ({
    text: `years since a ${operator} years since b`,
    holds: (days) =>
      compares(
        Math.floor(naiveMonthsSince(days.a, days.today) / 12),
        operator,
        Math.floor(naiveMonthsSince(days.b, days.today) / 12),
      ),
  })),
];

function added(plus: number, unit = ""): string {
  return plus === 0 ? "" : ` ${plus < 0 ? "-" : "+"} ${Math.abs(plus)}${unit}`;
}

const atom = fc.oneof(...ATOMS).chain((one) =>
  fc.boolean().map((turned): DateCondition => {
    if (!turned) return one;
    return { text: `not (${one.text})`, holds: (days) => !one.holds(days) };
  }),
);

/** One or two conditions that hold together. */
export const dateCondition: fc.Arbitrary<DateCondition> = fc
  .array(atom, { minLength: 1, maxLength: 2 })
  .map((parts) => ({
    text: parts.map(({ text }) => text).join(" and "),
    holds: (days) => parts.every((part) => part.holds(days)),
  }));

/**
 * What is said of two conditions, and a customer who speaks against it: one who meets both where there should be none. (A
 * customer that is shown has been placed in both by the classifier.)
 */
export function checkDates(
  first: DateCondition,
  second: DateCondition,
): { readonly kind: PairKind; readonly against: string | null } {
  const { kind } = verdictOn(SCHEMA, first.text, second.text);
  return { kind, against: kind === "impossible" ? someoneInBoth(first, second) : null };
}

function someoneInBoth(first: DateCondition, second: DateCondition): string | null {
  for (const today of TRIED) {
    for (const a of TRIED) {
      for (const b of TRIED) {
        const days = { a, b, today };
        if (first.holds(days) && second.holds(days)) {
          return [a, b, today].map(({ year, month, day }) => `${year}-${month}-${day}`).join(", ");
        }
      }
    }
  }
  return null;
}
