import type { ProgramSettings } from "../../condition/model.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { findRule, followedRule } from "../../diagnostics/registry.js";
import { familyOf, type Rule } from "../../diagnostics/rule.js";

/**
 * Errors of syntax, names and types leave a declaration without a meaning. Were they silenced, a run would leave its
 * segments out and nobody would know; so they stay errors.
 */
export function canBeSilenced(rule: Rule<never>): boolean {
  const family = familyOf(rule.code);
  return rule.severity !== "error" || (family !== "syntax" && family !== "names" && family !== "types");
}

/**
 * Findings as severe as `seg.json` makes them; those that are `off` are gone. A rule that is not set itself is set as the
 * one that it follows. What a strict check has made an error stays one, unless its rule is `off`.
 */
export function withSeverities(
  diagnostics: readonly Diagnostic[],
  rules: ProgramSettings["rules"],
  strict: boolean,
): readonly Diagnostic[] {
  if (Object.keys(rules).length === 0) return diagnostics;
  return diagnostics.flatMap((diagnostic) => {
    const severity = settingOf(diagnostic.rule, rules);
    if (severity === undefined) return diagnostic;
    if (severity === "off") return [];
    return strict && isRaised(diagnostic) ? diagnostic : { ...diagnostic, severity };
  });
}

function settingOf(rule: string, rules: ProgramSettings["rules"]): ProgramSettings["rules"][string] | undefined {
  if (Object.hasOwn(rules, rule)) return rules[rule];
  const followed = followedRule(rule);
  return followed !== null && Object.hasOwn(rules, followed) ? rules[followed] : undefined;
}

function isRaised({ rule, severity }: Diagnostic): boolean {
  return severity === "error" && findRule(rule)?.severity !== "error";
}
