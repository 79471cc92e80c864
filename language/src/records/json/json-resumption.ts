import { parseJson } from "../json-text.js";
import { isJsonObject } from "../json-value.js";
import { JsonFollower } from "./json-follower.js";

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];

/** Behind damage so many characters are looked at, at first, before it is told where the next customer begins. */
export const LOOKED_AT = 65_536;
/** A customer whose brackets seem to match is waited for no longer than this. */
const MOST_WAITED = 262_144;
/** So many customers in a row leave no doubt that they are some. */
const ENOUGH = 1000;

/** Where customers stand. */
export interface Surroundings {
  /** One after another, in no list. */
  readonly inSequence: boolean;
  /** What is open around the list, from the outside. */
  readonly around: readonly ("object" | "list")[];
  /** Nothing may follow the list. */
  readonly isAlone: boolean;
}

/** A customer that is no JSON, at the beginning of a text that goes on. */
export interface Damage {
  readonly text: string;
  /** Where it shows. */
  readonly at: number;
  /** Characters before the customer in its line; -1 if others than blanks were among them. */
  readonly column: number;
  /** The text is all there is. */
  readonly isLast: boolean;
  /** Nothing but the end of the file shows it: a bracket is missing, or the file is cut off. */
  readonly isCutOff: boolean;
}

/** What the sound customers before have in common. */
export interface Likeness {
  readonly firstKeys: ReadonlySet<string>;
  /** Of all of them, and of any. */
  readonly always: ReadonlySet<string>;
  readonly ever: ReadonlySet<string>;
}

export type Resumption =
  /** The damaged customer ends at `end`. `isWhole`: its brackets and quotes match, so it has swallowed nothing. */
  | { readonly kind: "found"; readonly end: number; readonly isWhole: boolean }
  /** More of the text is needed to tell. */
  | { readonly kind: "later" }
  | { readonly kind: "nowhere" };

const OBJECT_WITH_KEY = /\{[ \t\r\n]*"((?:[^"\\\n]|\\.)*)"[ \t\r\n]*:/g;

/**
 * Where reading goes on behind a damaged customer. It ends where its brackets and quotes say, if they match. Where they do
 * not, it has swallowed those behind it: the next one begins in the same column, or is an object that is whole, begins
 * with the same key as sound customers do, has the keys that all of them have, and is followed by others up to where the
 * list may end. So an object inside of a customer is not taken for one.
 */
export function resumption(
  damage: Damage,
  likeness: Likeness,
  { inSequence, around, isAlone }: Surroundings,
): Resumption {
  const { text, at: damagedAt, column, isLast, isCutOff } = damage;
  // An object that stands where a key should is the next customer, or something is missing before it: no need to go on.
  const lacksEnd = text.charCodeAt(damagedAt) === OPEN_OBJECT && previousSign(text, damagedAt) === COMMA;
  const course = lacksEnd ? null : followLoosely(text, inSequence);
  if (course?.end === "open" && !isLast && text.length < damagedAt + MOST_WAITED) return { kind: "later" };
  const whole = typeof course?.end === "number" && endsThere(course.end) ? course.end : null;
  const searched = whole === null ? text : text.slice(0, whole);
  const firstKeys = new Set(likeness.firstKeys);
  let past = 0;
  OBJECT_WITH_KEY.lastIndex = 0;
  for (let match = OBJECT_WITH_KEY.exec(searched); match !== null; match = OBJECT_WITH_KEY.exec(searched)) {
    const { index } = match;
    // The next one may begin inside of what looked like a text.
    OBJECT_WITH_KEY.lastIndex = index + 1;
    if (index === 0) {
      firstKeys.add(match[1]!);
      continue;
    }
    if (index < past) continue;
    if (whole !== null && course?.isInText(index) === false) continue;
    const indentation = whole === null ? indentationAt(text, index) : -1;
    if (column >= 0 && indentation >= 0) {
      if (indentation <= column) return { kind: "found", end: index, isWhole: false };
      continue;
    }
    if (previousSign(text, index) === COLON || (firstKeys.size > 0 && !firstKeys.has(match[1]!))) continue;
    const verdict = judge(index);
    if (verdict === "accepted") return { kind: "found", end: index, isWhole: false };
    if (verdict === "later") return { kind: "later" };
    past = verdict;
  }
  if (whole !== null) return { kind: "found", end: whole, isWhole: true };
  return isLast ? { kind: "nowhere" } : { kind: "later" };

  /** A bracket that cannot close the list of customers belongs to the damage. */
  function endsThere(end: number): boolean {
    return inSequence || text.charCodeAt(end) !== CLOSE_LIST || listEnds(text, end + 1, around, isAlone) !== "never";
  }

  /** Follows the objects from `start` on. A place: no customer begins before it. */
  function judge(start: number): "accepted" | "later" | number {
    const follower = new JsonFollower(inSequence);
    let first = "";
    let at = start;
    for (let count = 0; count < ENOUGH && at < text.length; count += 1) {
      if (text.charCodeAt(at) !== OPEN_OBJECT) {
        if (text.charCodeAt(at) !== CLOSE_LIST || inSequence) return at;
        const ends = listEnds(text, at + 1, around, isAlone);
        return ends === "surely" || (ends === "maybe" && whole === null && isKnown(first)) ? "accepted" : at;
      }
      follower.begin();
      const found = follower.run(text, at);
      const isOpen = found === -1 && !follower.mayEnd;
      const end = found === -1 ? text.length : found;
      if (count === 0) {
        if (isOpen && !isLast) return "later";
        // The file ends within the next customer.
        if (isOpen && !isCutOff) return "accepted";
        first = text.slice(start, end);
        if (isOpen || follower.isBroken || !isLike(first)) return start + 1;
      }
      if (follower.isBroken) return "accepted";
      at = text.charCodeAt(end) === COMMA ? end + 1 : end;
      while (at < text.length && (isBlank(text.charCodeAt(at)) || (inSequence && text.charCodeAt(at) === COMMA)))
        at += 1;
    }
    // Where the file is cut off, these may lie inside of its last customer.
    return at >= text.length && isCutOff && !inSequence ? text.length : "accepted";
  }

  function isLike(object: string): boolean {
    const keys = keysOf(object);
    if (keys === null) return false;
    // Objects inside of the customer with which a file is cut off are mostly just that.
    if (isCutOff && likeness.always.size < 2) return false;
    return [...likeness.always].every((key) => keys.includes(key));
  }

  function isKnown(object: string): boolean {
    return keysOf(object)?.every((key) => likeness.ever.has(key)) ?? false;
  }
}

