import { dataFileRules } from "./data-files.js";
import { dataOutputRules } from "./data-output.js";
import { dataRowRules } from "./data-rows.js";
import { dataValueRules } from "./data-values.js";

/** Family 5: data. Codes SEG5001 to SEG5999; a code is never given to another meaning. */
export const dataRules = { ...dataValueRules, ...dataRowRules, ...dataFileRules, ...dataOutputRules } as const;
