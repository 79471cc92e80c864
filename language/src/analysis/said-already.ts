import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { typesRules } from "../diagnostics/rules/types.js";
import type { Location } from "../source/source.js";

/** What the check says of tests that do not depend on the customer. */
const CONSTANT_TESTS: ReadonlySet<string> = new Set([typesRules.neverEqual.code, typesRules.neverMissing.code]);

/**
 * Whether a test at a place was found to be never true, or always, by the check: what is declared of one field tells it, and
 * tells why. One mistake, one message: the proofs need not say it again.
 */
export function saidAlready(findings: readonly Diagnostic[]): (place: Location) => boolean {
  const said = new Set(findings.filter(({ code }) => CONSTANT_TESTS.has(code)).map(({ location }) => keyOf(location)));
  return (place) => said.size > 0 && said.has(keyOf(place));
}

function keyOf({ file, span }: Location): string {
  return `${span.start} ${span.end} ${file}`;
}
