/** Family 5: data. Codes SEG5001 to SEG5999; a code is never given to another meaning. */
export const dataRules = {} as const;
