/** Family 3: types. Codes SEG3001 to SEG3999; a code is never given to another meaning. */
export const typesRules = {} as const;
