import type { Box } from "./boxes/box.js";
import type { Formula } from "./formula.js";
import { intersectSets, isEmptySet, type ValueSet } from "./sets/value-set.js";

/** The formula as boxes of which a customer lies in one exactly if it holds; null if there are more than `most`. */
export function boxesOf(formula: Formula, most: number): readonly Box[] | null {
  const parts = waysOf(formula, most);
  return parts === null ? null : parts.map((sets) => ({ sets }));
}

type Sets = ReadonlyMap<number, ValueSet>;

function waysOf(formula: Formula, most: number): readonly Sets[] | null {
  switch (formula.kind) {
    case "constant":
      return formula.value ? [new Map()] : [];
    case "literal":
      return [new Map([[formula.quantity.number, formula.set]])];
    case "or": {
      const ways: Sets[] = [];
      for (const operand of formula.operands) {
        const more = waysOf(operand, most);
        if (more === null || ways.length + more.length > most) return null;
        ways.push(...more);
      }
      return ways;
    }
    case "and": {
      let ways: readonly Sets[] = [new Map()];
      for (const operand of formula.operands) {
        const more = waysOf(operand, most);
        if (more === null) return null;
        const joined: Sets[] = [];
        for (const one of ways) {
          for (const other of more) {
            const both = together(one, other);
            if (both !== null) joined.push(both);
            if (joined.length > most) return null;
          }
        }
        ways = joined;
      }
      return ways;
    }
  }
}

/** Null where they have nothing in common. */
function together(left: Sets, right: Sets): Sets | null {
  const both = new Map(left);
  for (const [quantity, set] of right) {
    const known = both.get(quantity);
    const common = known === undefined ? set : intersectSets(known, set);
    if (isEmptySet(common)) return null;
    both.set(quantity, common);
  }
  return both;
}
