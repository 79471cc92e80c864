import { and, type Formula, literal, negation, or } from "../formula.js";
import type { Quantity } from "../quantities/quantity.js";
import type { Sum } from "../quantities/sum.js";
import { emptyBut } from "./fields.js";
import { isThere } from "./value.js";

/**
 * What is computed from a day or an instant is missing where that is: where one of its quantities is missing, or where it
 * lies outside the calendar although they are there.
 */
export function missesWith(of: Sum): Pick<Quantity, "presence"> & { readonly missing: boolean } {
  const needsMiss = [...of.needs].some((one) => one.universe.missing);
  return isAlwaysInside(of)
    ? { presence: "strict", missing: needsMiss }
    : // A result outside the calendar is missing although the day is there.
      { presence: "lax", missing: true };
}

/** Such a quantity is missing exactly with what it is computed from; `holds` of it if it is there. */
export function ifThere(quantity: Quantity, of: Sum, holds: Formula): Formula {
  const missing = literal(quantity, emptyBut(quantity.universe));
  if (!quantity.universe.missing) return holds;
  if (isAlwaysInside(of)) return or(missing, holds);
  return or(and(missing, isMissing(of)), and(isThere(quantity), of.present, holds));
}

/** One of its quantities is missing, or it lies outside the calendar. */
export function isMissing(of: Sum): Formula {
  return or(...[...of.needs].map((one) => literal(one, emptyBut(one.universe))), negation(of.present));
}

function isAlwaysInside({ present }: Sum): boolean {
  return present.kind === "constant" && present.value;
}
