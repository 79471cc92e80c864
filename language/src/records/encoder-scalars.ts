import { writeNumber } from "../condition/literals.js";
import type { Field, ReadingFormat, Scalar, ScalarType } from "../condition/schema.js";
import { fold } from "../values/folding.js";
import { isWellFormed, normalise, trimBlanks } from "../values/text.js";
import type { Zone } from "../values/zone.js";
import { dateSpeller } from "./encoder-dates.js";
import { type JsonValue, spelling } from "./json-value.js";
import { missingSpellings } from "./scalar-reader.js";

type NumberFormat = Extract<ReadingFormat, { kind: "number" }>;

/** A value as data hold it; null if nothing in data is read as it. */
export function scalarEncoder(field: Field, type: ScalarType, zone: Zone): (value: Scalar) => JsonValue {
  const asCompared = type.kind === "text" && type.folded ? fold : normalise;
  const isMissing = missingSpellings(field.reading, asCompared);
  const spell = spellings(field.reading.format, type, zone);
  return (value) => {
    for (const candidate of spell(value)) {
      const text = spelling(candidate);
      if (isMissing === null || text === null || !isMissing(text)) return candidate;
    }
    return null;
  };
}

/**
 * All elements of a list in one text, with the separator between them; null if there is none, and from the function if
 * these elements cannot stand so: blanks around a text would get lost, and a separator within it would part it.
 */
export function elementSpeller(
  field: Field,
  type: ScalarType,
  zone: Zone,
): ((values: readonly Scalar[]) => string | null) | null {
  const { split, format } = field.reading;
  if (split === null) return null;
  const isMissing = missingSpellings(field.reading, normalise);
  const spell = spellings(format, type, zone);
  return (values) => {
    const parts: string[] = [];
    for (const value of values) {
      const first = spell(value)[0];
      const part = first === undefined ? null : spelling(first);
      if (part === null || part === "" || trimBlanks(part) !== part) return null;
      parts.push(part);
    }
    const text = parts.join(split);
    const read = text.split(split).map(trimBlanks);
    const isSame = read.length === parts.length && read.every((part, index) => part === parts[index]);
    return isSame && !isMissing?.(text) ? text : null;
  };
}

/** What data can hold for a value, the way the program declares it first. */
function spellings(
  format: ReadingFormat | null,
  type: ScalarType,
  zone: Zone,
): (value: Scalar) => readonly JsonValue[] {
  switch (type.kind) {
    case "text": {
      const asRead = type.folded ? fold : normalise;
      return (value) => (isWellFormed(String(value)) && asRead(String(value)) === value ? [value] : []);
    }
    case "integer":
    case "number":
      return format?.kind === "number"
        ? (value) => [...formatted(Number(value), format), value]
        : (value) => [value === 0 ? 0 : value];
    case "boolean":
      return format?.kind === "pair" ? (value) => [value === true ? format.yes : format.no, value] : (value) => [value];
    case "choice":
      return choiceSpellings(type.choices, format?.kind === "codes" ? format.codes : null);
    case "date":
    case "datetime": {
      const spell = dateSpeller(format, type.kind === "datetime", zone);
      return (value) => {
        const spelt = spell(Number(value));
        return spelt === null ? [] : [spelt];
      };
    }
  }
}

/** By its codes, or by its own name if it has none. */
function choiceSpellings(
  choices: readonly string[],
  codes: ReadonlyMap<string, string> | null,
): (value: Scalar) => readonly JsonValue[] {
  const byChoice = new Map<Scalar, string[]>(choices.map((choice) => [choice, []]));
  for (const [code, choice] of codes ?? []) byChoice.get(choice)?.push(code);
  for (const [choice, spelt] of byChoice) if (spelt.length === 0) spelt.push(String(choice));
  return (value) => byChoice.get(value) ?? [];
}

/** Longer numbers are nothing that anybody groups. */
const LONGEST = 18;

/** A number in the author's format, grouped and not; none if the format has no point and the number a fraction. */
function formatted(value: number, { group, point }: NumberFormat): readonly string[] {
  const plain = writeNumber(value === 0 ? 0 : value);
  const [, sign = "", whole = "", fraction] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(plain) ?? [];
  if (whole === "" || whole.length > LONGEST || (fraction !== undefined && point === null)) return [];
  const rest = fraction === undefined ? "" : `${point}${fraction}`;
  const ungrouped = `${sign}${whole}${rest}`;
  if (group === null || whole.length <= 3) return [ungrouped];
  return [`${sign}${whole.replace(/\B(?=(?:\d{3})+$)/g, () => group)}${rest}`, ungrouped];
}
