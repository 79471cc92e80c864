import { grammarRules } from "../diagnostics/rules/syntax/grammar.js";
import type { Span } from "../source/source.js";
import { type ComparisonPart, isBound, isTest, type Part, runsOneWay, type TestPart } from "./parts.js";
import type { Reporter } from "./reporter.js";
import type { BinaryExpression, ErrorExpression, Expression } from "./tree.js";

/** Chains of one associative operator longer than this become balanced trees, so that no reader of the tree runs deep. */
const LONGEST_LEANING_CHAIN = 64;
/** Mixed arithmetic cannot be balanced; a chain of more is an error. */
const LONGEST_ARITHMETIC_CHAIN = 1000;

/**
 * The grammar reads an expression as a flat sequence of operands and operators; here it becomes a tree, loosest first:
 * `or`, `and`, `not`, comparison, range, `+ -`, `* /`, unary `-`, `default`. (`since` and `.` are tighter and part of
 * the operand.) Flat, because eleven nested grammar rules per operand would cost most of the parsing time.
 * `parts` are what the grammar has found well-formed; `textAt` gives source text for messages.
 */
export function buildExpression(
  parts: readonly Part[],
  reporter: Reporter,
  textAt: (span: Span) => string,
  tooDeep: (span: Span) => never,
): Expression {
  const only = parts[0];
  if (parts.length === 1 && only?.kind === "operand") return only.expression;
  return new Builder(parts, reporter, textAt, tooDeep).or();
}

class Builder {
  readonly #parts: readonly Part[];
  readonly #reporter: Reporter;
  readonly #textAt: (span: Span) => string;
  readonly #tooDeep: (span: Span) => never;
  #next = 0;

  constructor(
    parts: readonly Part[],
    reporter: Reporter,
    textAt: (span: Span) => string,
    tooDeep: (span: Span) => never,
  ) {
    this.#parts = parts;
    this.#reporter = reporter;
    this.#textAt = textAt;
    this.#tooDeep = tooDeep;
  }

  or(): Expression {
    const operands = [this.#and()];
    const spans: Span[] = [];
    for (let span = this.#takeBinary("or"); span !== null; span = this.#takeBinary("or")) {
      spans.push(span);
      operands.push(this.#and());
    }
    if (operands.length > 1) this.#warnOfMixture(operands);
    return combine("or", operands, spans);
  }

  #and(): Expression {
    const operands = [this.#not()];
    const spans: Span[] = [];
    for (let span = this.#takeBinary("and"); span !== null; span = this.#takeBinary("and")) {
      spans.push(span);
      operands.push(this.#not());
    }
    return combine("and", operands, spans);
  }

  #warnOfMixture(operands: readonly Expression[]): void {
    const mixed = operands.filter((operand) => operand.kind === "binary" && operand.operator === "and");
    const first = mixed[0];
    if (first === undefined) return;
    const edits = mixed.flatMap(({ span }) => [
      { span: { start: span.start, end: span.start }, newText: "(" },
      { span: { start: span.end, end: span.end }, newText: ")" },
    ]);
    this.#reporter.report(grammarRules.mixedAndOr, {}, first.span, [
      this.#reporter.edit(edits, "Put brackets around what `and` joins"),
    ]);
  }

