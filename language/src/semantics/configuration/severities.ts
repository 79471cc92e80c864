import type { ProgramSettings } from "../../condition/model.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { familyOf, type Rule } from "../../diagnostics/rule.js";

/**
 * Errors of syntax, names and types leave a declaration without a meaning. Were they silenced, a run would leave its
 * segments out and nobody would know; so they stay errors.
 */
export function canBeSilenced(rule: Rule<never>): boolean {
  const family = familyOf(rule.code);
  return rule.severity !== "error" || (family !== "syntax" && family !== "names" && family !== "types");
}

/** Findings as severe as `seg.json` makes them; those that are `off` are gone. */
export function withSeverities(
  diagnostics: readonly Diagnostic[],
  rules: ProgramSettings["rules"],
): readonly Diagnostic[] {
  return diagnostics.flatMap((diagnostic) => {
    const severity = Object.hasOwn(rules, diagnostic.rule) ? rules[diagnostic.rule] : undefined;
    if (severity === undefined) return diagnostic;
    return severity === "off" ? [] : { ...diagnostic, severity };
  });
}
