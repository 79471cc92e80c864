import type { ScalarType } from "../../condition/schema.js";
import type { Expression } from "../../syntax/tree.js";
import { isAggregate } from "../expressions/aggregates.js";
import { DATE, NUMBER, TEXT } from "../expressions/types.js";
import { type ExpressionType, expressionType } from "./expression-type.js";
import type { Observation } from "./observation.js";
import type { SchemaPaths } from "./schema-paths.js";
import type { ExpressionPlace } from "./surroundings.js";

/** What is to be written at a place. */
export type Wanted = Pick<ExpressionPlace, "wants" | "expected">;
type Expected = ExpressionPlace["expected"];

/** What an expression is to be, judging by those around it, the innermost first; `root` is what the whole is to be. */
export function wantedAt(
  expression: Expression,
  around: readonly Expression[],
  root: Wanted["wants"],
  observation: Observation,
  paths: SchemaPaths,
): Wanted {
  const [parent, ...outer] = around;
  if (parent === undefined) return { wants: root, expected: null };
  const typed = (other: Expression | undefined): ExpressionType => {
    const seen = other === undefined ? undefined : observation.expressions.get(other);
    return seen === undefined ? { kind: "unknown" } : expressionType(seen.lowered, paths);
  };
  const alike = (wants: Wanted["wants"], others: readonly (Expression | undefined)[]): Wanted => ({
    wants,
    expected: others.reduce<Expected>((found, other) => found ?? asExpected(typed(other)), null),
  });
  const of = (wants: Wanted["wants"], type: ScalarType | null = null): Wanted => ({
    wants,
    expected: type === null ? null : { type, field: null },
  });
  switch (parent.kind) {
    case "parenthesized":
      return wantedAt(parent, outer, root, observation, paths);
    case "unary":
      return parent.operator === "not" ? of("condition") : of("value", NUMBER);
    case "binary":
      if (parent.operator === "and" || parent.operator === "or") return of("condition");
      return alike("value", [parent.left === expression ? parent.right : parent.left]);
    case "comparison":
      return alike("value", nearestFirst(parent.operands, expression));
    case "in":
      return parent.operand === expression ? of("value") : alike("container", [parent.operand]);
    case "range":
      return { wants: "constant", expected: wantedAt(parent, outer, root, observation, paths).expected };
    case "list-literal":
      return { wants: "constant", expected: wantedAt(parent, outer, root, observation, paths).expected };
    case "presence":
      return of("value");
    case "text-test":
      if (parent.operand === expression) return of("value", TEXT);
      return alike(parent.anyOf ? "constants" : "constant", [parent.operand]);
    case "matches":
      return of("value", TEXT);
    case "has":
      if (parent.operand === expression) return of("list");
      return alike(parent.quantifier === "one" ? "constant" : "constants", [parent.operand]);
    case "empty":
      return of("list");
    case "quantifier":
    case "filter":
      return parent.list === expression ? of("list") : of("condition");
    case "call":
      if (isAggregate(parent.name.text))
        return of(parent.over === null || parent.over === expression ? "list" : "value");
      return of("value", argumentOf(parent.name.text));
    case "since":
      return of("value", DATE);
    case "when": {
      if (parent.branches.some(({ condition }) => condition === expression)) return of("condition");
      const values = [...parent.branches.map(({ value }) => value), parent.otherwise];
      return alike(
        "value",
        values.filter((value) => value !== expression),
      );
    }
    default:
      return of("value");
  }
}

/** Of a chain `18 <= age < 30` the neighbours count first. */
function nearestFirst(operands: readonly Expression[], expression: Expression): readonly Expression[] {
  const index = operands.indexOf(expression);
  return operands
    .map((operand, at) => ({ operand, distance: Math.abs(at - index) }))
    .filter(({ distance }) => distance > 0)
    .sort((a, b) => a.distance - b.distance)
    .map(({ operand }) => operand);
}

function asExpected(type: ExpressionType): Expected {
  if (type.kind === "value") return { type: type.type, field: type.field };
  if (type.kind === "list" && type.element.kind !== "record") return { type: type.element, field: type.path };
  return null;
}

function argumentOf(name: string): ScalarType | null {
  switch (name) {
    case "abs":
      return NUMBER;
    case "length":
      return TEXT;
    case "year":
    case "month":
    case "day":
    case "weekday":
      return DATE;
    case "hour":
      return { kind: "datetime" };
    default:
      return null;
  }
}
