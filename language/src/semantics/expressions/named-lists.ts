import type { Term, ValueList } from "../../condition/condition.js";
import type { ListItems, NamedList } from "../../condition/model.js";
import type { Scalar, ScalarType } from "../../condition/schema.js";
import { valueListOf } from "../../condition/value-set.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { typesRules } from "../../diagnostics/rules/types.js";
import type { Location } from "../../source/source.js";
import { parseIsoDay } from "../../values/calendar.js";
import { readDate, readDateTime } from "../../values/date-reading.js";
import { fold } from "../../values/folding.js";
import { nearestName } from "../../values/nearest.js";
import { readNumber } from "../../values/number-reading.js";
import { normalise } from "../../values/text.js";
import { createZone, type Zone } from "../../values/zone.js";
import { adapt, booleanMeaning, type Counterpart } from "./constants.js";
import { type Context, report } from "./context.js";
import type { ReadValues } from "./read-lists.js";
import { DATE, sameFamily, typeKey, typeNoun, typeOf } from "./types.js";

/**
 * A named list read by the type of what it is compared with. Each list is read once for each type, so that it is one
 * object wherever it is used, and so that what is wrong with it is said once. Null if a value cannot be read.
 */
export function readNamedList(list: NamedList, other: Counterpart, context: Context): ReadValues | null {
  const { readLists } = context.scope;
  const key = readingKey(other);
  const known = readLists.get(list, key);
  if (known !== undefined) return known;
  const read =
    list.items.kind === "literals"
      ? readLiterals(list, list.items, other, context)
      : readFile(list, list.items, other, context);
  readLists.set(list, key, read);
  return read;
}

/** Of two booleans each may have words of its own for yes and no. */
function readingKey({ type, field }: Counterpart): string {
  const format = type.kind === "boolean" ? field?.reading.format : null;
  return format?.kind === "pair" ? JSON.stringify([format.yes, format.no]) : typeKey(type);
}

type LiteralItems = Extract<ListItems, { kind: "literals" }>;
type FileItems = Extract<ListItems, { kind: "file" }>;

function readLiterals(list: NamedList, items: LiteralItems, other: Counterpart, context: Context): ReadValues | null {
  const terms = items.literals.map(({ type, value, location }): Term => {
    if (type === "text") return { kind: "constant", origin: location, type: { kind: "text", folded: false }, value };
    if (type === "number") return { kind: "constant", origin: location, type: { kind: "number" }, value };
    return { kind: "constant", origin: location, type: { kind: type }, value };
  });
  return readConstants(terms, list.name, other, context);
}

/**
 * Literals as values of the counterpart's type; null after an error. At most one error a list: a list that is compared
 * with the wrong thing would repeat it for every item.
 */
export function readConstants(
  terms: readonly Term[],
  name: string | null,
  other: Counterpart,
  context: Context,
): ReadValues | null {
  const reported: Diagnostic[] = [];
  const collecting: Context = {
    ...context,
    scope: { ...context.scope, report: (diagnostic) => reported.push(diagnostic) },
  };
  const values = new Set<Scalar>();
  const written = new Map<Scalar, string>();
  const dates = new Set<number>();
  const zone = createZone(context.scope.settings.timeZone);
  for (const term of terms) {
    if (term.kind !== "constant") continue;
    const type = typeOf(term);
    if (other.type.kind === "datetime" && type.kind === "date") dates.add(Number(term.value));
    else if (other.type.kind === "date" && type.kind === "datetime" && zone !== null)
      values.add(zone.localDay(Number(term.value)));
    else {
      const adapted = adapt(term, other, collecting);
      if (adapted?.kind === "constant" && sameFamily(typeOf(adapted), other.type)) {
        values.add(adapted.value);
        if (adapted.written !== undefined && !written.has(adapted.value)) written.set(adapted.value, adapted.written);
      } else if (adapted !== null) reportUnlike(adapted, other, collecting);
    }
  }
  const [first] = reported;
  if (first !== undefined) {
    context.scope.report(first);
    return null;
  }
  const read = readValues(name, other.type, values, dates);
  return written.size === 0 ? read : { ...read, values: withSpellings(read.values, written) };
}

