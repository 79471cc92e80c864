import type { Term } from "./condition.js";

/** The same for all customers: a constant, or a day counted from today. */
export function isFixed(term: Term): boolean {
  switch (term.kind) {
    case "constant":
    case "clock":
      return true;
    case "calendar":
    case "negate":
    case "shift":
    case "date-of":
      return isFixed(term.operand);
    case "arithmetic":
    case "difference":
      return isFixed(term.left) && isFixed(term.right);
    default:
      return false;
  }
}
