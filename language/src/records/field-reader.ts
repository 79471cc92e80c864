import type { Field, ListType, Row, Scalar, ScalarType, Value } from "../condition/schema.js";
import { dataRules } from "../diagnostics/rules/data.js";
import { fold } from "../values/folding.js";
import { isBlank, normalise, trimBlanks } from "../values/text.js";
import { isJsonObject, type JsonObject, type JsonValue, spelling } from "./json-value.js";
import type { ReadingContext } from "./reading-context.js";
import { missingSpellings, scalarReader } from "./scalar-reader.js";
import { type PresentValue, rejectKind, type ScalarReader, wantedKind } from "./value-kinds.js";

/** Reads what stands for a field in a JSON object; `undefined` in: the key is absent. `undefined` out: missing or rejected. */
export type JsonFieldReader = (value: JsonValue | undefined) => Value;

/** Reads the cell of a field; `undefined` in: the row is too short. */
export type CellFieldReader = (cell: string | undefined) => Value;

/** Reads an element of a list of records. */
export type JsonRowReader = (object: JsonObject) => Row;

/** The list that is absent. */
export const EMPTY_LIST: readonly Scalar[] = Object.freeze([]);

export function isScalar(type: Field["type"]): type is ScalarType {
  return type.kind !== "record" && type.kind !== "list";
}

export function jsonScalarField(field: Field, type: ScalarType, context: ReadingContext): JsonFieldReader {
  const { json } = readerOf(field, type, context);
  const isMissing = missingSpellings(field.reading, normaliserOf(type));
  const absent = absentValue(field, wantedKind(type), undefined, context);
  if (isMissing === null) return (value) => (value === undefined || value === null ? absent() : json(value));
  return (value) => {
    if (value === undefined || value === null) return absent();
    const text = spelling(value);
    return text !== null && isMissing(text) ? absent() : json(value);
  };
}

/** Cells of texts count as they stand, others without the blanks around them; a blank one is missing. */
export function cellScalarField(field: Field, type: ScalarType, context: ReadingContext): CellFieldReader {
  const { cell } = readerOf(field, type, context);
  const isMissing = missingSpellings(field.reading, normaliserOf(type));
  const absent = absentValue(field, wantedKind(type), undefined, context);
  return (text) => {
    if (text === undefined || isBlank(text)) return absent();
    if (isMissing !== null && (isMissing(text) || isMissing(trimBlanks(text)))) return absent();
    return cell(text);
  };
}

/**
 * Lists are never missing: one that is declared with `?` is empty where it is absent. A text is taken apart if the field
 * says what separates its values.
 */
export function jsonListField(
  field: Field,
  type: ListType,
  readRow: JsonRowReader | null,
  context: ReadingContext,
): JsonFieldReader {
  const { rejections } = context;
  const readElement = readRow === null ? scalarElementReader(field, type, context) : recordReader(readRow, context);
  const split = readRow === null ? splitter(field, type, context) : null;
  const isMissing = missingSpellings(field.reading, normalise);
  const absent = absentValue(field, "list", EMPTY_LIST, context);
  return (value) => {
    if (value === undefined || value === null) return absent();
    if (Array.isArray(value)) return readElements(value as readonly JsonValue[]);
    const text = spelling(value);
    if (text !== null && isMissing?.(text)) return absent();
    if (typeof value === "string" && split !== null) return split(value);
    return rejectKind(rejections, "list", value);
  };

  function readElements(items: readonly JsonValue[]): Value {
    if (items.length === 0) return EMPTY_LIST;
    const elements: (Scalar | Row)[] = [];
    let known = rejections.list.length;
    for (let index = 0; index < items.length; index += 1) {
      const element = readElement(items[index]);
      if (rejections.list.length !== known) known = rejections.place(known, index);
      if (element !== undefined) elements.push(element);
    }
    return elements as readonly Scalar[] | readonly Row[];
  }
}

export function cellListField(field: Field, type: ListType, context: ReadingContext): CellFieldReader {
  const split = splitter(field, type, context);
  const isMissing = missingSpellings(field.reading, normalise);
  const absent = absentValue(field, "list", EMPTY_LIST, context);
  return (cell) => {
    if (cell === undefined || isBlank(cell) || isMissing?.(trimBlanks(cell))) return absent();
    return split === null ? absent() : split(cell);
  };
}

/** The object of a nested record; `undefined` if it is missing or was rejected. */
export function jsonRecordField(
  field: Field,
  context: ReadingContext,
): (value: JsonValue | undefined) => JsonObject | undefined {
  const absent = absentValue(field, "record", undefined, context);
  return (value) => {
    if (isJsonObject(value)) return value;
    return value === undefined || value === null ? void absent() : rejectKind(context.rejections, "record", value);
  };
}

/** The answer for a field that is not there: what an optional one then is, or a rejection. */
function absentValue(
  field: Field,
  wanted: Parameters<typeof dataRules.missingValue.message>[0]["wanted"],
  whenOptional: Value,
  { rejections }: ReadingContext,
): () => Value {
  if (field.optional) return () => whenOptional;
  return () => {
    rejections.add(dataRules.missingValue, { wanted, key: field.key }, undefined);
    return whenOptional;
  };
}

function readerOf(field: Field, type: ScalarType, context: ReadingContext): ScalarReader {
  const { domain, step, reading } = field;
  return scalarReader({ type, format: reading.format, domain, step }, context);
}

function normaliserOf(type: ScalarType): (text: string) => string {
  return type.kind === "text" && type.folded ? fold : normalise;
}

/** Elements have no `?` of their own: one that is null is rejected. */
function scalarElementReader(
  field: Field,
  { element }: ListType,
  context: ReadingContext,
): (value: JsonValue | undefined) => Scalar | undefined {
  const type = element as ScalarType;
  const { json } = readerOf(field, type, context);
  const wanted = wantedKind(type);
  return (value) => {
    if (value !== undefined && value !== null) return json(value as PresentValue);
    context.rejections.add(dataRules.missingValue, { wanted, key: false }, undefined);
    return undefined;
  };
}

function recordReader(
  readRow: JsonRowReader,
  { rejections }: ReadingContext,
): (value: JsonValue | undefined) => Row | undefined {
  return (value) => {
    if (isJsonObject(value)) return readRow(value);
    if (value === undefined || value === null) {
      rejections.add(dataRules.missingValue, { wanted: "record", key: false }, undefined);
      return undefined;
    }
    return rejectKind(rejections, "record", value);
  };
}

/** Takes a text apart at the separator; blanks around the parts do not count, and a part that is blank is nothing. */
function splitter(field: Field, type: ListType, context: ReadingContext): ((text: string) => Value) | null {
  const separator = field.reading.split;
  if (separator === null || type.element.kind === "record") return null;
  const { cell } = readerOf(field, type.element, context);
  const { rejections } = context;
  return (text) => {
    const elements: Scalar[] = [];
    let known = rejections.list.length;
    for (const part of text.split(separator)) {
      const trimmed = trimBlanks(part);
      if (trimmed === "") continue;
      const element = cell(trimmed);
      if (rejections.list.length !== known) known = rejections.place(known, elements.length);
      if (element !== undefined) elements.push(element);
    }
    return elements;
  };
}
