import { nameEnd } from "./characters.js";
import { isReserved } from "./words.js";

/** The name can be written without backticks. */
export function isPlainName(name: string): boolean {
  return name !== "" && !isReserved(name) && nameEnd(name, 0) === name.length;
}

/** The name as a program writes it: in backticks where it must be. A backtick itself cannot be written and is left out. */
export function quoteName(name: string): string {
  return isPlainName(name) ? name : `\`${name.replaceAll("`", "")}\``;
}
