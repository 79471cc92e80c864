import { comparingRules } from "./types/comparing.js";
import { formRules } from "./types/forms.js";
import { namingRules } from "./types/naming.js";

/** Family 3: types. Codes SEG3001 to SEG3999; a code is never given to another meaning. */
export const typesRules = { ...namingRules, ...comparingRules, ...formRules } as const;
