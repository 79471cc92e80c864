import { createToken, type IToken, Lexer, type TokenType } from "chevrotain";
import { ownText } from "../source/own-text.js";
import type { Span } from "../source/source.js";
import type { ParsedPart } from "./parsed-parts.js";
import { type ContextualWord, contextualWords, type ReservedWord, reservedWords } from "./words.js";

/** What a token holds beyond its text, read once by the scanner. */
export type TokenValue =
  | { readonly kind: "name"; readonly text: string; readonly quoted: boolean }
  | { readonly kind: "string"; readonly value: string /** Not closed; reported. */; readonly broken: boolean }
  | {
      readonly kind: "number";
      readonly value: number;
      readonly percent: boolean;
      readonly integer: boolean;
      /** Not a number at all; reported. */
      readonly broken: boolean;
    }
  | { readonly kind: "date"; readonly day: number | null }
  | { readonly kind: "datetime"; readonly instant: number | null }
  | { readonly kind: "regex"; readonly pattern: string; readonly flags: string; readonly broken: boolean };

/** A token as it is read: where it ends, and what it is. */
export interface Scanned {
  readonly end: number;
  readonly type: TokenType;
  readonly value: TokenValue;
}

/** A Chevrotain token as our scanner makes it. `endOffset` is that of the last unit, as Chevrotain counts. */
export interface Token extends IToken {
  readonly endOffset: number;
  readonly value: TokenValue | null;
  /** It stands behind a complete operand: where no name can stand, words are operators. */
  readonly afterOperand: boolean;
  /** How many comments of the file lie before it. */
  readonly commentsBefore: number;
  /** How many of them lie behind the token before it. */
  readonly ownComments: number;
  /** What begins with it, where that has been parsed. */
  part: ParsedPart | null;
}

/** Moves a token that is kept where the text before it has changed. */
export function moveToken(token: Token, by: number, commentsBefore: number, ownComments: number): void {
  const moved: { -readonly [K in "startOffset" | "endOffset" | "commentsBefore" | "ownComments"]: Token[K] } = token;
  moved.startOffset += by;
  moved.endOffset += by;
  moved.commentsBefore = commentsBefore;
  moved.ownComments = ownComments;
}

/** Makes all texts of a token its own: see `ownText`. */
export function ownTexts(token: Token): void {
  const owning: { -readonly [K in "image" | "value"]: Token[K] } = token;
  const { value } = token;
  owning.image = ownText(token.image);
  if (value?.kind === "name") owning.value = { ...value, text: ownText(value.text) };
  else if (value?.kind === "string") owning.value = { ...value, value: ownText(value.value) };
  else if (value?.kind === "regex") owning.value = { ...value, pattern: ownText(value.pattern) };
}

export function spanOf(token: IToken): Span {
  return { start: token.startOffset, end: (token.endOffset ?? token.startOffset) + 1 };
}

export function spanBetween(first: IToken, last: IToken): Span {
  return { start: first.startOffset, end: (last.endOffset ?? last.startOffset) + 1 };
}

function symbol(name: string, text: string, categories: TokenType[] = []): TokenType {
  return createToken({ name, label: `\`${text}\``, pattern: Lexer.NA, categories });
}

function category(name: string, label: string): TokenType {
  return createToken({ name, label, pattern: Lexer.NA });
}

/** The category of all names: plain, backticked, and every contextual word. */
export const Name = category("Name", "a name");
export const PlainName = createToken({ name: "PlainName", label: "a name", pattern: Lexer.NA, categories: [Name] });
export const QuotedName = createToken({ name: "QuotedName", label: "a name", pattern: Lexer.NA, categories: [Name] });

/** Operators between two operands that only need their precedence. */
export const BinaryOperator = category("BinaryOperator", "an operator");
/** What may stand before an operand. */
export const Prefix = category("Prefix", "an operand");
/** `..` or `..<`. */
export const RangeSign = category("RangeSign", "`..`, as in `0..120`");
/** `hours`, `days`, `weeks`, `months`, `years` and their singulars. */
export const Unit = category("Unit", "a unit: `hours`, `days`, `weeks`, `months` or `years`");
/** `today` and `now`. */
export const ClockWord = category("ClockWord", "`today` or `now`");
/** `any`, `all` and `no`, before a list. */
export const QuantifierWord = category("QuantifierWord", "`any`, `all` or `no`");
export const Truth = category("Truth", "`true` or `false`");
/** `folded` and `persian`, which belong to the type before them. */
export const TypeWord = category("TypeWord", "`folded` or `persian`");
/** `exhaustive`, `ordered`, `overlapping`. */
export const CriterionWord = category("CriterionWord", "`exhaustive`, `ordered` or `overlapping`");
/** `missing`, `present`, `empty`, after `is`. */
export const StateWord = category("StateWord", "`missing`, `present` or `empty`");

