import * as t from "./tokens.js";
import { isName, isWord, type Token } from "./tokens.js";
import { declarationWords } from "./words.js";

/**
 * A file is split into declarations before any grammar runs, and each is parsed on its own: a broken one costs only
 * itself. Chunks are ranges of token indexes, `end` exclusive.
 */
export interface Chunk {
  readonly start: number;
  readonly end: number;
}

export type DeclarationChunk =
  | (Chunk & { readonly kind: "stray" })
  | (Chunk & { readonly kind: "plain" })
  /** `body` is the index of the opening brace, -1 if there is none; `close` that of the closing one, -1 if it is missing. */
  | (Chunk & { readonly kind: "customer"; readonly body: number; readonly close: number })
  | (Chunk & {
      readonly kind: "criterion";
      readonly body: number;
      readonly close: number;
      readonly members: readonly Chunk[];
      /** Tokens in the braces that belong to no segment. */
      readonly strays: readonly Chunk[];
    });

/** Most tokens say nothing about where declarations begin and end. */
const PLAIN = 0;
const DECLARES = 1;
const OTHERWISE = 2;
const BRACE = 3;

/** By the number of the token's type, which is quicker to ask than anything else about a token. */
const roles: number[] = [];
for (const type of t.allTokenTypes) roles[type.tokenTypeIdx!] = PLAIN;
for (const word of declarationWords) roles[t.classifyWord(word).tokenTypeIdx!] = DECLARES;
roles[t.wordType("otherwise").tokenTypeIdx!] = OTHERWISE;
roles[t.LeftBrace.tokenTypeIdx!] = BRACE;
roles[t.RightBrace.tokenTypeIdx!] = BRACE;

function isPlain(token: Token): boolean {
  return roles[token.tokenTypeIdx] === PLAIN;
}

/** Splits all tokens of a file. Chunks are in order and cover every token. */
export function splitDeclarations(tokens: readonly Token[]): readonly DeclarationChunk[] {
  const chunks: DeclarationChunk[] = [];
  let index = 0;
  while (index < tokens.length) {
    const chunk = startsDeclaration(tokens, index) ? declarationAt(tokens, index) : strayAt(tokens, index);
    chunks.push(chunk);
    index = chunk.end;
  }
  return chunks;
}

function strayAt(tokens: readonly Token[], start: number): DeclarationChunk {
  let end = start + 1;
  while (end < tokens.length && !startsDeclaration(tokens, end)) end += 1;
  return { kind: "stray", start, end };
}

function declarationAt(tokens: readonly Token[], start: number): DeclarationChunk {
  const word = tokens[start];
  if (isWord(word, "customer")) return customerAt(tokens, start);
  if (isWord(word, "criterion")) return criterionAt(tokens, start);
  let depth = 0;
  let end = start + 1;
  for (; end < tokens.length; end += 1) {
    if (isPlain(tokens[end]!)) continue;
    if (startsDeclaration(tokens, end, start, depth)) break;
    const type = tokens[end]?.tokenType;
    if (type === t.LeftBrace) depth += 1;
    // A `}` that closes nothing ends a declaration, so that it is reported by itself.
    else if (type === t.RightBrace && --depth < 0) break;
  }
  return { kind: "plain", start, end };
}

function customerAt(tokens: readonly Token[], start: number): DeclarationChunk {
  const body = tokens[start + 1]?.tokenType === t.LeftBrace ? start + 1 : -1;
  let depth = 0;
  let index = start + 1;
  for (; index < tokens.length; index += 1) {
    if (isPlain(tokens[index]!)) continue;
    if (startsDeclaration(tokens, index, start, depth)) break;
    const type = tokens[index]?.tokenType;
    if (type === t.LeftBrace) depth += 1;
    else if (type === t.RightBrace && --depth <= 0) {
      if (depth < 0) break;
      return { kind: "customer", start, end: index + 1, body, close: body < 0 ? -1 : index };
    }
  }
  return { kind: "customer", start, end: index, body, close: -1 };
}

function criterionAt(tokens: readonly Token[], start: number): DeclarationChunk {
  let index = start + 1;
  while (index < tokens.length && !isBrace(tokens[index]) && !startsDeclaration(tokens, index, start)) index += 1;
  if (tokens[index]?.tokenType !== t.LeftBrace) {
    return { kind: "criterion", start, end: index, body: -1, close: -1, members: [], strays: [] };
  }
  const body = index;
  const members: Chunk[] = [];
  const strays: Chunk[] = [];
  let chunkStart = body + 1;
  let inMember = false;
  let depth = 0;
  const endChunk = (end: number) => {
    if (end > chunkStart) (inMember ? members : strays).push({ start: chunkStart, end });
  };
  for (index = body + 1; index < tokens.length; index += 1) {
    if (isPlain(tokens[index]!)) continue;
    if (startsMember(tokens, index, inMember ? chunkStart : body, depth)) {
      endChunk(index);
      chunkStart = index;
      inMember = true;
      depth = 0;
    } else if (startsDeclaration(tokens, index, inMember ? chunkStart : body, 1)) {
      endChunk(index);
      return { kind: "criterion", start, end: index, body, close: -1, members, strays };
    }
    const type = tokens[index]?.tokenType;
    if (type === t.LeftBrace) depth += 1;
    else if (type === t.RightBrace && --depth < 0) {
      endChunk(index);
      return { kind: "criterion", start, end: index + 1, body, close: index, members, strays };
    }
  }
  endChunk(index);
  return { kind: "criterion", start, end: index, body, close: -1, members, strays };
}

