import type { CustomerSchema } from "../../condition/schema.js";
import type { Zone } from "../../values/zone.js";
import type { Frame } from "../quantities/frame.js";
import type { Vocabulary } from "../quantities/vocabulary.js";

/** What conditions are read by: the record, the calendar, and the quantities met so far. */
export interface Context {
  readonly schema: CustomerSchema;
  readonly vocabulary: Vocabulary;
  readonly zone: Zone;
  /** 0 is Monday … 6 is Sunday. */
  readonly weekStart: number;
  /** The days that `today` may be; one day only where it is fixed. */
  readonly today: { readonly earliest: number; readonly latest: number };
  /** Where today is fixed, now is its last instant, as in a run as of that day. */
  readonly fixed: { readonly today: number; readonly now: number } | null;
}

export function customerFrame(context: Context): Frame {
  return { place: "", element: context.schema.record, outer: null };
}
