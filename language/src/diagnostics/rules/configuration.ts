/** Family 6: configuration. Codes SEG6001 to SEG6999; a code is never given to another meaning. */
export const configurationRules = {} as const;
