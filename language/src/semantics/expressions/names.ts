import type { FieldTerm, Origin, Scope } from "../../condition/condition.js";
import type { Field, RecordType, ScalarType } from "../../condition/schema.js";
import { typesRules } from "../../diagnostics/rules/types.js";
import type { MemberExpression, NameExpression } from "../../syntax/tree.js";
import { at, BROKEN, type Context, locationOf, lower, originOf, report, textOf } from "./context.js";
import { nameOfKind } from "./kinds.js";
import type { CriterionResolution, Lowered, LoweredList, LoweredRecord, Resolution } from "./scope.js";
import { findField } from "./types.js";
import { nearestFix, reportAmbiguous, reportUnknownName } from "./unknown-names.js";

/** A bare name: a field of the innermost element that has it, else a define, list or segment. */
export function lowerName(expression: NameExpression, context: Context): Lowered {
  const name = expression.name.text;
  const origin = originOf(expression, context);
  const { observer } = context.scope;
  const field = visibleField(name, context);
  if (field !== null) {
    observer?.field(expression.name, field.field);
    return fieldValue(field.field, field.scope, field.optional, origin);
  }
  if (name === "it") {
    const item = currentItem(context);
    if (item !== null) {
      observer?.element(expression.name, item.type);
      return { kind: "term", term: { ...item, origin } };
    }
  }
  observer?.bare(expression.name);
  const resolution = context.scope.resolve(name);
  if (resolution !== null) return resolved(resolution, expression, context);
  if (name === "customer") return wholeCustomer(expression, context);
  reportUnknownName(expression, context);
  return BROKEN;
}

/** `address.city`, `orders.details.price`, `customer.x`, `Income.High`. */
export function lowerMember(expression: MemberExpression, context: Context): Lowered {
  const criterion = criterionBeforeDot(expression, context);
  if (criterion !== null) return segmentOf(criterion, expression, context);
  const object = objectOf(expression, context);
  const name = expression.name.text;
  const origin = originOf(expression, context);
  switch (object.kind) {
    case "broken":
      return BROKEN;
    case "record": {
      const field = findField(object.type, name);
      if (field === null) return unknownMember(expression, object.type, context);
      context.scope.observer?.field(expression.name, field);
      return fieldValue(field, object.scope, object.optional, origin);
    }
    case "list":
      return listMember(object, expression, context);
    default: {
      const is = nameOfKind(object);
      report(
        context,
        typesRules.notARecord,
        { object: textOf(expression.object, context), is },
        locationOf(expression.name, context),
      );
      return BROKEN;
    }
  }
}

/** Whether a bare name is a field that is visible here, or the element itself: no other name of the program. */
export function isReadHere(name: string, context: Context): boolean {
  return visibleField(name, context) !== null || (name === "it" && currentItem(context) !== null);
}

/** The element of the nearest list of single values, read from where the expression stands. */
function currentItem(context: Context): (FieldTerm & { readonly type: ScalarType }) | null {
  const elements = context.scope.elements;
  for (let outward = 0; outward < elements.length; outward += 1) {
    const { element, projection } = elements[elements.length - 1 - outward]!;
    if (projection !== null) return { kind: "field", scope: outward, ...projection };
    if (element.kind !== "record") return { kind: "field", scope: outward, path: [], type: element, optional: false };
  }
  return null;
}

/** A field that can be read by its bare name: of an enclosing element, innermost first; of the customer outside of any. */
function visibleField(
  name: string,
  context: Context,
): { readonly field: Field; readonly scope: Scope; readonly optional: boolean } | null {
  const elements = context.scope.elements;
  if (elements.length === 0) {
    const field = findField(context.scope.schema.record, name);
    return field === null ? null : { field, scope: "customer", optional: false };
  }
  for (let outward = 0; outward < elements.length; outward += 1) {
    const { element, nested } = elements[elements.length - 1 - outward]!;
    const inNested = nested === null ? null : findField(nested.type, name);
    if (inNested !== null) return { field: inNested, scope: outward, optional: nested?.optional === true };
    const field = element.kind === "record" ? findField(element, name) : null;
    if (field !== null) return { field, scope: outward, optional: false };
  }
  return null;
}

function fieldValue(field: Field, scope: Scope, enclosingOptional: boolean, origin: Origin): Lowered {
  const { type, path } = field;
  const optional = field.optional || enclosingOptional;
  if (type.kind === "record") return { kind: "record", scope, path, type, optional, location: origin };
  if (type.kind === "list") {
    const element = type.element;
    const list = {
      kind: "list",
      origin,
      steps: [{ scope, path, filter: null }],
      element: element.kind === "record" ? null : element,
    } as const;
    return {
      kind: "list",
      list,
      elements: [{ element, listName: path.join("."), nested: null, projection: null, site: null }],
    };
  }
  return { kind: "term", term: { kind: "field", origin, scope, path, type, optional } };
}

function resolved(resolution: Resolution, expression: NameExpression, context: Context): Lowered {
  const origin = originOf(expression, context);
  switch (resolution.kind) {
    case "define":
      return asUsed(resolution.value, { ...origin, define: resolution.name });
    case "list":
      return { kind: "constants", list: resolution.list, items: [], location: origin };
    case "segment":
      return { kind: "condition", condition: { kind: "member", origin, segment: resolution.id } };
    case "ambiguous-segment":
      reportAmbiguous(expression.name, resolution.candidates, context);
      return BROKEN;
    case "broken":
      return BROKEN;
  }
}

