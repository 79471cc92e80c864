import type { NotProved, UnprovedCriterion } from "@seg-lang/language";
import { counted } from "./report.js";

/** That nothing was proved, and why; null where something was. */
export function nothingProvedText({ count, criteria }: NotProved): string | null {
  if (criteria !== null) return null;
  return `Nothing was proved: the program has ${counted(count, "error")}.`;
}

/** Why a criterion was not proved, to follow its name. */
export function unprovedText({ segments, own }: UnprovedCriterion): string {
  if (!own) return "not proved: it names a segment of a criterion with errors";
  if (segments.length === 0) return "not proved: something in its braces is no segment";
  const names = segments.map((name) => `\`${name}\``);
  const last = names.pop()!;
  return `not proved: ${names.length === 0 ? `${last} has` : `${names.join(", ")} and ${last} have`} errors`;
}

/** A line each, for formats without a table. */
export function notProvedLines(notProved: NotProved | null): string[] {
  if (notProved === null) return [];
  const nothing = nothingProvedText(notProved);
  if (nothing !== null) return [nothing];
  return (notProved.criteria ?? []).map((each) => `${each.criterion}: ${unprovedText(each)}`);
}

/** For programs. */
export function jsonNotProved({ reason, count, criteria }: NotProved): object {
  return {
    reason,
    errors: count,
    criteria: criteria === null ? null : criteria.map(({ criterion, segments, own }) => ({ criterion, segments, own })),
  };
}
