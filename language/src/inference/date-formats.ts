import { readDate, readDateTime } from "../values/date-reading.js";
import type { DateFormat } from "../values/reading.js";
import { createZone } from "../values/zone.js";

/** Which day a text is, and whether it is one, hardly depends on the zone; the program's is not known yet. */
const UTC = createZone("UTC")!;

/** A way to spell dates. */
export interface DateSpelling {
  readonly time: boolean;
  readonly calendar: "gregorian" | "persian";
  /** As the program writes it behind the type; null for ISO 8601 and for `1403/02/05`. */
  readonly pattern: string | null;
  readonly order: DateOrder;
  /** Between day, month and year. */
  readonly separator: string;
  readonly format: DateFormat | null;
}

export type DateOrder = "ymd" | "dmy" | "mdy";

/** The day (date-times: the instant) that a text is by a spelling; null if it is none. */
export function readSpelling(text: string, { time, format }: DateSpelling): number | null {
  return (time ? readDateTime : readDate)(text, format, UTC);
}

/** By digits: padded ones first, since they promise more. */
const ORDERS: readonly (readonly [order: DateOrder, parts: readonly [string, string, string]])[] = [
  ["ymd", ["yyyy", "MM", "dd"]],
  ["ymd", ["yyyy", "M", "d"]],
  ["dmy", ["dd", "MM", "yyyy"]],
  ["dmy", ["d", "M", "yyyy"]],
  ["mdy", ["MM", "dd", "yyyy"]],
  ["mdy", ["M", "d", "yyyy"]],
  ["dmy", ["dd", "MM", "yy"]],
  ["dmy", ["d", "M", "yy"]],
  ["mdy", ["MM", "dd", "yy"]],
  ["mdy", ["M", "d", "yy"]],
  ["ymd", ["yy", "MM", "dd"]],
];
const SEPARATORS = ["-", "/", "."];
const TIMES = ["", " HH:mm:ss", " HH:mm", " H:mm", " H:mm:ss", " HH:mm:ss.SSS", "THH:mm:ss"];

function spelling(order: DateOrder, pattern: string, separator: string, time: boolean): DateSpelling[] {
  const common = { time, order, separator };
  const gregorian: DateSpelling = {
    ...common,
    calendar: "gregorian",
    pattern,
    format: { kind: "pattern", text: pattern },
  };
  if (order !== "ymd" || pattern.startsWith("yy-") || pattern.startsWith("yy/") || pattern.startsWith("yy."))
    return [gregorian];
  const persian: DateSpelling = { ...common, calendar: "persian", pattern, format: { kind: "persian", text: pattern } };
  return [gregorian, persian];
}

const PLAIN: readonly DateSpelling[] = [false, true].flatMap((time): DateSpelling[] => [
  { time, calendar: "gregorian", pattern: null, order: "ymd", separator: "-", format: null },
  { time, calendar: "persian", pattern: null, order: "ymd", separator: "/", format: { kind: "persian", text: null } },
]);

/** All that are tried, the ones to be preferred first: those that need no pattern. */
export const DATE_SPELLINGS: readonly DateSpelling[] = [
  ...PLAIN,
  ...SEPARATORS.flatMap((separator) =>
    TIMES.flatMap((time) =>
      ORDERS.flatMap(([order, parts]) => spelling(order, parts.join(separator) + time, separator, time !== "")),
    ),
  ),
  ...spelling("ymd", "yyyyMMdd", "", false),
];
