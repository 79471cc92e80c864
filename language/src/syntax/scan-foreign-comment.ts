import { habitRules } from "../diagnostics/rules/syntax/habits.js";
import type { Reporter } from "./reporter.js";
import { lineEnd } from "./scan-text.js";

/** Only at the first of the signs: asked at each of them, a long row of signs would be read again and again. */
const dashes = /(?<!-)-{2,}(?=[ \t\r\n]|$)/y;

/**
 * Where a comment of another language ends that starts at `start`: `# …`, `-- …`, `<!-- … -->`; null if there is none.
 * Two minus signs with a blank behind them would be no harm to anyone's arithmetic.
 */
export function scanForeignComment(text: string, start: number, reporter: Reporter): number | null {
  if (text.startsWith("<!--", start)) return scanMarkup(text, start, reporter);
  dashes.lastIndex = start;
  const written = text.charAt(start) === "#" ? "#" : dashes.exec(text)?.[0];
  if (written === undefined) return null;
  const span = { start, end: start + written.length };
  reporter.report(habitRules.foreignComment, { written: written.slice(0, 2) }, span, [
    reporter.replace(span, "//", "Write `//`"),
  ]);
  return lineEnd(text, start);
}

function scanMarkup(text: string, start: number, reporter: Reporter): number {
  const close = text.indexOf("-->", start + 4);
  const stop = close < 0 ? lineEnd(text, start) : close;
  const ownEnd = close < 0 ? stop : close + 3;
  const inner = text.slice(start + 4, stop);
  const opening = { start, end: start + 4 };
  const ending = { start: stop, end: ownEnd };
  const restOfLine = text.slice(ownEnd, lineEnd(text, ownEnd));
  const line = restOfLine.trim() === "" && !/[\n\r]/.test(inner);
  const fix = reporter.edit(
    [
      { span: opening, newText: line ? "//" : "/*" },
      { span: ending, newText: line ? "" : "*/" },
    ],
    line ? "Write `//`" : "Write `/* … */`",
    !inner.includes("*/"),
  );
  reporter.report(habitRules.foreignComment, { written: "<!--" }, opening, [fix]);
  return ownEnd;
}
