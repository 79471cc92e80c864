import type { Condition, ListTerm, Term } from "../../../condition/condition.js";
import type { Context } from "../context.js";
export function reportMissingValues(_condition: Condition, _context: Context): void {}
export function reportMissingValuesOfDefine(_node: Condition | Term | ListTerm, _context: Context): void {}
