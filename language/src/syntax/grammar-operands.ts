import type { ParserMethod, TokenType } from "chevrotain";
import { grammarRules } from "../diagnostics/rules/syntax/grammar.js";
import type { Span } from "../source/source.js";
import { errorAt, GrammarCore, nameOf, numberOf, stringOf, tokenValue } from "./grammar-core.js";
import * as t from "./tokens.js";
import { isName, isWord, spanBetween, spanOf, type Token, wordType } from "./tokens.js";
import type * as tree from "./tree.js";
import { durationUnit } from "./words.js";

/** Operands of expressions: literals, names, paths, calls, lists and their filters, `when`. */
export abstract class OperandGrammar extends GrammarCore {
  /** The rule of a whole expression, which operands hold in turn. */
  abstract readonly expression: ParserMethod<[], tree.Expression>;

  /** A path, perhaps filtered: `orders.details where …`. The filter runs as far right as it can. */
  readonly primary = this.RULE("primary", (): tree.Expression => {
    const list = this.SUBRULE(this.path);
    const filter = this.OPTION({
      GATE: () => isFilterable(list),
      DEF: () => {
        this.CONSUME(wordType("where"));
        this.ACTION(() => this.enter());
        const condition = this.SUBRULE(this.expression);
        this.ACTION(() => this.leave());
        return condition;
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
        return this.ACTION(() =>
          tokenValue(token, "string")?.broken === true
            ? errorAt(spanOf(token))
            : { kind: "string", value: stringOf(token), span: spanOf(token) },
        );
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
          const operator = this.token(-1);
          const write = operator?.image === "=" ? "matches" : operator?.image === "!=" ? "not matches" : null;
          const fixes =
            write === null ? [] : [this.reporter.replace(spanOf(operator), write, `Write \`${write}\``, false)];
          this.reporter.report(grammarRules.misplacedPattern, {}, spanOf(token), fixes);
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
