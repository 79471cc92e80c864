import { criteriaRules } from "./names/criteria.js";
import { customerRules } from "./names/customer.js";
import { listRules } from "./names/lists.js";
import { namingRules } from "./names/naming.js";
import { personaRules } from "./names/personas.js";

/** Family 2: names and declarations. Codes SEG2001 to SEG2999; a code is never given to another meaning. */
export const namesRules = {
  ...namingRules,
  ...customerRules,
  ...listRules,
  ...criteriaRules,
  ...personaRules,
} as const;
