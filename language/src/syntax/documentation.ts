import type { Token } from "./tokens.js";
import type { Comment } from "./tree.js";

/**
 * The documentation of a declaration: the `///` lines between its first token and the token before it, joined by line
 * feeds, each without its slashes and one blank. Null where there is none.
 */
export function documentationOf(token: Token, comments: readonly Comment[]): string | null {
  if (token.ownComments === 0) return null;
  const lines = comments
    .slice(token.commentsBefore - token.ownComments, token.commentsBefore)
    .filter(({ kind }) => kind === "documentation")
    .map(({ text }) => text.replace(/^\/\/\/ ?/, "").trimEnd());
  return lines.length === 0 ? null : lines.join("\n");
}
