import type { ProgramSettings } from "../condition/model.js";
import { createZone, type Zone } from "../values/zone.js";

/** What `today` and `now` are, fixed once a run, and the calendar they are read by. */
export interface Clock {
  /** Days since 1970-01-01, in the program's zone. */
  readonly today: number;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: number;
  readonly zone: Zone;
  /** 0 is Monday … 6 is Sunday. */
  readonly weekStart: number;
}

/**
 * The clock of a run. With `asOf` (a day number) today is that day and now its last instant in the program's zone, so
 * that the day counts whole; else both come from the instant `now`, by default the present one.
 */
export function createClock(
  settings: Pick<ProgramSettings, "timeZone" | "weekStart">,
  options: { readonly asOf?: number; readonly now?: number } = {},
): Clock {
  // The checker has reported a zone that does not exist; a program must still evaluate.
  const zone = createZone(settings.timeZone) ?? createZone("UTC")!;
  const { weekStart } = settings;
  if (options.asOf !== undefined) {
    return { today: options.asOf, now: zone.lastInstantOf(options.asOf), zone, weekStart };
  }
  const now = options.now ?? Date.now();
  return { today: zone.localDay(now), now, zone, weekStart };
}
