import type { ElementScope, ExpressionScope } from "./scope.js";

/** The fields that can be read by their bare names where an expression stands: for did-you-mean and for completion. */
export function visibleNames(scope: ExpressionScope): string[] {
  if (scope.elements.length === 0) return scope.schema.record.fields.map((field) => field.name);
  return scope.elements.flatMap(fieldNames);
}

/** The names that one element brings with it. */
export function fieldNames({ element, nested }: ElementScope): string[] {
  const own = element.kind === "record" ? element.fields.map((field) => field.name) : ["it"];
  return nested === null ? own : [...nested.type.fields.map((field) => field.name), ...own];
}
