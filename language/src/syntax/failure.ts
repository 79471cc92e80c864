import { grammarRules } from "../diagnostics/rules/syntax/grammar.js";
import type { Reporter } from "./reporter.js";
import * as t from "./tokens.js";
import { spanOf, type Token } from "./tokens.js";

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
    const close = closers.get(unclosed.tokenType) ?? "";
    reporter.report(grammarRules.unclosedBracket, { open: unclosed.image, close }, spanOf(unclosed));
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
      reporter.report(
        grammarRules.unclosedBracket,
        { open: unclosed.image, close: closers.get(unclosed.tokenType) ?? "" },
        spanOf(unclosed),
      );
      return;
    }
  }
  const span = spanOf(found ?? previous ?? chunk[0]!);
  const after = previous === null ? null : quote(previous);
  if (found !== null && t.isReservedToken(found) && failure.expected === t.Name.LABEL) {
    reporter.report(grammarRules.reservedName, { word: found.image }, span, [
      reporter.replace(span, `\`${found.image}\``, `Write \`\`${found.image}\`\` in backticks`),
    ]);
    return;
  }
  const expected =
    failure.expected === "" ? "an operator such as `=` or `and`, or the end of the declaration" : failure.expected;
  reporter.report(grammarRules.unexpected, { found: found === null ? null : quote(found), expected, after }, span);
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
