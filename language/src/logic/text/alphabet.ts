import type { CodePointRange } from "../../values/pattern-ranges.js";
import type { SignSet } from "./machine.js";
import { BLANKS, occurs, type Preference } from "./signs.js";

/**
 * The signs of all texts, in classes: two signs of one class are told apart by no test. The classes hold every sign that
 * occurs in texts; a large one may also hold some that never do.
 */
export class Alphabet {
  readonly classes: readonly SignClass[];
  readonly #lows: number[] = [];
  readonly #classOfRange: number[] = [];
  readonly #setsOfClass: ReadonlySet<string>[] = [];

  constructor(sets: readonly SignSet[], folded: boolean, preference: Preference) {
    const differentSets = new Map(sets.map((set): [string, readonly CodePointRange[]] => [set.key, set.ranges]));
    if (folded) differentSets.set(BLANK, BLANKS);
    this.#cut(differentSets.values());
    const members = this.#lows.map((): string[] => []);
    for (const [key, ranges] of differentSets) {
      for (const { low, high } of ranges) {
        for (let index = this.#rangeOf(low); index < this.#lows.length && this.#lows[index]! <= high; index += 1) {
          members[index]!.push(key);
        }
      }
    }
    this.classes = this.#collect(members, folded, preference);
  }

  /** Whether the signs of a class are in the set with that key. */
  isIn(classNumber: number, key: string): boolean {
    return this.#setsOfClass[classNumber]!.has(key);
  }

  /** -1 for a sign that no text contains. */
  classOf(codePoint: number): number {
    return this.#classOfRange[this.#rangeOf(codePoint)]!;
  }

  /** Cuts all code points into ranges that lie inside or outside of every set. */
  #cut(sets: Iterable<readonly CodePointRange[]>): void {
    const lows = new Set([0, 1, FIRST_SURROGATE, LAST_SURROGATE + 1]);
    for (const ranges of sets) {
      for (const { low, high } of ranges) {
        lows.add(low);
        if (high < LAST) lows.add(high + 1);
      }
    }
    this.#lows.push(...[...lows].sort((a, b) => a - b));
  }

  #rangeOf(codePoint: number): number {
    let low = 0;
    let high = this.#lows.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#lows[middle]! <= codePoint) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #collect(members: readonly (readonly string[])[], folded: boolean, preference: Preference): SignClass[] {
    const groups = new Map<string, { indexes: number[]; preferred: number[]; rank: number; sets: readonly string[] }>();
    const groupOfRange: ({ preferred: number[]; rank: number } | null)[] = [];
    for (const [index, low] of this.#lows.entries()) {
      if (low === 0 || (low >= FIRST_SURROGATE && low <= LAST_SURROGATE)) {
        groupOfRange.push(null);
        continue;
      }
      const sets = members[index]!;
      const key = sets.join(" ");
      let group = groups.get(key);
      if (group === undefined) {
        group = { indexes: [], preferred: [], rank: Number.POSITIVE_INFINITY, sets };
        groups.set(key, group);
      }
      group.indexes.push(index);
      groupOfRange.push(group);
    }
    for (const [rank, codePoint] of preference.signs.entries()) {
      const group = groupOfRange[this.#rangeOf(codePoint)];
      if (group === null || group === undefined) continue;
      group.rank = Math.min(group.rank, rank);
      group.preferred.push(codePoint);
    }
    this.#classOfRange.push(...this.#lows.map(() => -1));
    const classes: SignClass[] = [];
    for (const { indexes, preferred, sets } of [...groups.values()].sort(byRank)) {
      const ranges = indexes.map((index) => ({
        low: this.#lows[index]!,
        high: (this.#lows[index + 1] ?? LAST + 1) - 1,
      }));
      const signClass = new SignClass(ranges, preferred, sets.includes(BLANK), folded);
      if (signClass.size === 0) continue;
      for (const index of indexes) this.#classOfRange[index] = classes.length;
      classes.push(signClass);
      this.#setsOfClass.push(new Set(sets));
    }
    return classes;
  }
}

const LAST = 0x10ffff;
const FIRST_SURROGATE = 0xd800;
const LAST_SURROGATE = 0xdfff;
const BLANK = "blank";

/** Classes without a preferred sign come last, in any order. */
function byRank(left: { readonly rank: number }, right: { readonly rank: number }): number {
  return left.rank === right.rank ? 0 : left.rank - right.rank;
}

/** Of a class up to this size every sign is looked at, of a larger one only the beginning. */
const LOOKED_AT = 1024;
/** Signs of a large class that words are made of. */
const LISTED = 256;

export class SignClass {
  /** Of signs that occur; an upper bound where the class is large. */
  readonly size: number;
  /** `signs` are all of them. */
  readonly isComplete: boolean;
  readonly isBlank: boolean;
  readonly #list: () => readonly string[];
  #signs: readonly string[] | null = null;

  constructor(ranges: readonly CodePointRange[], preferred: readonly number[], isBlank: boolean, folded: boolean) {
    this.isBlank = isBlank;
    let size = 0;
    for (const { low, high } of ranges) size += high - low + 1;
    this.isComplete = size <= LOOKED_AT;
    this.#list = () => listSigns(ranges, preferred, folded, this.isComplete ? LOOKED_AT : LISTED);
    this.size = this.isComplete ? this.signs.length : size;
  }

  /** Signs of the class that occur in texts, best first. */
  get signs(): readonly string[] {
    this.#signs ??= this.#list();
    return this.#signs;
  }
}

function listSigns(
  ranges: readonly CodePointRange[],
  preferred: readonly number[],
  folded: boolean,
  most: number,
): readonly string[] {
  const signs = new Set(preferred.filter((codePoint) => occurs(codePoint, folded)));
  const unsightly: number[] = [];
  let left = most;
  for (const { low, high } of ranges) {
    for (let codePoint = low; codePoint <= high && left > 0; codePoint += 1) {
      left -= 1;
      if (!occurs(codePoint, folded)) continue;
      if (isVisible(codePoint)) signs.add(codePoint);
      else unsightly.push(codePoint);
    }
  }
  for (const codePoint of unsightly) signs.add(codePoint);
  return [...signs].map((codePoint) => String.fromCodePoint(codePoint));
}

function isVisible(codePoint: number): boolean {
  return codePoint > 0xa0 && /[\p{L}\p{N}]/u.test(String.fromCodePoint(codePoint));
}
