import type { DateTerm, Term } from "../../condition/condition.js";
import type { Domain, ScalarType } from "../../condition/schema.js";
import { namesRules } from "../../diagnostics/rules/names.js";
import type { NumberLiteral, RangeExpression } from "../../syntax/tree.js";
import { compare, divide, floor, multiply, rational, rationalFromNumber, subtract } from "../../values/rational.js";
import { lowerDomain } from "../expressions/lower.js";
import type { ExpressionScope } from "../expressions/scope.js";
import type { FileReporter } from "../reporter.js";

/** Domains are constant: nothing of the program's names is visible in them. */
export type DomainScope = ExpressionScope;

/** `0..120`, `..today`; null after an error. */
export function domainOf(range: RangeExpression, type: ScalarType, scope: DomainScope): Domain | null {
  const bounds = lowerDomain(range, type, scope);
  if (bounds === null) return null;
  const { low, high, highExclusive } = bounds;
  if (type.kind === "integer" || type.kind === "number") {
    return { kind: "number", low: numberOf(low), high: numberOf(high), highExclusive };
  }
  // Bounds of a date are literals or today or now shifted, all of them date terms.
  return { kind: "date", low: low as DateTerm | null, high: high as DateTerm | null, highExclusive };
}

function numberOf(term: Term | null): number | null {
  return term?.kind === "constant" && typeof term.value === "number" ? term.value : null;
}

/** Reports a domain in which no multiple of the step lies. (That the bounds are reversed has been said by then.) */
export function checkStepInDomain(
  domain: Domain | null,
  step: number | null,
  range: RangeExpression,
  reporter: FileReporter,
): void {
  if (domain?.kind !== "number" || domain.low === null || domain.high === null || step === null) return;
  const unit = rationalFromNumber(step);
  const steps = divide(rationalFromNumber(domain.high), unit)!;
  const last = multiply(rational(floor(steps), 1n), unit);
  const order = compare(last, rationalFromNumber(domain.low));
  const isHigh = domain.highExclusive && compare(last, rationalFromNumber(domain.high)) === 0;
  const below = isHigh ? compare(subtract(last, unit), rationalFromNumber(domain.low)) : order;
  if (below < 0) reporter.report(namesRules.emptyDomain, { domain: reporter.textOf(range.span), step }, range.span);
}

/** `step 0.01`; null after an error. */
export function stepOf(literal: NumberLiteral, type: ScalarType, reporter: FileReporter): number | null {
  const { value } = literal;
  const wrong = (problem: Parameters<typeof namesRules.wrongStep.message>[0]["problem"]) => {
    reporter.report(namesRules.wrongStep, { problem }, literal.span);
    return null;
  };
  if (!Number.isFinite(value)) return null;
  if (value <= 0) return wrong("zero");
  if (type.kind !== "number" && !Number.isInteger(value)) return wrong(type.kind === "date" ? "days" : "integer");
  return value;
}
