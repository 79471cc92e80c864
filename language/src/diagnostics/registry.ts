import type { Rule } from "./rule.js";
import { configurationRules } from "./rules/configuration.js";
import { dataRules } from "./rules/data.js";
import { logicRules } from "./rules/logic.js";
import { namesRules } from "./rules/names.js";
import { syntaxRules } from "./rules/syntax.js";
import { typesRules } from "./rules/types.js";

/** Every rule of Seg, by code. Wording parameters are forgotten: this is for lists, documentation and configuration. */
export const allRules: readonly Rule<never>[] = [
  syntaxRules,
  namesRules,
  typesRules,
  logicRules,
  dataRules,
  configurationRules,
]
  .flatMap((family) => Object.values(family) as Rule<never>[])
  .sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));

const FOLLOWED: ReadonlyMap<string, string> = new Map(
  allRules.flatMap(({ name, follows }) => (follows === undefined ? [] : [[name, follows]])),
);

/** The name of the wider rule that the one of this name follows, or null. */
export function followedRule(name: string): string | null {
  return FOLLOWED.get(name) ?? null;
}

/** Finds a rule by its code (`SEG3004`, any case) or its name (`overlapping-segments`). */
export function findRule(codeOrName: string): Rule<never> | undefined {
  const wanted = codeOrName.toLowerCase();
  return allRules.find((rule) => rule.code.toLowerCase() === wanted || rule.name === wanted);
}
