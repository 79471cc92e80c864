import { intersectSets, isSubset, uniteSets, type ValueSet } from "../sets/value-set.js";
import { createAxes } from "./axes.js";
import type { Axis } from "./axis.js";
import type { Box, Universes } from "./box.js";

/**
 * Joins regions that differ on one quantity only, as long as there are any, leaves out regions within others, and drops sets that
 * are the whole universe, so that few regions describe the same customers.
 */
export function mergeRegions(regions: readonly Box[], universes: Universes): readonly Box[] {
  const axes = createAxes(regions, universes);
  const numbers = axes.map((axis) => new SetNumbers(axis));
  let rows = unique(
    regions
      .map(({ sets }) => numbers.map((known, index) => known.numberOf(sets.get(axes[index]!.quantity))))
      .filter((row) => !row.includes(EMPTY)),
  );
  for (let before = -1; before !== rows.length; ) {
    before = rows.length;
    for (const [index, known] of numbers.entries()) rows = unique(joinedAlong(rows, index, known));
  }
  rows = withoutContained(rows, numbers);
  return rows.map((row) => {
    const sets = new Map<number, ValueSet>();
    for (const [index, number] of row.entries()) {
      if (number !== WHOLE) sets.set(axes[index]!.quantity, numbers[index]!.sets[number]!);
    }
    return { sets };
  });
}

const WHOLE = 0;
const EMPTY = -1;

/** Gives equal sets of a quantity the same number. */
class SetNumbers {
  readonly sets: ValueSet[];
  readonly #axis: Axis;
  readonly #numbers = new Map<string, number>();

  constructor(axis: Axis) {
    this.#axis = axis;
    this.sets = [axis.universe];
    this.#numbers.set(axis.touching(axis.universe).join(), WHOLE);
  }

  numberOf(set: ValueSet | undefined): number {
    if (set === undefined) return WHOLE;
    const classes = this.#axis.touching(set);
    if (classes.length === 0) return EMPTY;
    const key = classes.join();
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.sets.push(intersectSets(set, this.#axis.universe)) - 1;
      this.#numbers.set(key, number);
    }
    return number;
  }
}

function unique(rows: readonly number[][]): number[][] {
  return [...new Map(rows.map((row) => [row.join(), row])).values()];
}

/** Rows that are alike but for one place become one row. */
function joinedAlong(rows: readonly number[][], index: number, numbers: SetNumbers): number[][] {
  const joined = new Map<string, number[]>();
  for (const row of rows) {
    const key = row.map((number, place) => (place === index ? "" : number)).join();
    const known = joined.get(key);
    if (known === undefined) joined.set(key, [...row]);
    else if (known[index] !== row[index]) {
      known[index] = numbers.numberOf(uniteSets(numbers.sets[known[index]!]!, numbers.sets[row[index]!]!));
    }
  }
  return [...joined.values()];
}

/** Comparing all with all is worth it while there are few. */
const MOST_COMPARED = 1_000;

function withoutContained(rows: readonly number[][], numbers: readonly SetNumbers[]): number[][] {
  if (rows.length > MOST_COMPARED) return [...rows];
  const contains = (whole: readonly number[], part: readonly number[]): boolean =>
    part.every((number, index) => {
      const wanted = whole[index]!;
      const { sets } = numbers[index]!;
      return wanted === WHOLE || wanted === number || isSubset(sets[number]!, sets[wanted]!);
    });
  return rows.filter((row) => !rows.some((other) => other !== row && contains(other, row)));
}
