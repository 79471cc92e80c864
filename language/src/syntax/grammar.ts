import { EmbeddedActionsParser, type IToken, type ParserMethod, type TokenType } from "chevrotain";
import { grammarRules } from "../diagnostics/rules/syntax/grammar.js";
import { literalRules } from "../diagnostics/rules/syntax/literals.js";
import type { Span } from "../source/source.js";
import { expectationMessages } from "./expectation.js";
import { buildExpression, isBound, type Part } from "./precedence.js";
import type { Reporter } from "./reporter.js";
import * as t from "./tokens.js";
import { isName, isWord, spanBetween, spanOf, type Token, type TokenValue, wordType } from "./tokens.js";
import type * as tree from "./tree.js";
import { durationUnit, periodUnit } from "./words.js";

/** Nesting beyond this is refused before it could overflow a stack, here or in any reader of the tree. */
export const DEEPEST_NESTING = 100;

/** Thrown through the grammar where nesting goes too deep; `parse.ts` catches it at the declaration. */
export class TooDeepError extends Error {
  readonly span: Span;

  constructor(span: Span) {
    super("nested too deep");
    this.span = span;
  }
}

/** The texts a parse needs beside its tokens. */
export interface GrammarInput {
  readonly tokens: readonly Token[];
  readonly text: string;
  readonly reporter: Reporter;
  /** The `///` text before a token, or null. */
  readonly documentation: (token: Token) => string | null;
}

type Rule<R> = ParserMethod<[], R>;

/**
 * The grammar. Each declaration, segment of a criterion and field of the customer is parsed on its own (see split.ts),
 * so there is no rule for a file, and the first mistake ends a rule: recovery is the split.
 */
export class Grammar extends EmbeddedActionsParser {
  #input: GrammarInput | null = null;
  #depth = 0;

  constructor(validate: boolean) {
    super([...t.allTokenTypes], {
      maxLookahead: 1,
      recoveryEnabled: false,
      skipValidations: !validate,
      nodeLocationTracking: "none",
      errorMessageProvider: expectationMessages,
    });
    this.performSelfAnalysis();
  }

  /** Runs one rule over all the tokens of `input`. Look at `errors` afterwards. */
  run<R>(rule: Rule<R>, input: GrammarInput): R {
    this.#input = input;
    this.#depth = 0;
    this.input = input.tokens as Token[];
    return rule.call(this);
  }

  // ---------- declarations

