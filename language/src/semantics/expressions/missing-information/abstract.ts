import { listKey, termKey } from "../../../condition/canonical.js";
import type { Condition, FieldTerm, ListTerm, Term } from "../../../condition/condition.js";
import type { Scalar } from "../../../condition/schema.js";
import { deepened, deepenedList } from "../../../condition/scopes.js";

/** One thing supposed about the customer (or the element) that a condition is asked of; scopes are those of the root. */
export type Assumption =
  /** The field at `path`, and whatever lies below it, is missing. */
  | { readonly kind: "missing-field"; readonly scope: FieldTerm["scope"]; readonly path: readonly string[] }
  | { readonly kind: "missing-term"; readonly term: Term }
  | { readonly kind: "zero"; readonly term: Term }
  | { readonly kind: "empty"; readonly list: ListTerm };

export type Truth = "true" | "false" | "unknown";

/** What is known of a term: nothing, that it is missing, that it has some value, or which. */
type Knowledge = "unknown" | "missing" | "some" | { readonly value: Scalar };

/**
 * What a condition comes to when nothing is known but the assumptions: three-valued, each atom by itself. `taken` are
 * atoms to be taken as true, whatever they are.
 */
export function evaluate(root: Condition, assumptions: readonly Assumption[], taken: ReadonlySet<Condition>): Truth {
  return new Evaluation(assumptions, taken).condition(root, 0);
}

class Evaluation {
  readonly #assumptions: readonly Assumption[];
  readonly #taken: ReadonlySet<Condition>;

  constructor(assumptions: readonly Assumption[], taken: ReadonlySet<Condition>) {
    this.#assumptions = assumptions;
    this.#taken = taken;
  }

  condition(condition: Condition, depth: number): Truth {
    if (this.#taken.has(condition)) return "true";
    switch (condition.kind) {
      case "constant":
        return condition.value ? "true" : "false";
      case "and":
        return this.#join(condition.operands, "false", depth);
      case "or":
        return this.#join(condition.operands, "true", depth);
      case "not":
        return opposite(this.condition(condition.operand, depth));
      case "compare":
        return compare(condition.operator, this.term(condition.left, depth), this.term(condition.right, depth));
      case "one-of": {
        const known = this.term(condition.operand, depth);
        if (known === "missing" || condition.values.values.length === 0) return "false";
        return typeof known === "string" ? "unknown" : truthOf(condition.values.values.includes(known.value));
      }
      case "text":
      case "match":
        return this.term(condition.operand, depth) === "missing" ? "false" : "unknown";
      case "truth": {
        const known = this.term(condition.operand, depth);
        if (known === "missing") return "false";
        return typeof known === "string" ? "unknown" : truthOf(known.value === true);
      }
      case "present": {
        const known = this.term(condition.operand, depth);
        return known === "missing" ? "false" : known === "unknown" ? "unknown" : "true";
      }
      case "exists":
        return this.#isEmpty(condition.list, depth) ? "false" : "unknown";
      case "has-all":
        if (condition.values.values.length === 0) return "true";
        return this.#isEmpty(condition.list, depth) ? "false" : "unknown";
      case "member":
        return "unknown";
    }
  }

  /** `and` and `or`: one operand of the deciding truth decides; all of the other one give that. */
  #join(operands: readonly Condition[], deciding: "true" | "false", depth: number): Truth {
    let result: Truth = deciding === "true" ? "false" : "true";
    for (const operand of operands) {
      const truth = this.condition(operand, depth);
      if (truth === deciding) return deciding;
      if (truth === "unknown") result = "unknown";
    }
    return result;
  }