export const Text = category("Text", 'a text such as `"Tehran"`');
export const Numeral = category("Numeral", "a number");
export const DateToken = category("Date", "a date such as `2024-05-01`");
export const DateTimeToken = category("DateTime", "a date-time such as `2024-05-01T10:00Z`");
export const Regex = category("Regex", "a pattern such as `/^[A-Z]/`");

export const LeftParenthesis = symbol("LeftParenthesis", "(");
export const RightParenthesis = symbol("RightParenthesis", ")");
export const LeftBracket = symbol("LeftBracket", "[");
export const RightBracket = symbol("RightBracket", "]");
export const LeftBrace = symbol("LeftBrace", "{");
export const RightBrace = symbol("RightBrace", "}");
export const Comma = symbol("Comma", ",");
export const Colon = symbol("Colon", ":");
export const Dot = symbol("Dot", ".");
export const Range = symbol("Range", "..", [Prefix, RangeSign]);
export const RangeExclusive = symbol("RangeExclusive", "..<", [Prefix, RangeSign]);
export const Question = symbol("Question", "?");
export const Bar = symbol("Bar", "|");
export const Equal = symbol("Equal", "=", [BinaryOperator]);
export const NotEqual = symbol("NotEqual", "!=", [BinaryOperator]);
export const Less = symbol("Less", "<", [BinaryOperator]);
export const LessEqual = symbol("LessEqual", "<=", [BinaryOperator]);
export const Greater = symbol("Greater", ">", [BinaryOperator]);
export const GreaterEqual = symbol("GreaterEqual", ">=", [BinaryOperator]);
export const Plus = symbol("Plus", "+", [BinaryOperator]);
export const Minus = symbol("Minus", "-", [BinaryOperator, Prefix]);
export const Times = symbol("Times", "*", [BinaryOperator]);
export const Divide = symbol("Divide", "/", [BinaryOperator]);

const wordCategories: ReadonlyMap<string, readonly TokenType[]> = new Map(
  (
    [
      [BinaryOperator, "and or default"],
      [Prefix, "not"],
      [Unit, "hour hours day days week weeks month months year years"],
      [ClockWord, "today now"],
      [QuantifierWord, "any all no"],
      [Truth, "true false"],
      [TypeWord, "folded persian"],
      [CriterionWord, "exhaustive ordered overlapping"],
      [StateWord, "missing present empty"],
    ] as const
  ).flatMap(([type, list]) => list.split(" ").map((word) => [word, [type]] as const)),
);

const wordTypes = new Map<string, TokenType>();
for (const word of [...reservedWords, ...contextualWords]) {
  const own = wordCategories.get(word) ?? [];
  const categories = reservedWords.has(word) ? [...own] : [Name, ...own];
  wordTypes.set(word, createToken({ name: `word ${word}`, label: `\`${word}\``, pattern: Lexer.NA, categories }));
}

/** The token type of one word of the table. */
export function wordType(word: ReservedWord | ContextualWord): TokenType {
  return wordTypes.get(word)!;
}

/** Classifies a plain word: reserved, contextual, or just a name. */
export function classifyWord(word: string): TokenType {
  return wordTypes.get(word) ?? PlainName;
}

export const allTokenTypes: readonly TokenType[] = [
  Name,
  BinaryOperator,
  Prefix,
  RangeSign,
  Unit,
  ClockWord,
  QuantifierWord,
  Truth,
  TypeWord,
  CriterionWord,
  StateWord,
  PlainName,
  QuotedName,
  Text,
  Numeral,
  DateToken,
  DateTimeToken,
  Regex,
  LeftParenthesis,
  RightParenthesis,
  LeftBracket,
  RightBracket,
  LeftBrace,
  RightBrace,
  Comma,
  Colon,
  Dot,
  Range,
  RangeExclusive,
  Question,
  Bar,
  Equal,
  NotEqual,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  Plus,
  Minus,
  Times,
  Divide,
  ...wordTypes.values(),
];

/** The token is a name by itself, whatever its position: any word that is not reserved. */
export function isName(token: Token | undefined): boolean {
  return token !== undefined && (token.value?.kind === "name" || (token.tokenType.CATEGORIES ?? []).includes(Name));
}

/** The token is this very word, not backticked. */
export function isWord(token: Token | undefined, ...wanted: readonly (ReservedWord | ContextualWord)[]): boolean {
  return token !== undefined && wanted.some((word) => wordTypes.get(word) === token.tokenType);
}

/** The token is one of the reserved words. */
export function isReservedToken(token: Token): boolean {
  return reservedTypes.has(token.tokenType);
}

const reservedTypes: ReadonlySet<TokenType> = new Set([...reservedWords].map((word) => classifyWord(word)));
