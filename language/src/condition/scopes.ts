import type { Condition, ListTerm, Scope, Term } from "./condition.js";

/** Rebuilds a condition from the inside out: fields and the places where lists begin as `fields` says, origins kept. */
interface FieldTransform {
  /** `depth`: element scopes opened between the transformed whole and this field. */
  scope(scope: Scope, depth: number): Scope;
}

function transformCondition(condition: Condition, transform: FieldTransform, depth = 0): Condition {
  switch (condition.kind) {
    case "constant":
    case "member":
      return condition;
    case "and":
    case "or":
      return {
        ...condition,
        operands: condition.operands.map((operand) => transformCondition(operand, transform, depth)),
      };
    case "not":
      return { ...condition, operand: transformCondition(condition.operand, transform, depth) };
    case "compare":
      return {
        ...condition,
        left: transformTerm(condition.left, transform, depth),
        right: transformTerm(condition.right, transform, depth),
      };
    case "one-of":
    case "present":
    case "truth":
    case "text":
    case "match":
      return { ...condition, operand: transformTerm(condition.operand, transform, depth) };
    case "exists":
    case "has-all":
      return { ...condition, list: transformList(condition.list, transform, depth) };
  }
}

function transformTerm(term: Term, transform: FieldTransform, depth = 0): Term {
  const inner = (operand: Term): Term => transformTerm(operand, transform, depth);
  switch (term.kind) {
    case "constant":
    case "clock":
      return term;
    case "field":
      return { ...term, scope: transform.scope(term.scope, depth) };
    case "arithmetic":
    case "difference":
      return { ...term, left: inner(term.left), right: inner(term.right) };
    case "negate":
    case "absolute":
    case "shift":
    case "date-of":
    case "calendar":
    case "since":
    case "part":
    case "length":
      return { ...term, operand: inner(term.operand) };
    case "default":
      return { ...term, operand: inner(term.operand), fallback: inner(term.fallback) };
    case "when": {
      const branches = term.branches.map(({ condition, value }) => ({
        condition: transformCondition(condition, transform, depth),
        value: inner(value),
      }));
      return { ...term, branches, otherwise: inner(term.otherwise) };
    }
    case "aggregate": {
      const value = term.value === null ? null : transformTerm(term.value, transform, depth + term.list.steps.length);
      return { ...term, list: transformList(term.list, transform, depth), value };
    }
    case "condition":
      return { ...term, condition: transformCondition(term.condition, transform, depth) };
  }
}

function transformList(list: ListTerm, transform: FieldTransform, depth = 0): ListTerm {
  const steps = list.steps.map((step, index) => ({
    ...step,
    scope: transform.scope(step.scope, depth + index),
    filter: step.filter === null ? null : transformCondition(step.filter, transform, depth + index + 1),
  }));
  return { ...list, steps };
}

/** The term as it reads from `by` element scopes further in. */
export function deepened(term: Term, by: number): Term {
  return transformTerm(term, { scope: (scope, depth) => (scope === "customer" || scope < depth ? scope : scope + by) });
}

/** As `deepened`, for a list. */
export function deepenedList(list: ListTerm, by: number): ListTerm {
  return transformList(list, { scope: (scope, depth) => (scope === "customer" || scope < depth ? scope : scope + by) });
}

/** The innermost row that a term or list reads from where it stands; "customer" if it reads no enclosing element. */
export function innermostScope(node: Term | ListTerm): Scope {
  let innermost: Scope = "customer";
  const meet = (scope: Scope, depth: number): Scope => {
    if (scope !== "customer" && scope >= depth)
      innermost = innermost === "customer" ? scope - depth : Math.min(innermost, scope - depth);
    return scope;
  };
  if (node.kind === "list") transformList(node, { scope: meet });
  else transformTerm(node, { scope: meet });
  return innermost;
}
