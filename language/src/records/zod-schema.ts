import { z } from "zod";
import type { Model } from "../condition/model.js";
import type { Field, ListType, RecordType, Scalar, ScalarType } from "../condition/schema.js";
import type { Clock } from "../evaluation/clock.js";
import { formatDay } from "../values/calendar.js";
import { formatInstant } from "../values/zone.js";
import { createDecoder } from "./decoder.js";
import { isScalar, jsonListField, jsonScalarField } from "./field-reader.js";
import { isJsonObject, type JsonValue } from "./json-value.js";
import { dataName } from "./occurrence.js";
import type { ReadingContext } from "./reading-context.js";
import { Rejections } from "./rejection.js";

/**
 * A customer as the schema hands it out, by the names of the program: numbers, texts (folded where the field is),
 * booleans, choices by their names, dates as `2024-05-01`, date-times as `2024-05-01T10:00Z`. What is missing is absent;
 * lists are always there.
 */
export interface CustomerRecord {
  readonly [field: string]: CustomerValue;
}

export type CustomerValue = Scalar | CustomerRecord | readonly CustomerValue[];

/**
 * A zod schema that accepts exactly the customers the program reads from JSON, with the same reasons in the same words,
 * `require` rules included. The decoder decides; the shape below it describes the fields (also for
 * `z.toJSONSchema(schema, { io: "input" })`) and makes the output.
 */
export function customerZodSchema(model: Model, clock: Clock): z.ZodType<CustomerRecord, unknown> {
  const decoder = createDecoder(model, clock);
  const context: ReadingContext = { model, clock, rejections: new Rejections() };
  const record = model.schema?.record ?? { kind: "record", fields: [] };
  const shape = recordSchema(record, context).meta({ description: model.schema?.documentation ?? "One customer." });
  return z.preprocess((value, issues) => {
    const decoded = decoder.decode(value as JsonValue);
    if (decoded.kind === "accepted") return value;
    for (const { reason, parts, code } of decoded.reasons) {
      issues.addIssue({ code: "custom", message: reason, path: [...(parts ?? [])], params: { code } });
    }
    return z.NEVER;
  }, shape);
}

/** What the object itself has, without a prototype: `constructor` is then absent unless it is a key. */
function ownProperties(value: unknown): unknown {
  if (!isJsonObject(value as JsonValue)) return value;
  const copy = Object.create(null) as Record<string, unknown>;
  for (const [key, item] of Object.entries(value as object)) copy[safeKey(key)] = item;
  return copy;
}

/** zod assigns keys to plain objects, where this one would set the prototype. */
function safeKey(key: string): string {
  return key === "__proto__" ? "__proto__ (key)" : key;
}

function recordSchema({ fields }: RecordType, context: ReadingContext): z.ZodType<CustomerRecord, unknown> {
  const shape: Record<string, z.ZodType> = {};
  for (const field of fields) shape[safeKey(dataName(field))] = described(field, fieldSchema(field, context));
  const named = z.object(shape).transform((values) => {
    const record: Record<string, CustomerValue> = {};
    for (const field of fields) {
      const key = safeKey(dataName(field));
      const value = Object.hasOwn(values, key) ? (values[key] as CustomerValue | undefined) : undefined;
      if (value === undefined) continue;
      Object.defineProperty(record, field.name, { value, enumerable: true, configurable: true, writable: true });
    }
    return record;
  });
  return z.preprocess(ownProperties, named);
}

function fieldSchema(field: Field, context: ReadingContext): z.ZodType {
  const { type } = field;
  if (type.kind === "list") return listSchema(field, type, context);
  if (type.kind === "record") {
    const schema = recordSchema(type, context);
    return field.optional ? schema.nullish().transform((value) => value ?? undefined) : schema;
  }
  const read = jsonScalarField(field, type, context);
  const accepted = scalarInput(field, type);
  const output = (value: unknown) => scalarOutput(type, read(value as JsonValue) as Scalar | undefined);
  return field.optional ? accepted.nullish().transform(output) : accepted.transform(output);
}

