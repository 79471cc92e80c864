import type { Term } from "../../condition/condition.js";
import { fieldsReadByTerm, visitTerm } from "../../condition/traverse.js";

/** Whether the value depends on the customer: on a field, or on a segment. */
export function readsCustomer(term: Term): boolean {
  let reads = fieldsReadByTerm(term).length > 0;
  visitTerm(term, {
    condition(condition) {
      if (condition.kind === "member") reads = true;
    },
  });
  return reads;
}
