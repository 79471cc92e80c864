import type { ExpressionType, FieldType, RecordType, ScalarType } from "@seg-lang/language";
import { quoteName } from "@seg-lang/language";

/** So many choices are written out. */
const CHOICES = 6;

/** A type as a program writes it, long records and choices shortened. */
export function writtenType(type: FieldType, optional = false): string {
  const mark = optional ? "?" : "";
  switch (type.kind) {
    case "text":
      return `text${mark}${type.folded ? " folded" : ""}`;
    case "choice": {
      const shown = type.choices.slice(0, CHOICES).map((choice) => JSON.stringify(choice));
      const all = [...shown, ...(type.choices.length > CHOICES ? ["…"] : [])].join(" | ");
      return optional ? `(${all})?` : all;
    }
    case "list":
      return `list of ${writtenType(type.element)}${mark}`;
    case "record":
      return `${recordShape(type)}${mark}`;
    default:
      return `${type.kind}${mark}`;
  }
}

function recordShape({ fields }: RecordType): string {
  const names = fields.slice(0, CHOICES).map(({ name }) => quoteName(name));
  return `{ ${[...names, ...(fields.length > CHOICES ? ["…"] : [])].join(", ")} }`;
}

/** What an expression is, in a few words. */
export function writtenExpressionType(type: ExpressionType): string | null {
  switch (type.kind) {
    case "condition":
      return "condition";
    case "value":
      return writtenType(type.type, type.optional);
    case "list":
      return `list of ${writtenType(type.element)}`;
    case "record":
      return writtenType(type.type);
    case "constants":
      return "list of values";
    case "unknown":
      return null;
    default:
      return type.kind;
  }
}

/** Values of one family can be compared with each other. */
export function family(type: ScalarType): string {
  if (type.kind === "integer") return "number";
  return type.kind === "datetime" ? "date" : type.kind;
}
