import type { Fix } from "../diagnostics/diagnostic.js";
import type { Location } from "../source/source.js";

/** Writes `text` instead of what stands at the location. */
export function replacement(location: Location, text: string, safe = false): Fix {
  return { title: `Write \`${text}\``, edits: [{ location, newText: text }], safe };
}

/** Removes what stands at the location, with the blanks before it. */
export function deletion(location: Location, source: string): Fix {
  let start = location.span.start;
  while (start > 0 && (source[start - 1] === " " || source[start - 1] === "\t")) start -= 1;
  const removed = source.slice(location.span.start, location.span.end);
  const span = { start, end: location.span.end };
  return {
    title: `Remove \`${removed}\``,
    edits: [{ location: { file: location.file, span }, newText: "" }],
    safe: false,
  };
}
