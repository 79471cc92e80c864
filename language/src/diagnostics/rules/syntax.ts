/** Family 1: syntax. Codes SEG1001 to SEG1999; a code is never given to another meaning. */
export const syntaxRules = {} as const;
