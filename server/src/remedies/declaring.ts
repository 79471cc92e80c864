import { type Expression, type FieldDeclaration, isPlainName, meaningsOf, quoteName } from "@seg-lang/language";
import { indentationAt, startWithComments } from "../editing/declaration-places.js";
import { namedFiles } from "../program/named-files.js";
import { pathBelow } from "../program/uris.js";
import { expressionsAround, type PlacedExpression } from "../refactorings/expressions.js";
import { type Found, type Remedy, rewritten } from "./remedy.js";

/** The file of a list that is not there. Outside of the program's folder none is made. */
export function madeListFile({ view, file, finding }: Found): readonly Remedy[] {
  const { start } = finding.location.span;
  const named = namedFiles(view).find(
    ({ inFile, span, what }) =>
      what === "list" && inFile.path === file.path && span.start <= start && start <= span.end,
  );
  if (named === undefined || pathBelow(view.root, named.uri) === null) return [];
  return [{ title: `Create the file \`${named.written}\``, edits: [], newFile: named.uri }];
}

/** The criterion that a segment says it joins. */
export function declaredCriterion({ file, finding }: Found): readonly Remedy[] {
  const { span } = finding.location;
  const segment = file.syntax.declarations.find((each) => each.span.start <= span.start && span.end <= each.span.end);
  if (segment?.kind !== "segment" || segment.by === null) return [];
  const { text } = segment.by;
  const start = startWithComments(file.syntax, segment);
  return [
    {
      title: `Declare the criterion \`${text}\``,
      edits: [rewritten(file, { start, end: start }, `criterion ${quoteName(text)}\n`)],
    },
  ];
}

/** What a name could be, by the place it stands at: a field of the customer, a named list, a define. */
export function declaredName({ view, file, finding }: Found): readonly Remedy[] {
  const { span } = finding.location;
  const placed = expressionsAround(file.syntax, span).at(-1);
  if (placed?.expression.kind !== "name") return [];
  const { expression, around } = placed;
  if (expression.span.start !== span.start || expression.span.end !== span.end) return [];
  const name = expression.name.text;
  const parent = around.at(-1);
  if (parent?.kind === "member") return [];
  const wanted = wantedOf(expression, parent);
  if (wanted.kind === "values") {
    const text = `list ${quoteName(name)} = [${firstValue({ view, file, finding }, wanted.tested)}]`;
    return [atDeclaration(placed, file, `Declare the list \`${name}\``, text)];
  }
  // Within a list the fields are those of its elements.
  const isInside = around.some(({ kind }) => kind === "quantifier" || kind === "filter" || kind === "call");
  const field = wanted.type === null || isInside ? [] : addedField({ view, file, finding }, name, wanted.type);
  const define =
    wanted.type === "boolean"
      ? [atDeclaration(placed, file, `Declare the define \`${name}\``, `define ${quoteName(name)} = true`)]
      : [];
  return [...field, ...define];
}

export type Wanted =
  /** Of a list that this is tested against. */
  | { readonly kind: "values"; readonly tested: Expression }
  /** Null: nothing is known of its type. */
  | { readonly kind: "value"; readonly type: string | null };

/** What the neighbours of a name tell of it. */
export function wantedOf(expression: Expression, parent: Expression | undefined): Wanted {
  const value = (type: string | null): Wanted => ({ kind: "value", type });
  switch (parent?.kind) {
    case undefined:
    case "parenthesized":
      return value("boolean");
    case "binary":
      return value(parent.operator === "and" || parent.operator === "or" ? "boolean" : "number");
    case "unary":
      return value(parent.operator === "not" ? "boolean" : "number");
    case "comparison": {
      const types = parent.operands.filter((one) => one !== expression).map(typeOfLiteral);
      return value(types.find((type) => type !== null) ?? null);
    }
    case "in":
      if (parent.container === expression) return { kind: "values", tested: parent.operand };
      if (parent.container.kind === "period") return value("date");
      if (parent.container.kind === "range") {
        const { low, high } = parent.container;
        return value(typeOfLiteral(low ?? undefined) ?? typeOfLiteral(high ?? undefined));
      }
      return value(parent.container.kind === "list-literal" ? typeOfLiteral(parent.container.items[0]) : null);
    case "has":
      if (parent.argument !== expression) return value("list of text");
      return parent.quantifier === "one" ? value(null) : { kind: "values", tested: parent.operand };
    case "text-test":
      return parent.argument === expression ? value(null) : value("text");
    case "matches":
    case "presence":
      return value("text");
    case "since":
      return value("date");
    default:
      return value(null);
  }
}

/** Something of the type that is tested, to be written over: an empty list is an error. */
function firstValue({ view, file }: Found, { span }: Expression): string {
  const type = meaningsOf(view.program)?.typeAt(file.path, span)?.type;
  const scalar = type?.kind === "value" ? type.type : type?.kind === "list" ? type.element : null;
  switch (scalar?.kind) {
    case "integer":
    case "number":
      return "0";
    case "date":
    case "datetime":
      return "2000-01-01";
    case "choice":
      return JSON.stringify(scalar.choices[0] ?? "");
    default:
      return '"…"';
  }
}

function typeOfLiteral(expression: Expression | undefined): string | null {
  switch (expression?.kind) {
    case "string":
      return "text";
    case "number":
      return "number";
    case "boolean":
      return "boolean";
    case "date":
    case "clock":
      return "date";
    case "datetime":
      return "datetime";
    case "unary":
      return expression.operator === "-" ? typeOfLiteral(expression.operand) : null;
    case "binary":
      return typeOfLiteral(expression.left);
    default:
      return null;
  }
}

function atDeclaration({ declaration }: PlacedExpression, file: Found["file"], title: string, text: string): Remedy {
  const start = startWithComments(file.syntax, declaration);
  const gap = declaration.kind === "define" || declaration.kind === "list" ? "\n" : "\n\n";
  return { title, edits: [rewritten(file, { start, end: start }, text + gap)] };
}

/** Behind the last field of the `customer` block, as that is written: on a line of its own, or on the same. */
function addedField({ view }: Found, name: string, type: string): readonly Remedy[] {
  const meanings = meaningsOf(view.program);
  const place = meanings?.declarationOf({ kind: "customer", key: "customer", name: "customer" }) ?? null;
  const file = place === null ? undefined : view.files.get(place.file);
  const block = file?.syntax.declarations.find((each) => each.kind === "customer");
  const last: FieldDeclaration | undefined = block?.kind === "customer" ? block.fields.at(-1) : undefined;
  if (file === undefined || last === undefined) return [];
  const written = `${quoteName(name)}: ${type}${isMaybeMissing(type) ? "?" : ""}`;
  const indentation = indentationAt(file.text, last.span.start);
  const end = last.span.end;
  const text = indentation === null ? `, ${written}` : `\n${indentation}${written}`;
  const title = `Add the field ${isPlainName(name) ? `\`${name}\`` : quoteName(name)} to \`customer\``;
  return [{ title, edits: [rewritten(file, { start: end, end }, text)] }];
}

/** Data that have no such column yet are not to be rejected. */
function isMaybeMissing(type: string): boolean {
  return !type.startsWith("list");
}
