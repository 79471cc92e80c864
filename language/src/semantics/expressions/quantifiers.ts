import type { Condition } from "../../condition/condition.js";
import type { Expression, FilterExpression, QuantifierExpression } from "../../syntax/tree.js";
import { conditionOf, listOf } from "./coercions.js";
import { BROKEN, type Context, originOf, within } from "./context.js";
import { existing, narrowed, withFilter } from "./list-terms.js";
import { negatedTest, negation } from "./logical.js";
import type { ElementScope, FilterSite, Lowered, LoweredList } from "./scope.js";
import { rememberAll } from "./written-all.js";

/** `any orders where c`, `all orders where c`, `no orders where c`. */
export function lowerQuantifier(expression: QuantifierExpression, outer: Context): Lowered {
  const context: Context = { ...outer, test: expression, aggregate: false, wanted: null };
  const list = listOf(expression.list, expression.quantifier, context);
  if (list === null) return BROKEN;
  const origin = originOf(expression, context);
  let filter: Condition | null = null;
  if (expression.filter !== null) {
    const site: FilterSite = { kind: "quantifier", span: expression.span, filter: expression.filter };
    filter = filterOf(list, expression.filter, site, context);
    if (filter === null) return BROKEN;
  }
  if (expression.quantifier !== "all") {
    const exists = existing(withFilter(list, filter, origin), origin);
    return { kind: "condition", condition: expression.quantifier === "any" ? exists : negatedTest(exists, origin) };
  }
  const breaking = filter === null ? null : negation(filter, filter.origin ?? origin);
  const exceptions = withFilter(list, breaking, origin);
  rememberAll(exceptions, withFilter(list, null, origin));
  return { kind: "condition", condition: negatedTest(existing(exceptions, origin), origin) };
}

/** `orders where c`, a list; of `orders.total where c` the totals. */
export function lowerFilter(expression: FilterExpression, context: Context): Lowered {
  const list = listOf(expression.list, "where", { ...context, wanted: null });
  if (list === null) return BROKEN;
  const site: FilterSite = { kind: "list", span: expression.span, filter: expression.filter };
  const filter = filterOf(list, expression.filter, site, context);
  if (filter === null) return BROKEN;
  const origin = originOf(expression, context);
  return { ...list, list: { ...narrowed(list.list, [filter], origin), origin } };
}

function filterOf(list: LoweredList, filter: Expression, site: FilterSite, context: Context): Condition | null {
  return conditionOf(filter, within(context, elementsWithSite(list, site), filter));
}

export function elementsWithSite(list: LoweredList, site: FilterSite | null): readonly ElementScope[] {
  const last = list.elements.length - 1;
  return list.elements.map((element, index) => ({ ...element, site: index === last ? site : null }));
}
