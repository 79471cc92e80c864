import { intersectSets, isEmptySet, meets, type ValueSet } from "../sets/value-set.js";
import type { Box, Universes } from "./box.js";
import { ClassedBoxes, type Rounding } from "./classed-boxes.js";
import { LaterRows } from "./row-filter.js";

export interface MeetingPair {
  /** The numbers of the two groups, the smaller one first. */
  readonly groups: readonly [number, number];
  /** The first two boxes that meet: their indexes within the groups. */
  readonly boxes: readonly [number, number];
}

/** For so many rows, comparing each with all others costs less than bits. */
const COMPARED_ONE_BY_ONE = 200;

/** Where a row comes from. */
interface Origin {
  readonly group: number;
  readonly index: number;
  readonly box: Box;
  /** Whether the row is more than the box, so that it may seem to meet what the box does not. */
  readonly rounded: boolean;
}

/** Groups of boxes, kept ready to tell which of them meet; a group can be replaced at little cost. */
export class BoxIndex {
  readonly #universes: Universes;
  readonly #groups: (readonly Box[])[];
  #boxes!: ClassedBoxes;
  /** By row; null once its group was replaced. */
  #origins!: (Origin | null)[];
  /** By group: its rows. */
  #rows!: number[][];
  #dead = 0;
  /** Whether a group was replaced since the axes were made. */
  #edited = false;

  constructor(groups: readonly (readonly Box[])[], universes: Universes) {
    this.#universes = universes;
    this.#groups = [...groups];
    this.#rebuild();
  }

  get groups(): readonly (readonly Box[])[] {
    return this.#groups;
  }

  /** Puts other boxes in the place of a group; the number after the last one adds a group. */
  replace(group: number, boxes: readonly Box[]): void {
    while (this.#groups.length < group) this.#rows[this.#groups.push([]) - 1] = [];
    this.#groups[group] = boxes;
    for (const row of this.#rows[group] ?? []) {
      this.#origins[row] = null;
      this.#dead += 1;
    }
    this.#edited = true;
    this.#add(group, "touching");
    // Dead rows are looked at, too; once they are half of all, sorting them out is worth it.
    if (this.#dead > 64 && this.#dead * 2 > this.#boxes.rows) this.#rebuild();
  }

  /**
   * All pairs of groups of which some boxes meet on every quantity, in the order of the first, then of the second; with
   * `only`, the pairs that have one of these groups in them.
   */
  meetingPairs(only?: ReadonlySet<number>): readonly MeetingPair[] {
    if (only !== undefined) {
      let rows = 0;
      for (const group of only) rows += this.#rows[group]?.length ?? 0;
      if (rows <= COMPARED_ONE_BY_ONE) return this.#pairsOf(only);
    }
    const pairs = this.#allPairs();
    return only === undefined ? pairs : pairs.filter(({ groups: [one, other] }) => only.has(one) || only.has(other));
  }

  #rebuild(): void {
    const all = this.#groups.flat();
    this.#boxes = new ClassedBoxes(all, this.#universes, all.length + 64);
    this.#origins = [];
    this.#rows = [];
    this.#dead = 0;
    this.#edited = false;
    for (let group = 0; group < this.#groups.length; group += 1) this.#add(group, "none");
  }

  #add(group: number, rounding: Rounding): void {
    const rows: number[] = [];
    for (const [index, box] of this.#groups[group]!.entries()) {
      const added = this.#boxes.add(box, rounding);
      if (added === "empty") continue;
      rows.push(this.#origins.length);
      this.#origins.push({ group, index, box, rounded: added === "rounded" });
    }
    this.#rows[group] = rows;
  }

  /** The first `most` pairs, or a few more: all those of the groups looked at. */
  firstPairs(most: number): { readonly pairs: readonly MeetingPair[]; readonly isAll: boolean } {
    const pairs = this.#allPairs(most);
    return { pairs, isAll: pairs.length <= most };
  }

  #allPairs(most = Number.POSITIVE_INFINITY): readonly MeetingPair[] {
    if (this.#edited) this.#rebuild();
    const origins = this.#origins;
    const boxes = this.#boxes;
    const candidates = new LaterRows(boxes);
    const pairs: MeetingPair[] = [];
    /** By group: the last group found to meet it. */
    const metBy = new Int32Array(this.#groups.length).fill(-1);
    for (const [group, rows] of this.#rows.entries()) {
      const begin = pairs.length;
      if (begin > most) break;
      for (const row of rows) {
        const count = candidates.find(row, rows[rows.length - 1]! + 1);
        for (let index = 0; index < count; index += 1) {
          const word = candidates.words[index]!;
          for (let bits = candidates.bits[word]!; bits !== 0; bits &= bits - 1) {
            const other = (word << 5) + 31 - Math.clz32(bits & -bits);
            const origin = origins[other]!;
            if (metBy[origin.group] === group || !boxes.rowsMeet(row, other)) continue;
            metBy[origin.group] = group;
            pairs.push({ groups: [group, origin.group], boxes: [origins[row]!.index, origin.index] });
          }
        }
      }
      if (rows.length > 1) sortFrom(pairs, begin);
    }
    return pairs;
  }

  #pairsOf(only: ReadonlySet<number>): readonly MeetingPair[] {
    const found: MeetingPair[] = [];
    for (const group of only) {
      const best = new Map<number, MeetingPair>();
      for (const row of this.#rows[group] ?? []) {
        const { index } = this.#origins[row]!;
        for (const other of this.#boxes.rowsMeeting(row)) {
          const origin = this.#origins[other]!;
          if (origin === null || origin.group === group || (only.has(origin.group) && origin.group < group)) continue;
          if (!this.#reallyMeet(row, other)) continue;
          const pair: MeetingPair =
            group < origin.group
              ? { groups: [group, origin.group], boxes: [index, origin.index] }
              : { groups: [origin.group, group], boxes: [origin.index, index] };
          const known = best.get(origin.group);
          if (known === undefined || before(pair.boxes, known.boxes)) best.set(origin.group, pair);
        }
      }
      found.push(...best.values());
    }
    sortFrom(found, 0);
    return found;
  }

  /** Of two rows that meet, whether their boxes do. */
  #reallyMeet(row: number, other: number): boolean {
    const left = this.#origins[row]!;
    const right = this.#origins[other]!;
    if (!left.rounded && !right.rounded) return true;
    return boxesMeet(left.box, right.box, (set, quantity) => intersectSets(set, this.#universes(quantity)));
  }
}

/** Of boxes of which no set is empty, whether they meet. `narrowed` may make a set smaller before it is compared. */
export function boxesMeet(
  left: Box,
  right: Box,
  narrowed: (set: ValueSet, quantity: number) => ValueSet = (set) => set,
): boolean {
  const [fewer, more] = left.sets.size <= right.sets.size ? [left, right] : [right, left];
  for (const [quantity, set] of fewer.sets) {
    const other = more.sets.get(quantity);
    if (other !== undefined && !meets(narrowed(set, quantity), other)) return false;
  }
  return true;
}

export function isEmptyBox(box: Box): boolean {
  for (const set of box.sets.values()) if (isEmptySet(set)) return true;
  return false;
}

function before(left: readonly [number, number], right: readonly [number, number]): boolean {
  return left[0] < right[0] || (left[0] === right[0] && left[1] < right[1]);
}

/** Sorts the pairs from an index on by their groups. */
function sortFrom(pairs: MeetingPair[], from: number): void {
  const sorted = pairs.splice(from).sort((a, b) => a.groups[0] - b.groups[0] || a.groups[1] - b.groups[1]);
  for (const pair of sorted) pairs.push(pair);
}
