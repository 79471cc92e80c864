import { type Clock, createClock, formatDay, type ProgramSettings, parseIsoDay } from "@seg-lang/language";
import { CommandFailure } from "../exit-status.js";

/** The clock of a command: `--as-of` as it was written, or the present instant. */
export function clockFor(settings: ProgramSettings, asOf: string | undefined): Clock {
  if (asOf === undefined) return createClock(settings);
  const day = parseIsoDay(asOf);
  if (day === null) throw new CommandFailure(`\`--as-of\` wants a day, as 2026-11-22; \`${asOf}\` is none.`);
  return createClock(settings, { asOf: day });
}

export function dayText(clock: Clock): string {
  return formatDay(clock.today);
}
