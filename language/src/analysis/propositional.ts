import { conditionKey } from "../condition/canonical.js";
import type { Condition } from "../condition/condition.js";

/** What of a condition is neither `and`, `or` nor `not`, taken as true or denied. */
export interface Literal {
  readonly condition: Condition;
  readonly holds: boolean;
}

/** True, false, or not known with the atoms chosen so far. */
type Value = boolean | null;

/** Steps of the search, each of which looks at the conditions once. */
const MOST_STEPS = 4000;

/**
 * Finds what atoms to hold and deny so that all conditions hold, atoms being opaque: `x < 3` and `x > 5` may both be
 * chosen. `excluded` are sets of literals that may not be chosen together. Only atoms that matter are chosen. Null: there
 * is no way; "too long": not found within the steps allowed.
 */
export function chooseAtoms(
  conditions: readonly Condition[],
  excluded: readonly (readonly Literal[])[],
): readonly Literal[] | null | "too long" {
  const chosen = new Map<string, Literal>();
  let steps = 0;
  const search = (): boolean | "too long" => {
    steps += 1;
    if (steps > MOST_STEPS) return "too long";
    if (excluded.some((literals) => literals.every((literal) => isChosen(literal, chosen)))) return false;
    const open = conditions.find((condition) => truthOf(condition, chosen) !== true);
    if (open === undefined) return true;
    if (truthOf(open, chosen) === false) return false;
    const atom = openAtom(open, true, chosen);
    if (atom === null) return false;
    const key = conditionKey(atom.condition);
    for (const holds of [atom.holds, !atom.holds]) {
      chosen.set(key, { condition: atom.condition, holds });
      const found = search();
      if (found !== false) return found;
    }
    chosen.delete(key);
    return false;
  };
  const found = search();
  return found === "too long" ? found : found ? [...chosen.values()] : null;
}

function isChosen({ condition, holds }: Literal, chosen: ReadonlyMap<string, Literal>): boolean {
  return chosen.get(conditionKey(condition))?.holds === holds;
}

function truthOf(condition: Condition, chosen: ReadonlyMap<string, Literal>): Value {
  switch (condition.kind) {
    case "constant":
      return condition.value;
    case "not": {
      const value = truthOf(condition.operand, chosen);
      return value === null ? null : !value;
    }
    case "and":
    case "or": {
      // The value that one operand alone decides for.
      const decisive = condition.kind === "or";
      let isOpen = false;
      for (const operand of condition.operands) {
        const value = truthOf(operand, chosen);
        if (value === decisive) return decisive;
        if (value === null) isOpen = true;
      }
      return isOpen ? null : !decisive;
    }
    default:
      return chosen.get(conditionKey(condition))?.holds ?? null;
  }
}

/** An atom without a choice, and the choice that brings the condition nearer to what is wanted. */
function openAtom(condition: Condition, wanted: boolean, chosen: ReadonlyMap<string, Literal>): Literal | null {
  switch (condition.kind) {
    case "constant":
      return null;
    case "not":
      return openAtom(condition.operand, !wanted, chosen);
    case "and":
    case "or":
      for (const operand of condition.operands) {
        if (truthOf(operand, chosen) !== null) continue;
        const atom = openAtom(operand, wanted, chosen);
        if (atom !== null) return atom;
      }
      return null;
    default:
      return chosen.has(conditionKey(condition)) ? null : { condition, holds: wanted };
  }
}
