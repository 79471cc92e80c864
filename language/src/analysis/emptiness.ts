import { conditionKey } from "../condition/canonical.js";
import type { Condition } from "../condition/condition.js";
import type { Segment } from "../condition/model.js";
import type { Gradual } from "../logic/gradual.js";
import { smallestCore } from "./cores.js";
import { type Inquiry, isEmpty, isImpossible } from "./inquiry.js";

/**
 * Of a segment that no customer can be in, the parts of its condition that exclude each other: as few as make it empty.
 * One part alone is impossible of itself, or by what a valid customer is. Null if somebody may be in it.
 */
export function* contradiction(segment: Segment, inquiry: Inquiry): Gradual<readonly Condition[] | null> {
  if (!(yield* isEmpty(inquiry, segment))) return null;
  return yield* impossibleCore(partsOf(segment.condition), inquiry);
}

/** Of conditions that no customer meets together, as few as suffice. */
function impossibleCore(conditions: readonly Condition[], inquiry: Inquiry): Gradual<readonly Condition[]> {
  const { memberships } = inquiry;
  return smallestCore(conditions, (some) =>
    isImpossible(
      inquiry,
      some.map((part) => memberships.write(part)),
    ),
  );
}

/** The operands of an `and`, each form once. */
function partsOf(condition: Condition): readonly Condition[] {
  if (condition.kind !== "and") return [condition];
  const parts = new Map<string, Condition>();
  for (const operand of condition.operands) {
    const key = conditionKey(operand);
    if (!parts.has(key)) parts.set(key, operand);
  }
  return [...parts.values()];
}
