/** Family 2: names. Codes SEG2001 to SEG2999; a code is never given to another meaning. */
export const namesRules = {} as const;
