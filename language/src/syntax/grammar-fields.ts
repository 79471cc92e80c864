import type { IToken } from "chevrotain";
import { grammarRules } from "../diagnostics/rules/syntax/grammar.js";
import { errorAt, nameOf, numberOf, stringOf } from "./grammar-core.js";
import { ExpressionGrammar } from "./grammar-expressions.js";
import { isBound, type Part } from "./parts.js";
import * as t from "./tokens.js";
import { isWord, spanBetween, spanOf, wordType } from "./tokens.js";
import type * as tree from "./tree.js";

/** Fields of the customer block, their types and modifiers. A word before `:` is the name of the next field. */
export abstract class FieldGrammar extends ExpressionGrammar {
  readonly field = this.RULE("field", (): tree.FieldDeclaration => {
    const name = this.CONSUME(t.Name);
    this.CONSUME(t.Colon);
    let type = this.SUBRULE(this.type);
    const optional = this.OPTION(() => this.CONSUME(t.Question));
    const modifiers: tree.FieldModifier[] = [];
    this.MANY({
      GATE: () => this.token(2).tokenType !== t.Colon,
      DEF: () => {
        this.OR([
          {
            // `text? folded`: its place is before the `?`, and it is read here too.
            ALT: () => {
              const word = this.CONSUME(t.TypeWord);
              this.ACTION(() => {
                type = withTypeWord(type, word);
              });
            },
          },
          {
            ALT: () => {
              const modifier = this.SUBRULE(this.modifier);
              this.ACTION(() => this.#addModifier(modifiers, modifier));
            },
          },
        ]);
      },
    });
    const last = this.LA(0);
    this.OPTION1(() => this.CONSUME(t.Comma));
    return this.ACTION(() => ({
      kind: "field",
      name: nameOf(name),
      type,
      optional: optional === undefined ? null : spanOf(optional),
      modifiers,
      documentation: this.documentation(name),
      span: spanBetween(name, last),
    }));
  });

  #addModifier(modifiers: tree.FieldModifier[], modifier: tree.FieldModifier): void {
    const kind = (of: tree.FieldModifier) =>
      of.kind === "from-rows" ? "from" : of.kind === "pair" ? "format" : of.kind;
    if (!modifiers.some((known) => kind(known) === kind(modifier))) {
      modifiers.push(modifier);
      return;
    }
    this.reporter.report(grammarRules.repeatedModifier, { modifier: this.textAt(modifier.span) }, modifier.span, [
      this.reporter.replace(modifier.span, "", "Remove it", false),
    ]);
  }

  readonly type = this.RULE("type", (): tree.TypeSyntax => {
    this.ACTION(() => this.enter());
    const type = this.OR<tree.TypeSyntax>([
      {
        GATE: () => isWord(this.token(2), "of") && this.token(3).tokenType !== t.Colon,
        ALT: () => {
          const list = this.CONSUME(wordType("list"));
          this.CONSUME(wordType("of"));
          const element = this.SUBRULE(this.type);
          return this.ACTION(() => ({
            kind: "list-type",
            element,
            span: { start: list.startOffset, end: element.span.end },
          }));
        },
      },
      { ALT: () => this.SUBRULE(this.recordType) },
      { ALT: () => this.SUBRULE(this.choiceType) },
      { ALT: () => this.SUBRULE(this.namedType) },
    ]);
    this.ACTION(() => this.leave());
    return type;
  });

  readonly recordType = this.RULE("recordType", (): tree.RecordTypeSyntax => {
    const open = this.CONSUME(t.LeftBrace);
    const fields: tree.FieldDeclaration[] = [];
    this.MANY(() => {
      const field = this.SUBRULE(this.field);
      this.ACTION(() => fields.push(field));
    });
    const close = this.CONSUME(t.RightBrace);
    return this.ACTION(() => ({ kind: "record-type", fields, span: spanBetween(open, close) }));
  });

  readonly choiceType = this.RULE("choiceType", (): tree.ChoiceTypeSyntax => {
    const first = this.LA(1);
    const choices: { value: tree.StringNode; code: tree.StringNode | null }[] = [];
    this.AT_LEAST_ONE_SEP({
      SEP: t.Bar,
      DEF: () => {
        const value = this.SUBRULE(this.string);
        const code = this.OPTION(() => {
          this.CONSUME(t.Equal);
          return this.SUBRULE1(this.string);
        });
        this.ACTION(() => choices.push({ value, code: code ?? null }));
      },
    });
    return this.ACTION(() => ({ kind: "choice-type", choices, span: spanBetween(first, this.LA(0)) }));
  });

  readonly namedType = this.RULE("namedType", (): tree.NamedTypeSyntax => {
    const name = this.CONSUME(t.Name);
    let type = this.ACTION(
      (): tree.NamedTypeSyntax => ({
        kind: "named-type",
        name: nameOf(name).text,
        folded: null,
        persian: null,
        span: spanOf(name),
      }),
    );
    this.MANY({
      GATE: () => this.token(2).tokenType !== t.Colon,
      DEF: () => {
        const word = this.CONSUME(t.TypeWord);
        this.ACTION(() => {
          type = withTypeWord(type, word);
        });
      },
    });
    return type;
  });

