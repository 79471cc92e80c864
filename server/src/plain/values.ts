import { formatDay, formatInstant, type Scalar, type ScalarType, type ValueList } from "@seg-lang/language";
import { isolated } from "./words.js";

/** So many values are named; of more, the first few. */
const NAMED = 5;
const FIRST = 3;

/** A constant as it stands in a sentence: dates as in the language, large numbers with commas. */
export function plainValue(value: Scalar, type: ScalarType): string {
  if (typeof value === "string") return isolated(`"${value}"`);
  if (typeof value === "boolean") return String(value);
  if (type.kind === "date") return formatDay(value);
  if (type.kind === "datetime") return formatInstant(value);
  return plainNumber(value);
}

/** Grouped from five digits on: `2024` may be a year. */
export function plainNumber(value: number): string {
  return Math.abs(value) < 10_000 ? String(value) : value.toLocaleString("en-GB", { maximumFractionDigits: 20 });
}

/** `is "a" or "b"`, `is one of the 3 values of towns`, and their denials; what follows `is`. */
export function isOneOf(values: ValueList, negated: boolean): string {
  const { name } = values;
  const written = values.values.map((value) => plainValue(value, values.type));
  if (name !== null) {
    const many = written.length === 1 ? "the one value" : `the ${written.length} values`;
    const those = `${many} of ${isolated(name)}`;
    return negated ? `none of ${those}` : written.length === 1 ? those : `one of ${those}`;
  }
  if (written.length === 0) return negated ? "anything at all" : "one of no values";
  if (written.length === 1) return negated ? `not ${written[0]}` : written[0]!;
  if (written.length === 2) return negated ? `neither ${written.join(" nor ")}` : written.join(" or ");
  return `${negated ? "none" : "one"} of ${shortened(written)}`;
}

/** What follows `any of`, `all of` and `none of`, or a verb: `"a", "b"`, or a named list. */
export function namedValues(values: ValueList): string {
  const written = values.values.map((value) => plainValue(value, values.type));
  if (values.name === null) return shortened(written);
  return `the ${written.length} ${written.length === 1 ? "value" : "values"} of ${isolated(values.name)}`;
}

function shortened(written: readonly string[]): string {
  if (written.length <= NAMED) return written.join(", ");
  return `${written.length} values (${written.slice(0, FIRST).join(", ")}, …)`;
}
