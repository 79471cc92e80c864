import type { Exact } from "../exact.js";
import { addExact, multiplyExact } from "../exact.js";
import type { Quantity } from "../quantities/quantity.js";
import type { Sum } from "../quantities/sum.js";

/** A value for each quantity that was asked; a quantity that is not in it is missing or does not matter. */
export type ModelValue = Exact | string | boolean | undefined;
export type Assignment = Map<Quantity, ModelValue>;

/** Null if one of its quantities has no number. */
export function sumIn(values: ReadonlyMap<Quantity, ModelValue>, sum: Sum): Exact | null {
  let total = sum.constant;
  for (const [quantity, coefficient] of sum.terms) {
    const value = values.get(quantity);
    if (value === undefined || typeof value === "string" || typeof value === "boolean") return null;
    total = addExact(total, multiplyExact(value, coefficient));
  }
  return total;
}
