/** The reading of one cell or JSON value, by the type it is declared with. */

export { parseDatePattern } from "./date-pattern.js";
export { type DateFormat, readDate, readDateTime } from "./date-reading.js";
export { type NumberFormat, parseNumberFormat, readNumber } from "./number-reading.js";
