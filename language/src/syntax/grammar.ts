import type { IToken } from "chevrotain";
import { grammarRules } from "../diagnostics/rules/syntax/grammar.js";
import { nameOf } from "./grammar-core.js";
import { FieldGrammar } from "./grammar-fields.js";
import * as t from "./tokens.js";
import { spanBetween, spanOf, wordType } from "./tokens.js";
import type * as tree from "./tree.js";

/** Backticks with nothing between them are no name; the scanner has reported them. */
function declaredName(token: IToken): tree.Name | null {
  const name = nameOf(token);
  return name.text === "" ? null : name;
}

/** A criterion up to its `{`: what stands in the braces is parsed segment by segment. */
export type CriterionHeader = Omit<tree.CriterionDeclaration, "body" | "members">;

/**
 * The grammar. Each declaration, segment of a criterion and field of the customer is parsed on its own (see split.ts),
 * so there is no rule for a file, and the first mistake ends a rule: recovery is the split.
 */
export class Grammar extends FieldGrammar {
  /** `validate`: let Chevrotain look for ambiguities and left recursion; a test does, production need not. */
  constructor(validate: boolean) {
    super(validate);
    this.performSelfAnalysis();
  }

  readonly require = this.RULE("require", (): tree.RequireDeclaration => {
    const keyword = this.CONSUME(wordType("require"));
    const condition = this.SUBRULE(this.expression);
    return this.ACTION(() => ({ kind: "require", ...this.#declared(keyword), condition }));
  });

  readonly list = this.RULE("list", (): tree.ListDeclaration => {
    const keyword = this.CONSUME(wordType("list"));
    const name = this.CONSUME(t.Name);
    const source = this.OR<tree.ListDeclaration["source"]>({
      DEF: [
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
            const column = this.OPTION(() => {
              this.CONSUME(wordType("column"));
              return this.SUBRULE1(this.string);
            });
            return this.ACTION(() => ({
              kind: "file",
              file,
              column: column ?? null,
              span: spanBetween(from, this.LA(0)),
            }));
          },
        },
      ],
      ERR_MSG: "`=` and values in brackets, or `from` and a file",
    });
    return this.ACTION(() => ({ kind: "list", ...this.#declared(keyword), name: declaredName(name), source }));
  });

  readonly define = this.RULE("define", (): tree.DefineDeclaration => {
    const keyword = this.CONSUME(wordType("define"));
    const name = this.CONSUME(t.Name);
    this.CONSUME(t.Equal);
    const value = this.SUBRULE(this.expression);
    return this.ACTION(() => ({ kind: "define", ...this.#declared(keyword), name: declaredName(name), value }));
  });

  readonly segment = this.RULE("segment", (): tree.SegmentDeclaration => {
    const keyword = this.CONSUME(wordType("segment"));
    const name = this.CONSUME(t.Name);
    const title = this.OPTION(() => this.SUBRULE(this.string));
    const by = this.OPTION1(() => {
      this.CONSUME(wordType("by"));
      return this.CONSUME1(t.Name);
    });
    this.CONSUME(wordType("where"));
    const condition = this.SUBRULE(this.expression);
    return this.ACTION(() => ({
      kind: "segment",
      ...this.#declared(keyword),
      name: declaredName(name),
      title: title ?? null,
      by: by === undefined ? null : nameOf(by),
      condition,
    }));
  });

  readonly otherwise = this.RULE("otherwise", (): tree.OtherwiseDeclaration => {
    const keyword = this.CONSUME(wordType("otherwise"));
    const name = this.CONSUME(t.Name);
    const title = this.OPTION(() => this.SUBRULE(this.string));
    return this.ACTION(() => ({
      kind: "otherwise",
      ...this.#declared(keyword),
      name: declaredName(name),
      title: title ?? null,
    }));
  });

  readonly criterion = this.RULE("criterion", (): CriterionHeader => {
    const keyword = this.CONSUME(wordType("criterion"));
    const name = this.CONSUME(t.Name);
    let title: tree.StringNode | null = null;
    const modifiers: tree.CriterionDeclaration["modifiers"][number][] = [];
    this.MANY({
      GATE: () => title === null || this.token(1).tokenType !== t.Text,
      DEF: () => {
        this.OR([
          {
            ALT: () => {
              title = this.SUBRULE(this.string);
            },
          },
          {
            ALT: () => {
              const word = this.CONSUME(t.CriterionWord);
              this.ACTION(() => this.#addModifier(modifiers, word));
            },
          },
        ]);
      },
    });
    return this.ACTION(() => ({
      kind: "criterion",
      ...this.#declared(keyword),
      name: declaredName(name),
      title,
      modifiers,
    }));
  });

  #addModifier(modifiers: tree.CriterionDeclaration["modifiers"][number][], word: IToken): void {
    const kind = word.image as tree.CriterionModifier;
    const span = spanOf(word);
    if (!modifiers.some((known) => known.kind === kind)) {
      modifiers.push({ kind, span });
      return;
    }
    this.reporter.report(grammarRules.repeatedModifier, { modifier: kind }, span, [
      this.reporter.replace(span, "", "Remove it"),
    ]);
  }

  readonly persona = this.RULE("persona", (): tree.PersonaDeclaration => {
    const keyword = this.CONSUME(wordType("persona"));
    const name = this.CONSUME(t.Name);
    const title = this.OPTION(() => this.SUBRULE(this.string));
    const asOf = this.OPTION1(() => {
      this.CONSUME(wordType("as"));
      this.CONSUME(wordType("of"));
      return this.SUBRULE(this.expression);
    });
    const laterTitle = this.OPTION2({ GATE: () => title === undefined, DEF: () => this.SUBRULE1(this.string) });
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
      ...this.#declared(keyword),
      name: declaredName(name),
      title: title ?? laterTitle ?? null,
      asOf: asOf ?? null,
      record,
      within,
      notWithin,
    }));
  });

  readonly segmentReference = this.RULE("segmentReference", (): tree.SegmentReference => {
    const first = this.CONSUME(t.Name);
    const second = this.OPTION(() => {
      this.CONSUME(t.Dot);
      return this.CONSUME1(t.Name);
    });
    return this.ACTION(() => ({
      criterion: second === undefined ? null : nameOf(first),
      segment: nameOf(second ?? first),
      span: spanBetween(first, second ?? first),
    }));
  });

  #declared(keyword: IToken) {
    return {
      keyword: spanOf(keyword),
      span: spanBetween(keyword, this.LA(0)),
      documentation: this.documentation(keyword),
    };
  }
}
