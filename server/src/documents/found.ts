import type { Criterion, Segment } from "@seg-lang/language";
import type { ProgramView } from "../program/view.js";

/** A segment of the model by its id, with its criterion; null where there is none. */
export function foundSegment(
  { program }: ProgramView,
  id: string,
): { readonly segment: Segment; readonly criterion: Criterion } | null {
  for (const criterion of program.model.criteria) {
    const segment = criterion.segments.find((each) => each.id === id);
    if (segment !== undefined) return { segment, criterion };
  }
  return null;
}
