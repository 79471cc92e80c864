import type { Diagnostic, Location, RelatedPlace, Span } from "@seg-lang/language";

/** What one edit, or several at once, did to a text: `[start, end)` of the old one gave way to `by` more or fewer units. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly by: number;
}

/** The smallest region in which two texts differ; null where they are the same. */
export function changeBetween(before: string, after: string): TextChange | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let tail = 0;
  while (
    tail < shorter - start &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  ) {
    tail += 1;
  }
  return { start, end: before.length - tail, by: after.length - before.length };
}

/**
 * Findings of an earlier text where they stand now; those whose own text was changed, or that of a place they point to, are
 * dropped. `changes`: by file, a file that is gone as null. Fixes are left behind: they were made for what was. What has not
 * moved keeps its place as the same object, and most has not: there may be thousands, at every keystroke.
 */
export function movedFindings(
  findings: readonly Diagnostic[],
  changes: ReadonlyMap<string, TextChange | null>,
): readonly Diagnostic[] {
  if (changes.size === 0) return findings;
  const moved: Diagnostic[] = [];
  for (const finding of findings) {
    const location = movedLocation(finding.location, changes);
    const related = location === null ? null : movedPlaces(finding.related, changes);
    if (location === null || related === null) continue;
    const isStill = location === finding.location && related === finding.related && finding.fixes.length === 0;
    moved.push(isStill ? finding : movedTo(finding, location, related));
  }
  return moved;
}

/** Null where one of them was changed. */
function movedPlaces(
  places: readonly RelatedPlace[],
  changes: ReadonlyMap<string, TextChange | null>,
): readonly RelatedPlace[] | null {
  let moved: RelatedPlace[] | null = null;
  for (const [index, place] of places.entries()) {
    const location = movedLocation(place.location, changes);
    if (location === null) return null;
    if (location === place.location) continue;
    moved ??= [...places];
    moved[index] = { location, message: place.message };
  }
  return moved ?? places;
}

/** Written out: this is done to a thousand findings at a keystroke, and to copy an object member by member is slow. */
function movedTo(finding: Diagnostic, location: Location, related: readonly RelatedPlace[]): Diagnostic {
  const { code, rule, severity, message, unnecessary } = finding;
  return { code, rule, severity, message, location, related, fixes: NO_FIXES, unnecessary };
}

const NO_FIXES: Diagnostic["fixes"] = [];

function movedLocation(location: Location, changes: ReadonlyMap<string, TextChange | null>): Location | null {
  const change = changes.get(location.file);
  if (change === undefined) return location;
  const span = change === null ? null : movedSpan(location.span, change);
  if (span === null) return null;
  return span === location.span ? location : { file: location.file, span };
}

function movedSpan(span: Span, change: TextChange): Span | null {
  if (span.end <= change.start) return span;
  if (span.start >= change.end) return { start: span.start + change.by, end: span.end + change.by };
  return null;
}
