import type { CustomerDeclaration, Declaration, Expression, FieldDeclaration } from "../../language/src/syntax/tree.js";

/**
 * The leaf fields of the customer a condition reads, through defines and segments outside criteria; "a list" if a list is
 * among them.
 */
export function fieldsRead(
  expression: Expression,
  declarations: readonly Declaration[],
  customer: CustomerDeclaration,
): ReadonlySet<string> | "a list" {
  const read = new Set<string>();
  let readsList = false;

  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const each of node) visit(each);
    if (typeof node !== "object" || node === null || Array.isArray(node)) return;
    const path = pathOf(node as Expression);
    if (path !== null) visitPath(path);
    else for (const each of Object.values(node)) visit(each);
  };

  const visitPath = (path: readonly string[]): void => {
    let fields: readonly FieldDeclaration[] = customer.fields;
    const rest = path[0] === "customer" ? path.slice(1) : path;
    for (const [index, name] of rest.entries()) {
      const field = fields.find((each) => each.name.text === name);
      if (field === undefined) break;
      if (field.type?.kind === "list-type") readsList = true;
      // A record by itself, as in `address is missing`, is read like a leaf.
      if (field.type?.kind !== "record-type" || index === rest.length - 1) {
        read.add(rest.slice(0, index + 1).join("."));
        return;
      }
      fields = field.type.fields;
    }
    for (const each of declarations) {
      if (each.kind === "define" && each.name?.text === rest[0]) visit(each.value);
      if (each.kind === "segment" && each.name?.text === rest[0]) visit(each.condition);
    }
  };

  visit(expression);
  return readsList ? "a list" : read;
}

/** `a.b.c` as its names; null for anything else. */
function pathOf(node: Expression): readonly string[] | null {
  if (node.kind === "name") return [node.name.text];
  if (node.kind !== "member") return null;
  const object = pathOf(node.object);
  return object === null ? null : [...object, node.name.text];
}