  readonly modifier = this.RULE(
    "modifier",
    (): tree.FieldModifier =>
      this.OR<tree.FieldModifier>([
        {
          ALT: () => {
            const key = this.CONSUME(wordType("key"));
            return this.ACTION(() => ({ kind: "key", span: spanOf(key) }));
          },
        },
        {
          ALT: () => {
            const format = this.SUBRULE(this.string);
            const no = this.OPTION(() => {
              this.CONSUME(t.Divide);
              return this.SUBRULE1(this.string);
            });
            return this.ACTION(() => {
              if (no === undefined) return { kind: "format", format, span: format.span };
              return { kind: "pair", yes: format, no, span: { start: format.span.start, end: no.span.end } };
            });
          },
        },
        {
          ALT: () => {
            const range = this.SUBRULE(this.domain);
            return this.ACTION(() => ({ kind: "domain", range, span: range.span }));
          },
        },
        {
          ALT: () => {
            const keyword = this.CONSUME(wordType("step"));
            const step = this.CONSUME(t.Numeral);
            return this.ACTION(() => ({ kind: "step", step: numberOf(step), span: spanBetween(keyword, step) }));
          },
        },
        {
          ALT: () => {
            const keyword = this.CONSUME(wordType("from"));
            return this.OR1<tree.FieldModifier>({
              DEF: [
                {
                  ALT: () => {
                    const source = this.SUBRULE2(this.string);
                    const span = this.ACTION(() => ({ start: keyword.startOffset, end: source.span.end }));
                    return { kind: "from", source, span };
                  },
                },
                {
                  ALT: () => {
                    const rows = this.CONSUME(wordType("rows"));
                    return this.ACTION(() => ({ kind: "from-rows", span: spanBetween(keyword, rows) }));
                  },
                },
              ],
              ERR_MSG: 'a key or column in quotation marks, such as `from "Annual Income"`, or `rows`',
            });
          },
        },
        {
          ALT: () => {
            const keyword = this.CONSUME(wordType("missing"));
            const spellings: tree.StringNode[] = [];
            this.CONSUME(t.LeftBracket);
            this.OPTION2(() => {
              const first = this.SUBRULE3(this.string);
              this.ACTION(() => spellings.push(first));
              this.MANY({
                GATE: () => this.token(2).tokenType !== t.RightBracket,
                DEF: () => {
                  this.CONSUME(t.Comma);
                  const spelling = this.SUBRULE4(this.string);
                  this.ACTION(() => spellings.push(spelling));
                },
              });
              this.OPTION3(() => this.CONSUME1(t.Comma));
            });
            const close = this.CONSUME(t.RightBracket);
            return this.ACTION(() => ({ kind: "missing", spellings, span: spanBetween(keyword, close) }));
          },
        },
        {
          ALT: () => {
            const keyword = this.CONSUME(wordType("split"));
            const separator = this.SUBRULE5(this.string);
            const span = this.ACTION(() => ({ start: keyword.startOffset, end: separator.span.end }));
            return { kind: "split", separator, span };
          },
        },
      ]),
  );

  readonly domain = this.RULE("domain", (): tree.RangeExpression => {
    const first = this.LA(1);
    const low = this.OPTION(() => this.SUBRULE(this.domainBound)) ?? null;
    const sign = this.CONSUME(t.RangeSign);
    const high = this.OPTION1(() => this.SUBRULE1(this.domainBound)) ?? null;
    return this.ACTION(() => {
      const span = spanBetween(first, this.LA(0));
      const highExclusive = sign.tokenType === t.RangeExclusive;
      if (high === null && (low === null || highExclusive)) this.reporter.report(grammarRules.emptyRange, {}, span);
      return { kind: "range", low, high, highExclusive, span };
    });
  });

  /** A literal, or a clock moved by durations; ends where a plain expression would run into the next field. */
  readonly domainBound = this.RULE("domainBound", (): tree.Expression => {
    const parts: Part[] = [];
    this.OPTION(() => {
      const sign = this.CONSUME(t.Minus);
      this.ACTION(() => parts.push({ kind: "sign", span: spanOf(sign) }));
    });
    const first = this.OR({
      DEF: [
        { ALT: () => this.literalNumber() },
        { ALT: () => this.literalDate() },
        { ALT: () => this.literalDateTime() },
        { ALT: () => this.clock() },
      ],
      ERR_MSG: "a number, a date, `today` or `now`",
    });
    this.ACTION(() => parts.push({ kind: "operand", expression: first }));
    this.MANY(() => {
      const operator = this.OR1([{ ALT: () => this.CONSUME(t.Plus) }, { ALT: () => this.CONSUME1(t.Minus) }]);
      const amount = this.CONSUME1(t.Numeral);
      const unit = this.CONSUME(t.Unit);
      this.ACTION(() => {
        const expression = this.duration(amount as t.Token, unit);
        parts.push({ kind: "binary", operator: operator.tokenType === t.Plus ? "+" : "-", span: spanOf(operator) });
        parts.push({ kind: "operand", expression });
      });
    });
    return this.ACTION(() => {
      const bound = this.build(parts);
      if (bound.kind === "error" || isBound(bound)) return bound;
      this.reporter.report(grammarRules.rangeBound, { bound: `\`${this.textAt(bound.span)}\`` }, bound.span);
      return errorAt(bound.span);
    });
  });

  readonly string = this.RULE("string", (): tree.StringNode => {
    const token = this.CONSUME(t.Text);
    return this.ACTION(() => ({ value: stringOf(token), span: spanOf(token) }));
  });
}

function withTypeWord(type: tree.TypeSyntax, word: IToken): tree.NamedTypeSyntax;
function withTypeWord(type: tree.TypeSyntax, word: IToken): tree.TypeSyntax {
  if (type.kind === "list-type" && type.element !== null) {
    return { ...type, element: withTypeWord(type.element, word) };
  }
  if (type.kind !== "named-type") return type;
  return { ...type, [word.image]: spanOf(word) };
}
