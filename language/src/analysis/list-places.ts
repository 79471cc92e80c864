import { termKey } from "../condition/canonical.js";
import type { Condition, FieldTerm, OneOfCondition } from "../condition/condition.js";
import type { ListLiteralItem, Model, NamedList } from "../condition/model.js";
import type { Row, Scalar } from "../condition/schema.js";
import { valueSet } from "../condition/value-set.js";
import { layoutOf } from "../evaluation/layout.js";
import { fold } from "../values/folding.js";
import { normalise } from "../values/text.js";

/** Where a value stands in a named list. */
export interface ListEntry {
  readonly list: NamedList;
  /** Null for a list from a file. */
  readonly item: ListLiteralItem | null;
  /** One-based, in the list's file; null for an item of the program. */
  readonly line: number | null;
  /** As the list has it. */
  readonly spelling: Scalar;
  /** The list has it in no other place or spelling. */
  readonly isOnly: boolean;
}

/**
 * The value of a field that a customer owes its place in two segments to: both list it. Null where the lists are not
 * named, or something else brought the customer there.
 */
export function sharedEntries(
  first: Condition,
  second: Condition,
  row: Row,
  model: Model,
): readonly [ListEntry, ListEntry] | null {
  const others = new Map(listTests(second).map((test) => [termKey(test.operand), test]));
  for (const test of listTests(first)) {
    const other = others.get(termKey(test.operand));
    if (other === undefined || other.values.name === test.values.name) continue;
    const value = heldValue(test, row, model);
    if (value === undefined || !valueSet(test.values).has(value) || !valueSet(other.values).has(value)) continue;
    const here = entryOf(test, value, model);
    const there = entryOf(other, value, model);
    if (here !== null && there !== null) return [here, there];
  }
  return null;
}

/** The tests of membership in a named list that a condition's parts are, not under `not`. */
function listTests(condition: Condition): readonly OneOfCondition[] {
  switch (condition.kind) {
    case "and":
    case "or":
      return condition.operands.flatMap(listTests);
    case "one-of":
      return condition.operand.kind === "field" && condition.values.name !== null ? [condition] : [];
    default:
      return [];
  }
}

function heldValue(test: OneOfCondition, row: Row, model: Model): Scalar | undefined {
  const { scope, path } = test.operand as FieldTerm;
  if (scope !== "customer" || model.schema === null) return undefined;
  const slot = layoutOf(model.schema.record).fields.get(path.join("\u0000"))?.slot ?? null;
  const value = slot === null ? undefined : row[`f${slot}`];
  return typeof value === "object" ? undefined : value;
}

function entryOf(test: OneOfCondition, value: Scalar, model: Model): ListEntry | null {
  const list = model.lists.find(({ name }) => name === test.values.name);
  if (list === undefined) return null;
  const { type } = test.values;
  const isIt = (spelling: Scalar): boolean => {
    if (spelling === value) return true;
    if (typeof value === "number") return typeof spelling === "string" && Number(spelling) === value;
    if (typeof spelling !== "string" || type.kind === "boolean") return false;
    return (type.kind === "text" && type.folded ? fold(spelling) : normalise(spelling)) === value;
  };
  if (list.items.kind === "literals") {
    const [item, ...others] = list.items.literals.filter((literal) => isIt(literal.value));
    if (item === undefined) return null;
    return { list, item, line: null, spelling: item.value, isOnly: others.length === 0 };
  }
  const { values, lines } = list.items;
  const index = values.findIndex(isIt);
  if (index === -1) return null;
  const isOnly = !values.some((value, other) => other > index && isIt(value));
  return { list, item: null, line: lines[index] ?? null, spelling: values[index]!, isOnly };
}
