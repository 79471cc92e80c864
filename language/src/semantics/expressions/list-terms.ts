import type { Condition, FieldTerm, ListTerm, Origin, Term } from "../../condition/condition.js";
import type { ScalarType } from "../../condition/schema.js";
import { joined } from "./logical.js";
import type { LoweredList } from "./scope.js";

/** The type of the elements that are single values; null where they are records. */
export function elementType(list: LoweredList): ScalarType | null {
  const last = list.elements.at(-1)!;
  if (last.projection !== null) return last.projection.type;
  return last.element.kind === "record" ? null : last.element;
}

/** The element as a value, read in its own scope: the element itself, or the field a dotted path ended in. */
export function itemOf(list: LoweredList, origin: Origin): FieldTerm | null {
  const { projection, element } = list.elements.at(-1)!;
  if (projection !== null) return { kind: "field", origin, scope: 0, ...projection };
  return element.kind === "record"
    ? null
    : { kind: "field", origin, scope: 0, path: [], type: element, optional: false };
}

/**
 * The list narrowed to the elements for which `filter` (read in the element's scope) holds. Elements of `orders.brand`
 * are the brands that are there, so an order without one is no element.
 */
export function withFilter(list: LoweredList, filter: Condition | null, origin: Origin): ListTerm {
  const filters: Condition[] = [];
  const { projection, nested } = list.elements.at(-1)!;
  if (projection?.optional === true) {
    filters.push({ kind: "present", origin, operand: { kind: "field", origin, scope: 0, ...projection } });
  } else if (projection === null && nested?.optional === true) {
    const record: Term = {
      kind: "field",
      origin,
      scope: 0,
      path: nested.path,
      type: { kind: "record" },
      optional: true,
    };
    filters.push({ kind: "present", origin, operand: record });
  }
  if (filter !== null) filters.push(filter);
  return narrowed(list.list, filters, origin);
}

/** The list with further filters on the elements of its last step. */
export function narrowed(list: ListTerm, filters: readonly Condition[], origin: Origin): ListTerm {
  if (filters.length === 0) return list;
  const last = list.steps.at(-1)!;
  const all = last.filter === null ? filters : [last.filter, ...filters];
  return { ...list, steps: [...list.steps.slice(0, -1), { ...last, filter: joined("and", all, origin) }] };
}

export function existing(list: ListTerm, origin: Origin): Condition {
  return { kind: "exists", origin, list };
}
