import { type Expression, quoteName } from "@seg-lang/language";
import { startWithComments } from "../editing/declaration-places.js";
import { partsOf, rootsOf } from "../refactorings/expressions.js";
import { wantedOf } from "./declaring.js";
import { type Found, type Remedy, rewritten } from "./remedy.js";

/** Fields by name: a type, or those of the elements of a list. */
type Fields = Map<string, string | Fields>;

/** The block that a program begins with: a key, and the fields that conditions read, as far as their types can be told. */
export function declaredCustomer({ view, file }: Found): readonly Remedy[] {
  const declarations = [...view.files.values()].flatMap(({ syntax }) => syntax.declarations);
  const declared = new Set(
    declarations.flatMap((each) =>
      [each, ...(each.kind === "criterion" ? each.members : [])].flatMap((one) =>
        "name" in one && one.name !== null ? [one.name.text] : [],
      ),
    ),
  );
  const fields: Fields = new Map([["id", "text key"]]);
  for (const root of declarations.flatMap(rootsOf)) collect(root, undefined, fields, declared);
  const lines = [...fields].map(([name, type]) => `  ${quoteName(name)}: ${typeText(type)}\n`);
  const first = file.syntax.declarations[0];
  const start = first === undefined ? 0 : startWithComments(file.syntax, first);
  const text = `customer {\n${lines.join("")}}\n\n`;
  return [{ title: "Declare the `customer` block", edits: [rewritten(file, { start, end: start }, text)] }];
}

function collect(
  expression: Expression,
  parent: Expression | undefined,
  fields: Fields,
  declared: ReadonlySet<string>,
): void {
  if (expression.kind === "name") {
    const wanted = wantedOf(expression, parent);
    const type = wanted.kind === "value" ? wanted.type : null;
    const name = expression.name.text;
    if (type !== null && !declared.has(name) && !fields.has(name)) fields.set(name, type);
    return;
  }
  if (expression.kind === "quantifier" || expression.kind === "filter") {
    const { list, filter } = expression;
    if (list.kind !== "name" || declared.has(list.name.text) || filter === null) return;
    const known = fields.get(list.name.text);
    const inner: Fields = known instanceof Map ? known : new Map();
    collect(filter, undefined, inner, declared);
    if (inner.size > 0) fields.set(list.name.text, inner);
    return;
  }
  // What is behind a dot, or goes through a function, may be of any type.
  if (expression.kind === "call" || expression.kind === "member") return;
  for (const part of partsOf(expression)) collect(part, expression, fields, declared);
}

function typeText(type: string | Fields): string {
  if (typeof type === "string") return type;
  return `list of { ${[...type].map(([name, inner]) => `${quoteName(name)}: ${typeText(inner)}`).join(", ")} }`;
}
