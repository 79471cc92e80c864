import { type Clock, createClock, formatDay, type ProgramSettings, parseIsoDay } from "@seg-lang/language";
import { CommandFailure } from "../exit-status.js";

/** The clock of a command: `--as-of` as it was written, or the present instant. */
export function clockFor(settings: ProgramSettings, asOf: string | undefined): Clock {
  if (asOf === undefined) return createClock(settings);
  return createClock(settings, { asOf: dayNumber(asOf) });
}

/** `--as-of` as a day number. */
export function dayNumber(asOf: string): number {
  const day = parseIsoDay(asOf);
  if (day === null) throw new CommandFailure(`\`--as-of\` wants a day, as 2026-11-22; \`${asOf}\` is none.`);
  return day;
}

export function dayText(clock: Clock): string {
  return formatDay(clock.today);
}
