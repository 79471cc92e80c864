import { FILE_HEADERS_ONLY, formatPatch, structuredPatch } from "diff";
import { safeText } from "../terminal/text-layout.js";
import type { Style } from "./style.js";

const CONTEXT = 3;

/**
 * What changes in one file, as `git apply` and `patch -p1` read it. On a terminal coloured, and what would be unseen is
 * named.
 */
export function unifiedPatch(path: string, before: string, after: string, style: Style): string {
  const patch = structuredPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, { context: CONTEXT });
  const text = formatPatch(patch, FILE_HEADERS_ONLY);
  // What is piped into another program has to stay as it is, to the last character.
  if (!style.layout.isolate) return paint(text, style);
  return paint(safeText(text.replaceAll("\r", ""), style.layout), style);
}

function paint(text: string, { colours }: Style): string {
  if (!colours.isColorSupported) return text;
  return text
    .split("\n")
    .map((line) => {
      if (/^(---|\+\+\+) /.test(line)) return colours.bold(line);
      if (line.startsWith("+")) return colours.green(line);
      if (line.startsWith("-")) return colours.red(line);
      return line.startsWith("@@") ? colours.cyan(line) : line;
    })
    .join("\n");
}
