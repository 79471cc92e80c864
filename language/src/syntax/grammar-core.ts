import { EmbeddedActionsParser, type IToken, type ParserMethod } from "chevrotain";
import { literalRules } from "../diagnostics/rules/syntax/literals.js";
import type { Span } from "../source/source.js";
import { expectationMessages } from "./expectation.js";
import { LookaheadWhenNeeded } from "./lookahead.js";
import type { Reporter } from "./reporter.js";
import { allTokenTypes, spanBetween, spanOf, type Token, type TokenValue } from "./tokens.js";
import type * as tree from "./tree.js";
import { durationUnit } from "./words.js";

/** Nesting beyond this is refused before it could overflow a stack, here or in any reader of the tree. */
export const DEEPEST_NESTING = 100;

/** The next token alone says how a rule goes on. */
const MOST_LOOKAHEAD = 1;

/** Thrown through the grammar where nesting goes too deep; `parse.ts` catches it at the declaration. */
export class TooDeepError extends Error {
  readonly span: Span;

  constructor(span: Span) {
    super("nested too deep");
    this.span = span;
  }
}

/** What a rule of the grammar is run on. */
export interface GrammarInput {
  readonly tokens: readonly Token[];
  /** The text of the whole file. */
  readonly text: string;
  readonly reporter: Reporter;
  /** The `///` text before a token, or null. */
  readonly documentation: (token: Token) => string | null;
}

/**
 * What the rules of the grammar share. Alternatives that are tried for every operand are built once, as fields, and not
 * at every call: that halves the time of parsing.
 */
export abstract class GrammarCore extends EmbeddedActionsParser {
  #input: GrammarInput | null = null;
  #depth = 0;

  constructor(validate: boolean) {
    super([...allTokenTypes], {
      maxLookahead: MOST_LOOKAHEAD,
      lookaheadStrategy: new LookaheadWhenNeeded({ maxLookahead: MOST_LOOKAHEAD }),
      recoveryEnabled: false,
      skipValidations: !validate,
      errorMessageProvider: expectationMessages,
    });
  }

  /** Runs one rule over all the tokens of `input`. Look at `errors` afterwards. */
  run<R>(rule: ParserMethod<[], R>, input: GrammarInput): R {
    this.#input = input;
    this.#depth = 0;
    this.input = input.tokens as Token[];
    return rule.call(this);
  }

  protected get reporter(): Reporter {
    return this.#input!.reporter;
  }

  protected textAt(span: Span): string {
    return this.#input!.text.slice(span.start, span.end);
  }

  protected documentation(token: IToken): string | null {
    return this.#input!.documentation(token as Token);
  }

  protected token(ahead: number): Token {
    return this.LA(ahead) as Token;
  }

  /** Goes `levels` deeper. */
  protected enter(levels = 1): void {
    this.#depth += levels;
    if (this.#depth > DEEPEST_NESTING) throw new TooDeepError(spanOf(this.LA(1)));
  }

  protected leave(levels = 1): void {
    this.#depth -= levels;
  }

  protected duration(amount: Token, unit: IToken): tree.DurationLiteral {
    const span = spanBetween(amount, unit);
    const value = tokenValue(amount, "number");
    const whole = value?.integer === true && Number.isSafeInteger(value.value);
    if (!whole && value?.broken !== true) {
      const write = value === undefined ? null : inSmallerUnits(value.value, durationUnit(unit.image));
      const fixes = write === null ? [] : [this.reporter.replace(span, write, `Write \`${write}\``)];
      this.reporter.report(literalRules.durationAmount, { text: this.textAt(span) }, span, fixes);
    }
    return { kind: "duration", amount: whole ? value.value : 0, unit: durationUnit(unit.image) ?? "day", span };
  }
}

/** `1.5 years` are 18 months; null where no smaller unit has a whole number of them. */
function inSmallerUnits(amount: number, unit: tree.DurationUnit | null): string | null {
  const smaller = { year: [12, "months"], week: [7, "days"], day: [24, "hours"] } as const;
  if (unit !== "year" && unit !== "week" && unit !== "day") return null;
  const [count, name] = smaller[unit];
  const whole = amount * count;
  return Number.isSafeInteger(whole) && whole > 0 ? `${whole} ${name}` : null;
}

export function tokenValue<K extends TokenValue["kind"]>(
  token: IToken,
  kind: K,
): Extract<TokenValue, { kind: K }> | undefined {
  const { value } = token as Token;
  return value?.kind === kind ? (value as Extract<TokenValue, { kind: K }>) : undefined;
}

export function nameOf(token: IToken): tree.Name {
  const value = tokenValue(token, "name");
  return { text: value?.text ?? token.image, quoted: value?.quoted ?? false, span: spanOf(token) };
}

export function stringOf(token: IToken): string {
  return tokenValue(token, "string")?.value ?? "";
}

export function numberOf(token: IToken): tree.NumberLiteral {
  const value = tokenValue(token, "number");
  return {
    kind: "number",
    value: value?.value ?? 0,
    percent: value?.percent ?? false,
    integer: value?.integer ?? false,
    text: token.image,
    span: spanOf(token),
  };
}

export function errorAt(span: Span): tree.ErrorExpression {
  return { kind: "error", span };
}
