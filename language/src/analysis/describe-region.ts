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
import type { AuthorWords } from "./author-words.js";
import type { Spell } from "./spelling.js";

/** So many values of a list are written out. */
const MOST_VALUES = 4;
/** Nobody reads more signs than these. */
const LONGEST = 240;

/** What tells how quantities are spoken of. */
export interface Words {
  readonly space: Pick<Space, "universes" | "describe">;
  /** How the values of a quantity are written, by its description. One that is not among them nobody has named so. */
  readonly types: ReadonlyMap<string, ScalarType>;
  readonly author: AuthorWords;
  /** Folded texts as somebody wrote them. */
  readonly spell: Spell;
}

/** A text value of a quantity of that type, in quotes. */
export function writeText(text: string, type: ScalarType | null, { spell }: Pick<Words, "spell">): string {
  return JSON.stringify(type?.kind === "text" && type.folded ? spell(text) : text);
}

export interface RegionText {
  /** A condition of the language. */
  readonly text: string;
  /** False: a long list of values was cut short, so that the text holds for a part of the region only. */
  readonly isWhole: boolean;
}

/** A region in the words of the language, `age >= 65 and city = "Shiraz"`; null where nobody would say it like that. */
export function describeRegion(region: Box, words: Words): RegionText | null {
  const parts: string[] = [];
  let isWhole = true;
  const named = [...region.sets].map(([quantity, set]) => ({ quantity, set, name: words.space.describe(quantity) }));
  named.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  for (const { quantity, set, name } of named) {
    if (isSubset(words.space.universes(quantity), set)) continue;
    const described = describeQuantity(quantity, set, name, words);
    if (described === null) return null;
    parts.push(described.text);
    isWhole &&= described.isWhole;
  }
  if (parts.length === 0) return { text: "true", isWhole };
  // The filter of a list runs as far right as it can.
  const joined = parts.map((part) => (FILTER.test(part) ? `(${part})` : part)).join(" and ");
  const text = parts.length === 1 ? withoutBrackets(parts[0]!) : joined;
  return text.length > LONGEST ? null : { text, isWhole };
}

const FILTER = /^(?:any|no) .* where /su;

function describeQuantity(quantity: number, set: ValueSet, name: string, words: Words): RegionText | null {
  const { space, types, author } = words;
  const isKnown = types.has(name) || isCount(name);
  const plain = isKnown
    ? describeSet({ quantity, name, type: types.get(name) ?? null, words }, set, space.universes(quantity))
    : null;
  // The name of a list says more than its values, and `city not starts with "T"` more than `not (…)`.
  const isLong = plain === null || !plain.isWhole || set.kind === "truth" || (set.kind === "texts" && !isShort(set));
  const own = isLong
    ? (author.describe(quantity, set) ?? (plain === null ? inParts(quantity, set, author) : null))
    : null;
  return own === null ? plain : { text: own, isWhole: true };
}

/** `rent is missing or rent >= limit`, in brackets. */
function inParts(quantity: number, set: ValueSet, author: AuthorWords): string | null {
  const missing = set.missing ? author.describeMissing(quantity) : null;
  if (!hasValue(set) || missing === null) return missing;
  const present = author.describe(quantity, { ...set, missing: false });
  return present === null ? null : `(${missing} or ${present})`;
}

function isShort({ values }: TextSet): boolean {
  return values.size === 1;
}

/** It can be spoken of even if the author asks in other words: `no orders where total > 100`. */
export function isCount(name: string): boolean {
  return name.startsWith("count(");
}

/** What is described. */
interface Subject {
  readonly quantity: number;
  readonly name: string;
  readonly type: ScalarType | null;
  readonly words: Words;
}

/** One quantity; in brackets where it is an `or`. */
function describeSet(subject: Subject, set: ValueSet, universe: ValueSet): RegionText {
  const { name } = subject;
  if (!hasValue(set)) return { text: `${name} is missing`, isWhole: true };
  const values = describeValues(subject, set, universe);
  const isMissing = set.missing && universe.missing;
  if (values === null) {
    return { text: isMissing || !universe.missing ? "true" : `${name} is present`, isWhole: true };
  }
  const { isWhole } = values;
  if (set.missing === false || !universe.missing) {
    // `!=` and `not` also hold of a missing value.
    const text = values.negative && universe.missing ? `${name} is present and ${values.text}` : values.text;
    return { text, isWhole };
  }
  const text = values.negative ? values.text : `(${name} is missing or ${withoutBrackets(values.text)})`;
  return { text, isWhole };
}