  #not(): Expression {
    const part = this.#parts[this.#next];
    if (part?.kind !== "not") return this.#comparison();
    this.#next += 1;
    const operand = this.#not();
    return {
      kind: "unary",
      operator: "not",
      operatorSpan: part.span,
      operand,
      span: { start: part.span.start, end: operand.span.end },
    };
  }

  #comparison(): Expression {
    const first = this.#range();
    const part = this.#parts[this.#next];
    if (part?.kind === "comparison") return this.#chain(first);
    if (!isTest(part)) return first;
    this.#next += 1;
    return this.#refuseSecondTest(this.#test(first, part), part);
  }

  #chain(first: Expression): Expression {
    const operands = [first];
    const operators: ComparisonPart[] = [];
    for (let part = this.#parts[this.#next]; part?.kind === "comparison"; part = this.#parts[this.#next]) {
      this.#next += 1;
      operators.push(part);
      operands.push(this.#range());
    }
    const last = operands.at(-1) ?? first;
    const span = { start: first.span.start, end: last.span.end };
    if (operators.length > 1 && !runsOneWay(operators)) {
      const written = [...new Set(operators.map(({ operator }) => `\`${operator}\``))].join(" and ");
      this.#reporter.report(
        grammarRules.mixedChain,
        { operators: written },
        span,
        this.#fixesOfChain(operands, operators, span),
      );
      return { kind: "error", span };
    }
    const comparison: Expression = {
      kind: "comparison",
      operands,
      operators: operators.map(({ operator, span: at }, index) => ({
        operator,
        span: at,
        pair: { start: operands[index]!.span.start, end: operands[index + 1]!.span.end },
      })),
      span,
    };
    return this.#refuseSecondTest(comparison, operators.at(-1));
  }

  #fixesOfChain(operands: readonly Expression[], operators: readonly ComparisonPart[], span: Span) {
    const apart = operators.map(({ operator }, index) => {
      const [left, right] = [operands[index], operands[index + 1]];
      return `${left === undefined ? "" : this.#textAt(left.span)} ${operator} ${right === undefined ? "" : this.#textAt(right.span)}`;
    });
    const written = apart.join(" and ");
    // Beside `and`, or alone, nobody needs brackets.
    const isPlain = this.#parts.every(
      (part) => part.kind !== "not" && !(part.kind === "binary" && part.operator === "or"),
    );
    const newText = isPlain ? written : `(${written})`;
    return [this.#reporter.replace(span, newText, "Write the comparisons apart", false)];
  }

  /** Behind a comparison or a test no second one goes on. */
  #refuseSecondTest(expression: Expression, before: TestPart | ComparisonPart | undefined): Expression {
    const part = this.#parts[this.#next];
    if (before === undefined || (part?.kind !== "comparison" && !isTest(part))) return expression;
    const named = (span: Span) => `\`${this.#textAt(span).replace(/\s+/gu, " ")}\``;
    const parameters = { first: named(before.span), second: named(part.span) };
    const compared: Expression[] = [];
    let tests = 0;
    for (;;) {
      const again = this.#parts[this.#next];
      if (again?.kind !== "comparison" && !isTest(again)) break;
      this.#next += 1;
      if (again.kind === "comparison") compared.push(this.#range());
      else this.#test(expression, again);
      tests += 1;
    }
    const [truth] = compared;
    const isOne = tests === 1 && part.kind === "comparison" && part.operator === "=";
    const fixes = isOne && truth?.kind === "boolean" ? [this.#withoutTruth(expression.span, truth)] : [];
    this.#reporter.report(grammarRules.bracketsNeeded, parameters, part.span, fixes);
    return errorAt(expression.span);
  }

  /** `city in cities = true` is `city in cities`. */
  #withoutTruth({ start, end }: Span, { value, span }: Extract<Expression, { kind: "boolean" }>) {
    const rest = { start: end, end: span.end };
    if (value) return this.#reporter.replace(rest, "", "Remove `= true`", false);
    const edits = [
      { span: { start, end: start }, newText: "not (" },
      { span: rest, newText: ")" },
    ];
    return this.#reporter.edit(edits, "Write `not (…)`", false);
  }

  #test(operand: Expression, part: TestPart): Expression {
    const operatorSpan = part.span;
    const upTo = (end: number): Span => ({ start: operand.span.start, end });
    switch (part.kind) {
      case "presence":
        return { kind: "presence", operand, present: part.present, operatorSpan, span: upTo(operatorSpan.end) };
      case "empty":
        return { kind: "empty", operand, negated: part.negated, operatorSpan, span: upTo(operatorSpan.end) };
      case "in": {
        const container = this.#range();
        return { kind: "in", operand, negated: part.negated, operatorSpan, container, span: upTo(container.span.end) };
      }
      case "text-test": {
        const argument = this.#range();
        const { operator, anyOf, negated } = part;
        return {
          kind: "text-test",
          operand,
          negated,
          operator,
          operatorSpan,
          anyOf,
          argument,
          span: upTo(argument.span.end),
        };
      }
      case "matches": {
        const pattern = this.#range();
        return { kind: "matches", operand, negated: part.negated, operatorSpan, pattern, span: upTo(pattern.span.end) };
      }
      case "has": {
        const argument = this.#range();
        const { quantifier, negated } = part;
        return { kind: "has", operand, negated, quantifier, operatorSpan, argument, span: upTo(argument.span.end) };
      }
    }
  }

  #range(): Expression {
    const open = this.#parts[this.#next];
    const low = open?.kind === "range" ? null : this.#additive();
    const part = this.#parts[this.#next];
    if (part?.kind !== "range") return low ?? errorAt({ start: 0, end: 0 });
    this.#next += 1;
    const high = this.#atOperand() ? this.#additive() : null;
    const span = { start: low?.span.start ?? part.span.start, end: high?.span.end ?? part.span.end };
    if (high === null && (low === null || part.exclusive)) {
      this.#reporter.report(grammarRules.emptyRange, {}, part.span);
      return errorAt(span);
    }
    const wrong = [low, high].find((bound) => bound !== null && bound.kind !== "error" && !isBound(bound));
    if (wrong !== null && wrong !== undefined) {
      this.#reporter.report(grammarRules.rangeBound, { bound: `\`${this.#textAt(wrong.span)}\`` }, wrong.span);
      return errorAt(span);
    }
    return { kind: "range", low, high, highExclusive: part.exclusive, span };
  }

  #atOperand(): boolean {
    const part = this.#parts[this.#next];
    return part?.kind === "operand" || part?.kind === "sign";
  }

  #additive(): Expression {
    return this.#arithmetic(["+", "-"], () => this.#multiplicative());
  }

  #multiplicative(): Expression {
    return this.#arithmetic(["*", "/"], () => this.#signed());
  }

  #arithmetic(operators: readonly BinaryExpression["operator"][], operand: () => Expression): Expression {
    const operands = [operand()];
    const taken: { readonly operator: BinaryExpression["operator"]; readonly span: Span }[] = [];
    for (
      let part = this.#parts[this.#next];
      part?.kind === "binary" && operators.includes(part.operator);
      part = this.#parts[this.#next]
    ) {
      this.#next += 1;
      taken.push(part);
      operands.push(operand());
    }
    const only = operands[0]!;
    const first = taken[0];
    if (first === undefined) return only;
    const associative = first.operator === "+" || first.operator === "*";
    if (associative && taken.every(({ operator }) => operator === first.operator)) {
      return combine(
        first.operator,
        operands,
        taken.map(({ span }) => span),
      );
    }
    if (taken.length > LONGEST_ARITHMETIC_CHAIN) this.#tooDeep(taken[LONGEST_ARITHMETIC_CHAIN]!.span);
    return operands
      .slice(1)
      .reduce((left, right, index) => binary(taken[index]!.operator, left, right, taken[index]!.span), only);
  }

  #signed(): Expression {
    const part = this.#parts[this.#next];
    if (part?.kind === "not") return this.#not();
    if (part?.kind === "range") return this.#range();
    if (part?.kind !== "sign") return this.#default();
    this.#next += 1;
    const operand = this.#signed();
    return {
      kind: "unary",
      operator: "-",
      operatorSpan: part.span,
      operand,
      span: { start: part.span.start, end: operand.span.end },
    };
  }

  #default(): Expression {
    let left = this.#operand();
    let length = 0;
    for (let span = this.#takeBinary("default"); span !== null; span = this.#takeBinary("default")) {
      const part = this.#parts[this.#next];
      // A negative number is one operand: `x default -1`.
      const right =
        part?.kind === "sign" || part?.kind === "not" || part?.kind === "range"
          ? this.#signedOperand()
          : this.#operand();
      left = binary("default", left, right, span);
      length += 1;
      if (length > LONGEST_ARITHMETIC_CHAIN) this.#tooDeep(span);
    }
    return left;
  }

  #signedOperand(): Expression {
    const part = this.#parts[this.#next];
    if (part?.kind !== "sign") return this.#signed();
    this.#next += 1;
    const operand = this.#signedOperand();
    return {
      kind: "unary",
      operator: "-",
      operatorSpan: part.span,
      operand,
      span: { start: part.span.start, end: operand.span.end },
    };
  }

  #operand(): Expression {
    const part = this.#parts[this.#next];
    if (part?.kind === "operand") {
      this.#next += 1;
      return part.expression;
    }
    const at = part?.span.start ?? 0;
    return errorAt({ start: at, end: at });
  }

  #takeBinary(operator: BinaryExpression["operator"]): Span | null {
    const part = this.#parts[this.#next];
    if (part?.kind !== "binary" || part.operator !== operator) return null;
    this.#next += 1;
    return part.span;
  }
}

function combine(
  operator: BinaryExpression["operator"],
  operands: readonly Expression[],
  spans: readonly Span[],
): Expression {
  if (operands.length <= LONGEST_LEANING_CHAIN) {
    return operands.slice(1).reduce((left, right, index) => binary(operator, left, right, spans[index]!), operands[0]!);
  }
  const middle = operands.length >> 1;
  return binary(
    operator,
    combine(operator, operands.slice(0, middle), spans.slice(0, middle - 1)),
    combine(operator, operands.slice(middle), spans.slice(middle)),
    spans[middle - 1]!,
  );
}

function binary(
  operator: BinaryExpression["operator"],
  left: Expression,
  right: Expression,
  operatorSpan: Span,
): Expression {
  return { kind: "binary", operator, operatorSpan, left, right, span: { start: left.span.start, end: right.span.end } };
}

function errorAt(span: Span): ErrorExpression {
  return { kind: "error", span };
}
