import { writeValue } from "../condition/literals.js";
import type { ScalarType } from "../condition/schema.js";
import type { Box } from "../logic/boxes/box.js";
import { compareExact, type Exact, fractionOf, isFiniteExact } from "../logic/exact.js";
import type { Space } from "../logic/logic.js";
import { type Interval, intersect, nextDouble, previousDouble } from "../logic/sets/intervals.js";
import {
  complementWithin,
  hasValue,
  isSubset,
  type NumberSet,
  type TextSet,
  type ValueSet,
} from "../logic/sets/value-set.js";
import { formatRational } from "../values/rational.js";

/** So many values of a list are written out. */
const MOST_VALUES = 4;

export type Quantities = Pick<Space, "universes" | "describe">;

/**
 * A region in the words of the language: `age >= 65 and city = "Shiraz"`. `types` tells how the values of a quantity are
 * written, by its description; a long list of values is cut short with `…`.
 */
export function describeRegion(region: Box, space: Quantities, types: ReadonlyMap<string, ScalarType>): string {
  const parts: string[] = [];
  const named = [...region.sets].map(([quantity, set]) => ({
    name: space.describe(quantity),
    set,
    universe: space.universes(quantity),
  }));
  named.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  for (const { name, set, universe } of named) {
    if (isSubset(universe, set)) continue;
    parts.push(describeSet(name, set, universe, types.get(name) ?? null));
  }
  if (parts.length === 0) return "true";
  return parts.length === 1 ? withoutBrackets(parts[0]!) : parts.join(" and ");
}

/** One quantity; in brackets where it is an `or`. */
function describeSet(name: string, set: ValueSet, universe: ValueSet, type: ScalarType | null): string {
  if (!hasValue(set)) return `${name} is missing`;
  const values = describeValues(name, set, universe, type);
  const isMissing = set.missing && universe.missing;
  if (values === null) return isMissing || !universe.missing ? "true" : `${name} is present`;
  if (set.missing === false || !universe.missing) {
    // `!=` and `not` also hold of a missing value.
    return values.negative && universe.missing ? `${name} is present and ${values.text}` : values.text;
  }
  return values.negative ? values.text : `(${name} is missing or ${withoutBrackets(values.text)})`;
}

interface Described {
  readonly text: string;
  /** The text says what the value is not, which is true of a missing one. */
  readonly negative: boolean;
}

/** Null: any value. */
function describeValues(name: string, set: ValueSet, universe: ValueSet, type: ScalarType | null): Described | null {
  switch (set.kind) {
    case "truth": {
      if (set.yes && set.no) return null;
      const bare = /^[^\s]+$/u.test(name);
      if (set.yes) return { text: bare ? name : `(${name})`, negative: false };
      return { text: bare ? `not ${name}` : `not (${name})`, negative: true };
    }
    case "texts":
      return describeTexts(name, set, universe);
    case "numbers":
      return describeNumbers(name, set, universe, type);
  }
}

function describeTexts(name: string, set: TextSet, universe: ValueSet): Described | null {
  const others = complementWithin(set, universe);
  if (others.kind !== "texts" || !hasValue(others)) return null;
  const negative = set.allBut || (!others.allBut && others.values.size < set.values.size);
  const values = [...(negative ? others.values : set.values)];
  const text =
    values.length === 1
      ? `${name} ${negative ? "!=" : "="} ${JSON.stringify(values[0])}`
      : `${name} ${negative ? "not in" : "in"} [${listedTexts(values)}]`;
  return { text, negative };
}

function listedTexts(values: readonly string[]): string {
  const shown = values.slice(0, MOST_VALUES).map((value) => JSON.stringify(value));
  return values.length > MOST_VALUES ? `${shown.join(", ")}, …` : shown.join(", ");
}

