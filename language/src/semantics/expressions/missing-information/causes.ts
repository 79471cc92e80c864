import type { AggregateTerm, FieldTerm, ListTerm, Term } from "../../../condition/condition.js";

/** Why a term can be without a value. Scopes are those of the place where the term stands. */
export type Cause =
  | { readonly kind: "field"; readonly field: FieldTerm }
  /** No element has the value that is aggregated; where it is always there: the list is empty. */
  | { readonly kind: "aggregate"; readonly term: AggregateTerm }
  | { readonly kind: "zero"; readonly divisor: Term }
  /** The divisor counts a list, which is empty. */
  | { readonly kind: "empty"; readonly list: ListTerm };

/** Each reason by which alone `term` is missing, or may be: of `when`, one branch is enough. */
export function causesOf(term: Term): readonly Cause[] {
  switch (term.kind) {
    case "constant":
    case "clock":
    case "condition":
      return [];
    case "field":
      return term.optional ? [{ kind: "field", field: term }] : [];
    case "arithmetic": {
      const causes = [...causesOf(term.left), ...causesOf(term.right)];
      return term.operator === "/" ? [...causes, ...zeroCauses(term.right)] : causes;
    }
    case "difference":
      return [...causesOf(term.left), ...causesOf(term.right)];
    case "negate":
    case "absolute":
    case "shift":
    case "date-of":
    case "calendar":
    case "since":
    case "part":
    case "length":
      return causesOf(term.operand);
    case "default":
      // Missing only if both are; what is said of the fallback then holds for the whole.
      return causesOf(term.operand).length === 0 ? [] : causesOf(term.fallback);
    case "when":
      return [...term.branches.flatMap((branch) => causesOf(branch.value)), ...causesOf(term.otherwise)];
    case "aggregate":
      return term.function === "count" || term.function === "count-distinct" || term.function === "sum"
        ? []
        : [{ kind: "aggregate", term }];
  }
}

function zeroCauses(divisor: Term): readonly Cause[] {
  if (divisor.kind === "constant") return [];
  if (divisor.kind === "aggregate" && divisor.function === "count" && divisor.value === null) {
    return [{ kind: "empty", list: divisor.list }];
  }
  return [{ kind: "zero", divisor }];
}

export function maybeMissing(term: Term): boolean {
  return term.kind === "field" && term.type.kind === "record"
    ? term.optional
    : causesOf(term).length > 0 || outOfCalendar(term);
}

/** Shifting can leave the years 1 to 9999, so `is missing` of a shifted date is no idle question. */
function outOfCalendar(term: Term): boolean {
  return term.kind === "shift" || term.kind === "calendar";
}
