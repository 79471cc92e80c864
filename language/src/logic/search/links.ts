import { WEEKDAYS } from "../../values/calendar.js";
import { compareExact, divideExact, type Exact } from "../exact.js";
import type { Quantity } from "../quantities/quantity.js";
import { addIntervals, hullOf, scaleInterval } from "../quantities/sum.js";
import { multiplyIntervals, reciprocalOf, rootsOf, squareOf } from "../sets/interval-products.js";
import { containsNumber, type Interval, interval, union } from "../sets/intervals.js";
import {
  hasValue,
  intersectSets,
  type NumberSet,
  numbers,
  texts,
  type ValueSet,
  withMissing,
} from "../sets/value-set.js";
import { passes } from "../text/text.js";
import type { Domains } from "./domains.js";

/** Narrows the quantity to the set; false where nothing is left. */
export type Narrow = (quantity: Quantity, set: ValueSet) => boolean;

/**
 * Narrows a quantity and what it is computed from by each other. Everything it does follows from what is known, so it
 * never loses a customer; what it leaves open is decided at the end.
 */
export function followLinks(quantity: Quantity, domains: Domains, narrow: Narrow): boolean {
  if (!followPresence(quantity, domains, narrow)) return false;
  switch (quantity.nature.kind) {
    case "form":
      return followForm(quantity, quantity.nature.coefficients, domains, narrow);
    case "pattern": {
      const [text] = quantity.operands as [Quantity];
      const truth = domains.of(quantity);
      if (truth.kind !== "truth" || truth.yes === truth.no) return true;
      return followPattern(quantity, text, truth.yes, domains, narrow);
    }
    case "equal":
      return followEqual(quantity, domains, narrow);
    case "length":
      return followLength(quantity, domains, narrow);
    case "part":
      return quantity.nature.part !== "weekday" || followWeekday(quantity, domains, narrow);
    case "product":
      return followProduct(quantity, domains, narrow);
    default:
      return true;
  }
}

function isThere(set: ValueSet): boolean {
  return !set.missing;
}

function followPresence(quantity: Quantity, domains: Domains, narrow: Narrow): boolean {
  if (quantity.presence === "free") return true;
  const own = domains.of(quantity);
  const { operands } = quantity;
  if (isThere(own)) return operands.every((operand) => narrow(operand, withMissing(domains.of(operand), false)));
  if (operands.some((operand) => !hasValue(domains.of(operand)))) return narrow(quantity, onlyMissing(own));
  if (quantity.presence === "lax") return true;
  const open = operands.filter((operand) => domains.of(operand).missing);
  if (open.length === 0) return narrow(quantity, withMissing(own, false));
  return hasValue(own) || open.length > 1 || narrow(open[0]!, onlyMissing(domains.of(open[0]!)));
}

function onlyMissing(set: ValueSet): ValueSet {
  switch (set.kind) {
    case "numbers":
      return numbers([], set.grid, set.missing);
    case "texts":
      return texts([], set.missing);
    case "truth":
      return { kind: "truth", missing: set.missing, yes: false, no: false };
  }
}

/** The ends of a sum follow from those of its parts, and the other way round. */
function followForm(quantity: Quantity, coefficients: readonly Exact[], domains: Domains, narrow: Narrow): boolean {
  const parts: Interval[] = [];
  for (const [index, operand] of quantity.operands.entries()) {
    const hull = nearHull(domains.of(operand) as NumberSet);
    if (hull === null) return true;
    parts.push(scaleInterval(hull, coefficients[index]!));
  }
  const own = domains.of(quantity) as NumberSet;
  const total = parts.reduce(addIntervals);
  const narrowed = narrowNumbers(own, total);
  if (narrowed !== own && !narrow(quantity, narrowed)) return false;
  const narrower = domains.of(quantity) as NumberSet;
  const hull = nearHull(narrower);
  if (narrower.missing || hull === null) return true;
  // What the parts before and after each one leave for it, added up once.
  const after: Interval[] = [NOTHING_LEFT];
  for (let index = parts.length - 1; index > 0; index -= 1) {
    after.unshift(addIntervals(after[0]!, scaleInterval(parts[index]!, -1)));
  }
  let before = hull;
  for (const [index, operand] of quantity.operands.entries()) {
    const rest = addIntervals(before, after[index]!);
    before = addIntervals(before, scaleInterval(parts[index]!, -1));
    const allowed = scaleInterval(rest, divideExact(1, coefficients[index]!));
    const set = domains.of(operand) as NumberSet;
    const smaller = narrowNumbers(set, allowed);
    if (smaller !== set && !narrow(operand, smaller)) return false;
  }
  return true;
}