function withSpellings(list: ValueList, written: ReadonlyMap<Scalar, string>): ValueList {
  return { ...list, written: list.values.map((value) => written.get(value) ?? String(value)) };
}

function readValues(
  name: string | null,
  type: ScalarType,
  values: ReadonlySet<Scalar>,
  dates: ReadonlySet<number>,
  inOrder?: readonly Scalar[],
): ReadValues {
  return {
    values: valueListOf(name, type, values, inOrder),
    dates: dates.size === 0 ? null : valueListOf(name, DATE, dates),
  };
}

function reportUnlike(term: Term, other: Counterpart, context: Context): void {
  const location = term.origin ?? { file: context.scope.file, span: context.root.span };
  const value = term.kind === "constant" ? String(term.value) : "";
  const parameters = {
    left: other.text,
    leftType: typeNoun(other.type),
    right: value,
    rightType: typeNoun(typeOf(term)),
    advice: null,
  };
  report(context, typesRules.unlikeTypes, parameters, location);
}

/** Items of a file are spellings: each is read as a cell of data of that type is. */
function readFile(list: NamedList, items: FileItems, other: Counterpart, context: Context): ReadValues | null {
  const values = new Set<Scalar>();
  const dates = new Set<number>();
  const unreadable: number[] = [];
  /** Most lists are read as they stand: then a million values are held once. */
  let asTheyStand = true;
  const read = itemReader(other, createZone(context.scope.settings.timeZone));
  for (let index = 0; index < items.values.length; index += 1) {
    const text = items.values[index]!;
    if (other.type.kind === "datetime" && parseIsoDay(text) !== null) dates.add(parseIsoDay(text)!);
    else {
      const value = read(text);
      if (value === null) unreadable.push(index);
      else values.add(value);
      if (value !== text) asTheyStand = false;
    }
  }
  if (unreadable.length === 0) {
    const same = asTheyStand && values.size === items.values.length;
    return readValues(list.name, other.type, values, dates, same ? items.values : undefined);
  }
  reportUnreadable(list, items, unreadable, other, context);
  return null;
}

function itemReader(other: Counterpart, zone: Zone | null): (text: string) => Scalar | null {
  const { type } = other;
  switch (type.kind) {
    case "text":
      return type.folded ? fold : normalise;
    case "choice": {
      const choices = new Set(type.choices);
      return (text) => (choices.has(normalise(text)) ? normalise(text) : null);
    }
    case "integer":
    case "number":
      return (text) => {
        const number = readNumber(text, null);
        if (typeof number !== "number") return null;
        return type.kind === "integer" && !Number.isSafeInteger(number) ? null : number;
      };
    case "boolean":
      return (text) => booleanMeaning(text, other.field);
    case "date":
      return (text) => (zone === null ? null : readDate(text, null, zone));
    case "datetime":
      return (text) => (zone === null ? null : readDateTime(text, null, zone));
  }
}

const SHOWN = 3;

function reportUnreadable(
  list: NamedList,
  items: FileItems,
  unreadable: readonly number[],
  other: Counterpart,
  context: Context,
): void {
  const shown = unreadable
    .slice(0, SHOWN)
    .map((index) => ({ value: items.values[index]!, line: items.lines[index] ?? null }));
  const nearest =
    other.type.kind === "choice" && unreadable.length === 1 ? nearestName(shown[0]!.value, other.type.choices) : null;
  const needs =
    other.type.kind === "choice" ? `the choices of \`${other.text}\`` : `\`${other.text}\`, ${typeNoun(other.type)}`;
  const more = unreadable.length - shown.length;
  const location: Location = list.location;
  report(
    context,
    typesRules.unreadableItems,
    { list: list.name, file: items.file, needs, items: shown, more, nearest },
    location,
  );
}
