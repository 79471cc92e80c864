import { grammarRules } from "../diagnostics/rules/syntax/grammar.js";
import { closingFix, failureFixes } from "./failure-fixes.js";
import type { Reporter } from "./reporter.js";
import * as t from "./tokens.js";
import { isWord, spanOf, type Token } from "./tokens.js";

/** Where and how the grammar failed on a chunk. */
export interface Failure {
  /** What the grammar wanted, in words; empty for leftover tokens. */
  readonly expected: string;
  /** Null: the chunk ended too early. */
  readonly found: Token | null;
  readonly previous: Token | null;
  readonly kind: "unexpected" | "leftover";
}

const closers = new Map([
  [t.LeftParenthesis, ")"],
  [t.LeftBracket, "]"],
  [t.LeftBrace, "}"],
]);
const openers = new Map([
  [t.RightParenthesis, t.LeftParenthesis],
  [t.RightBracket, t.LeftBracket],
  [t.RightBrace, t.LeftBrace],
]);

/** Reports a failure of the grammar in the reader's words: one diagnostic. */
export function describeFailure(failure: Failure, chunk: readonly Token[], reporter: Reporter): void {
  const { found, previous } = failure;
  const unclosed = innermostOpen(chunk, found);
  const wantsBracket =
    failure.expected === "" ||
    unclosed === undefined ||
    failure.expected.includes(`\`${closers.get(unclosed.tokenType)}\``);
  if (found === null && unclosed !== undefined && wantsBracket) {
    reportUnclosed(unclosed, chunk.at(-1)!, reporter);
    return;
  }
  if (found !== null && openers.has(found.tokenType) && unclosed?.tokenType !== openers.get(found.tokenType)) {
    if (unclosed === undefined && failure.kind === "leftover") {
      reporter.report(grammarRules.strayBracket, { bracket: found.image }, spanOf(found), [
        reporter.replace(spanOf(found), "", "Remove it", false),
      ]);
      return;
    }
    if (unclosed !== undefined && wantsBracket) {
      reportUnclosed(unclosed, previous ?? unclosed, reporter);
      return;
    }
  }
  const span = spanOf(found ?? previous ?? chunk[0]!);
  if (found !== null && isReservedName(found, failure, chunk)) {
    reporter.report(grammarRules.reservedName, { word: found.image }, span, [
      reporter.replace(span, `\`${found.image}\``, "Put it in backticks"),
    ]);
    return;
  }
  const expected = failure.expected === "" ? expectedInPlaceOf(chunk) : failure.expected;
  const after = previous === null ? null : quote(previous);
  const hint = hintFor(found, previous);
  const parameters = { found: found === null ? null : quote(found), expected, after };
  const fixes = failureFixes(failure, chunk, reporter);
  reporter.report(grammarRules.unexpected, hint === null ? parameters : { ...parameters, hint }, span, fixes);
}

/** `last`: what stands before the place where the bracket should have been closed. */
function reportUnclosed(open: Token, last: Token, reporter: Reporter): void {
  const close = closers.get(open.tokenType) ?? "";
  const fixes = [closingFix(close, last, false, reporter)];
  reporter.report(grammarRules.unclosedBracket, { open: open.image, close }, spanOf(open), fixes);
}

/** A reserved word where the name of a declaration or field should be; `segment where …` has no name at all. */
function isReservedName(found: Token, failure: Failure, chunk: readonly Token[]): boolean {
  if (!t.isReservedToken(found) || isWord(found, "where")) return false;
  return found === chunk[0] || (failure.expected === t.Name.LABEL && found === chunk[1]);
}

/** What could have stood in the place of a token that is left over. */
function expectedInPlaceOf(chunk: readonly Token[]): string {
  const [first, second] = chunk;
  if (second?.tokenType === t.Colon) return "a modifier such as `key`, `step` or a range, or the next field";
  if (isWord(first, "criterion")) return "a title, `exhaustive`, `ordered`, `overlapping` or `{`";
  if (isWord(first, "persona")) return "`in` or `not in` and names of segments, or the end of the persona";
  if (isWord(first, "list", "otherwise")) return "the end of the declaration";
  return "an operator such as `=` or `and`, or the end of the declaration";
}

function hintFor(found: Token | null, previous: Token | null): string | null {
  if (isWord(found ?? undefined, "since")) return "`since` stands behind a unit: `days since lastOrder`.";
  if (
    found !== null &&
    previous?.tokenType === t.Numeral &&
    /^(?:second|minute|quarter|decade)s?$/i.test(found.image)
  ) {
    return "Units of time are hours, days, weeks, months and years.";
  }
  return null;
}

/** The innermost bracket of the chunk that is open before `found`. */
function innermostOpen(chunk: readonly Token[], found: Token | null): Token | undefined {
  const open: Token[] = [];
  for (const token of chunk) {
    if (token === found) break;
    if (closers.has(token.tokenType)) open.push(token);
    else if (openers.has(token.tokenType) && open.at(-1)?.tokenType === openers.get(token.tokenType)) open.pop();
  }
  return open.at(-1);
}

function quote(token: Token): string {
  const image = token.image.length > 40 ? `${token.image.slice(0, 40)}…` : token.image;
  return token.tokenType === t.QuotedName ? `the name ${image}` : `\`${image}\``;
}
