import { allTextsBut, type TextSet, type TruthSet, texts, type ValueSet } from "../sets/value-set.js";
import { type Axis, hasClass, type Ranges, RangesBuilder } from "./axis.js";

/** Two classes, as far as the universe has them. */
export function truthAxis(quantity: number, universe: TruthSet): Axis {
  const yes = universe.yes ? 0 : -1;
  const no = universe.no ? yes + 1 : -1;
  const values = Number(universe.yes) + Number(universe.no);
  const missing = universe.missing ? values : -1;
  const classesOf = (set: ValueSet): Ranges => {
    const ranges = new RangesBuilder();
    const truth = set as TruthSet;
    if (truth.yes && yes >= 0) ranges.add(yes, yes);
    if (truth.no && no >= 0) ranges.add(no, no);
    if (truth.missing && missing >= 0) ranges.add(missing, missing);
    return ranges.build();
  };
  return {
    quantity,
    universe,
    size: values + Number(universe.missing),
    missing,
    ordered: false,
    touching: classesOf,
    within: classesOf,
    valuesOf: (classes) => ({
      kind: "truth",
      missing: hasClass(classes, missing),
      yes: hasClass(classes, yes),
      no: hasClass(classes, no),
    }),
  };
}

/**
 * Groups the texts that are in the same sets; if the universe is open, all texts that nobody names are one class more.
 */
export function textAxis(quantity: number, sets: ReadonlySet<TextSet>, universe: TextSet): Axis {
  return new TextAxis(quantity, sets, universe);
}

class TextAxis implements Axis {
  readonly quantity: number;
  readonly universe: TextSet;
  readonly size: number;
  readonly missing: number;
  readonly ordered = false;
  /** Of the texts that some set names. */
  readonly #classOf: ReadonlyMap<string, number>;
  readonly #members: readonly (readonly string[])[];
  /** The class of all texts that no set names, or -1. */
  readonly #others: number;

  constructor(quantity: number, sets: ReadonlySet<TextSet>, universe: TextSet) {
    this.quantity = quantity;
    this.universe = universe;
    this.#members = groups(sets, universe);
    const classOf = new Map<string, number>();
    for (const [index, members] of this.#members.entries()) for (const text of members) classOf.set(text, index);
    this.#classOf = classOf;
    let size = this.#members.length;
    this.#others = universe.allBut ? size++ : -1;
    this.missing = universe.missing ? size++ : -1;
    this.size = size;
  }

  touching(set: ValueSet): Ranges {
    const { allBut, missing } = set as TextSet;
    const { named, stranger } = this.#count(set as TextSet);
    return this.#ranges(missing, allBut || stranger, (index, size) =>
      allBut ? (named.get(index) ?? 0) < size : named.has(index),
    );
  }

  within(set: ValueSet): Ranges {
    const { allBut, missing } = set as TextSet;
    const { named, stranger } = this.#count(set as TextSet);
    return this.#ranges(missing, allBut && !stranger, (index, size) =>
      allBut ? !named.has(index) : named.get(index) === size,
    );
  }

  valuesOf(classes: Ranges): ValueSet {
    if (classes.length === 2 && classes[0] === 0 && classes[1] === this.size - 1) return this.universe;
    const missing = hasClass(classes, this.missing);
    const open = hasClass(classes, this.#others);
    const chosen = new Uint8Array(this.size);
    for (let index = 0; index < classes.length; index += 2) chosen.fill(1, classes[index], classes[index + 1]! + 1);
    const named: string[] = [];
    for (const [index, members] of this.#members.entries()) {
      if ((chosen[index] === 1) !== open) for (const text of members) named.push(text);
    }
    if (!open) return texts(named, missing);
    return allTextsBut([...this.universe.values, ...named], missing);
  }

  /** How many texts of each class the set names, and whether it names one of the universe that no class knows. */
  #count({ values }: TextSet): { named: ReadonlyMap<number, number>; stranger: boolean } {
    const named = new Map<number, number>();
    let stranger = false;
    for (const text of values) {
      const index = this.#classOf.get(text);
      if (index !== undefined) named.set(index, (named.get(index) ?? 0) + 1);
      else if (this.universe.values.has(text) !== this.universe.allBut) stranger = true;
    }
    return { named, stranger };
  }

  #ranges(missing: boolean, others: boolean, has: (index: number, size: number) => boolean): Ranges {
    const ranges = new RangesBuilder();
    for (const [index, members] of this.#members.entries()) if (has(index, members.length)) ranges.add(index, index);
    if (others && this.#others >= 0) ranges.add(this.#others, this.#others);
    if (missing && this.missing >= 0) ranges.add(this.missing, this.missing);
    return ranges.build();
  }
}

/**
 * Refines one group of all texts set by set. What is split off stands beside what it was split from, so that a set that lies
 * within another is mostly a range of classes.
 */
function groups(sets: ReadonlySet<TextSet>, universe: TextSet): string[][] {
  const groupOf = new Map<string, number>();
  const lists = [...new Set([...sets].map(({ values }) => values))].sort((left, right) => right.size - left.size);
  if (!universe.allBut) for (const text of universe.values) groupOf.set(text, 0);
  for (const values of lists) {
    for (const text of values) if (universe.values.has(text) !== universe.allBut) groupOf.set(text, 0);
  }
  const sizes = [groupOf.size];
  const next = [-1];
  /** By group: the number of the list that last split it, and the group it split off. */
  const splitBy = [-1];
  const splitOff = [-1];
  for (const [number, values] of lists.entries()) {
    for (const text of values) {
      const group = groupOf.get(text);
      if (group === undefined) continue;
      let target: number;
      if (splitBy[group] === number) target = splitOff[group]!;
      else if (sizes[group] === 1) continue;
      else {
        target = sizes.length;
        sizes.push(0);
        splitBy.push(-1);
        splitOff.push(-1);
        next.push(next[group]!);
        next[group] = target;
        splitBy[group] = number;
        splitOff[group] = target;
      }
      sizes[group]! -= 1;
      sizes[target]! += 1;
      groupOf.set(text, target);
    }
  }
  const members: string[][] = sizes.map(() => []);
  for (const [text, group] of groupOf) members[group]!.push(text);
  const ordered: string[][] = [];
  for (let group = 0; group >= 0; group = next[group]!) if (members[group]!.length > 0) ordered.push(members[group]!);
  return ordered;
}
