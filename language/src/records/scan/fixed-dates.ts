import { dayFromCivil, daysInMonth } from "../../values/calendar.js";
import type { Zone } from "../../values/zone.js";
import type { ByteBlock } from "./byte-block.js";

const DAY = 86_400_000;
const FIRST_YEAR = 1900;
const YEARS = 200;
/** The first day of each month of those years, and how many days it has. */
const firstDays = new Int32Array(YEARS * 12);
const monthLengths = new Uint8Array(YEARS * 12);
for (let month = 0; month < YEARS * 12; month += 1) {
  const year = FIRST_YEAR + Math.floor(month / 12);
  firstDays[month] = dayFromCivil(year, (month % 12) + 1, 1) ?? 0;
  monthLengths[month] = daysInMonth(year, (month % 12) + 1);
}

/** Answered where there is no date, or one written otherwise: others than this reader must look. */
export const NO_DATE = -(2 ** 30);

/** The day number of `"2024-05-01"` at `at`, its quotes included. The block says where it ends. */
export function readQuotedDay(block: ByteBlock, at: number): number {
  const { bytes } = block;
  if (bytes[at] !== 0x22 || bytes[at + 11] !== 0x22) return NO_DATE;
  block.at = at + 12;
  return dayAt(bytes, at + 1);
}

/**
 * The instant of `"2024-05-01T10:30:00.000Z"`, also without milliseconds, seconds, or zone, and with a blank for `T`.
 * (`NO_DATE` is an instant too, in 1969: that one is read by others.)
 */
export function readQuotedInstant(block: ByteBlock, at: number, zone: Zone): number {
  const { bytes } = block;
  if (bytes[at] !== 0x22) return NO_DATE;
  const day = dayAt(bytes, at + 1);
  const sign = bytes[at + 11];
  if (day === NO_DATE || (sign !== 0x54 && sign !== 0x20) || bytes[at + 14] !== 0x3a) return NO_DATE;
  const hour = twoDigits(bytes, at + 12);
  const minute = twoDigits(bytes, at + 15);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return NO_DATE;
  let place = at + 17;
  let time = (hour * 60 + minute) * 60_000;
  if (bytes[place] === 0x3a) {
    const second = twoDigits(bytes, place + 1);
    if (second < 0 || second > 59) return NO_DATE;
    time += second * 1000;
    place += 3;
    if (bytes[place] === 0x2e) {
      const hundredths = twoDigits(bytes, place + 1);
      const last = bytes[place + 3]! - 0x30;
      if (hundredths < 0 || last < 0 || last > 9) return NO_DATE;
      time += 10 * hundredths + last;
      place += 4;
    }
  }
  const inUtc = bytes[place] === 0x5a;
  if (inUtc) place += 1;
  if (bytes[place] !== 0x22) return NO_DATE;
  block.at = place + 1;
  return inUtc ? day * DAY + time : zone.instantOf(day, time);
}

function dayAt(bytes: Uint8Array, at: number): number {
  if (bytes[at + 4] !== 0x2d || bytes[at + 7] !== 0x2d) return NO_DATE;
  const year = 100 * twoDigits(bytes, at) + twoDigits(bytes, at + 2) - FIRST_YEAR;
  const month = twoDigits(bytes, at + 5) - 1;
  const day = twoDigits(bytes, at + 8);
  if (year < 0 || year >= YEARS || month < 0 || month > 11 || day < 1) return NO_DATE;
  const index = year * 12 + month;
  return day <= monthLengths[index]! ? firstDays[index]! + day - 1 : NO_DATE;
}

/** So far below zero if these are not two digits that no digits beside them make up for it. */
function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! - 0x30;
  const ones = bytes[at + 1]! - 0x30;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -100_000;
}
