import type { Diagnostic as Finding } from "@seg-lang/language";

/** Whether two findings say the same of the same places. Their fixes are no part of what is shown. */
export function saysTheSame(before: Finding, now: Finding): boolean {
  return (
    isSaidAlike(before, now) &&
    isSamePlace(before.location, now.location) &&
    (before.related === now.related ||
      (before.related.length === now.related.length &&
        before.related.every(({ location, message }, index) => {
          const other = now.related[index]!;
          return message === other.message && isSamePlace(location, other.location);
        })))
  );
}

/** Whether they say the same, wherever. */
export function isSaidAlike(before: Finding, now: Finding): boolean {
  return (
    before.code === now.code &&
    before.rule === now.rule &&
    before.message === now.message &&
    before.severity === now.severity &&
    before.unnecessary === now.unnecessary
  );
}

function isSamePlace(one: Finding["location"], other: Finding["location"]): boolean {
  return (
    one === other || (one.file === other.file && one.span.start === other.span.start && one.span.end === other.span.end)
  );
}
