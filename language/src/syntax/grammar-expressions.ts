import type { IToken, TokenType } from "chevrotain";
import { grammarRules } from "../diagnostics/rules/syntax/grammar.js";
import { errorAt, stringOf, TooDeepError, tokenValue } from "./grammar-core.js";
import { OperandGrammar, startsOperand } from "./grammar-operands.js";
import type { Part } from "./parts.js";
import { buildExpression } from "./precedence.js";
import * as t from "./tokens.js";
import { isName, isWord, spanBetween, spanOf, type Token, wordType } from "./tokens.js";
import type * as tree from "./tree.js";
import { periodUnit } from "./words.js";

/**
 * Expressions: one rule for conditions and arithmetic, for types decide later which is which. An expression is read as
 * operands and operators in a row; precedence.ts makes the tree.
 */
export abstract class ExpressionGrammar extends OperandGrammar {
  /** The row of the expression being read. */
  #parts: Part[] = [];

  override readonly expression = this.RULE("expression", (): tree.Expression => {
    const outer = this.#parts;
    const parts: Part[] = [];
    this.#parts = parts;
    this.SUBRULE(this.operand);
    this.MANY(() => this.OR(this.#continuations));
    return this.ACTION(() => {
      this.#parts = outer;
      return this.build(parts);
    });
  });

  /** Prefixes and what they stand before. */
  readonly operand = this.RULE("operand", (): void => {
    const parts = this.#parts;
    let prefixes = 0;
    this.MANY(() => {
      const prefix = this.CONSUME(t.Prefix);
      this.ACTION(() => {
        prefixes += 1;
        this.enter();
        parts.push(prefixPart(prefix));
      });
    });
    const expression = this.SUBRULE(this.primary);
    this.ACTION(() => {
      this.leave(prefixes);
      parts.push({ kind: "operand", expression });
      this.#parts = parts;
    });
  });

  /** What goes on behind an operand. */
  readonly #continuations = [
    {
      ALT: () => {
        const operator = this.CONSUME(t.BinaryOperator);
        this.ACTION(() => this.#parts.push(binaryPart(operator)));
        this.SUBRULE1(this.operand);
      },
    },
    {
      ALT: () => {
        const sign = this.CONSUME(t.RangeSign);
        this.ACTION(() => this.#parts.push(rangePart(sign)));
        this.OPTION(() => this.SUBRULE2(this.operand));
      },
    },
    { ALT: () => this.SUBRULE(this.stateTest) },
    { ALT: () => this.SUBRULE(this.test) },
  ];

  readonly stateTest = this.RULE("stateTest", (): void => {
    const is = this.CONSUME(wordType("is"));
    const not = this.OPTION(() => this.CONSUME(wordType("not")));
    const state = this.CONSUME(t.StateWord);
    this.ACTION(() => {
      const span = spanBetween(is, state);
      const negated = not !== undefined;
      if (isWord(state as Token, "empty")) this.#parts.push({ kind: "empty", negated, span });
      else this.#parts.push({ kind: "presence", present: isWord(state as Token, "present") !== negated, span });
    });
  });

  readonly test = this.RULE("test", (): void => {
    const not = this.OPTION(() => this.CONSUME(wordType("not")));
    this.OR(this.#tests.map((make) => ({ ALT: () => make(not) })));
  });

  readonly #tests: readonly ((not: IToken | undefined) => void)[] = [
    (not) => {
      const word = this.CONSUME(wordType("in"));
      this.ACTION(() =>
        this.#parts.push({ kind: "in", negated: not !== undefined, span: spanBetween(not ?? word, word) }),
      );
      this.OR1({
        DEF: [
          {
            GATE: () => this.#atPeriod(),
            ALT: () => {
              const expression = this.SUBRULE(this.period);
              this.ACTION(() => this.#parts.push({ kind: "operand", expression }));
            },
          },
          { ALT: () => this.SUBRULE(this.operand) },
        ],
        ERR_MSG: "a list, a range such as `18..29`, or a period such as `last 30 days`",
      });
    },
    (not) => {
      const word = this.CONSUME(wordType("starts"));
      this.CONSUME(wordType("with"));
      this.#textTest(not, word, "starts with", this.SUBRULE1(this.anyOf));
      this.SUBRULE1(this.operand);
    },
    (not) => {
      const word = this.CONSUME(wordType("ends"));
      this.CONSUME1(wordType("with"));
      this.#textTest(not, word, "ends with", this.SUBRULE2(this.anyOf));
      this.SUBRULE2(this.operand);
    },
    (not) => {
      const word = this.CONSUME(wordType("contains"));
      this.#textTest(not, word, "contains", this.SUBRULE3(this.anyOf));
      this.SUBRULE3(this.operand);
    },
    (not) => {
      const word = this.CONSUME(wordType("matches"));
      const pattern = this.SUBRULE(this.pattern);
      this.ACTION(() => {
        this.#parts.push({ kind: "matches", negated: not !== undefined, span: spanBetween(not ?? word, word) });
        this.#parts.push({ kind: "operand", expression: pattern });
      });
    },
    (not) => {
      const word = this.CONSUME(wordType("has"));
      const quantifier = this.SUBRULE(this.hasQuantifier);
      this.ACTION(() => {
        const span = spanBetween(not ?? word, this.LA(0));
        this.#parts.push({ kind: "has", quantifier, negated: not !== undefined, span });
      });
      this.SUBRULE4(this.operand);
    },
  ];

  #textTest(
    not: IToken | undefined,
    word: IToken,
    operator: tree.TextTestExpression["operator"],
    anyOf: boolean,
  ): void {
    this.ACTION(() => {
      const span = spanBetween(not ?? word, this.LA(0));
      this.#parts.push({ kind: "text-test", operator, anyOf, negated: not !== undefined, span });
    });
  }

  /** Whether `any of` stands here, which is consumed. */
  readonly anyOf = this.RULE("anyOf", (): boolean => {
    let found = false;
    this.OPTION({
      GATE: () => isWord(this.token(2), "of"),
      DEF: () => {
        this.CONSUME(wordType("any"));
        this.CONSUME(wordType("of"));
        found = true;
      },
    });
    return found;
  });

  readonly hasQuantifier = this.RULE("hasQuantifier", (): tree.HasExpression["quantifier"] => {
    let quantifier: tree.HasExpression["quantifier"] = "one";
    this.OPTION({
      GATE: () => isWord(this.token(2), "of") && startsOperand(this.token(3)),
      DEF: () => {
        const word = this.OR([
          { ALT: () => this.CONSUME(wordType("any")) },
          { ALT: () => this.CONSUME(wordType("all")) },
          { ALT: () => this.CONSUME(wordType("none")) },
        ]);
        this.CONSUME(wordType("of"));
        this.ACTION(() => {
          quantifier = word.image as "any" | "all" | "none";
        });
      },
    });
    return quantifier;
  });

  readonly pattern = this.RULE(
    "pattern",
    (): tree.Expression =>
      this.OR<tree.Expression>([
        {
          ALT: () => {
            const token = this.CONSUME(t.Regex);
            return this.ACTION(() => {
              const value = tokenValue(token, "regex");
              if (value?.broken === true) return errorAt(spanOf(token));
              return { kind: "regex", pattern: value?.pattern ?? "", flags: value?.flags ?? "", span: spanOf(token) };
            });
          },
        },
        {
          ALT: () => {
            const token = this.CONSUME(t.Text);
            return this.ACTION(() => {
              const span = spanOf(token);
              const write = `/${stringOf(token).replaceAll("/", "\\/")}/`;
              this.reporter.report(grammarRules.patternExpected, {}, span, [
                this.reporter.replace(span, write, `Write \`${write}\``, false),
              ]);
              return errorAt(span);
            });
          },
        },
      ]),
  );

  readonly period = this.RULE(
    "period",
    (): tree.PeriodExpression =>
      this.OR<tree.PeriodExpression>([
        {
          GATE: () => this.token(2).tokenType === t.Numeral,
          ALT: () => {
            const last = this.CONSUME(wordType("last"));
            const amount = this.CONSUME(t.Numeral);
            const unit = this.CONSUME(t.Unit);
            return this.ACTION(() => {
              const duration = this.duration(amount as Token, unit);
              const span = { start: last.startOffset, end: duration.span.end };
              return { kind: "period", period: "last-duration", duration, span };
            });
          },
        },
        {
          ALT: () => {
            const which = this.OR1([
              { ALT: () => this.CONSUME1(wordType("last")) },
              { ALT: () => this.CONSUME(wordType("this")) },
            ]);
            const unit = this.CONSUME(t.Name);
            return this.ACTION(() => ({
              kind: "period",
              period: isWord(which as Token, "this") ? "this" : "last",
              unit: periodUnit(unit.image) ?? "month",
              span: spanBetween(which, unit),
            }));
          },
        },
      ]),
  );

  protected build(parts: readonly Part[]): tree.Expression {
    return buildExpression(
      parts,
      this.reporter,
      (span) => this.textAt(span),
      (span) => {
        throw new TooDeepError(span);
      },
    );
  }

  /** `last 30 …`, `this month`: not a list called `last`. */
  #atPeriod(): boolean {
    if (!isWord(this.token(1), "last", "this")) return false;
    const next = this.token(2);
    if (next.tokenType === t.Numeral) return isWord(this.token(1), "last");
    return isName(next) && next.tokenType !== t.QuotedName && periodUnit(next.image) !== null;
  }
}

function rangePart(token: IToken): Part {
  return { kind: "range", exclusive: token.tokenType === t.RangeExclusive, span: spanOf(token) };
}

function prefixPart(token: IToken): Part {
  if (token.tokenType === t.Minus) return { kind: "sign", span: spanOf(token) };
  return isWord(token as Token, "not") ? { kind: "not", span: spanOf(token) } : rangePart(token);
}

const binaryOperators = new Map<TokenType, tree.BinaryExpression["operator"]>([
  [wordType("and"), "and"],
  [wordType("or"), "or"],
  [wordType("default"), "default"],
  [t.Plus, "+"],
  [t.Minus, "-"],
  [t.Times, "*"],
  [t.Divide, "/"],
]);
const comparisonOperators = new Map<TokenType, tree.ComparisonOperator>([
  [t.Equal, "="],
  [t.NotEqual, "!="],
  [t.Less, "<"],
  [t.LessEqual, "<="],
  [t.Greater, ">"],
  [t.GreaterEqual, ">="],
]);

function binaryPart(token: IToken): Part {
  const span = spanOf(token);
  const comparison = comparisonOperators.get(token.tokenType);
  if (comparison !== undefined) return { kind: "comparison", operator: comparison, span };
  return { kind: "binary", operator: binaryOperators.get(token.tokenType) ?? "and", span };
}