  term(term: Term, depth: number): Knowledge {
    for (const assumption of this.#assumptions) {
      if (assumption.kind === "missing-term" && sameTerm(assumption.term, term, depth)) return "missing";
      if (assumption.kind === "zero" && sameTerm(assumption.term, term, depth)) return { value: 0 };
    }
    switch (term.kind) {
      case "constant":
        return { value: term.value };
      case "clock":
        return "some";
      case "field":
        if (this.#isMissing(term, depth)) return "missing";
        return term.optional ? "unknown" : "some";
      case "arithmetic": {
        const left = this.term(term.left, depth);
        const right = this.term(term.right, depth);
        if (left === "missing" || right === "missing") return "missing";
        if (term.operator === "/") {
          if (typeof right === "string") return "unknown";
          if (right.value === 0) return "missing";
        }
        return left === "unknown" || right === "unknown" ? "unknown" : "some";
      }
      case "difference":
        return both(this.term(term.left, depth), this.term(term.right, depth));
      case "negate":
      case "absolute":
      case "shift":
      case "date-of":
      case "calendar":
      case "since":
      case "part":
      case "length":
        return both(this.term(term.operand, depth), "some");
      case "default": {
        const operand = this.term(term.operand, depth);
        if (operand === "missing") return this.term(term.fallback, depth);
        if (operand !== "unknown") return operand;
        const fallback = this.term(term.fallback, depth);
        return fallback === "missing" || fallback === "unknown" ? "unknown" : "some";
      }
      case "when":
        return this.#when(term, depth);
      case "aggregate": {
        const sums = term.function === "count" || term.function === "count-distinct" || term.function === "sum";
        if (this.#isEmpty(term.list, depth)) return sums ? { value: 0 } : "missing";
        return sums ? "some" : "unknown";
      }
      case "condition": {
        const truth = this.condition(term.condition, depth);
        return truth === "unknown" ? "some" : { value: truth === "true" };
      }
    }
  }

  #when(term: Extract<Term, { kind: "when" }>, depth: number): Knowledge {
    const possible: Knowledge[] = [];
    for (const branch of term.branches) {
      const truth = this.condition(branch.condition, depth);
      if (truth !== "false") possible.push(this.term(branch.value, depth));
      if (truth === "true") return oneOf(possible);
    }
    possible.push(this.term(term.otherwise, depth));
    return oneOf(possible);
  }

  #isMissing(field: FieldTerm, depth: number): boolean {
    return this.#assumptions.some((assumption) => {
      if (assumption.kind !== "missing-field") return false;
      const scope = assumption.scope === "customer" ? "customer" : assumption.scope + depth;
      return scope === field.scope && assumption.path.every((name, index) => field.path[index] === name);
    });
  }

  /** The list has no element if one that contains it has none, or if a filter of it cannot hold. */
  #isEmpty(list: ListTerm, depth: number): boolean {
    if (this.#assumptions.some((assumption) => assumption.kind === "empty" && contains(assumption.list, list, depth)))
      return true;
    return list.steps.some(
      (step, index) => step.filter !== null && this.condition(step.filter, depth + index + 1) === "false",
    );
  }
}

function sameTerm(assumed: Term, term: Term, depth: number): boolean {
  return assumed.kind === term.kind && termKey(deepened(assumed, depth)) === termKey(term);
}

/** Whether the elements of `list` all come from elements of `outer` (or lie in lists of them). */
function contains(outer: ListTerm, list: ListTerm, depth: number): boolean {
  const deep = deepenedList(outer, depth);
  return deep.steps.every((step, index) => {
    const other = list.steps[index];
    if (other === undefined || other.scope !== step.scope || other.path.join(".") !== step.path.join(".")) return false;
    if (step.filter === null) return true;
    if (other.filter === null) return false;
    const asked = conjuncts(step.filter);
    const given = new Set(conjuncts(other.filter).map(filterKey));
    return asked.every((one) => given.has(filterKey(one)));
  });
}

function conjuncts(condition: Condition): readonly Condition[] {
  return condition.kind === "and" ? condition.operands : [condition];
}

function filterKey(filter: Condition): string {
  return listKey({ kind: "list", element: null, steps: [{ scope: "customer", path: [], filter }] });
}

function opposite(truth: Truth): Truth {
  return truth === "true" ? "false" : truth === "false" ? "true" : "unknown";
}

function truthOf(holds: boolean): Truth {
  return holds ? "true" : "false";
}

function both(left: Knowledge, right: Knowledge): Knowledge {
  if (left === "missing" || right === "missing") return "missing";
  return left === "unknown" || right === "unknown" ? "unknown" : "some";
}

function oneOf(possible: readonly Knowledge[]): Knowledge {
  const [first, ...others] = possible;
  if (first === undefined) return "unknown";
  if (others.length === 0) return first;
  if (possible.every((one) => one === "missing")) return "missing";
  return possible.some((one) => one === "missing" || one === "unknown") ? "unknown" : "some";
}

function compare(operator: "=" | "<" | "<=", left: Knowledge, right: Knowledge): Truth {
  if (left === "missing" || right === "missing") return "false";
  if (typeof left === "string" || typeof right === "string") return "unknown";
  if (operator === "=") return truthOf(left.value === right.value);
  return truthOf(operator === "<" ? left.value < right.value : left.value <= right.value);
}
