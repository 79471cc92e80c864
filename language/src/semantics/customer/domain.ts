import type { DateTerm, Term } from "../../condition/condition.js";
import type { Domain, ScalarType } from "../../condition/schema.js";
import { namesRules } from "../../diagnostics/rules/names.js";
import type { NumberLiteral, RangeExpression } from "../../syntax/tree.js";
import { lowerDomain } from "../expressions/lower.js";
import type { ExpressionScope } from "../expressions/scope.js";
import type { FileReporter } from "../reporter.js";

/** Domains are constant: nothing of the program's names is visible in them. */
export type DomainScope = ExpressionScope;

/** `0..120`, `..today`; null after an error. */
export function domainOf(
  range: RangeExpression,
  type: ScalarType,
  scope: DomainScope,
  reporter: FileReporter,
): Domain | null {
  const bounds = lowerDomain(range, type, scope);
  if (bounds === null) return null;
  const { low, high, highExclusive } = bounds;
  if (type.kind === "integer" || type.kind === "number") {
    const domain: Domain = { kind: "number", low: numberOf(low), high: numberOf(high), highExclusive };
    if (isEmpty(domain.low, domain.high, highExclusive)) return reportEmpty(range, reporter);
    return domain;
  }
  const empty = isEmpty(...comparable(low, high), highExclusive);
  if (empty) return reportEmpty(range, reporter);
  // Bounds of a date are literals or today or now shifted, all of them date terms.
  return { kind: "date", low: low as DateTerm | null, high: high as DateTerm | null, highExclusive };
}

function reportEmpty(range: RangeExpression, reporter: FileReporter): null {
  reporter.report(namesRules.emptyDomain, { domain: reporter.textOf(range.span) }, range.span);
  return null;
}

function isEmpty(low: number | null, high: number | null, highExclusive: boolean): boolean {
  return low !== null && high !== null && (highExclusive ? low >= high : low > high);
}

function numberOf(term: Term | null): number | null {
  return term?.kind === "constant" && typeof term.value === "number" ? term.value : null;
}

/** Both bounds as numbers, where they can be compared before today is known: both constant, or one clock shifted alike. */
function comparable(low: Term | null, high: Term | null): [number | null, number | null] {
  const first = anchored(low);
  const second = anchored(high);
  return first !== null && second !== null && first.anchor === second.anchor
    ? [first.offset, second.offset]
    : [null, null];
}

function anchored(term: Term | null): { readonly anchor: string; readonly offset: number } | null {
  if (term?.kind === "constant") return { anchor: term.type.kind, offset: Number(term.value) };
  if (term?.kind === "clock") return { anchor: term.clock, offset: 0 };
  // Months have no fixed length, but a shift by days, hours or months alone still has its direction.
  if (term?.kind !== "shift" || term.operand.kind !== "clock") return null;
  const days = { hour: 1 / 24, day: 1, month: 30 };
  return term.unit === "month" && Math.abs(term.amount) > 1200
    ? null
    : { anchor: term.operand.clock, offset: term.amount * days[term.unit] };
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
