import { canBeSilenced, type Diagnostic, findRule } from "@seg-lang/language";
import type { ProgramView } from "../program/view.js";
import { type Remedy, rewritten } from "./remedy.js";

/** Switches the rule of a finding off in `seg.json`, where the program has one that can be read; not what is wrong in it. */
export function switchedOff(view: ProgramView, finding: Diagnostic): readonly Remedy[] {
  const rule = findRule(finding.rule);
  const config = view.others.get("seg.json");
  if (rule === undefined || !canBeSilenced(rule) || config === undefined) return [];
  if (finding.location.file === config.path) return [];
  const settings = parsed(config.text);
  if (settings === null) return [];
  const title = `Switch \`${rule.name}\` off in seg.json`;
  const at = (offset: number, length: number, newText: string): readonly Remedy[] => [
    { title, edits: [rewritten(config, { start: offset, end: offset + length }, newText)] },
  ];
  const entry = `${JSON.stringify(rule.name)}: "off"`;
  const rules = /"rules"\s*:\s*\{/.exec(config.text);
  if (rules === null) {
    if ("rules" in settings) return [];
    const open = config.text.indexOf("{") + 1;
    if (Object.keys(settings).length === 0) return at(open, 0, `\n  "rules": { ${entry} }\n`);
    // As the first of the settings, on a line of its own where that is.
    const blanks = /^\s*/.exec(config.text.slice(open))![0];
    const isOnLine = !blanks.includes("\n");
    return at(open, 0, `${blanks}"rules": { ${entry} },${isOnLine && blanks === "" ? " " : ""}`);
  }
  const start = rules.index + rules[0].length;
  const names = typeof settings.rules === "object" && settings.rules !== null ? Object.keys(settings.rules) : [];
  const known = names.find((name) => name === rule.name || name === rule.code);
  if (known !== undefined) {
    const key = JSON.stringify(known);
    const at0 = config.text.indexOf(key, start);
    const value = /^\s*:\s*("(?:[^"\\]|\\.)*")/.exec(config.text.slice(at0 + key.length));
    if (at0 < 0 || value === null) return [];
    return at(at0 + key.length + value[0].length - value[1]!.length, value[1]!.length, '"off"');
  }
  const blanks = /^\s*/.exec(config.text.slice(start))![0];
  const behind = names.length > 0 ? "," : blanks === "" ? " " : "";
  return at(start, 0, `${blanks === "" ? " " : blanks}${entry}${behind}`);
}

function parsed(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : null;
  } catch {
    return null;
  }
}