/** Ends as far away as those of all doubles and all safe integers say nothing of a sum, and cost much to compute with. */
function nearHull(set: NumberSet): Interval | null {
  const hull = hullOf(set.intervals);
  if (hull === null || (compareExact(hull.low, -FAR) > 0 && compareExact(hull.high, FAR) < 0)) return hull;
  return interval(
    compareExact(hull.low, -FAR) > 0 ? hull.low : Number.NEGATIVE_INFINITY,
    compareExact(hull.high, FAR) < 0 ? hull.high : Number.POSITIVE_INFINITY,
    { low: hull.lowOpen, high: hull.highOpen },
  );
}

const FAR = 1e15;
const NOTHING_LEFT: Interval = interval(0, 0);

/** What a product can be follows from its factors, and a factor from the product and the other factor unless that may be 0. */
function followProduct(product: Quantity, domains: Domains, narrow: Narrow): boolean {
  const [left, right] = product.operands as [Quantity, Quantity];
  const a = hullOf((domains.of(left) as NumberSet).intervals);
  const b = hullOf((domains.of(right) as NumberSet).intervals);
  if (a === null || b === null) return true;
  const own = domains.of(product) as NumberSet;
  const narrowed = narrowNumbers(own, left === right ? squareOf(a) : multiplyIntervals(a, b));
  if (narrowed !== own && !narrow(product, narrowed)) return false;
  const after = domains.of(product) as NumberSet;
  const hull = hullOf(after.intervals);
  if (after.missing || hull === null) return true;
  if (left === right) {
    const set = domains.of(left) as NumberSet;
    return narrow(left, numbers(union(rootsOf(hull), set.grid), set.grid, set.missing));
  }
  for (const [factor, other] of [
    [left, b],
    [right, a],
  ] as const) {
    const inverse = reciprocalOf(other);
    if (inverse === null) continue;
    const set = domains.of(factor) as NumberSet;
    const smaller = narrowNumbers(set, multiplyIntervals(hull, inverse));
    if (smaller !== set && !narrow(factor, smaller)) return false;
  }
  return true;
}

/** The same set where nothing falls out. */
function narrowNumbers(set: NumberSet, to: Interval): NumberSet {
  const within = intersectSets(set, numbers(union([to], set.grid), set.grid, set.missing)) as NumberSet;
  const before = hullOf(set.intervals);
  const after = hullOf(within.intervals);
  if (before !== null && after !== null) {
    const same =
      before.low === after.low &&
      before.high === after.high &&
      before.lowOpen === after.lowOpen &&
      before.highOpen === after.highOpen;
    if (same) return set;
  }
  return within;
}

function followPattern(pattern: Quantity, text: Quantity, holds: boolean, domains: Domains, narrow: Narrow): boolean {
  if (pattern.nature.kind !== "pattern") return true;
  const set = domains.of(text);
  if (set.kind !== "texts") return true;
  const { test } = pattern.nature;
  if (set.allBut) return !holds || !set.missing || narrow(text, withMissing(set, false));
  const kept = [...set.values].filter((value) => passes(test, value) === holds);
  if (kept.length === set.values.size && !(holds && set.missing)) return true;
  return narrow(text, texts(kept, set.missing && !holds));
}

function followEqual(equal: Quantity, domains: Domains, narrow: Narrow): boolean {
  const truth = domains.of(equal);
  const [left, right] = equal.operands as [Quantity, Quantity];
  if (truth.kind !== "truth" || truth.yes === truth.no) return true;
  if (truth.no) return true;
  const common = withMissing(intersectSets(domains.of(left), domains.of(right)), false);
  return narrow(left, common) && narrow(right, common);
}

/** The name of a day of the week, and its number, which is the last thing the name is computed from. */
function followWeekday(name: Quantity, domains: Domains, narrow: Narrow): boolean {
  const number = name.operands[name.operands.length - 1]!;
  const names = domains.of(name);
  const own = domains.of(number);
  if (names.kind !== "texts" || names.allBut || own.kind !== "numbers") return true;
  const kept = [...WEEKDAYS.keys()].filter(
    (index) => names.values.has(WEEKDAYS[index]!) && containsNumber(own.intervals, index),
  );
  return (
    narrow(
      number,
      numbers(
        kept.map((index) => interval(index, index)),
        own.grid,
        own.missing,
      ),
    ) &&
    narrow(
      name,
      texts(
        kept.map((index) => WEEKDAYS[index]!),
        names.missing,
      ),
    )
  );
}

function followLength(length: Quantity, domains: Domains, narrow: Narrow): boolean {
  const [text] = length.operands as [Quantity];
  const own = domains.of(length) as NumberSet;
  const set = domains.of(text);
  if (set.kind !== "texts" || set.allBut) return true;
  const lengthOf = (value: string) => [...value].length;
  const possible = union(
    [...set.values].map((value) => ({ low: lengthOf(value), lowOpen: false, high: lengthOf(value), highOpen: false })),
    own.grid,
  );
  if (!narrow(length, numbers(possible, own.grid, own.missing))) return false;
  const after = domains.of(length) as NumberSet;
  const kept = [...set.values].filter((value) => containsNumber(after.intervals, lengthOf(value)));
  return kept.length === set.values.size || narrow(text, texts(kept, set.missing));
}
