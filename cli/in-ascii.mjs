/**
 * What a bundler wrote, without a letter beyond ASCII: one beyond Latin would make V8 hold a whole file in two bytes a letter, as
 * long as the process lives. esbuild has escaped those of texts; what it leaves as it is stands in regular expressions.
 */
export function inAscii(code) {
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
