import { type ExactValue, roundToDouble, type Scalar } from "@seg-lang/language";
import type { ListedCustomer, Listing } from "@seg-lang/language/node";
import { displayWidth, oneLine, padEnd, safeText } from "../terminal/text-layout.js";
import type { Style } from "./style.js";

/** Keys beyond this many columns do not widen the column of keys. */
const KEY_LIMIT = 60;

/** The value customers are ranked by, as it is shown. */
export interface ListingSort {
  readonly expression: string;
  text(value: ExactValue): string;
}

/**
 * A key per line; with a value to rank by, that behind it: in a column on a terminal, behind a tab where a program
 * reads it. Comes in pieces, so that a reader who has seen enough ends it.
 */
export function* prettyListing({ customers }: Listing, sort: ListingSort | null, style: Style): Generator<string> {
  const width = sort === null || !style.layout.isolate ? 0 : keyWidth(customers);
  for (const { key, value } of customers) {
    const shown = style.layout.isolate ? padEnd(visible(key, style), width) : unbroken(key);
    if (sort === null) yield `${shown.trimEnd()}\n`;
    else yield `${shown}${style.layout.isolate ? "  " : "\t"}${sort.text(value)}\n`;
  }
}

/** For programs: one array of objects. */
export function* jsonListing({ customers }: Listing, sort: ListingSort | null): Generator<string> {
  let separator = "[";
  for (const { key, value } of customers) {
    const member = sort === null ? { key } : { key, value: value === undefined ? null : sortValue(value, sort) };
    yield `${separator}\n  ${JSON.stringify(member)}`;
    separator = ",";
  }
  yield separator === "[" ? "[]\n" : "\n]\n";
}

/** The first customers by a value, below a summary. */
export function prettyTop(listing: Listing, sort: ListingSort, style: Style): string {
  const width = keyWidth(listing.customers);
  const rows = listing.customers.map(
    ({ key, value }) => `  ${padEnd(visible(key, style), width)}  ${sort.text(value)}`,
  );
  const head = style.colours.bold(`First by ${safeText(sort.expression, style.layout)}`);
  return `${[head, ...rows].join("\n")}\n`;
}

/** Numbers and booleans stay what they are; a date is written as one. */
function sortValue(value: Exclude<ExactValue, undefined>, sort: ListingSort): Scalar {
  if (typeof value === "object") return roundToDouble(value)!;
  const text = sort.text(value);
  return String(value) === text ? value : text;
}

function keyWidth(customers: readonly ListedCustomer[]): number {
  let width = 0;
  for (const { key } of customers) width = Math.max(width, displayWidth(key));
  return Math.min(width, KEY_LIMIT);
}

/** Whole, however long: a key that is cut is of no use. */
function visible(key: string, { layout }: Style): string {
  return oneLine(key, Math.max(KEY_LIMIT, 8 * key.length), layout);
}

/** A key per line must stay one line. */
function unbroken(key: string): string {
  return key.replace(/[\r\n\t]+/g, " ");
}
