import { writePath, writeValue } from "../condition/literals.js";
import type { ListType, Row, Scalar, ScalarType } from "../condition/schema.js";
import type { ShownField } from "./witness-fields.js";

/** So many different elements of a list are shown, and so many code points of a text. */
const MOST_ELEMENTS = 3;
const LONGEST_TEXT = 60;

/**
 * What the fields hold, on one line: `city = "Rasht", age = 30, lastOrder missing, 3 in orders (2 with total = 20, 1 with
 * total = 5)`.
 */
export function summaryOf(fields: readonly ShownField[], row: Row): string {
  const parts = partsOf(fields, row);
  return parts.length === 0 ? "any customer" : parts.join(", ");
}

function partsOf(fields: readonly ShownField[], row: Row): readonly string[] {
  return fields.flatMap((shown) => partsOfField(shown, row));
}

function partsOfField({ field, inner }: ShownField, row: Row): readonly string[] {
  const { type, slot } = field;
  const name = writePath(field.path);
  if (type.kind === "record") {
    if (slot !== null && row[`f${slot}`] !== true) return [`${name} missing`];
    const parts = partsOf(inner, row);
    return parts.length === 0 ? [`${name} present`] : parts;
  }
  const value = row[`f${slot!}`];
  if (type.kind === "list") return [listPart(name, type, inner, (value ?? []) as readonly (Scalar | Row)[])];
  return [value === undefined ? `${name} missing` : `${name} = ${shownValue(value as Scalar, type)}`];
}

function listPart(
  name: string,
  { element }: ListType,
  inner: readonly ShownField[],
  elements: readonly (Scalar | Row)[],
): string {
  if (elements.length === 0) return `no ${name}`;
  const counted = `${elements.length} in ${name}`;
  if (element.kind !== "record") {
    return `${counted} (${firstOf(elements.map((value) => shownValue(value as Scalar, element)))})`;
  }
  if (inner.length === 0) return counted;
  const kinds = new Map<string, number>();
  for (const one of elements as readonly Row[]) {
    const described = partsOf(inner, one).join(" and ");
    kinds.set(described, (kinds.get(described) ?? 0) + 1);
  }
  const [only] = kinds.keys();
  if (kinds.size === 1) return `${counted} (${elements.length === 1 ? "" : "each with "}${only!})`;
  return `${counted} (${firstKinds(kinds, elements.length)})`;
}

/** `"a", "b", "c" and 4 more`. */
function firstOf(values: readonly string[]): string {
  const rest = values.length - MOST_ELEMENTS;
  return values.slice(0, MOST_ELEMENTS).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

/** `2 with total = 20, 1 with total = 5 and 4 more`. */
function firstKinds(kinds: ReadonlyMap<string, number>, total: number): string {
  const shown = [...kinds].slice(0, MOST_ELEMENTS);
  const rest = shown.reduce((left, [, count]) => left - count, total);
  return (
    shown.map(([described, count]) => `${count} with ${described}`).join(", ") + (rest > 0 ? ` and ${rest} more` : "")
  );
}

function shownValue(value: Scalar, type: ScalarType): string {
  if (typeof value !== "string") return writeValue(value, type);
  const signs = [...value];
  return writeValue(signs.length > LONGEST_TEXT ? `${signs.slice(0, LONGEST_TEXT - 1).join("")}…` : value, type);
}