function listSchema(field: Field, type: ListType, context: ReadingContext): z.ZodType {
  const { element } = type;
  const items = z.array(
    element.kind === "record"
      ? recordSchema(element, context)
      : scalarInput({ ...field, reading: { ...field.reading, missing: [] } }, element),
  );
  const accepted: z.ZodType = takesSpellings(field) ? z.union([items, anyScalar()]) : items;
  const readScalars = isScalar(element as Field["type"]) ? jsonListField(field, type, null, context) : null;
  const output = (value: unknown): CustomerValue => {
    if (readScalars === null) return Array.isArray(value) ? (value as CustomerValue[]) : [];
    const scalars = readScalars((value ?? null) as JsonValue) as readonly Scalar[];
    return scalars.map((scalar) => scalarOutput(element as ScalarType, scalar)!);
  };
  return field.optional ? accepted.nullish().transform(output) : accepted.transform(output);
}

/** Whether a text may stand for a list: one that is taken apart, or a spelling of missing. */
function takesSpellings({ reading }: Field): boolean {
  return reading.split !== null || reading.missing.length > 0;
}

function anyScalar(): z.ZodType {
  return z.union([z.string(), z.number(), z.boolean()]);
}

/** The JSON types a value may have; which values of them, the decoder has checked. */
function scalarInput({ reading, domain, optional }: Field, type: ScalarType): z.ZodType {
  if (reading.missing.length > 0 && optional) return anyScalar();
  const { format } = reading;
  switch (type.kind) {
    case "text":
      return z.union([z.string(), z.number()]);
    case "integer":
    case "number": {
      let number = type.kind === "integer" ? z.int() : z.number();
      if (domain?.kind === "number") {
        if (domain.low !== null) number = number.gte(domain.low);
        if (domain.high !== null) number = domain.highExclusive ? number.lt(domain.high) : number.lte(domain.high);
      }
      return format === null ? number : z.union([number, z.string()]);
    }
    case "boolean":
      return format === null ? z.boolean() : z.union([z.boolean(), z.string(), z.number()]);
    case "date":
    case "datetime":
      return format === null ? z.string() : z.union([z.string(), z.number()]);
    case "choice":
      return z.union([z.string(), z.number()]);
  }
}

function scalarOutput(type: ScalarType, value: Scalar | undefined): Scalar | undefined {
  if (value === undefined) return undefined;
  if (type.kind === "date") return formatDay(Number(value));
  return type.kind === "datetime" ? formatInstant(Number(value)) : value;
}

function described(field: Field, schema: z.ZodType): z.ZodType {
  const notes = [field.documentation, ...formatNotes(field)].filter((note) => note !== null);
  return notes.length === 0 ? schema : schema.meta({ description: notes.join(" ") });
}

/** What the JSON types do not say. */
function formatNotes({ type, reading, step }: Field): string[] {
  const notes: string[] = [];
  const { format, missing, split } = reading;
  if (type.kind === "date" && format === null) notes.push("A date, 2024-05-01.");
  if (type.kind === "datetime" && format === null) notes.push("A date-time, 2024-05-01T10:30Z.");
  if (type.kind === "choice") notes.push(`One of ${spellingsOf(type.choices, format).join(", ")}.`);
  if (format?.kind === "pair") notes.push(`${JSON.stringify(format.yes)} is true, ${JSON.stringify(format.no)} false.`);
  if (format?.kind === "epoch") notes.push(`In ${format.unit} since 1970.`);
  if (format?.kind === "persian") notes.push("In the Persian calendar.");
  if ((format?.kind === "number" || format?.kind === "pattern") && format.text !== "") notes.push(`As ${format.text}.`);
  if (step !== null) notes.push(`A multiple of ${step}.`);
  if (split !== null) notes.push(`Or a text with ${JSON.stringify(split)} between the values.`);
  if (missing.length > 0) notes.push(`${missing.map((word) => JSON.stringify(word)).join(", ")} mean missing.`);
  return notes;
}

function spellingsOf(choices: readonly string[], format: Field["reading"]["format"]): string[] {
  const codes = new Map(format?.kind === "codes" ? [...format.codes].map(([code, choice]) => [choice, code]) : []);
  return choices.map((choice) => JSON.stringify(codes.get(choice) ?? choice));
}
