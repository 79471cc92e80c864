import { type ListLiteral, quoteName } from "@seg-lang/language";
import { CodeActionKind } from "vscode-languageserver";
import { startWithComments } from "../editing/declaration-places.js";
import { expressionsAround, partsOf } from "./expressions.js";
import { freeName, joinedName } from "./new-names.js";
import { edit, type Refactoring } from "./refactoring.js";

const LIST = { latin: "List", arabic: "فهرست" };

/** Gives the values in brackets at the cursor a name, so that other segments can use them, too. */
export const extractList: Refactoring = {
  id: "extract-list",
  offers({ file, meanings, span }) {
    const found = expressionsAround(file.syntax, span).findLast(({ expression }) => expression.kind === "list-literal");
    if (found === undefined) return [];
    const list = found.expression as ListLiteral;
    const test = found.around.at(-1);
    if (list.items.length === 0 || test === undefined || !("operand" in test)) return [];
    return [
      {
        title: "Extract into a named list",
        kind: CodeActionKind.RefactorExtract,
        key: "",
        change() {
          const name = freeName(meanings, joinedName(nameIn(test.operand), LIST));
          const at = startWithComments(file.syntax, found.declaration);
          const values = file.text.slice(list.span.start, list.span.end);
          return {
            edits: [
              edit(file.path, { start: at, end: at }, `list ${quoteName(name)} = ${values}\n\n`),
              edit(file.path, list.span, quoteName(name)),
            ],
            named: { file: file.path, name },
          };
        },
      },
    ];
  },
};

/** The first name of an expression, of a dotted one the last part; empty where there is none. */
function nameIn(expression: Parameters<typeof partsOf>[0]): string {
  if (expression.kind === "name" || expression.kind === "member") return expression.name.text;
  for (const part of partsOf(expression)) {
    const name = nameIn(part);
    if (name !== "") return name;
  }
  return "";
}
