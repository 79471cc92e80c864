import type { Token } from "./tokens.js";
import type { Comment } from "./tree.js";

/**
 * Finds the documentation of a declaration: the `///` lines between its first token and the token before it, joined by
 * line feeds, each without its slashes and one blank.
 */
export function documentationReader(
  tokens: readonly Token[],
  comments: readonly Comment[],
): (token: Token) => string | null {
  if (!comments.some(({ kind }) => kind === "documentation")) return () => null;
  const before = new Map<Token, number>();
  tokens.forEach((token, index) => {
    before.set(token, tokens[index - 1]?.commentsBefore ?? 0);
  });
  return (token) => {
    const from = before.get(token);
    if (from === undefined || from === token.commentsBefore) return null;
    const lines = comments
      .slice(from, token.commentsBefore)
      .filter(({ kind }) => kind === "documentation")
      .map(({ text }) => text.replace(/^\/\/\/ ?/, "").trimEnd());
    return lines.length === 0 ? null : lines.join("\n");
  };
}
