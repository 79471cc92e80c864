import {
  type Clock,
  createClock,
  formatDay,
  type ProgramSettings,
  parseIsoDay,
  readDateTime,
} from "@seg-lang/language";
import { CommandFailure } from "../exit-status.js";

/** The clock of a command: `--as-of` as it was written, a day or an instant; or the present instant. */
export function clockFor(settings: ProgramSettings, asOf: string | undefined): Clock {
  if (asOf === undefined) return createClock(settings);
  const day = parseIsoDay(asOf);
  if (day !== null) return createClock(settings, { asOf: day });
  const now = readDateTime(asOf, null, createClock(settings).zone);
  if (now !== null) return createClock(settings, { now });
  throw new CommandFailure(
    `\`--as-of\` wants a day, as 2026-11-22, or an instant, as 2026-11-22T10:30Z; \`${asOf}\` is neither.`,
  );
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
