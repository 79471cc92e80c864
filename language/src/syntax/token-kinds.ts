import type { Span } from "../source/source.js";
import { tokensOf } from "./parse.js";
import * as t from "./tokens.js";
import { isReservedToken, spanOf, type Token } from "./tokens.js";
import type { SyntaxFile } from "./tree.js";
import { type WordRole, words } from "./words.js";

/** What a token is to a reader, whatever its name may mean. */
export type TokenKind =
  | "comment"
  | "documentation"
  | "text"
  | "pattern"
  | "number"
  | "date"
  | "truth"
  /** `today`, `now`. */
  | "clock"
  /** `segment`, `criterion`, … where they declare. */
  | "declaration"
  /** `where`, `when`, `by`, `exhaustive`, … */
  | "keyword"
  /** `and`, `in`, `has`, `starts with`, `any`, … */
  | "word-operator"
  | "operator"
  | "unit"
  | "type"
  /** `key`, `from`, `step`, … behind a type. */
  | "modifier"
  /** `count`, `sum`, … before their parenthesis. */
  | "function"
  | "name";

export interface KindOfToken {
  readonly span: Span;
  readonly kind: TokenKind;
}

const roles: ReadonlyMap<string, WordRole> = new Map(words.map(({ word, role }) => [word, role]));
/** Of the reserved words those that are no operators. */
const reserved: ReadonlyMap<string, TokenKind> = new Map<string, TokenKind>([
  ["true", "truth"],
  ["false", "truth"],
  ["today", "clock"],
  ["now", "clock"],
  ["where", "keyword"],
  ["when", "keyword"],
  ["then", "keyword"],
  ["else", "keyword"],
]);
const kindOfRole: Readonly<Record<Exclude<WordRole, "reserved">, TokenKind>> = {
  declaration: "declaration",
  header: "keyword",
  operator: "word-operator",
  unit: "unit",
  period: "unit",
  type: "type",
  modifier: "modifier",
  function: "function",
  scope: "name",
};
/** Modifiers of fields that say something else after `is`. */
const STATES: readonly string[] = ["missing", "present", "empty"];

/**
 * Every token and comment of a file with its kind, in textual order; brackets and commas have none. A word is what the
 * syntax tree took it for; where the tree is broken, what its place suggests.
 */
export function tokenKinds(file: SyntaxFile): readonly KindOfToken[] {
  const tokens = tokensOf(file);
  const names = namesIn(file);
  const broken = brokenParts(file);
  const found: KindOfToken[] = [];
  let comment = 0;
  const takeComments = (before: number) => {
    for (; comment < file.comments.length && file.comments[comment]!.span.start < before; comment += 1) {
      const { kind, span } = file.comments[comment]!;
      found.push({ span, kind: kind === "documentation" ? "documentation" : "comment" });
    }
  };
  tokens.forEach((token, index) => {
    const span = spanOf(token);
    takeComments(span.start);
    const place = { token, previous: tokens[index - 1], next: tokens[index + 1] };
    const kind = kindOf(place, names.get(span.start) ?? null, broken(span.start));
    if (kind !== null) found.push({ span, kind });
  });
  takeComments(Number.POSITIVE_INFINITY);
  return found;
}

interface Place {
  readonly token: Token;
  readonly previous: Token | undefined;
  readonly next: Token | undefined;
}

function kindOf(place: Place, name: "name" | "function" | null, isBroken: boolean): TokenKind | null {
  const { token } = place;
  const type = token.tokenType;
  if (type === t.QuotedName) return "name";
  if (type === t.Text) return "text";
  if (type === t.Numeral) return "number";
  if (type === t.Regex) return "pattern";
  if (type === t.DateToken || type === t.DateTimeToken) return "date";
  if (isReservedToken(token)) return reserved.get(token.image) ?? "word-operator";
  if (!t.isName(token)) return isSign(token) ? "operator" : null;
  if (name !== null) return name;
  const role = roles.get(token.image);
  if (role === undefined || role === "reserved" || (isBroken && !isWordByPlace(place, role))) return "name";
  if (role === "declaration" && place.next?.image === "of") return "type";
  if (
    STATES.includes(token.image) &&
    place.previous?.image !== undefined &&
    ["is", "not"].includes(place.previous.image)
  )
    return "word-operator";
  return kindOfRole[role];
}

/** Where no tree tells: words behind an operand are operators and units, and those before a name declare it. */
function isWordByPlace({ token, previous, next }: Place, role: WordRole): boolean {
  switch (role) {
    case "operator":
    case "unit":
      return token.afterOperand || previous?.tokenType === t.Numeral;
    case "function":
      return next?.tokenType === t.LeftParenthesis;
    case "declaration":
      return next !== undefined && (t.isName(next) || next.tokenType === t.LeftBrace || token.image === "require");
    case "scope":
      return false;
    default:
      return previous === undefined || previous.tokenType !== t.Dot;
  }
}

function isSign({ tokenType }: Token): boolean {
  return (
    (tokenType.CATEGORIES ?? []).some((category) => category === t.BinaryOperator || category === t.RangeSign) ||
    tokenType === t.Question ||
    tokenType === t.Bar
  );
}

/** Where names begin, as the syntax tree has them. Of a call it is a function's. */
function namesIn(file: SyntaxFile): ReadonlyMap<number, "name" | "function"> {
  const names = new Map<number, "name" | "function">();
  // A tree of plain objects: whatever has a text, quotes or none, and a span is a name.
  const stack: unknown[] = [...file.declarations];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (typeof node !== "object" || node === null) continue;
    if (Array.isArray(node)) {
      for (const each of node) stack.push(each);
      continue;
    }
    const { quoted, span, kind, name } = node as { quoted?: boolean; span?: Span; kind?: string; name?: unknown };
    if (quoted !== undefined && span !== undefined) {
      if (!names.has(span.start)) names.set(span.start, "name");
      continue;
    }
    if (kind === "call") names.set((name as { readonly span: Span }).span.start, "function");
    for (const each of Object.values(node)) if (typeof each === "object" && each !== null) stack.push(each);
  }
  return names;
}

/** Whether a place lies in a declaration in which the parser found a mistake, or in none. */
function brokenParts(file: SyntaxFile): (offset: number) => boolean {
  const mistakes = file.diagnostics.map(({ location }) => location.span.start);
  const whole = file.declarations
    .map(({ span }) => span)
    .filter(({ start, end }) => !mistakes.some((at) => start <= at && at <= end))
    .sort((a, b) => a.start - b.start);
  let index = 0;
  return (offset) => {
    while (index < whole.length && whole[index]!.end <= offset) index += 1;
    return whole[index] === undefined || offset < whole[index]!.start;
  };
}
