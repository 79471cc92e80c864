import { parseIsoDay, persianFromDay } from "@seg-lang/language";
import { type Block, plain } from "./blocks.js";

const DAY = 86_400_000;

/** A date of the text, `2024-05-01`: its weekday, and the same day in the Persian calendar. */
export function dayBlocks(written: string): readonly Block[] {
  const day = parseIsoDay(written.slice(0, 10));
  if (day === null) return [];
  const weekday = new Date(day * DAY).toLocaleDateString("en-GB", { weekday: "long", timeZone: "UTC" });
  const persian = persianFromDay(day);
  if (persian === null) return [plain(weekday)];
  const digits = (value: number) => String(value).padStart(2, "0");
  const { year, month, day: date } = persian;
  return [plain(`${weekday}, ${year}/${digits(month)}/${digits(date)} in the Persian calendar`)];
}
