import * as t from "../../syntax/tokens.js";
import { isWord, type Token } from "../../syntax/tokens.js";
import type { Place } from "./surroundings.js";

const NOTHING: Place = { kind: "nothing" };

/**
 * The place behind the given tokens of a declaration, of which they are all before it: null where an expression, or the
 * inside of braces, has begun.
 */
export function headerPlace(tokens: readonly Token[]): Place | null {
  const [keyword, ...rest] = tokens;
  const last = rest.at(-1);
  const has = (...words: Parameters<typeof isWord>[1][]) => rest.some((token) => isWord(token, ...words));
  const named = rest.length > 0;
  const header = (...words: readonly string[]): Place => ({ kind: "header", words });
  const titled = rest.some(({ tokenType }) => tokenType === t.Text);
  if (isWord(keyword, "customer")) return named ? null : header("{");
  if (isWord(keyword, "require")) return null;
  if (isWord(keyword, "otherwise")) return named && !titled ? header('"') : NOTHING;
  if (!named) return NOTHING;
  if (isWord(keyword, "define")) return rest.some(({ tokenType }) => tokenType === t.Equal) ? null : header("=");
  if (isWord(keyword, "list")) {
    if (rest.some(({ tokenType }) => tokenType === t.Equal)) return null;
    if (isWord(last, "from")) return { kind: "list-file" };
    if (isWord(last, "column")) return NOTHING;
    return has("from") ? (has("column") ? NOTHING : header("column")) : header("=", "from");
  }
  const title = titled ? [] : ['"'];
  if (isWord(keyword, "segment")) {
    if (has("where")) return null;
    if (rest.length > 1 && isWord(last, "by")) return { kind: "criterion-name" };
    return rest.slice(1).some((token) => isWord(token, "by")) ? header("where") : header("where", "by", ...title);
  }
  if (isWord(keyword, "criterion")) {
    if (rest.some(({ tokenType }) => tokenType === t.LeftBrace)) return null;
    const written = rest.slice(1);
    const excluded = { exhaustive: [], ordered: ["overlapping"], overlapping: ["ordered"] } as const;
    const modifiers = (["exhaustive", "ordered", "overlapping"] as const).filter(
      (word) => !written.some((token) => isWord(token, word, ...excluded[word])),
    );
    return header("{", ...modifiers, ...(rest.length === 1 ? title : []));
  }
  if (isWord(keyword, "persona")) return personaPlace(rest, title);
  return null;
}

function personaPlace(rest: readonly Token[], title: readonly string[]): Place | null {
  let depth = 0;
  let closed = -1;
  for (const [index, { tokenType }] of rest.entries()) {
    if (tokenType === t.LeftBrace) depth += 1;
    if (tokenType === t.RightBrace && --depth === 0) closed = index;
  }
  if (depth > 0) return null;
  if (closed === -1) {
    const dated = rest.slice(1).some((token) => isWord(token, "as"));
    if (isWord(rest.at(-1), "as")) return { kind: "header", words: ["of"] };
    return isWord(rest.at(-1), "of") && dated
      ? null
      : { kind: "header", words: ["{", ...(dated ? [] : ["as of", ...title])] };
  }
  const behind = rest.slice(closed + 1);
  const last = behind.at(-1);
  if (isWord(last, "in") || last?.tokenType === t.Comma) return { kind: "expectation", criterion: null };
  if (last?.tokenType === t.Dot) {
    const name = behind.at(-2);
    return { kind: "expectation", criterion: name === undefined ? null : nameOf(name) };
  }
  if (isWord(last, "not")) return { kind: "header", words: ["in"] };
  const expected = behind.findIndex((token) => isWord(token, "in"));
  const negated = behind.some((token) => isWord(token, "not"));
  const words = expected === -1 ? ["in", "not in"] : negated ? [",", "in"] : [",", "not in"];
  return { kind: "header", words };
}

function nameOf(token: Token): string {
  return token.value?.kind === "name" ? token.value.text : token.image;
}
