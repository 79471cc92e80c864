import type { IToken, TokenType } from "chevrotain";
import { grammarRules } from "../diagnostics/rules/syntax/grammar.js";
import type { Span } from "../source/source.js";
import { errorAt, GrammarCore, nameOf, numberOf, stringOf, TooDeepError, tokenValue } from "./grammar-core.js";
import { buildExpression, type Part } from "./precedence.js";
import * as t from "./tokens.js";
import { isName, isWord, spanBetween, spanOf, type Token, wordType } from "./tokens.js";
import type * as tree from "./tree.js";
import { durationUnit, periodUnit } from "./words.js";

/**
 * Expressions: one rule for conditions and arithmetic, for types decide later which is which. An expression is read as
 * operands and operators in a row; precedence.ts makes the tree.
 */
export abstract class ExpressionGrammar extends GrammarCore {
  /** The row of the expression being read. */
  #parts: Part[] = [];

  readonly expression = this.RULE("expression", (): tree.Expression => {
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

  /** A path, perhaps filtered: `orders.details where …`. The filter runs as far right as it can. */
  readonly primary = this.RULE("primary", (): tree.Expression => {
    const list = this.SUBRULE(this.path);
    const filter = this.OPTION({
      GATE: () => isFilterable(list),
      DEF: () => {
        this.CONSUME(wordType("where"));
        return this.SUBRULE(this.expression);
      },
    });
    if (filter === undefined) return list;
    return this.ACTION(() => ({
      kind: "filter",
      list,
      filter,
      span: { start: list.span.start, end: filter.span.end },
    }));
  });

  readonly path = this.RULE("path", (): tree.Expression => {
    this.ACTION(() => this.enter());
    let object = this.OR<tree.Expression>({
      DEF: this.#atoms,
      ERR_MSG: "a value, such as a field, a number or a text",
    });
    let members = 0;
    this.MANY({
      GATE: () => isFilterable(object),
      DEF: () => {
        this.CONSUME(t.Dot);
        const name = this.CONSUME1(t.Name);
        this.ACTION(() => {
          members += 1;
          if (members > 2) this.enter();
          object = {
            kind: "member",
            object,
            name: nameOf(name),
            span: { start: object.span.start, end: spanOf(name).end },
          };
        });
      },
    });
    this.ACTION(() => this.leave(1 + Math.max(0, members - 2)));
    return object;
  });

  readonly #named = [
    {
      ALT: () => {
        const name = this.LA(0);
        this.CONSUME(t.LeftParenthesis);
        const call = this.SUBRULE(this.callArguments);
        const close = this.CONSUME(t.RightParenthesis);
        return this.ACTION(
          (): tree.Expression => ({ kind: "call", name: nameOf(name), ...call, span: spanBetween(name, close) }),
        );
      },
    },
    {
      GATE: () => durationUnit(this.LA(0).image) !== null,
      ALT: () => {
        const unit = this.LA(0);
        this.CONSUME(wordType("since"));
        const operand = this.SUBRULE(this.path);
        return this.ACTION(
          (): tree.Expression => ({
            kind: "since",
            unit: durationUnit(unit.image) ?? "day",
            unitSpan: spanOf(unit),
            operand,
            span: { start: unit.startOffset, end: operand.span.end },
          }),
        );
      },
    },
    {
      ALT: () =>
        this.ACTION((): tree.Expression => {
          const token = this.LA(0);
          const name = nameOf(token);
          return name.text === "" ? errorAt(name.span) : { kind: "name", name, span: name.span };
        }),
    },
  ];

  readonly #atoms = [
    {
      // A name, a call, or `days since …`.
      ALT: (): tree.Expression => {
        this.CONSUME(t.Name);
        return this.OR1<tree.Expression>(this.#named);
      },
    },
    { ALT: (): tree.Expression => this.literalNumber() },
    {
      ALT: (): tree.Expression => {
        const token = this.CONSUME(t.Text);
        return this.ACTION(() => ({ kind: "string", value: stringOf(token), span: spanOf(token) }));
      },
    },
    {
      ALT: (): tree.Expression => {
        const open = this.CONSUME1(t.LeftParenthesis);
        const inner = this.SUBRULE(this.expression);
        const close = this.CONSUME1(t.RightParenthesis);
        return this.ACTION(() => ({ kind: "parenthesized", inner, span: spanBetween(open, close) }));
      },
    },
    { ALT: (): tree.Expression => this.SUBRULE(this.quantifier) },
    { ALT: (): tree.Expression => this.literalDate() },
    { ALT: (): tree.Expression => this.literalDateTime() },
    { ALT: (): tree.Expression => this.clock() },
    { ALT: (): tree.Expression => this.SUBRULE(this.listLiteral) },
    { ALT: (): tree.Expression => this.SUBRULE(this.recordLiteral) },
    { ALT: (): tree.Expression => this.SUBRULE(this.when) },
    {
      ALT: (): tree.Expression => {
        const token = this.CONSUME(t.Truth);
        return this.ACTION(() => ({ kind: "boolean", value: isWord(token as Token, "true"), span: spanOf(token) }));
      },
    },
    {
      ALT: (): tree.Expression => {
        const token = this.CONSUME(t.Regex);
        return this.ACTION(() => {
          this.reporter.report(grammarRules.misplacedPattern, {}, spanOf(token));
          return errorAt(spanOf(token));
        });
      },
    },
  ];

  readonly callArguments = this.RULE(
    "callArguments",
    (): Pick<tree.CallExpression, "distinct" | "arguments" | "over"> => {
      const args: tree.Expression[] = [];
      const distinct = this.OPTION({
        GATE: () => this.#atDistinct(),
        DEF: () => this.CONSUME(wordType("distinct")),
      });
      this.MANY_SEP({
        SEP: t.Comma,
        DEF: () => {
          const argument = this.SUBRULE(this.expression);
          this.ACTION(() => args.push(argument));
        },
      });
      const over = this.OPTION1(() => {
        this.CONSUME(wordType("over"));
        return this.SUBRULE(this.primary);
      });
      return this.ACTION(() => ({
        distinct: distinct === undefined ? null : spanOf(distinct),
        arguments: args,
        over: over ?? null,
      }));
    },
  );

  readonly quantifier = this.RULE("quantifier", (): tree.QuantifierExpression => {
    const word = this.CONSUME(t.QuantifierWord);
    const list = this.SUBRULE(this.path);
    const filter = this.OPTION(() => {
      this.CONSUME(wordType("where"));
      return this.SUBRULE(this.expression);
    });
    return this.ACTION(() => ({
      kind: "quantifier",
      quantifier: word.image as "any" | "all" | "no",
      quantifierSpan: spanOf(word),
      list,
      filter: filter ?? null,
      span: { start: word.startOffset, end: (filter ?? list).span.end },
    }));
  });

  readonly when = this.RULE("when", (): tree.WhenExpression => {
    const branches: { condition: tree.Expression; value: tree.Expression; span: Span }[] = [];
    this.AT_LEAST_ONE(() => {
      const when = this.CONSUME(wordType("when"));
      const condition = this.SUBRULE(this.expression);
      this.CONSUME(wordType("then"));
      const value = this.SUBRULE1(this.expression);
      this.ACTION(() => branches.push({ condition, value, span: { start: when.startOffset, end: value.span.end } }));
    });
    const otherwise = this.OPTION(() => {
      this.CONSUME(wordType("else"));
      return this.SUBRULE2(this.expression);
    });
    return this.ACTION(() => {
      const start = branches[0]?.span.start ?? 0;
      const end = branches.at(-1)?.span.end ?? start;
      if (otherwise === undefined) {
        this.reporter.report(grammarRules.missingElse, {}, { start, end: start + "when".length });
      }
      const value = otherwise ?? errorAt({ start: end, end });
      return { kind: "when", branches, otherwise: value, span: { start, end: value.span.end } };
    });
  });

  readonly listLiteral = this.RULE("listLiteral", (): tree.ListLiteral => {
    const open = this.CONSUME(t.LeftBracket);
    const items: tree.Expression[] = [];
    this.OPTION(() => {
      const first = this.SUBRULE(this.expression);
      this.ACTION(() => items.push(first));
      this.MANY({
        GATE: () => this.token(2).tokenType !== t.RightBracket,
        DEF: () => {
          this.CONSUME(t.Comma);
          const item = this.SUBRULE1(this.expression);
          this.ACTION(() => items.push(item));
        },
      });
      this.OPTION1(() => this.CONSUME1(t.Comma));
    });
    const close = this.CONSUME(t.RightBracket);
    return this.ACTION(() => ({ kind: "list-literal", items, span: spanBetween(open, close) }));
  });

  readonly recordLiteral = this.RULE("recordLiteral", (): tree.RecordLiteral => {
    const open = this.CONSUME(t.LeftBrace);
    const entries: tree.RecordLiteral["entries"][number][] = [];
    this.OPTION(() => {
      const first = this.SUBRULE(this.entry);
      this.ACTION(() => entries.push(first));
      this.MANY({
        GATE: () => this.token(2).tokenType !== t.RightBrace,
        DEF: () => {
          this.CONSUME(t.Comma);
          const entry = this.SUBRULE1(this.entry);
          this.ACTION(() => entries.push(entry));
        },
      });
      this.OPTION1(() => this.CONSUME1(t.Comma));
    });
    const close = this.CONSUME(t.RightBrace);
    return this.ACTION(() => ({ kind: "record-literal", entries, span: spanBetween(open, close) }));
  });

  readonly entry = this.RULE("entry", (): tree.RecordLiteral["entries"][number] => {
    const name = this.CONSUME(t.Name);
    this.CONSUME(t.Colon);
    const value = this.SUBRULE(this.expression);
    return this.ACTION(() => ({ name: nameOf(name), value, span: { start: name.startOffset, end: value.span.end } }));
  });

  // ---------- parts of rules, used once in a rule

  /** A number, or a duration: a unit counts only behind a number, and not before `:`. */
  protected literalNumber(): tree.Expression {
    const token = this.CONSUME(t.Numeral);
    const unit = this.OPTION9({
      GATE: () => this.token(2).tokenType !== t.Colon,
      DEF: () => this.CONSUME9(t.Unit),
    });
    return this.ACTION(() => {
      if (tokenValue(token, "number")?.broken === true) return errorAt(spanOf(token));
      if (unit === undefined) return numberOf(token);
      const duration = this.duration(token as Token, unit);
      return tokenValue(token, "number")?.integer === true ? duration : errorAt(duration.span);
    });
  }

  protected literalDate(): tree.Expression {
    const token = this.CONSUME(t.DateToken);
    return this.ACTION(() => ({
      kind: "date",
      day: tokenValue(token, "date")?.day ?? null,
      text: token.image,
      span: spanOf(token),
    }));
  }

  protected literalDateTime(): tree.Expression {
    const token = this.CONSUME(t.DateTimeToken);
    return this.ACTION(() => ({
      kind: "datetime",
      instant: tokenValue(token, "datetime")?.instant ?? null,
      text: token.image,
      span: spanOf(token),
    }));
  }

  protected clock(): tree.Expression {
    const token = this.CONSUME(t.ClockWord);
    return this.ACTION(() => ({ kind: "clock", clock: token.image as "today" | "now", span: spanOf(token) }));
  }

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

  /** `distinct` before an operand; not a field of that name. */
  #atDistinct(): boolean {
    const next = this.token(2);
    if (!startsOperand(next)) return false;
    if (isWord(next, "not") || next.tokenType === t.Minus || next.tokenType === t.LeftParenthesis) return false;
    if (next.tokenType === t.Range || next.tokenType === t.RangeExclusive) return false;
    const operator = isWord(next, "has", "contains", "default", "over", "starts", "ends", "matches");
    return !operator || !startsOperand(this.token(3));
  }
}

const operandStarts = new Set<TokenType>([
  t.Text,
  t.Numeral,
  t.DateToken,
  t.DateTimeToken,
  t.Regex,
  t.LeftParenthesis,
  t.LeftBracket,
  t.LeftBrace,
  t.Minus,
  t.Range,
  t.RangeExclusive,
  ...(["any", "all", "no", "when", "not", "true", "false", "today", "now"] as const).map(wordType),
]);

/** An operand can begin with this token. */
export function startsOperand(token: Token | undefined): boolean {
  return token !== undefined && (isName(token) || operandStarts.has(token.tokenType));
}

function isFilterable(expression: tree.Expression): boolean {
  switch (expression.kind) {
    case "name":
    case "member":
    case "parenthesized":
    case "call":
      return true;
    default:
      return false;
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
