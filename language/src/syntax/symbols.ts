import type { TokenType } from "chevrotain";
import * as tokens from "./tokens.js";
import { wordType } from "./tokens.js";

/** The symbols of the language, longest first. */
const symbols: readonly { readonly text: string; readonly type: TokenType }[] = [
  { text: "..<", type: tokens.RangeExclusive },
  { text: "..", type: tokens.Range },
  { text: "!=", type: tokens.NotEqual },
  { text: "<=", type: tokens.LessEqual },
  { text: ">=", type: tokens.GreaterEqual },
  { text: "(", type: tokens.LeftParenthesis },
  { text: ")", type: tokens.RightParenthesis },
  { text: "[", type: tokens.LeftBracket },
  { text: "]", type: tokens.RightBracket },
  { text: "{", type: tokens.LeftBrace },
  { text: "}", type: tokens.RightBrace },
  { text: ",", type: tokens.Comma },
  { text: "،", type: tokens.Comma },
  { text: ":", type: tokens.Colon },
  { text: ".", type: tokens.Dot },
  { text: "?", type: tokens.Question },
  { text: "|", type: tokens.Bar },
  { text: "=", type: tokens.Equal },
  { text: "<", type: tokens.Less },
  { text: ">", type: tokens.Greater },
  { text: "+", type: tokens.Plus },
  { text: "-", type: tokens.Minus },
  { text: "*", type: tokens.Times },
];

export interface ForeignSymbol {
  readonly written: string;
  readonly write: string;
  readonly type: TokenType;
  /** What to write is a word and needs blanks around it. */
  readonly word: boolean;
}

function foreign(written: string, write: string, type: TokenType, word = false): ForeignSymbol {
  return { written, write, type, word };
}

/** Operators of other languages and keyboards, longest first; tried before the language's own. */
const foreignSymbols: readonly ForeignSymbol[] = [
  foreign("===", "=", tokens.Equal),
  foreign("!==", "!=", tokens.NotEqual),
  foreign("...", "..", tokens.Range),
  foreign("..=", "..", tokens.Range),
  foreign("==", "=", tokens.Equal),
  foreign(":=", "=", tokens.Equal),
  foreign("<>", "!=", tokens.NotEqual),
  foreign("~=", "!=", tokens.NotEqual),
  foreign("=~", "matches", wordType("matches"), true),
  foreign("=<", "<=", tokens.LessEqual),
  foreign("=>", ">=", tokens.GreaterEqual),
  foreign("&&", "and", wordType("and"), true),
  foreign("||", "or", wordType("or"), true),
  foreign("&", "and", wordType("and"), true),
  foreign("≥", ">=", tokens.GreaterEqual),
  foreign("⩾", ">=", tokens.GreaterEqual),
  foreign("≤", "<=", tokens.LessEqual),
  foreign("⩽", "<=", tokens.LessEqual),
  foreign("≠", "!=", tokens.NotEqual),
  foreign("∧", "and", wordType("and"), true),
  foreign("∨", "or", wordType("or"), true),
  foreign("¬", "not", wordType("not"), true),
  foreign("−", "-", tokens.Minus),
  foreign("–", "-", tokens.Minus),
  foreign("×", "*", tokens.Times),
  foreign("÷", "/", tokens.Divide),
  foreign("…", "..", tokens.Range),
  foreign("؟", "?", tokens.Question),
];

/** Tried where no symbol of the language fits. */
const bang = foreign("!", "not", wordType("not"), true);

function byFirstUnit<T>(entries: readonly T[], textOf: (entry: T) => string): ReadonlyMap<number, readonly T[]> {
  const map = new Map<number, T[]>();
  for (const entry of entries) {
    const unit = textOf(entry).charCodeAt(0);
    map.set(unit, [...(map.get(unit) ?? []), entry]);
  }
  return map;
}

const symbolsByUnit = byFirstUnit(symbols, (entry) => entry.text);
const foreignByUnit = byFirstUnit(foreignSymbols, (entry) => entry.written);

/** The symbol of the language at `offset`. */
export function symbolAt(text: string, offset: number): (typeof symbols)[number] | undefined {
  return symbolsByUnit.get(text.charCodeAt(offset))?.find((entry) => text.startsWith(entry.text, offset));
}

/** The foreign operator at `offset`. */
export function foreignSymbolAt(text: string, offset: number): ForeignSymbol | undefined {
  const found = foreignByUnit.get(text.charCodeAt(offset))?.find((entry) => text.startsWith(entry.written, offset));
  return found ?? (text.charCodeAt(offset) === 0x21 && text.charCodeAt(offset + 1) !== 0x3d ? bang : undefined);
}
