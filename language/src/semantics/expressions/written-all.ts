import type { ListTerm } from "../../condition/condition.js";

/**
 * `all L where c` and `no L where not c` are one condition, but only the first surprises on an empty list. So lists of
 * exceptions that come from an `all` are remembered, with the list it went over.
 */
const written = new WeakMap<ListTerm, ListTerm>();

export function rememberAll(exceptions: ListTerm, over: ListTerm): void {
  written.set(exceptions, over);
}

export function listOfAll(exceptions: ListTerm): ListTerm | null {
  return written.get(exceptions) ?? null;
}