/** A define where it is used: its text lies elsewhere, but it is shown by its name here. */
function asUsed(value: Lowered, origin: Origin & { readonly define: string }): Lowered {
  switch (value.kind) {
    case "condition":
      return { kind: "condition", condition: at(value.condition, origin) };
    case "term":
      // A constant keeps its own place: what is wrong with it is wrong there, and is corrected there.
      return value.term.kind === "constant" ? value : { kind: "term", term: at(value.term, origin) };
    case "list": {
      const last = value.elements.length - 1;
      const elements = value.elements.map((element, index) =>
        index === last ? { ...element, listName: origin.define } : element,
      );
      return { ...value, list: { ...value.list, origin }, elements };
    }
    default:
      return value;
  }
}

function wholeCustomer(expression: NameExpression, context: Context): LoweredRecord {
  context.scope.observer?.customer(expression.name);
  const { record } = context.scope.schema;
  return {
    kind: "record",
    scope: "customer",
    path: [],
    type: record,
    optional: false,
    location: locationOf(expression, context),
  };
}

/** What stands before the dot; `customer` is the customer unless a record so named has the field that is wanted. */
function objectOf(expression: MemberExpression, context: Context): Lowered {
  const { object } = expression;
  if (object.kind === "name" && object.name.text === "customer") {
    const own = visibleField("customer", context);
    const type = own?.field.type;
    const hasIt = type?.kind === "record" && findField(type, expression.name.text) !== null;
    if (!hasIt) return wholeCustomer(object, context);
  }
  return lower(object, { ...context, wanted: null });
}

/** A criterion, unless the name before the dot is a record or a list, which have fields behind the dot. */
function criterionBeforeDot(expression: MemberExpression, context: Context): CriterionResolution | null {
  if (expression.object.kind !== "name") return null;
  const name = expression.object.name.text;
  const criterion = context.scope.resolveCriterion(name);
  if (criterion === null) return null;
  const field = visibleField(name, context)?.field.type.kind;
  if (field === "record" || field === "list") return null;
  if (criterion.segment(expression.name.text) !== null) return criterion;
  // Asked only where it matters: who asks for a define rests on it, and a circle may come of that.
  const resolution = context.scope.resolve(name);
  const isList = resolution?.kind === "define" && resolution.value.kind === "list";
  return isList ? null : criterion;
}

function segmentOf(criterion: CriterionResolution, expression: MemberExpression, context: Context): Lowered {
  const name = expression.name.text;
  if (expression.object.kind === "name") context.scope.observer?.segment(expression.object.name, expression.name);
  const id = criterion.segment(name);
  if (id === "broken") return BROKEN;
  if (id !== null)
    return { kind: "condition", condition: { kind: "member", origin: originOf(expression, context), segment: id } };
  const { nearest, fixes } = nearestFix(expression.name, criterion.segments, context);
  report(
    context,
    typesRules.unknownSegment,
    { name, criterion: criterion.name, nearest },
    locationOf(expression.name, context),
    { fixes },
  );
  return BROKEN;
}

function listMember(object: LoweredList, expression: MemberExpression, context: Context): Lowered {
  const name = expression.name.text;
  const origin = originOf(expression, context);
  const outer = object.elements.slice(0, -1);
  const last = object.elements.at(-1)!;
  const record = last.nested?.type ?? last.element;
  if (last.projection !== null || record.kind !== "record") {
    const objectText = textOf(expression.object, context);
    report(
      context,
      typesRules.notARecord,
      { object: objectText, is: "a list of single values" },
      locationOf(expression.name, context),
    );
    return BROKEN;
  }
  const field = findField(record, name);
  if (field === null) return unknownMember(expression, record, context);
  context.scope.observer?.field(expression.name, field);
  const listName = `${last.listName}.${name}`;
  const { type, path } = field;
  const optional = last.nested?.optional === true || field.optional;
  if (type.kind === "list") {
    const steps = [...object.list.steps, { scope: 0, path, filter: null }];
    const element = type.element.kind === "record" ? null : type.element;
    const scope = { element: type.element, listName, nested: null, projection: null, site: null };
    return { kind: "list", list: { kind: "list", origin, steps, element }, elements: [...object.elements, scope] };
  }
  const list = { ...object.list, origin };
  if (type.kind === "record")
    return {
      kind: "list",
      list,
      elements: [...outer, { ...last, listName, nested: { path, type, optional } }],
    };
  return { kind: "list", list, elements: [...outer, { ...last, listName, projection: { path, type, optional } }] };
}

function unknownMember(expression: MemberExpression, record: RecordType, context: Context): Lowered {
  context.scope.observer?.noField(expression.name, record);
  const names = record.fields.map((field) => field.name);
  const { nearest, fixes } = nearestFix(expression.name, names, context);
  const object = textOf(expression.object, context);
  const owner = object === "customer" ? "The customer" : `\`${object}\``;
  const location = locationOf(expression.name, context);
  report(context, typesRules.unknownMember, { name: expression.name.text, owner, nearest }, location, { fixes });
  return BROKEN;
}
