import type { NameHints } from "./name-hints.js";
import type { NumberSummary } from "./number-seen.js";

/** A domain narrows what tomorrow's data may hold, so few values prove nothing. */
const ENOUGH = 3;
const ENOUGH_FOR_STEP = 10;

type Bounds = Pick<NumberSummary, "least" | "greatest" | "whole" | "count">;

/** `0..120`, or "" where the name and the values do not suggest one. */
export function numberDomain({ least, greatest, whole, count }: Bounds, hints: NameHints): string {
  if (least < 0 || count < ENOUGH || hints.identifier > 0) return "";
  if (hints.age && greatest <= 120) return "0..120";
  if (hints.fraction && !whole && greatest <= 1) return "0..1";
  if (hints.percentage && greatest <= 100) return "0..100";
  if (hints.rating && whole) return ratingDomain(least, greatest);
  return "0..";
}

/** Scales that people use. */
function ratingDomain(least: number, greatest: number): string {
  if (least >= 1 && greatest <= 5) return "1..5";
  if (greatest <= 10) return least >= 1 ? "1..10" : "0..10";
  return greatest <= 100 ? "0..100" : "0..";
}

/** As it would be without the numbers that often stand for missing. */
export function domainWithoutSentinels(
  { leastOther, greatestOther, whole, count }: NumberSummary,
  hints: NameHints,
): string {
  return numberDomain({ least: leastOther, greatest: greatestOther, whole, count }, hints);
}

/** Money in cents, where nobody can be in doubt about it. */
export function stepOf({ whole, cents, hundredths, count }: NumberSummary, hints: NameHints): string {
  return hints.money && !whole && cents && hundredths > 0 && count >= ENOUGH_FOR_STEP ? "step 0.01" : "";
}

/** A number such as -1 or 999 that stands apart from all others; null if there is none. */
export function sentinelOf({
  sentinels,
  leastOther,
  greatestOther,
  count,
}: NumberSummary): { value: number; count: number } | null {
  if (count < ENOUGH || leastOther > greatestOther) return null;
  const negative = [...sentinels]
    .filter(([value, times]) => value < 0 && times > 1)
    .sort(([one], [other]) => other - one);
  if (negative.length === 1 && leastOther >= 0) return { value: negative[0]![0], count: negative[0]![1] };
  const positive = [...sentinels].filter(([value, times]) => value > 0 && times > 1 && value >= greatestOther * 3);
  return positive.length === 1 ? { value: positive[0]![0], count: positive[0]![1] } : null;
}
