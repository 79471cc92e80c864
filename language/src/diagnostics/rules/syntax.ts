import { grammarRules } from "./syntax/grammar.js";
import { habitRules } from "./syntax/habits.js";
import { literalRules } from "./syntax/literals.js";

/** Family 1: syntax. Codes SEG1001 to SEG1999; a code is never given to another meaning. */
export const syntaxRules = { ...grammarRules, ...literalRules, ...habitRules } as const;
