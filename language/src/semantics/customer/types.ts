import type { ScalarType } from "../../condition/schema.js";
import { namesRules } from "../../diagnostics/rules/names.js";
import type { ChoiceTypeSyntax, NamedTypeSyntax } from "../../syntax/tree.js";
import { nearestName } from "../../values/nearest.js";
import { normalise } from "../../values/text.js";
import { deletion, replacement } from "../fixes.js";
import type { FileReporter } from "../reporter.js";

const TYPE_NAMES = ["text", "integer", "number", "boolean", "date", "datetime"] as const;

/** Types of other languages, and what Seg calls them. */
const HABITS = new Map<string, (typeof TYPE_NAMES)[number]>([
  ["string", "text"],
  ["str", "text"],
  ["varchar", "text"],
  ["char", "text"],
  ["int", "integer"],
  ["long", "integer"],
  ["bigint", "integer"],
  ["float", "number"],
  ["double", "number"],
  ["decimal", "number"],
  ["numeric", "number"],
  ["money", "number"],
  ["currency", "number"],
  ["bool", "boolean"],
  ["flag", "boolean"],
  ["timestamp", "datetime"],
  ["time", "datetime"],
  ["day", "date"],
]);

/** `text folded`, `date persian`, `integer`; null after an error. */
export function namedType(syntax: NamedTypeSyntax, reporter: FileReporter): ScalarType | null {
  const kind = TYPE_NAMES.find((name) => name === syntax.name);
  if (kind === undefined) {
    const suggestion = HABITS.get(syntax.name.toLowerCase()) ?? nearestName(syntax.name, TYPE_NAMES);
    const span = { start: syntax.span.start, end: syntax.span.start + syntax.name.length };
    const place = reporter.textOf(span) === syntax.name ? span : syntax.span;
    const fixes = suggestion === null ? [] : [replacement(reporter.location(place), suggestion)];
    reporter.report(namesRules.unknownType, { name: syntax.name, suggestion }, place, { fixes });
    return null;
  }
  const misplaced = (word: string, belongs: string, span: { start: number; end: number } | null) => {
    if (span === null) return;
    const fixes = [deletion(reporter.location(span), reporter.text)];
    reporter.report(namesRules.misplacedTypeWord, { word, type: kind, belongs }, span, { fixes });
  };
  if (kind !== "text") misplaced("folded", "text", syntax.folded);
  if (kind !== "date" && kind !== "datetime") misplaced("persian", "date", syntax.persian);
  return kind === "text" ? { kind, folded: syntax.folded !== null } : { kind };
}

export interface Choices {
  readonly type: Extract<ScalarType, { kind: "choice" }>;
  /** Spelling in the data → choice, for the choices that have a code; null where none has. */
  readonly codes: ReadonlyMap<string, string> | null;
}

/** `"female" = "F" | "male" = "M"`, without repetitions. */
export function choiceType(syntax: ChoiceTypeSyntax, reporter: FileReporter): Choices {
  const choices = new Set<string>();
  const codes = new Map<string, string>();
  /** Every spelling, codes and names of choices without one. */
  const spellings = new Map<string, string>();
  for (const { value, code } of syntax.choices) {
    const choice = normalise(value.value);
    if (choices.has(choice)) {
      reporter.report(namesRules.duplicateChoice, { choice }, value.span);
      continue;
    }
    choices.add(choice);
    const spelling = code === null ? choice : normalise(code.value);
    const first = spellings.get(spelling);
    if (first !== undefined) {
      reporter.report(namesRules.duplicateCode, { code: spelling, first, second: choice }, (code ?? value).span);
      continue;
    }
    spellings.set(spelling, choice);
    if (code !== null) codes.set(spelling, choice);
  }
  return { type: { kind: "choice", choices: [...choices] }, codes: codes.size === 0 ? null : codes };
}
