import type { Expression } from "../../syntax/tree.js";
import type { Context } from "./context.js";
import { lowerForm } from "./forms.js";
import type { ExpressionScope } from "./scope.js";

/** Where a whole expression is read. */
export function contextOf(expression: Expression, scope: ExpressionScope): Context {
  return { scope, lowerForm, root: expression, test: null, aggregate: false, wanted: null };
}
