import type { Condition, ListTerm, Term, ValueList } from "./condition.js";
import { hashText } from "./hash.js";
import type { ScalarType } from "./schema.js";

/**
 * Keys of conditions and terms: equal for what means the same by its form, wherever it was written. Origins are ignored;
 * the operands of `and`, `or`, `=`, `+` and `*` may stand in any order, and repeated operands of `and` and `or` count
 * once; lists of values are sets, whatever their names. Keys are short, whatever the size of the condition, and the same
 * in every run. Computed once for each node.
 */
export function conditionKey(condition: Condition): string {
  return remembered(condition, () => writeCondition(condition));
}

export function termKey(term: Term): string {
  return remembered(term, () => writeTerm(term));
}

export function listKey(list: ListTerm): string {
  return remembered(list, () =>
    write("list", ...list.steps.flatMap((step) => [String(step.scope), ...step.path, "|", keyOrNone(step.filter)])),
  );
}

export function equalConditions(left: Condition, right: Condition): boolean {
  return conditionKey(left) === conditionKey(right);
}

/** Of the values as a set. */
function valuesKey(values: ValueList): string {
  return remembered(values, () =>
    write("values", typeKey(values.type), ...values.values.map((value) => JSON.stringify(value)).sort()),
  );
}

const keys = new WeakMap<object, string>();

function remembered(node: object, key: () => string): string {
  const known = keys.get(node);
  if (known !== undefined) return known;
  const computed = hashText(key());
  keys.set(node, computed);
  return computed;
}

/** Parts are quoted, so that no text of a program can look like the structure around it. */
function write(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}

function keyOrNone(condition: Condition | null): string {
  return condition === null ? "" : conditionKey(condition);
}

function typeKey(type: ScalarType): string {
  // Whole numbers and fractions compare alike: the type of a constant depends on how it was written.
  if (type.kind === "integer" || type.kind === "number") return "number";
  if (type.kind === "text") return type.folded ? "folded" : "text";
  return type.kind === "choice" ? "choice" : type.kind;
}

function writeCondition(condition: Condition): string {
  switch (condition.kind) {
    case "constant":
      return write("constant", String(condition.value));
    case "and":
    case "or":
      return write(condition.kind, ...new Set(condition.operands.map(conditionKey).sort()));
    case "not":
      return write("not", conditionKey(condition.operand));
    case "compare": {
      const sides = [termKey(condition.left), termKey(condition.right)];
      return write("compare", condition.operator, ...(condition.operator === "=" ? sides.sort() : sides));
    }
    case "one-of":
      return write("one-of", termKey(condition.operand), valuesKey(condition.values));
    case "present":
    case "truth":
      return write(condition.kind, termKey(condition.operand));
    case "text":
      return write("text", condition.operator, termKey(condition.operand), valuesKey(condition.values));
    case "match":
      return write("match", termKey(condition.operand), condition.pattern, condition.flags);
    case "exists":
      return write("exists", listKey(condition.list));
    case "has-all":
      return write("has-all", listKey(condition.list), valuesKey(condition.values));
    case "member":
      return write("member", condition.segment);
  }
}

function writeTerm(term: Term): string {
  switch (term.kind) {
    case "constant":
      return write("constant", typeKey(term.type), JSON.stringify(term.value));
    case "field":
      return write("field", String(term.scope), ...term.path);
    case "clock":
      return write("clock", term.clock);
    case "arithmetic": {
      const sides = [termKey(term.left), termKey(term.right)];
      const commutes = term.operator === "+" || term.operator === "*";
      return write("arithmetic", term.operator, ...(commutes ? sides.sort() : sides));
    }
    case "difference":
      return write("difference", termKey(term.left), termKey(term.right));
    case "negate":
    case "absolute":
    case "date-of":
    case "length":
      return write(term.kind, termKey(term.operand));
    case "shift":
      return write("shift", termKey(term.operand), String(term.amount), term.unit);
    case "calendar":
      return write("calendar", term.edge, term.unit, String(term.offset), termKey(term.operand));
    case "since":
      return write("since", term.unit, termKey(term.operand));
    case "part":
      return write("part", term.part, termKey(term.operand));
    case "default":
      return write("default", termKey(term.operand), termKey(term.fallback));
    case "when":
      return write(
        "when",
        ...term.branches.flatMap((branch) => [conditionKey(branch.condition), termKey(branch.value)]),
        termKey(term.otherwise),
      );
    case "aggregate":
      return write("aggregate", term.function, listKey(term.list), term.value === null ? "" : termKey(term.value));
    case "condition":
      return write("condition", conditionKey(term.condition));
  }
}
