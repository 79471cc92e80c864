/** V8 copies what is shorter, in place of pointing into the text that it was cut from. */
const SHORTEST = 13;

/**
 * The same text, in memory of its own. What is cut from a text keeps all of that text alive; of what lives longer than the text,
 * as names and comments of a file do that is edited elsewhere, a copy is to be kept.
 */
export function ownText(text: string): string {
  return text.length < SHORTEST ? text : ` ${text}`.slice(1);
}
