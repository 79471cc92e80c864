import { findRule } from "@seg-lang/language";
import { type Block, code, documentation } from "./blocks.js";

/** A rule, by its name or code: what its messages mean. */
export function ruleBlocks(name: string): readonly Block[] {
  const rule = findRule(name);
  if (rule === undefined) return [];
  return [code(`${rule.code} ${rule.name}`), ...documentation(rule.page.meaning)];
}
