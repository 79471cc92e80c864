/** Family 4: logic. Codes SEG4001 to SEG4999; a code is never given to another meaning. */
export const logicRules = {} as const;