function describeNumbers(name: string, set: NumberSet, universe: ValueSet, type: ScalarType | null): Described | null {
  const others = complementWithin(set, universe);
  if (others.kind !== "numbers" || universe.kind !== "numbers" || others.intervals.length === 0) return null;
  const [hole] = others.intervals;
  if (others.intervals.length === 1 && set.intervals.length > 1 && isOne(hole!)) {
    return { text: `${name} != ${writeExact(hole!.low, type)}`, negative: true };
  }
  const whole = universe.intervals.at(0);
  const end = universe.intervals.at(-1);
  const parts = set.intervals.map((part) => {
    if (isOne(part)) return `${name} = ${writeExact(part.low, type)}`;
    const fromStart = whole !== undefined && compareExact(part.low, whole.low) === 0 && part.lowOpen === whole.lowOpen;
    const toEnd = end !== undefined && compareExact(part.high, end.high) === 0 && part.highOpen === end.highOpen;
    const low = fromStart ? null : lowEnd(part, set);
    const high = toEnd ? null : highEnd(part, set);
    return describeInterval(name, low, high, type);
  });
  if (parts.length === 1) return { text: parts[0]!, negative: false };
  const shown = parts.slice(0, MOST_VALUES).join(" or ");
  return { text: `(${shown}${parts.length > MOST_VALUES ? " or …" : ""})`, negative: false };
}

interface End {
  readonly value: Exact;
  readonly open: boolean;
}

function describeInterval(name: string, low: End | null, high: End | null, type: ScalarType | null): string {
  if (low === null && high === null) return `${name} is present`;
  if (high === null) return `${name} ${low!.open ? ">" : ">="} ${writeExact(low!.value, type)}`;
  const upper = `${name} ${high.open ? "<" : "<="} ${writeExact(high.value, type)}`;
  return low === null ? upper : `${writeExact(low.value, type)} ${low.open ? "<" : "<="} ${upper}`;
}

/** An end that is the neighbour of a round number among doubles is written as that number, left out. */
function lowEnd({ low, lowOpen }: Interval, set: NumberSet): End {
  if (set.grid.kind !== "doubles" || lowOpen || typeof low !== "number" || !Number.isFinite(low)) {
    return { value: low, open: lowOpen };
  }
  const below = previousDouble(low);
  return isRounder(below, low) ? { value: below, open: true } : { value: low, open: false };
}

function highEnd({ high, highOpen }: Interval, set: NumberSet): End {
  if (set.grid.kind !== "doubles" || highOpen || typeof high !== "number" || !Number.isFinite(high)) {
    return { value: high, open: highOpen };
  }
  const above = nextDouble(high);
  return isRounder(above, high) ? { value: above, open: true } : { value: high, open: false };
}

function isRounder(value: number, than: number): boolean {
  return String(value).length + 4 < String(than).length;
}

function isOne(part: Interval): boolean {
  return !part.lowOpen && !part.highOpen && compareExact(part.low, part.high) === 0;
}

/** The one number that the set holds, or null. */
export function onlyNumber(set: ValueSet): Exact | null {
  if (set.kind !== "numbers" || set.missing || set.intervals.length !== 1) return null;
  const [part] = set.intervals;
  return isOne(part!) && isFiniteExact(part!.low) ? part!.low : null;
}

/** Whether the set has numbers on both sides of the one given, or at least others than it. */
export function hasOtherNumbers(set: ValueSet, than: Exact): boolean {
  if (set.kind !== "numbers") return false;
  const at: Interval = { low: than, lowOpen: false, high: than, highOpen: false };
  return set.intervals.length > 1 || set.intervals.some((part) => !isOne(part) || intersect([part], [at]).length === 0);
}

/** A number, a day or an instant, as the language writes it. */
export function writeExact(value: Exact, type: ScalarType | null): string {
  if (typeof value === "number") return writeValue(value, type ?? { kind: "number" });
  return formatRational(fractionOf(value));
}

/** `(a or b)` → `a or b`, where the brackets enclose the whole. */
function withoutBrackets(text: string): string {
  if (!text.startsWith("(") || !text.endsWith(")")) return text;
  let depth = 0;
  for (let index = 0; index < text.length - 1; index += 1) {
    if (text[index] === "(") depth += 1;
    else if (text[index] === ")") depth -= 1;
    if (depth === 0) return text;
  }
  return text.slice(1, -1);
}
