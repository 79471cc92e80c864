import { toAsciiDigits, trimBlanks } from "./text.js";

/** Which signs group the digits and mark the point: `1.234,56` has "." and ",". Null: that sign does not occur. */
export interface NumberFormat {
  readonly group: string | null;
  readonly point: string | null;
}

/**
 * Reads a number as data spell it; null if the text is none, "too large" if no double is near it.
 *
 * Without a format: digits of any script, at most one point (`.` or the Arabic `٫`) between digits, a sign, an exponent:
 * `-5`, `007`, `1e3`, `۱۲٫۵`; neither `.5` nor `5.` nor grouped digits. With a format: its signs, groups of three digits
 * or none at all, and currency signs on either side, which mean nothing. Blanks around are ignored. Never -0.
 */
export function readNumber(text: string, format: NumberFormat | null): number | null | "too large" {
  const plain = format === null ? plainNumber(text) : formattedNumber(text, format);
  if (plain === null) return null;
  const value = Number(plain);
  if (!Number.isFinite(value)) return "too large";
  return value === 0 ? 0 : value;
}

/** The signs of a number format, read off the example it consists of: `1.234,56`, `1 234,5`, `1234.56`; null if it is none. */
export function parseNumberFormat(text: string): NumberFormat | null {
  const match = /^1(\P{Nd})?234(?:(\P{Nd})\d+)?$/u.exec(toAsciiDigits(text));
  if (match === null) return null;
  const group = match[1] ?? null;
  const point = match[2] ?? null;
  const usable = (sign: string | null) => sign === null || !/[\p{L}\p{M}\p{Sc}+−-]/u.test(sign);
  return usable(group) && usable(point) && (group === null || group !== point) ? { group, point } : null;
}

const PLAIN = /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** As JavaScript writes it, or null. */
function plainNumber(text: string): string | null {
  if (PLAIN.test(text)) return text;
  const signs = toAsciiDigits(trimBlanks(text)).replace("−", "-").replace("٫", ".");
  return PLAIN.test(signs) ? signs : null;
}

function formattedNumber(text: string, format: NumberFormat): string | null {
  let rest = withoutCurrency(toAsciiDigits(text));
  let sign = "";
  if (/^[+−-]/.test(rest)) {
    sign = rest.startsWith("+") ? "" : "-";
    rest = withoutCurrency(rest.slice(1));
  }
  const parts = shapeOf(format).exec(rest)?.groups;
  if (parts === undefined) return null;
  const whole = parts.whole!.replace(/\D/g, "");
  const fraction = parts.fraction === undefined ? "" : `.${parts.fraction}`;
  return `${sign}${whole}${fraction}${parts.exponent ?? ""}`;
}

function withoutCurrency(text: string): string {
  return trimBlanks(trimBlanks(text).replace(/^\p{Sc}|\p{Sc}$/u, ""));
}

const shapes = new Map<string, RegExp>();

/** Whole digits with their groups, fraction, exponent. */
function shapeOf(format: NumberFormat): RegExp {
  const key = `${format.group ?? ""}\n${format.point ?? ""}`;
  let shape = shapes.get(key);
  if (shape === undefined) {
    const grouped = format.group === null ? "" : `|\\d{1,3}(?:${oneOf(likeGroup(format.group))}\\d{3})+`;
    const fraction = format.point === null ? "" : `(?:${oneOf(likePoint(format.point))}(?<fraction>\\d+))?`;
    shape = new RegExp(`^(?<whole>\\d+${grouped})${fraction}(?<exponent>[eE][+-]?\\d+)?$`, "u");
    shapes.set(key, shape);
  }
  return shape;
}

/** Signs that mean the same in print: a blank may be a no-break or a thin one, an apostrophe a curly one. */
function likeGroup(group: string): string {
  if (/\s/u.test(group)) return " \u00a0\u2009\u202f";
  if (/['’]/.test(group)) return "'’";
  return `${group}٬`;
}

function likePoint(point: string): string {
  return `${point}٫`;
}

function oneOf(signs: string): string {
  return `[${signs.replace(/[\\\]^-]/g, "\\$&")}]`;
}
