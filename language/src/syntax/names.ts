import { nameEnd } from "./characters.js";
import { isReserved } from "./words.js";

/** Whether a name may be written as it is: letters and digits, and no reserved word. */
export function isPlainName(name: string): boolean {
  return name !== "" && nameEnd(name, 0) === name.length && !isReserved(name);
}

/** The name as a program writes it: in backticks where it is not plain. */
export function quoteName(name: string): string {
  return isPlainName(name) ? name : `\`${name}\``;
}
