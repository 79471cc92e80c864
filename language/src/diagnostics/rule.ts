import type { Location } from "../source/source.js";
import type { Diagnostic, Fix, RelatedPlace, Severity } from "./diagnostic.js";

/** First digit of the code: 1 syntax, 2 names, 3 types, 4 logic, 5 data, 6 configuration. */
export type RuleFamily = "syntax" | "names" | "types" | "logic" | "data" | "configuration";

/** The page of documentation of a rule, in Markdown without headings. */
export interface RulePage {
  /** What the message means and why it matters. */
  readonly meaning: string;
  /** A short `.seg` example (or data) that draws the message. */
  readonly avoid: string;
  /** The same, written well. */
  readonly write: string;
}

/** One kind of finding. `P` are the parameters of its wording: all wording lives in the rules. */
export interface Rule<P> {
  readonly code: `SEG${1 | 2 | 3 | 4 | 5 | 6}${number}`;
  readonly name: string;
  readonly severity: Severity;
  /** The name of a wider rule: what `seg.json` and comments say of that holds for this one, too, unless they name this one. */
  readonly follows?: string;
  readonly message: (parameters: P) => string;
  readonly page: RulePage;
}

export interface DiagnosticDetails {
  readonly related?: readonly RelatedPlace[];
  readonly fixes?: readonly Fix[];
  readonly unnecessary?: boolean;
}

/** Declares a rule; a function only so that `P` is inferred from `message`. */
export function rule<P>(definition: Rule<P>): Rule<P> {
  return definition;
}

/** A diagnostic of `rule` at `location`, with the rule's own severity. */
export function diagnose<P>(
  rule: Rule<P>,
  parameters: P,
  location: Location,
  details: DiagnosticDetails = {},
): Diagnostic {
  return {
    code: rule.code,
    rule: rule.name,
    severity: rule.severity,
    message: rule.message(parameters),
    location,
    related: details.related ?? [],
    fixes: details.fixes ?? [],
    unnecessary: details.unnecessary ?? false,
  };
}

export function familyOf(code: string): RuleFamily {
  const families: readonly RuleFamily[] = ["syntax", "names", "types", "logic", "data", "configuration"];
  return families[Number(code.charAt(3)) - 1] ?? "syntax";
}