  readonly field = this.RULE("field", (): tree.FieldDeclaration => {
    const name = this.SUBRULE(this.name);
    this.CONSUME(t.Colon);
    let type = this.SUBRULE(this.type);
    let optional: Span | null = null;
    this.OPTION(() => {
      optional = this.#span(this.CONSUME(t.Question));
    });
    const modifiers: tree.FieldModifier[] = [];
    this.MANY({
      GATE: () => this.LA(2).tokenType !== t.Colon,
      DEF: () => {
        this.OR([
          {
            ALT: () => {
              // `text? folded`: belongs before the `?`, and is read here too.
              const word = this.OR1([
                { ALT: () => this.CONSUME(wordType("folded")) },
                { ALT: () => this.CONSUME(wordType("persian")) },
              ]);
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
    this.OPTION1(() => this.CONSUME(t.Comma));
    return this.ACTION(() => {
      const ends = [
        type.span.end,
        ...(optional === null ? [] : [(optional as Span).end]),
        ...modifiers.map(({ span }) => span.end),
      ];
      return {
        kind: "field",
        name,
        type,
        optional,
        modifiers,
        documentation: this.#documentationAt(name.span.start),
        span: { start: name.span.start, end: Math.max(...ends) },
      };
    });
  });

  readonly require = this.RULE("require", (): tree.RequireDeclaration => {
    const keyword = this.CONSUME(wordType("require"));
    const condition = this.SUBRULE(this.expression);
    return this.ACTION(() => ({ kind: "require", keyword: spanOf(keyword), condition, ...this.#declared(keyword) }));
  });

  readonly list = this.RULE("list", (): tree.ListDeclaration => {
    const keyword = this.CONSUME(wordType("list"));
    const name = this.SUBRULE(this.name);
    const source = this.OR<tree.ListDeclaration["source"]>([
      {
        ALT: () => {
          this.CONSUME(t.Equal);
          const values = this.SUBRULE(this.listLiteral);
          return this.ACTION(() => ({ kind: "values", values }));
        },
      },
      {
        ALT: () => {
          const from = this.CONSUME(wordType("from"));
          const file = this.SUBRULE(this.string);
          let column: tree.StringNode | null = null;
          this.OPTION(() => {
            this.CONSUME(wordType("column"));
            column = this.SUBRULE1(this.string);
          });
          return this.ACTION(() => ({ kind: "file", file, column, span: spanBetween(from, this.LA(0)) }));
        },
      },
    ]);
    return this.ACTION(() => ({ kind: "list", keyword: spanOf(keyword), name, source, ...this.#declared(keyword) }));
  });

  readonly define = this.RULE("define", (): tree.DefineDeclaration => {
    const keyword = this.CONSUME(wordType("define"));
    const name = this.SUBRULE(this.name);
    this.CONSUME(t.Equal);
    const value = this.SUBRULE(this.expression);
    return this.ACTION(() => ({ kind: "define", keyword: spanOf(keyword), name, value, ...this.#declared(keyword) }));
  });

  readonly segment = this.RULE("segment", (): tree.SegmentDeclaration => {
    const keyword = this.CONSUME(wordType("segment"));
    const name = this.SUBRULE(this.name);
    let title: tree.StringNode | null = null;
    let by: tree.Name | null = null;
    this.OPTION(() => {
      title = this.SUBRULE(this.string);
    });
    this.OPTION1(() => {
      this.CONSUME(wordType("by"));
      by = this.SUBRULE1(this.name);
    });
    this.CONSUME(wordType("where"));
    const condition = this.SUBRULE(this.expression);
    return this.ACTION(() => ({
      kind: "segment",
      keyword: spanOf(keyword),
      name,
      title,
      by,
      condition,
      ...this.#declared(keyword),
    }));
  });

  readonly otherwise = this.RULE("otherwise", (): tree.OtherwiseDeclaration => {
    const keyword = this.CONSUME(wordType("otherwise"));
    const name = this.SUBRULE(this.name);
    let title: tree.StringNode | null = null;
    this.OPTION(() => {
      title = this.SUBRULE(this.string);
    });
    return this.ACTION(() => ({
      kind: "otherwise",
      keyword: spanOf(keyword),
      name,
      title,
      ...this.#declared(keyword),
    }));
  });

  /** Up to its `{`: what stands in the braces is parsed segment by segment. */
  readonly criterion = this.RULE("criterion", (): Omit<tree.CriterionDeclaration, "body" | "members"> => {
    const keyword = this.CONSUME(wordType("criterion"));
    const name = this.SUBRULE(this.name);
    let title: tree.StringNode | null = null;
    const modifiers: { kind: tree.CriterionModifier; span: Span }[] = [];
    this.MANY(() => {
      this.OR([
        {
          GATE: () => title === null,
          ALT: () => {
            title = this.SUBRULE(this.string);
          },
        },
        { ALT: () => this.#criterionModifier(modifiers, this.CONSUME(wordType("exhaustive"))) },
        { ALT: () => this.#criterionModifier(modifiers, this.CONSUME(wordType("ordered"))) },
        { ALT: () => this.#criterionModifier(modifiers, this.CONSUME(wordType("overlapping"))) },
      ]);
    });
    return this.ACTION(() => ({
      kind: "criterion",
      keyword: spanOf(keyword),
      name,
      title,
      modifiers,
      ...this.#declared(keyword),
    }));
  });

  readonly persona = this.RULE("persona", (): tree.PersonaDeclaration => {
    const keyword = this.CONSUME(wordType("persona"));
    const name = this.SUBRULE(this.name);
    let title: tree.StringNode | null = null;
    let asOf: tree.Expression | null = null;
    this.OPTION(() => {
      title = this.SUBRULE(this.string);
    });
    this.OPTION1(() => {
      this.CONSUME(wordType("as"));
      this.CONSUME(wordType("of"));
      asOf = this.SUBRULE(this.expression);
    });
    this.OPTION2({
      GATE: () => title === null,
      DEF: () => {
        title = this.SUBRULE1(this.string);
      },
    });
    const record = this.SUBRULE(this.recordLiteral);
    const within: tree.SegmentReference[] = [];
    const notWithin: tree.SegmentReference[] = [];
    this.MANY(() => {
      const not = this.OPTION3(() => this.CONSUME(wordType("not")));
      this.CONSUME(wordType("in"));
      this.AT_LEAST_ONE_SEP({
        SEP: t.Comma,
        DEF: () => {
          const reference = this.SUBRULE(this.segmentReference);
          this.ACTION(() => (not === undefined ? within : notWithin).push(reference));
        },
      });
    });
    return this.ACTION(() => ({
      kind: "persona",
      keyword: spanOf(keyword),
      name,
      title,
      asOf,
      record,
      within,
      notWithin,
      ...this.#declared(keyword),
    }));
  });

  readonly segmentReference = this.RULE("segmentReference", (): tree.SegmentReference => {
    const first = this.SUBRULE(this.name);
    let second: tree.Name | null = null;
    this.OPTION(() => {
      this.CONSUME(t.Dot);
      second = this.SUBRULE1(this.name);
    });
    return this.ACTION(() => {
      const segment = (second ?? first) as tree.Name;
      return {
        criterion: second === null ? null : first,
        segment,
        span: { start: first.span.start, end: segment.span.end },
      };
    });
  });

  readonly name = this.RULE("name", (): tree.Name => {
    const token = this.CONSUME(t.Name);
    return this.ACTION(() => nameOf(token as Token));
  });

  readonly string = this.RULE("string", (): tree.StringNode => {
    const token = this.CONSUME(t.Text);
    return this.ACTION(() => ({ value: stringOf(token), span: spanOf(token) }));
  });

  // ---------- types and fields

  readonly type = this.RULE("type", (): tree.TypeSyntax => {
    this.ACTION(() => this.#enter());
    const type = this.OR<tree.TypeSyntax>([
      {
        GATE: () => isWord(this.#token(1), "list") && isWord(this.#token(2), "of"),
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
    this.ACTION(() => this.#leave());
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
    const choices: { value: tree.StringNode; code: tree.StringNode | null }[] = [];
    this.AT_LEAST_ONE_SEP({
      SEP: t.Bar,
      DEF: () => {
        const value = this.SUBRULE(this.string);
        let code: tree.StringNode | null = null;
        this.OPTION(() => {
          this.CONSUME(t.Equal);
          code = this.SUBRULE1(this.string);
        });
        this.ACTION(() => choices.push({ value, code }));
      },
    });
    return this.ACTION(() => ({
      kind: "choice-type",
      choices,
      span: { start: choices[0]?.value.span.start ?? 0, end: spanOf(this.LA(0)).end },
    }));
  });

  readonly namedType = this.RULE("namedType", (): tree.NamedTypeSyntax => {
    const name = this.CONSUME(t.Name);
    let type = this.ACTION(
      (): tree.NamedTypeSyntax => ({
        kind: "named-type",
        name: name.image,
        folded: null,
        persian: null,
        span: spanOf(name),
      }),
    );
    this.MANY({
      GATE: () => this.LA(2).tokenType !== t.Colon,
      DEF: () => {
        const word = this.OR([
          { ALT: () => this.CONSUME(wordType("folded")) },
          { ALT: () => this.CONSUME(wordType("persian")) },
        ]);
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
            let no: tree.StringNode | null = null;
            this.OPTION(() => {
              this.CONSUME(t.Divide);
              no = this.SUBRULE1(this.string);
            });
            return this.ACTION(() =>
              no === null
                ? { kind: "format", format, span: format.span }
                : {
                    kind: "pair",
                    yes: format,
                    no,
                    span: { start: format.span.start, end: (no as tree.StringNode).span.end },
                  },
            );
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
            const number = this.CONSUME(t.Numeral);
            return this.ACTION(() => ({
              kind: "step",
              step: numberOf(number as Token),
              span: spanBetween(keyword, number),
            }));
          },
        },
        {
          ALT: () => {
            const keyword = this.CONSUME(wordType("from"));
            return this.OR1<tree.FieldModifier>([
              {
                ALT: () => {
                  const source = this.SUBRULE2(this.string);
                  return this.ACTION(() => ({
                    kind: "from",
                    source,
                    span: { start: keyword.startOffset, end: source.span.end },
                  }));
                },
              },
              {
                ALT: () => {
                  const rows = this.CONSUME(wordType("rows"));
                  return this.ACTION(() => ({ kind: "from-rows", span: spanBetween(keyword, rows) }));
                },
              },
            ]);
          },
        },
        {
          ALT: () => {
            const keyword = this.CONSUME(wordType("missing"));
            const spellings: tree.StringNode[] = [];
            this.CONSUME(t.LeftBracket);
            this.MANY(() => {
              const spelling = this.SUBRULE3(this.string);
              this.ACTION(() => spellings.push(spelling));
              this.OPTION1(() => this.CONSUME(t.Comma));
            });
            const close = this.CONSUME(t.RightBracket);
            return this.ACTION(() => ({ kind: "missing", spellings, span: spanBetween(keyword, close) }));
          },
        },
        {
          ALT: () => {
            const keyword = this.CONSUME(wordType("split"));
            const separator = this.SUBRULE4(this.string);
            return this.ACTION(() => ({
              kind: "split",
              separator,
              span: { start: keyword.startOffset, end: separator.span.end },
            }));
          },
        },
      ]),
  );

  readonly domain = this.RULE("domain", (): tree.RangeExpression => {
    let low: tree.Expression | null = null;
    let high: tree.Expression | null = null;
    this.OPTION(() => {
      low = this.SUBRULE(this.domainBound);
    });
    const dots = this.OR([{ ALT: () => this.CONSUME(t.Range) }, { ALT: () => this.CONSUME(t.RangeExclusive) }]);
    this.OPTION1(() => {
      high = this.SUBRULE1(this.domainBound);
    });
    return this.ACTION(() => {
      const span = {
        start: (low as tree.Expression | null)?.span.start ?? dots.startOffset,
        end: (high as tree.Expression | null)?.span.end ?? spanOf(dots).end,
      };
      const highExclusive = dots.tokenType === t.RangeExclusive;
      if (high === null && (low === null || highExclusive)) this.#reporter.report(grammarRules.emptyRange, {}, span);
      return { kind: "range", low, high, highExclusive, span };
    });
  });

  /** A literal, or a clock moved by durations; stops where a plain expression would run into the next field. */
  readonly domainBound = this.RULE("domainBound", (): tree.Expression => {
    const parts: Part[] = [];
    this.OPTION(() => {
      const sign = this.CONSUME(t.Minus);
      this.ACTION(() => parts.push({ kind: "sign", span: spanOf(sign) }));
    });
    const first = this.OR([
      { ALT: () => this.SUBRULE(this.number) },
      { ALT: () => this.SUBRULE(this.date) },
      { ALT: () => this.SUBRULE(this.clock) },
    ]);
    this.ACTION(() => parts.push({ kind: "operand", expression: first }));
    this.MANY(() => {
      const operator = this.OR1([{ ALT: () => this.CONSUME(t.Plus) }, { ALT: () => this.CONSUME1(t.Minus) }]);
      const amount = this.SUBRULE1(this.number);
      this.ACTION(() => {
        parts.push({ kind: "binary", operator: operator.tokenType === t.Plus ? "+" : "-", span: spanOf(operator) });
        parts.push({ kind: "operand", expression: amount });
      });
    });
    return this.ACTION(() => {
      const bound = this.#build(parts);
      if (bound.kind === "error" || isBound(bound)) return bound;
      this.#reporter.report(grammarRules.rangeBound, { bound: `\`${this.#text(bound.span)}\`` }, bound.span);
      return errorAt(bound.span);
    });
  });

  // ---------- expressions

  readonly expression = this.RULE("expression", (): tree.Expression => {
    const parts: Part[] = [];
    this.SUBRULE(this.operand, { ARGS: [parts] });
    this.MANY(() => this.SUBRULE(this.continuation, { ARGS: [parts] }));
    return this.ACTION(() => this.#build(parts));
  });

  /** Prefixes and what they stand before. */
  readonly operand = this.RULE("operand", (parts: Part[]): void => {
    let prefixes = 0;
    this.MANY(() => {
      const prefix = this.OR([
        { ALT: () => this.CONSUME(wordType("not")) },
        { ALT: () => this.CONSUME(t.Minus) },
        { ALT: () => this.CONSUME(t.Range) },
        { ALT: () => this.CONSUME(t.RangeExclusive) },
      ]);
      this.ACTION(() => {
        prefixes += 1;
        this.#enter();
        parts.push(prefixPart(prefix));
      });
    });
    const expression = this.SUBRULE(this.primary);
    this.ACTION(() => {
      this.#depth -= prefixes;
      parts.push({ kind: "operand", expression });
    });
  });

  /** An operator and what follows it. */
  readonly continuation = this.RULE("continuation", (parts: Part[]): void => {
    this.OR([
      {
        ALT: () => {
          const operator = this.SUBRULE(this.binaryOperator);
          this.ACTION(() => parts.push(operator));
          this.SUBRULE(this.operand, { ARGS: [parts] });
        },
      },
      {
        ALT: () => {
          const dots = this.OR1([{ ALT: () => this.CONSUME(t.Range) }, { ALT: () => this.CONSUME(t.RangeExclusive) }]);
          this.ACTION(() =>
            parts.push({ kind: "range", exclusive: dots.tokenType === t.RangeExclusive, span: spanOf(dots) }),
          );
          this.OPTION(() => this.SUBRULE1(this.operand, { ARGS: [parts] }));
        },
      },
      { ALT: () => this.SUBRULE(this.isTest, { ARGS: [parts] }) },
      { ALT: () => this.SUBRULE(this.test, { ARGS: [parts] }) },
    ]);
  });

  readonly binaryOperator = this.RULE("binaryOperator", (): Part => {
    const token = this.OR([
      { ALT: () => this.CONSUME(wordType("and")) },
      { ALT: () => this.CONSUME(wordType("or")) },
      { ALT: () => this.CONSUME(t.Equal) },
      { ALT: () => this.CONSUME(t.NotEqual) },
      { ALT: () => this.CONSUME(t.Less) },
      { ALT: () => this.CONSUME(t.LessEqual) },
      { ALT: () => this.CONSUME(t.Greater) },
      { ALT: () => this.CONSUME(t.GreaterEqual) },
      { ALT: () => this.CONSUME(t.Plus) },
      { ALT: () => this.CONSUME(t.Minus) },
      { ALT: () => this.CONSUME(t.Times) },
      { ALT: () => this.CONSUME(t.Divide) },
      { ALT: () => this.CONSUME(wordType("default")) },
    ]);
    return this.ACTION(() => binaryPart(token));
  });

  readonly isTest = this.RULE("isTest", (parts: Part[]): void => {
    const is = this.CONSUME(wordType("is"));
    const not = this.OPTION(() => this.CONSUME(wordType("not")));
    const state = this.OR([
      { ALT: () => this.CONSUME(wordType("missing")) },
      { ALT: () => this.CONSUME(wordType("present")) },
      { ALT: () => this.CONSUME(wordType("empty")) },
    ]);
    this.ACTION(() => {
      const span = spanBetween(is, state);
      const negated = not !== undefined;
      if (state.tokenType === wordType("empty")) parts.push({ kind: "empty", negated, span });
      else parts.push({ kind: "presence", present: (state.tokenType === wordType("present")) !== negated, span });
    });
  });

  readonly test = this.RULE("test", (parts: Part[]): void => {
    const not = this.OPTION(() => this.CONSUME(wordType("not")));
    const add = (make: (negated: boolean, span: Span) => Part, first: IToken) =>
      this.ACTION(() => parts.push(make(not !== undefined, spanBetween(not ?? first, this.LA(0)))));
    this.OR([
      {
        ALT: () => {
          const word = this.CONSUME(wordType("in"));
          add((negated, span) => ({ kind: "in", negated, span }), word);
          this.OR1([
            {
              GATE: () => this.#atPeriod(),
              ALT: () => {
                const expression = this.SUBRULE(this.period);
                this.ACTION(() => parts.push({ kind: "operand", expression }));
              },
            },
            { ALT: () => this.SUBRULE(this.operand, { ARGS: [parts] }) },
          ]);
        },
      },
      {
        ALT: () => {
          const word = this.OR2([
            { ALT: () => this.CONSUME(wordType("starts")) },
            { ALT: () => this.CONSUME(wordType("ends")) },
          ]);
          this.CONSUME(wordType("with"));
          const anyOf = this.SUBRULE(this.anyOf);
          const operator = word.tokenType === wordType("starts") ? "starts with" : "ends with";
          add((negated, span) => ({ kind: "text-test", operator, anyOf, negated, span }), word);
          this.SUBRULE1(this.operand, { ARGS: [parts] });
        },
      },
      {
        ALT: () => {
          const word = this.CONSUME(wordType("contains"));
          const anyOf = this.SUBRULE1(this.anyOf);
          add((negated, span) => ({ kind: "text-test", operator: "contains", anyOf, negated, span }), word);
          this.SUBRULE2(this.operand, { ARGS: [parts] });
        },
      },
      {
        ALT: () => {
          const word = this.CONSUME(wordType("matches"));
          add((negated, span) => ({ kind: "matches", negated, span }), word);
          const pattern = this.SUBRULE(this.pattern);
          this.ACTION(() => parts.push({ kind: "operand", expression: pattern }));
        },
      },
      {
        ALT: () => {
          const word = this.CONSUME(wordType("has"));
          let quantifier: tree.HasExpression["quantifier"] = "one";
          this.OPTION1({
            GATE: () => isWord(this.#token(2), "of") && startsOperand(this.#token(3)),
            DEF: () => {
              const which = this.OR3([
                { ALT: () => this.CONSUME(wordType("any")) },
                { ALT: () => this.CONSUME(wordType("all")) },
                { ALT: () => this.CONSUME(wordType("none")) },
              ]);
              this.CONSUME(wordType("of"));
              quantifier =
                which.tokenType === wordType("any") ? "any" : which.tokenType === wordType("all") ? "all" : "none";
            },
          });
          add((negated, span) => ({ kind: "has", quantifier, negated, span }), word);
          this.SUBRULE3(this.operand, { ARGS: [parts] });
        },
      },
    ]);
  });

  readonly anyOf = this.RULE("anyOf", (): boolean => {
    let found = false;
    this.OPTION({
      GATE: () => isWord(this.#token(2), "of"),
      DEF: () => {
        this.CONSUME(wordType("any"));
        this.CONSUME(wordType("of"));
        found = true;
      },
    });
    return found;
  });

  readonly pattern = this.RULE(
    "pattern",
    (): tree.Expression =>
      this.OR<tree.Expression>([
        {
          ALT: () => {
            const token = this.CONSUME(t.Regex);
            return this.ACTION(() => {
              const value = valueOf(token, "regex");
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
              this.#reporter.report(grammarRules.patternExpected, {}, span, [
                this.#reporter.replace(span, write, `Write \`${write}\``),
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
          GATE: () => this.LA(2).tokenType === t.Numeral,
          ALT: () => {
            const last = this.CONSUME(wordType("last"));
            const amount = this.CONSUME(t.Numeral);
            const unit = this.SUBRULE(this.unit);
            return this.ACTION(() => {
              const duration = this.#duration(amount as Token, unit);
              return {
                kind: "period",
                period: "last-duration",
                duration,
                span: { start: last.startOffset, end: duration.span.end },
              };
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
              period: which.tokenType === wordType("this") ? "this" : "last",
              unit: periodUnit(unit.image) ?? "month",
              span: spanBetween(which, unit),
            }));
          },
        },
      ]),
  );

  readonly unit = this.RULE(
    "unit",
    (): Token =>
      this.OR({
        DEF: [...(["hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years"] as const)].map(
          (word) => ({
            ALT: () => this.CONSUME(wordType(word)) as Token,
          }),
        ),
        ERR_MSG: "a unit: `hours`, `days`, `weeks`, `months` or `years`",
      }),
  );

  /** A path, perhaps filtered: `orders.details where …`. The filter runs as far right as it can. */
  readonly primary = this.RULE("primary", (): tree.Expression => {
    const list = this.SUBRULE(this.path);
    let filter: tree.Expression | null = null;
    this.OPTION({
      GATE: () => isFilterable(list),
      DEF: () => {
        this.CONSUME(wordType("where"));
        filter = this.SUBRULE(this.expression);
      },
    });
    return this.ACTION(() => filtered(list, filter));
  });

  readonly path = this.RULE("path", (): tree.Expression => {
    this.ACTION(() => this.#enter());
    let object = this.SUBRULE(this.atom);
    this.MANY({
      GATE: () => isFilterable(object),
      DEF: () => {
        this.CONSUME(t.Dot);
        const name = this.SUBRULE(this.name);
        this.ACTION(() => {
          object = { kind: "member", object, name, span: { start: object.span.start, end: name.span.end } };
        });
      },
    });
    this.ACTION(() => this.#leave());
    return object;
  });

  readonly atom = this.RULE(
    "atom",
    (): tree.Expression =>
      this.OR<tree.Expression>({
        DEF: [
          { ALT: () => this.SUBRULE(this.named) },
          { ALT: () => this.SUBRULE(this.number) },
          {
            ALT: () => {
              const token = this.CONSUME(t.Text);
              return this.ACTION(() => ({ kind: "string", value: stringOf(token), span: spanOf(token) }));
            },
          },
          {
            ALT: () => {
              const open = this.CONSUME(t.LeftParenthesis);
              const inner = this.SUBRULE(this.expression);
              const close = this.CONSUME(t.RightParenthesis);
              return this.ACTION(() => ({ kind: "parenthesized", inner, span: spanBetween(open, close) }));
            },
          },
          { ALT: () => this.SUBRULE(this.quantifier) },
          { ALT: () => this.SUBRULE(this.date) },
          { ALT: () => this.SUBRULE(this.clock) },
          { ALT: () => this.SUBRULE(this.listLiteral) },
          { ALT: () => this.SUBRULE(this.recordLiteral) },
          { ALT: () => this.SUBRULE(this.when) },
          {
            ALT: () => {
              const token = this.CONSUME(wordType("true"));
              return this.ACTION(() => ({ kind: "boolean", value: true, span: spanOf(token) }));
            },
          },
          {
            ALT: () => {
              const token = this.CONSUME(wordType("false"));
              return this.ACTION(() => ({ kind: "boolean", value: false, span: spanOf(token) }));
            },
          },
          {
            ALT: () => {
              const token = this.CONSUME(t.Regex);
              return this.ACTION(() => {
                this.#reporter.report(grammarRules.misplacedPattern, {}, spanOf(token));
                return errorAt(spanOf(token));
              });
            },
          },
        ],
        ERR_MSG: "a value, such as a field, a number or a text",
      }),
  );

  /** A name, a call, or `days since …`. */
  readonly named = this.RULE("named", (): tree.Expression => {
    const token = this.CONSUME(t.Name);
    return this.OR<tree.Expression>([
      {
        ALT: () => {
          this.CONSUME(t.LeftParenthesis);
          const call = this.SUBRULE(this.callArguments);
          const close = this.CONSUME(t.RightParenthesis);
          return this.ACTION(() => ({
            kind: "call",
            name: nameOf(token as Token),
            ...call,
            span: spanBetween(token, close),
          }));
        },
      },
      {
        GATE: () => durationUnit(token.image) !== null,
        ALT: () => {
          this.CONSUME(wordType("since"));
          const operand = this.SUBRULE(this.path);
          return this.ACTION(() => ({
            kind: "since",
            unit: durationUnit(token.image) ?? "day",
            unitSpan: spanOf(token),
            operand,
            span: { start: token.startOffset, end: operand.span.end },
          }));
        },
      },
      { ALT: () => this.ACTION(() => ({ kind: "name", name: nameOf(token as Token), span: spanOf(token) })) },
    ]);
  });

  readonly callArguments = this.RULE(
    "callArguments",
    (): Pick<tree.CallExpression, "distinct" | "arguments" | "over"> => {
      let distinct: Span | null = null;
      let over: tree.Expression | null = null;
      const args: tree.Expression[] = [];
      this.OPTION({
        GATE: () => this.#atDistinct(),
        DEF: () => {
          distinct = this.#span(this.CONSUME(wordType("distinct")));
        },
      });
      this.MANY_SEP({
        SEP: t.Comma,
        DEF: () => {
          const argument = this.SUBRULE(this.expression);
          this.ACTION(() => args.push(argument));
        },
      });
      this.OPTION1(() => {
        this.CONSUME(wordType("over"));
        over = this.SUBRULE(this.primary);
      });
      return this.ACTION(() => ({ distinct, arguments: args, over }));
    },
  );

  readonly quantifier = this.RULE("quantifier", (): tree.QuantifierExpression => {
    const word = this.OR([
      { ALT: () => this.CONSUME(wordType("any")) },
      { ALT: () => this.CONSUME(wordType("all")) },
      { ALT: () => this.CONSUME(wordType("no")) },
    ]);
    const list = this.SUBRULE(this.path);
    let filter: tree.Expression | null = null;
    this.OPTION(() => {
      this.CONSUME(wordType("where"));
      filter = this.SUBRULE(this.expression);
    });
    return this.ACTION(() => ({
      kind: "quantifier",
      quantifier: word.image as "any" | "all" | "no",
      quantifierSpan: spanOf(word),
      list,
      filter,
      span: { start: word.startOffset, end: ((filter as tree.Expression | null) ?? list).span.end },
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
    let otherwise: tree.Expression | null = null;
    this.OPTION(() => {
      this.CONSUME(wordType("else"));
      otherwise = this.SUBRULE2(this.expression);
    });
    return this.ACTION(() => {
      const start = branches[0]?.span.start ?? 0;
      const end = branches.at(-1)?.span.end ?? start;
      if (otherwise === null)
        this.#reporter.report(grammarRules.missingElse, {}, { start, end: start + "when".length });
      const value = otherwise ?? errorAt({ start: end, end });
      return { kind: "when", branches, otherwise: value, span: { start, end: value.span.end } };
    });
  });

  readonly number = this.RULE("number", (): tree.Expression => {
    const token = this.CONSUME(t.Numeral);
    let unit: Token | null = null;
    this.OPTION({
      GATE: () => this.LA(2).tokenType !== t.Colon,
      DEF: () => {
        unit = this.SUBRULE(this.unit);
      },
    });
    return this.ACTION(() => {
      if (valueOf(token, "number")?.broken === true) return errorAt(spanOf(token));
      return unit === null ? numberOf(token as Token) : this.#duration(token as Token, unit);
    });
  });

  readonly date = this.RULE(
    "date",
    (): tree.Expression =>
      this.OR<tree.Expression>([
        {
          ALT: () => {
            const token = this.CONSUME(t.DateToken);
            return this.ACTION(() => ({
              kind: "date",
              day: valueOf(token, "date")?.day ?? null,
              text: token.image,
              span: spanOf(token),
            }));
          },
        },
        {
          ALT: () => {
            const token = this.CONSUME(t.DateTimeToken);
            return this.ACTION(() => ({
              kind: "datetime",
              instant: valueOf(token, "datetime")?.instant ?? null,
              text: token.image,
              span: spanOf(token),
            }));
          },
        },
      ]),
  );

  readonly clock = this.RULE("clock", (): tree.ClockExpression => {
    const token = this.OR([
      { ALT: () => this.CONSUME(wordType("today")) },
      { ALT: () => this.CONSUME(wordType("now")) },
    ]);
    return this.ACTION(() => ({ kind: "clock", clock: token.image as "today" | "now", span: spanOf(token) }));
  });

  readonly listLiteral = this.RULE("listLiteral", (): tree.ListLiteral => {
    const open = this.CONSUME(t.LeftBracket);
    const items: tree.Expression[] = [];
    this.OPTION(() => {
      const first = this.SUBRULE(this.expression);
      this.ACTION(() => items.push(first));
      this.MANY({
        GATE: () => this.LA(2).tokenType !== t.RightBracket,
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
    const entries: { name: tree.Name; value: tree.Expression; span: Span }[] = [];
    this.OPTION(() => {
      const first = this.SUBRULE(this.entry);
      this.ACTION(() => entries.push(first));
      this.MANY({
        GATE: () => this.LA(2).tokenType !== t.RightBrace,
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
    const name = this.SUBRULE(this.name);
    this.CONSUME(t.Colon);
    const value = this.SUBRULE(this.expression);
    return this.ACTION(() => ({ name, value, span: { start: name.span.start, end: value.span.end } }));
  });

  // ---------- what actions need

  get #reporter(): Reporter {
    return this.#input!.reporter;
  }

  #text(span: Span): string {
    return this.#input!.text.slice(span.start, span.end);
  }

  #token(ahead: number): Token {
    return this.LA(ahead) as Token;
  }

  #span(token: IToken): Span {
    return spanOf(token);
  }

  #build(parts: readonly Part[]): tree.Expression {
    return buildExpression(
      parts,
      this.#reporter,
      (span) => this.#text(span),
      (span) => {
        throw new TooDeepError(span);
      },
    );
  }

  #enter(): void {
    this.#depth += 1;
    if (this.#depth > DEEPEST_NESTING) throw new TooDeepError(spanOf(this.LA(1)));
  }

  #leave(): void {
    this.#depth -= 1;
  }

  #declared(keyword: IToken): { readonly span: Span; readonly documentation: string | null } {
    return { span: spanBetween(keyword, this.LA(0)), documentation: this.#input!.documentation(keyword as Token) };
  }

  #documentationAt(offset: number): string | null {
    const token = this.#input!.tokens.find((candidate) => candidate.startOffset === offset);
    return token === undefined ? null : this.#input!.documentation(token);
  }

  #addModifier(modifiers: tree.FieldModifier[], modifier: tree.FieldModifier): void {
    if (modifiers.some(({ kind }) => kind === modifier.kind)) {
      const written = this.#text(modifier.span);
      this.#reporter.report(grammarRules.repeatedModifier, { modifier: written }, modifier.span, [
        this.#reporter.replace(modifier.span, "", "Remove the second one", false),
      ]);
    } else {
      modifiers.push(modifier);
    }
  }

  #criterionModifier(modifiers: { kind: tree.CriterionModifier; span: Span }[], token: IToken): void {
    this.ACTION(() => {
      const kind = token.image as tree.CriterionModifier;
      if (modifiers.some((known) => known.kind === kind)) {
        this.#reporter.report(grammarRules.repeatedModifier, { modifier: kind }, spanOf(token), [
          this.#reporter.replace(spanOf(token), "", "Remove the second one"),
        ]);
      } else {
        modifiers.push({ kind, span: spanOf(token) });
      }
    });
  }

  #duration(amount: Token, unit: Token): tree.DurationLiteral {
    const span = spanBetween(amount, unit);
    const value = valueOf(amount, "number");
    if (value?.integer !== true && value?.broken !== true) {
      this.#reporter.report(literalRules.durationAmount, { text: this.#text(span) }, span);
    }
    const whole = value?.integer === true && Number.isSafeInteger(value.value) ? value.value : 0;
    return { kind: "duration", amount: whole, unit: durationUnit(unit.image) ?? "day", span };
  }

  /** `last 30 …`, `this month`: not a list called `last`. */
  #atPeriod(): boolean {
    if (!isWord(this.#token(1), "last", "this")) return false;
    const next = this.#token(2);
    if (next.tokenType === t.Numeral) return isWord(this.#token(1), "last");
    return isName(next) && next.tokenType !== t.QuotedName && periodUnit(next.image) !== null;
  }

  /** `distinct` before an operand; not a field of that name. */
  #atDistinct(): boolean {
    const next = this.#token(2);
    if (!startsOperand(next)) return false;
    if (next.tokenType === t.Minus || isWord(next, "not") || next.tokenType === t.LeftParenthesis) return false;
    const operator = isWord(next, "has", "contains", "default", "over", "starts", "ends", "matches", "since");
    return !operator || !startsOperand(this.#token(3));
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

function filtered(list: tree.Expression, filter: tree.Expression | null): tree.Expression {
  return filter === null
    ? list
    : { kind: "filter", list, filter, span: { start: list.span.start, end: filter.span.end } };
}

function withTypeWord<T extends tree.TypeSyntax>(type: T, word: IToken): T {
  if (type.kind !== "named-type") return type;
  const span = { start: type.span.start, end: spanOf(word).end };
  return { ...type, span, [word.image]: spanOf(word) };
}

function prefixPart(token: IToken): Part {
  const span = spanOf(token);
  if (token.tokenType === t.Minus) return { kind: "sign", span };
  if (token.tokenType === wordType("not")) return { kind: "not", span };
  return { kind: "range", exclusive: token.tokenType === t.RangeExclusive, span };
}

const binaryParts = new Map<TokenType, { readonly kind: "binary" | "comparison"; readonly operator: string }>([
  [wordType("and"), { kind: "binary", operator: "and" }],
  [wordType("or"), { kind: "binary", operator: "or" }],
  [wordType("default"), { kind: "binary", operator: "default" }],
  [t.Plus, { kind: "binary", operator: "+" }],
  [t.Minus, { kind: "binary", operator: "-" }],
  [t.Times, { kind: "binary", operator: "*" }],
  [t.Divide, { kind: "binary", operator: "/" }],
  [t.Equal, { kind: "comparison", operator: "=" }],
  [t.NotEqual, { kind: "comparison", operator: "!=" }],
  [t.Less, { kind: "comparison", operator: "<" }],
  [t.LessEqual, { kind: "comparison", operator: "<=" }],
  [t.Greater, { kind: "comparison", operator: ">" }],
  [t.GreaterEqual, { kind: "comparison", operator: ">=" }],
]);

function binaryPart(token: IToken): Part {
  return { ...binaryParts.get(token.tokenType), span: spanOf(token) } as Part;
}

function nameOf(token: Token): tree.Name {
  const { value } = token;
  if (value?.kind === "name") return { text: value.text, quoted: value.quoted, span: spanOf(token) };
  return { text: token.image, quoted: false, span: spanOf(token) };
}

function valueOf<K extends TokenValue["kind"]>(token: IToken, kind: K): Extract<TokenValue, { kind: K }> | undefined {
  const { value } = token as Token;
  return value?.kind === kind ? (value as Extract<TokenValue, { kind: K }>) : undefined;
}

function stringOf(token: IToken): string {
  return valueOf(token, "string")?.value ?? "";
}

function numberOf(token: Token): tree.NumberLiteral {
  const value = valueOf(token, "number");
  return {
    kind: "number",
    value: value?.value ?? Number.NaN,
    percent: value?.percent ?? false,
    integer: value?.integer ?? false,
    text: token.image,
    span: spanOf(token),
  };
}

function errorAt(span: Span): tree.ErrorExpression {
  return { kind: "error", span };
}
