import type { Expression } from "../../syntax/tree.js";
import type { Context } from "./context.js";
import { lowerForm } from "./forms.js";
import type { ExpressionScope } from "./scope.js";

/** Where a whole expression is read. */
export function contextOf(expression: Expression, scope: ExpressionScope): Context {
  const form = scope.observer === undefined ? lowerForm : observedForm;
  return { scope, lowerForm: form, root: expression, test: null, aggregate: false, wanted: null };
}

function observedForm(expression: Expression, context: Context) {
  const { observer } = context.scope;
  if (observer === undefined) return lowerForm(expression, context);
  return observer.expression(expression, context, () => lowerForm(expression, context));
}
