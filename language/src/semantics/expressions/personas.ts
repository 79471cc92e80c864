import type { PersonaRecord, PersonaValue } from "../../condition/model.js";
import type { Field, FieldType, RecordType, ScalarType } from "../../condition/schema.js";
import { typesRules } from "../../diagnostics/rules/types.js";
import type { Expression, RecordLiteral } from "../../syntax/tree.js";
import { asTerm } from "./coercions.js";
import { readsCustomer } from "./constancy.js";
import { adapt, isLiteral } from "./constants.js";
import { type Context, locationOf, lower, replacement, report, textOf, withoutParentheses } from "./context.js";
import { contextOf } from "./entry.js";
import { kindOfSyntax } from "./kinds.js";
import type { ExpressionScope } from "./scope.js";
import { findField, sameFamily, typeNoun, typeOf } from "./types.js";
import { dateOf } from "./unification.js";
import { nearestFix } from "./unknown-names.js";

/**
 * The record of a persona, its values as constant terms of the types of their fields. Null if an entry is wrong: a
 * persona without it would be somebody else, and fail for no fault of its own.
 */
export function lowerPersonaRecord(record: RecordLiteral, scope: ExpressionScope): PersonaRecord | null {
  const context = contextOf(record, scope);
  return recordOf(record, scope.schema.record, "The customer", context);
}

function recordOf(record: RecordLiteral, type: RecordType, owner: string, context: Context): PersonaRecord | null {
  const entries = new Map<string, PersonaValue>();
  let broken = false;
  for (const { name, value } of record.entries) {
    const field = findField(type, name.text);
    const { observer } = context.scope;
    if (field === null) observer?.noField(name, type);
    else observer?.field(name, field);
    if (field === null) {
      const { nearest, fixes } = nearestFix(
        name,
        type.fields.map((one) => one.name),
        context,
      );
      report(context, typesRules.unknownMember, { name: name.text, owner, nearest }, locationOf(name, context), {
        fixes,
      });
      broken = true;
    } else if (entries.has(name.text)) {
      report(context, typesRules.repeatedEntry, { name: name.text }, locationOf(name, context));
      broken = true;
    } else {
      const lowered = personaValue(value, field.type, field, context);
      if (lowered === null) broken = true;
      else entries.set(name.text, lowered);
    }
  }
  if (broken) return null;
  return {
    kind: "record",
    entries: [...entries].map(([name, value]) => ({ name, value })),
    location: locationOf(record, context),
  };
}

function personaValue(expression: Expression, type: FieldType, field: Field, context: Context): PersonaValue | null {
  const inner = withoutParentheses(expression);
  if (inner.kind === "error") return null;
  if (type.kind === "record") {
    if (inner.kind === "record-literal") return recordOf(inner, type, `\`${field.name}\``, context);
    return wrongShape(inner, field, "a record", "Write its fields in `{ … }`.", context);
  }
  if (type.kind === "list") {
    if (inner.kind === "list-literal") return listOf(inner.items, type.element, field, inner, context);
    return wrongShape(inner, field, "a list", "Write `[ … ]`.", context, true);
  }
  if (inner.kind === "list-literal" || inner.kind === "record-literal")
    return wrongShape(inner, field, typeNoun(type), null, context);
  return scalarOf(expression, type, field, context);
}

function listOf(
  items: readonly Expression[],
  element: ScalarType | RecordType,
  field: Field,
  list: Expression,
  context: Context,
): PersonaValue | null {
  const values = items.map((item) => personaValue(item, element, field, context));
  const known = values.filter((value) => value !== null);
  return known.length < values.length ? null : { kind: "list", items: known, location: locationOf(list, context) };
}

function scalarOf(expression: Expression, type: ScalarType, field: Field, outer: Context): PersonaValue | null {
  const context: Context = { ...outer, root: expression, wanted: type };
  const term = asTerm(lower(expression, context), expression, context);
  if (term === null) return null;
  const location = locationOf(expression, context);
  if (readsCustomer(term)) {
    report(
      context,
      typesRules.notConstant,
      { expression: textOf(expression, context), where: "The value of a persona" },
      location,
    );
    return null;
  }
  const adapted = isLiteral(term) ? adapt(term, { text: field.name, type, field }, context) : term;
  if (adapted === null) return null;
  const given = typeOf(adapted);
  const dated = type.kind === "date" && given.kind === "datetime" ? dateOf(adapted) : adapted;
  // A whole day stands for its beginning, as a date does in data that are read as date-times.
  const dayAsMoment = type.kind === "datetime" && given.kind === "date";
  if (!dayAsMoment && !sameFamily(typeOf(dated), type)) {
    report(
      context,
      typesRules.wrongShape,
      { field: field.name, needs: typeNoun(type), is: typeNoun(given), advice: null },
      location,
    );
    return null;
  }
  if (type.kind === "integer" && dated.kind === "constant" && !Number.isInteger(dated.value)) {
    report(
      context,
      typesRules.wrongShape,
      { field: field.name, needs: typeNoun(type), is: "a fraction", advice: null },
      location,
    );
    return null;
  }
  return { kind: "term", term: dated, location };
}

function wrongShape(
  expression: Expression,
  field: Field,
  needs: string,
  advice: string | null,
  context: Context,
  bracket = false,
): null {
  const location = locationOf(expression, context);
  const text = textOf(expression, context);
  const fixes = bracket ? [replacement(`Write \`[${text}]\``, location, `[${text}]`, false)] : [];
  report(context, typesRules.wrongShape, { field: field.name, needs, is: kindOfSyntax(expression), advice }, location, {
    fixes,
  });
  return null;
}