interface Described extends RegionText {
  /** The text says what the value is not, which is true of a missing one. */
  readonly negative: boolean;
}

/** Null: any value. */
function describeValues(subject: Subject, set: ValueSet, universe: ValueSet): Described | null {
  const { name } = subject;
  switch (set.kind) {
    case "truth": {
      if (set.yes && set.no) return null;
      const bare = /^[^\s]+$/u.test(name);
      if (set.yes) return { text: bare ? name : `(${name})`, negative: false, isWhole: true };
      return { text: bare ? `not ${name}` : `not (${name})`, negative: true, isWhole: true };
    }
    case "texts":
      return describeTexts(subject, set, universe);
    case "numbers":
      return describeNumbers(subject, set, universe);
  }
}

function describeTexts({ name, type, words }: Subject, set: TextSet, universe: ValueSet): Described | null {
  const others = complementWithin(set, universe);
  if (others.kind !== "texts" || !hasValue(others)) return null;
  const negative = set.allBut || (!others.allBut && others.values.size < set.values.size);
  const values = [...(negative ? others.values : set.values)];
  // All that are not in a list, cut short, would be more than the region.
  const isWhole = negative || values.length <= MOST_VALUES;
  const shown = (isWhole ? values : values.slice(0, MOST_VALUES)).map((value) => writeText(value, type, words));
  const text =
    shown.length === 1
      ? `${name} ${negative ? "!=" : "="} ${shown[0]}`
      : `${name} ${negative ? "not in" : "in"} [${shown.join(", ")}]`;
  return { text, negative, isWhole };
}

function describeNumbers(subject: Subject, set: NumberSet, universe: ValueSet): Described | null {
  const { name, type, quantity, words } = subject;
  const others = complementWithin(set, universe);
  if (others.kind !== "numbers" || universe.kind !== "numbers" || others.intervals.length === 0) return null;
  const [hole] = others.intervals;
  if (others.intervals.length === 1 && set.intervals.length > 1 && isOne(hole!)) {
    return { text: `${name} != ${writeExact(hole!.low, type)}`, negative: true, isWhole: true };
  }
  const whole = universe.intervals.at(0);
  const end = universe.intervals.at(-1);
  const parts = set.intervals.map((part) => {
    const elements = isCount(name) ? existence(name, part) : null;
    if (elements !== null) return elements;
    if (isOne(part)) return `${name} = ${writeExact(part.low, type)}`;
    // Of whole numbers `> 20` and `>= 21` are the same: as the author has it.
    const own = words.author.describeByBounds(quantity, { ...set, missing: false, intervals: [part] });
    if (own !== null) return own;
    const fromStart = whole !== undefined && compareExact(part.low, whole.low) === 0 && part.lowOpen === whole.lowOpen;
    const toEnd = end !== undefined && compareExact(part.high, end.high) === 0 && part.highOpen === end.highOpen;
    const low = fromStart ? null : lowEnd(part, set);
    const high = toEnd ? null : highEnd(part, set);
    return describeInterval(name, low, high, type);
  });
  const isWhole = parts.length <= MOST_VALUES;
  if (parts.length === 1) return { text: parts[0]!, negative: false, isWhole };
  return { text: `(${parts.slice(0, MOST_VALUES).join(" or ")})`, negative: false, isWhole };
}

/** `no orders`, `any orders where total > 100`: nobody counts where he asks whether there are any. */
function existence(name: string, { low, high, lowOpen }: Interval): string | null {
  const list = /^count\((?<list>(?!distinct\b)(?:(?! over ).)+)\)$/su.exec(name)?.groups?.list;
  if (list === undefined || lowOpen) return null;
  if (compareExact(high, 0) === 0) return `no ${list}`;
  return compareExact(low, 1) === 0 && !isFiniteExact(high) ? `any ${list}` : null;
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