/** The keys of an object; null of all else, and of what is no JSON. */
export function keysOf(text: string): readonly string[] | null {
  const parsed = parseJson(text);
  return parsed.kind === "value" && isJsonObject(parsed.value) ? Object.keys(parsed.value) : null;
}

interface Course {
  /** Where a damaged value ends by its brackets and quotes; "open" if the text ended first. */
  readonly end: number | "mismatched" | "open";
  isInText(at: number): boolean;
}

/** Looks at brackets and quotes alone. */
function followLoosely(text: string, inSequence: boolean): Course {
  const open: number[] = [];
  /** Where texts begin and end, by turns. */
  const quotes: number[] = [];
  const isInText = (at: number) => {
    let low = 0;
    let high = quotes.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (quotes[middle]! < at) low = middle + 1;
      else high = middle;
    }
    return low % 2 === 1;
  };
  let inText = false;
  let hasClosed = false;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (inText) {
      if (unit === BACKSLASH) at += 1;
      else if (unit === 0x0a) return { end: "mismatched", isInText };
      else if (unit === QUOTE) {
        inText = false;
        quotes.push(at);
      }
    } else if (unit === QUOTE) {
      inText = true;
      quotes.push(at);
    } else if (unit === OPEN_OBJECT || unit === OPEN_LIST) {
      if (hasClosed) return { end: "mismatched", isInText };
      open.push(unit);
    } else if (unit === CLOSE_OBJECT || unit === CLOSE_LIST) {
      if (open.length === 0 && unit === CLOSE_LIST && !inSequence) return { end: at, isInText };
      if (open.length > 0 && (open.pop() === OPEN_OBJECT) !== (unit === CLOSE_OBJECT)) {
        return { end: "mismatched", isInText };
      }
      if (open.length === 0 && inSequence) return { end: at + 1, isInText };
      hasClosed = open.length === 0;
    } else if (unit === COMMA && open.length === 0) {
      return { end: at, isInText };
    }
  }
  return { end: "open", isInText };
}

/** Whether the list of customers may end before `from`, by what follows: what is around it must be closed properly. */
function listEnds(
  text: string,
  from: number,
  around: Surroundings["around"],
  isAlone: boolean,
): "surely" | "maybe" | "never" {
  let depth = around.length;
  for (let at = skipBlanks(text, from); at < text.length; at = skipBlanks(text, at + 1)) {
    const unit = text.charCodeAt(at);
    if (depth === 0) return !isAlone && (unit === OPEN_OBJECT || unit === OPEN_LIST) ? "surely" : "never";
    const inObject = around[depth - 1] === "object";
    if (unit === COMMA) {
      const end = memberEnd(text, at + 1, inObject);
      if (typeof end === "string") return end;
      at = end - 1;
    } else if (unit === (inObject ? CLOSE_OBJECT : CLOSE_LIST)) {
      depth -= 1;
    } else {
      return "never";
    }
  }
  return "surely";
}

/** Behind a member of an object, or a value of a list; "maybe" if the text ends first, "never" if none stands there. */
function memberEnd(text: string, from: number, inObject: boolean): number | "maybe" | "never" {
  let at = skipBlanks(text, from);
  if (inObject && at < text.length) {
    if (text.charCodeAt(at) !== QUOTE) return "never";
    const key = valueEnd(text, at);
    if (typeof key === "string") return key;
    const colon = skipBlanks(text, key);
    if (colon < text.length && text.charCodeAt(colon) !== COLON) return "never";
    at = skipBlanks(text, colon + 1);
  }
  return valueEnd(text, at);
}

function valueEnd(text: string, from: number): number | "maybe" | "never" {
  const follower = new JsonFollower(true);
  const end = follower.run(text, from);
  if (end === -1) return "maybe";
  return follower.isBroken ? "never" : end;
}

/** Blanks before the place in its line; -1 if others stand there, or the line began before the text. */
export function indentationAt(text: string, place: number): number {
  for (let at = place - 1; at >= 0; at -= 1) {
    const unit = text.charCodeAt(at);
    if (unit === 0x0a) return place - at - 1;
    if (unit !== 0x20 && unit !== 0x09 && unit !== 0x0d) return -1;
  }
  return -1;
}

/** The last sign before the place that is no blank. */
function previousSign(text: string, place: number): number {
  let at = place - 1;
  while (at >= 0 && isBlank(text.charCodeAt(at))) at -= 1;
  return text.charCodeAt(at);
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && isBlank(text.charCodeAt(at))) at += 1;
  return at;
}

export function isBlank(unit: number): boolean {
  return unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09;
}
