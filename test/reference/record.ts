import type { FieldDeclaration, FieldModifier, TypeSyntax } from "../../language/src/syntax/tree.js";
import { parseIsoDay } from "../../language/src/values/calendar.js";
import { folded } from "./folding.js";
import { fractionOf } from "./fraction.js";
import { EMPTY_LIST, type RecordValue, type Value } from "./value.js";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Reads a valid record, as JSON holds it, by the fields declared. What is no valid record throws. */
export function readRecord(fields: readonly FieldDeclaration[], json: Json | undefined): RecordValue {
  const object =
    typeof json === "object" && json !== null && !Array.isArray(json) ? (json as Record<string, Json>) : null;
  return {
    kind: "record",
    present: object !== null,
    fields: new Map(
      fields.map((field) => {
        const source = modifier(field, "from")?.source.value ?? field.name.text;
        const value = object !== null && Object.hasOwn(object, source) ? object[source] : null;
        return [
          field.name.text,
          { declaration: field, value: object === null ? nothing(field) : readField(field, value ?? null) },
        ];
      }),
    ),
  };
}

/** What a field is worth in a record that is missing. */
function nothing(field: FieldDeclaration): Value {
  if (field.type?.kind === "list-type") return EMPTY_LIST;
  return field.type?.kind === "record-type" ? readRecord(field.type.fields, null) : undefined;
}

function readField(field: FieldDeclaration, json: Json): Value {
  const { type } = field;
  if (type === null) throw new Error("a field without a type");
  const missing = modifier(field, "missing")?.spellings.some((spelling) => spelling.value === json) ?? false;
  if (json === null || missing) {
    if (field.optional === null) throw new Error(`${field.name.text} is missing`);
    return nothing(field);
  }
  if (type.kind === "record-type") return readRecord(type.fields, json);
  if (type.kind !== "list-type") return readScalar(type, field, json);
  if (!Array.isArray(json) || type.element === null) throw new Error(`${field.name.text} is no list`);
  const element = type.element;
  const values = (json as readonly Json[]).map((item) =>
    element.kind === "record-type" ? readRecord(element.fields, item) : readScalar(element, field, item),
  );
  return { kind: "list", elements: values.map((value) => ({ value, sees: [value] })) };
}

function readScalar(type: TypeSyntax, field: FieldDeclaration, json: Json): Value {
  if (type.kind === "choice-type") {
    const chosen = type.choices.find((choice) => (choice.code ?? choice.value).value === json);
    if (chosen === undefined) throw new Error(`${JSON.stringify(json)} is no choice`);
    return { kind: "text", value: chosen.value.value, folded: false };
  }
  if (type.kind !== "named-type") throw new Error(`${type.kind} inside a scalar`);
  switch (type.name) {
    case "text": {
      const written = typeof json === "number" ? String(json) : json;
      if (typeof written !== "string") throw new Error("no text");
      const isFolded = type.folded !== null;
      return { kind: "text", value: isFolded ? folded(written) : written.normalize("NFC"), folded: isFolded };
    }
    case "integer":
    case "number":
      if (typeof json !== "number") throw new Error("no number");
      return { kind: "number", value: fractionOf(json) };
    case "boolean": {
      const pair = modifier(field, "pair");
      if (typeof json === "boolean") return { kind: "boolean", value: json };
      if (pair === undefined || (json !== pair.yes.value && json !== pair.no.value)) throw new Error("no boolean");
      return { kind: "boolean", value: json === pair.yes.value };
    }
    case "date":
      return { kind: "date", day: parseIsoDay(String(json)) ?? fail("no date") };
    case "datetime": {
      const instant = Date.parse(String(json));
      return { kind: "datetime", instant: Number.isNaN(instant) ? fail("no date-time") : instant };
    }
    default:
      throw new Error(`no type ${type.name}`);
  }
}

function fail(reason: string): never {
  throw new Error(reason);
}

type ModifierOf<K> = Extract<FieldModifier, { kind: K }>;

function modifier<K extends FieldModifier["kind"]>(field: FieldDeclaration, kind: K): ModifierOf<K> | undefined {
  return field.modifiers.find((each): each is ModifierOf<K> => each.kind === kind);
}
