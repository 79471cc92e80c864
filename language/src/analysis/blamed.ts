import type { Condition } from "../condition/condition.js";
import { sizeOfCondition } from "../condition/traverse.js";
import type { Undecided } from "../logic/logic.js";

/** Undecided, with a condition to simplify: where logic blames none, the part of those asked about that says most. */
export function blamed(undecided: Undecided, conditions: readonly Condition[]): Undecided {
  if (undecided.condition !== null) return undecided;
  return { ...undecided, condition: largest(conditions.flatMap(partsOf)) };
}

/** What is joined by `and`. */
function partsOf(condition: Condition): readonly Condition[] {
  if (condition.kind === "and") return condition.operands.flatMap(partsOf);
  return [condition];
}

function largest(parts: readonly Condition[]): Condition | null {
  let found: Condition | null = null;
  let most = 0;
  for (const part of parts) {
    const size = sizeOfCondition(part);
    if (size > most) [found, most] = [part, size];
  }
  return found;
}
