import type { Span } from "@seg-lang/language";
import type { FileView, TextView } from "./view.js";

/** A rule that is named by its name or code. */
export interface NamedRule {
  readonly name: string;
  readonly span: Span;
}

const IGNORED = /^(?:\/\/|\/\*)\s*seg-ignore\s+([\w-]+)/;

/** The rules that `seg-ignore` comments of a file name. */
export function ruleNamesIn({ text, syntax }: FileView): readonly NamedRule[] {
  return syntax.comments.flatMap(({ kind, span }): readonly NamedRule[] => {
    const found = kind === "documentation" ? null : IGNORED.exec(text.slice(span.start, span.end));
    if (found === null) return [];
    const end = span.start + found[0].length;
    return [{ name: found[1]!, span: { start: end - found[1]!.length, end } }];
  });
}

/** The rules whose severities `seg.json` sets. Found by their form: `"name": "severity"`, whatever else is wrong there. */
export function ruleNamesOfConfig({ text }: TextView): readonly NamedRule[] {
  const rules = /"rules"\s*:\s*\{([^{}]*)/.exec(text);
  if (rules === null) return [];
  const start = rules.index + rules[0].length - rules[1]!.length;
  return [...rules[1]!.matchAll(/"([\w-]+)"\s*:/g)].map((found) => {
    const at = start + found.index + 1;
    return { name: found[1]!, span: { start: at, end: at + found[1]!.length } };
  });
}
