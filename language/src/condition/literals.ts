import { formatDay } from "../values/calendar.js";
import { formatInstant } from "../values/zone.js";
import type { Scalar, ScalarType } from "./schema.js";

/** The words that are never names. Kept here because the waist knows nothing of syntax; a test holds the two together. */
const RESERVED = new Set("and or not in is where any all no true false today now when then else".split(" "));

const PLAIN = /^[\p{XID_Start}_](?:[\u200c\u200d]?\p{XID_Continue})*$/u;

/** A name as it is written in a program: in backticks where it is no plain word. */
export function writeName(name: string): string {
  return PLAIN.test(name) && !RESERVED.has(name) ? name : `\`${name}\``;
}

export function writePath(path: readonly string[]): string {
  return path.map(writeName).join(".");
}

/** A constant of a type as it is written in a program. */
export function writeValue(value: Scalar, type: ScalarType): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "boolean") return String(value);
  if (type.kind === "date") return formatDay(value);
  if (type.kind === "datetime") return formatInstant(value);
  return writeNumber(value);
}

/** The shortest decimal of a double, without an exponent: the language has none in its literals. */
export function writeNumber(value: number): string {
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(String(value));
  if (match === null) return String(value);
  const digits = match[2]! + (match[3] ?? "");
  const exponent = Number(match[4]);
  const sign = match[1]!;
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
  return sign + digits.padEnd(exponent + 1, "0");
}