function isBrace(token: Token | undefined): boolean {
  return token?.tokenType === t.LeftBrace || token?.tokenType === t.RightBrace;
}

function startsMember(tokens: readonly Token[], index: number, opened: number, depth: number): boolean {
  const token = tokens[index];
  if (isWord(token, "segment")) return startsDeclaration(tokens, index, opened, depth);
  if (!isWord(token, "otherwise")) return false;
  if (index === opened + 1 && tokens[opened]?.tokenType !== t.LeftBrace) return false;
  const next = tokens[index + 1];
  if (next?.tokenType === t.Colon) return false;
  if (standsFree(tokens, index)) return depth === 0;
  // In the place of an operand `otherwise` is a field, unless a name follows that is no operator.
  return isName(next) && !actsAsOperator(tokens, index + 1);
}

/** Nothing before it waits for an operand. */
function standsFree(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  const before = tokens[index - 1];
  if (isWord(before, "distinct") && tokens[index - 2]?.tokenType === t.LeftParenthesis) return false;
  return token?.afterOperand === true || before === undefined || before.tokenType === t.LeftBrace;
}

/**
 * A declaration starts here. Where a field could stand instead, three tokens decide: the word, a name, and what only a
 * declaration goes on with. `opened` is the index of the word that opened the enclosing declaration: the token behind
 * it is that one's name. `depth` counts the braces open around the place, those of a criterion not included.
 */
function startsDeclaration(tokens: readonly Token[], index: number, opened = -1, depth = 0): boolean {
  const token = tokens[index];
  if (token === undefined || !declarationWords.has(token.image)) return false;
  const next = tokens[index + 1];
  if (next?.tokenType === t.Colon || next?.tokenType === t.Dot) return false;
  const before = tokens[index - 1];
  const isNameOfOpened = opened >= 0 && index === opened + 1 && tokens[opened]?.tokenType !== t.LeftBrace;
  if (isWord(token, "customer"))
    return next?.tokenType === t.LeftBrace && !isNameOfOpened && before?.tokenType !== t.Colon;
  if (isWord(token, "require")) return !isNameOfOpened && startsRequire(tokens, index);
  if (passesGate(tokens, index)) return !isNameOfOpened || !headerGoesOn(tokens, index);
  // Outside of braces and behind a complete operand no name can stand: a declaration, if a broken one.
  return (
    depth === 0 &&
    !isNameOfOpened &&
    standsFree(tokens, index) &&
    !isWord(before, "by") &&
    !(before === undefined && next === undefined)
  );
}

function startsRequire(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index]!;
  const next = tokens[index + 1];
  if (next === undefined) return token.afterOperand || index === 0;
  if (standsFree(tokens, index)) return !isWord(next, "where", "and", "or");
  if (isName(next)) return !actsAsOperator(tokens, index + 1) && !opensNext(tokens, index + 1);
  return (
    isWord(next, "any", "all", "no", "true", "false", "today", "now") ||
    next.tokenType === t.Numeral ||
    next.tokenType === t.Text
  );
}

/** In the place of an operand: the word at `index` starts the next declaration, so that the one before it is a name. */
function opensNext(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  if (isWord(token, "require")) return true;
  if (isWord(token, "customer")) return tokens[index + 1]?.tokenType === t.LeftBrace;
  if (passesGate(tokens, index)) return true;
  return isWord(token, "criterion", "otherwise") && isName(tokens[index + 1]) && !actsAsOperator(tokens, index + 1);
}

/** `segment segment where …`: the second word is the name of the first. */
function headerGoesOn(tokens: readonly Token[], index: number): boolean {
  const next = tokens[index + 1];
  return (
    isWord(next, "where", "by", "from", "exhaustive", "ordered", "overlapping", "as") ||
    next?.tokenType === t.Equal ||
    next?.tokenType === t.LeftBrace ||
    next?.tokenType === t.Text
  );
}

function passesGate(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  const name = tokens[index + 1];
  const after = tokens[index + 2];
  if (!isName(name)) return false;
  if (isWord(token, "list") && isWord(name, "of") && after?.tokenType !== t.Equal) return false;
  if (after === undefined) return false;
  if (after.tokenType === t.Text) {
    // `segment contains "a"`: a field and its test, unless the text is a title.
    return token?.afterOperand === true || !isTextOperator(name!) || isHeaderWord(tokens[index + 3]);
  }
  return after.tokenType === t.Equal || isHeaderWord(after);
}

function isHeaderWord(token: Token | undefined): boolean {
  if (token === undefined) return false;
  return (
    token.tokenType === t.LeftBrace ||
    isWord(token, "where", "by", "from", "exhaustive", "ordered", "overlapping", "as")
  );
}

function isTextOperator(token: Token): boolean {
  return isWord(token, "contains", "has", "default", "matches");
}

/** The name at `index` is an operator: it stands behind an operand and another one follows. */
function actsAsOperator(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  const next = tokens[index + 1];
  if (isWord(token, "starts", "ends")) return isWord(next, "with");
  if (!isWord(token, "has", "contains", "default", "matches", "since", "over")) return false;
  if (next === undefined) return false;
  return (
    isName(next) ||
    next.tokenType === t.Text ||
    next.tokenType === t.Numeral ||
    next.tokenType === t.Regex ||
    next.tokenType === t.Minus ||
    next.tokenType === t.LeftParenthesis ||
    next.tokenType === t.LeftBracket ||
    isWord(next, "any", "all", "true", "false", "today", "now")
  );
}
