import type { Span } from "../source/source.js";
import { type Document, fill, group, hardLine, indent, inside, join, line, softLine } from "./format-document.js";
import type { FormatSource } from "./format-source.js";
import type { BinaryExpression, Expression, ListLiteral, RangeExpression, RecordLiteral } from "./tree.js";

/** Writes expressions. Documents are built in the order of the source, so that comments find their places. */
export class ExpressionFormatter {
  readonly source: FormatSource;

  constructor(source: FormatSource) {
    this.source = source;
  }

  expression(expression: Expression): Document {
    const { source } = this;
    switch (expression.kind) {
      case "name":
      case "number":
      case "string":
      case "boolean":
      case "regex":
      case "date":
      case "datetime":
      case "duration":
      case "clock":
      case "period":
        return source.words(expression.span);
      case "member":
        return [this.expression(expression.object), ".", source.tokenAt(expression.name.span.start)];
      case "parenthesized": {
        const open = source.tokenAt(expression.span.start);
        return [open, this.expression(expression.inner), source.closing(expression.span)];
      }
      case "unary": {
        const operator = source.tokenAt(expression.operatorSpan.start);
        const blank = expression.operator === "not" ? " " : "";
        return [operator, blank, this.expression(expression.operand)];
      }
      case "binary":
        return this.#binary(expression);
      case "comparison":
        return expression.operands.flatMap((operand, index) => {
          const operator = expression.operators[index - 1];
          if (operator === undefined) return [this.expression(operand)];
          return [" ", source.words(operator.span), " ", this.expression(operand)];
        });
      case "range":
        return this.range(expression);
      case "in":
        return this.#infix(expression.operand, expression.operatorSpan, expression.container);
      case "text-test":
      case "has":
        return this.#infix(expression.operand, expression.operatorSpan, expression.argument);
      case "matches":
        return this.#infix(expression.operand, expression.operatorSpan, expression.pattern);
      case "presence":
      case "empty":
        return [this.expression(expression.operand), " ", source.words(expression.operatorSpan)];
      case "list-literal":
        return this.list(expression);
      case "record-literal":
        return this.record(expression);
      case "quantifier": {
        const word = source.tokenAt(expression.quantifierSpan.start);
        const list = this.expression(expression.list);
        return [word, " ", list, expression.filter === null ? "" : this.#filter(expression.filter)];
      }
      case "filter":
        return [this.expression(expression.list), this.#filter(expression.filter)];
      case "call": {
        const name = source.tokenAt(expression.name.span.start);
        const distinct = expression.distinct === null ? "" : [source.tokenAt(expression.distinct.start), " "];
        const args = expression.arguments.map((argument, index) => [
          this.expression(argument),
          index < expression.arguments.length - 1 ? source.commaBehind(argument.span) : "",
        ]);
        const over = expression.over === null ? "" : [line, "over ", this.expression(expression.over)];
        return [name, "(", group(distinct, join(args, " "), indent(over)), source.closing(expression.span)];
      }
      case "since": {
        const unit = source.tokenAt(expression.unitSpan.start);
        return [unit, " since ", this.expression(expression.operand)];
      }
      case "when": {
        const branches = expression.branches.map((branch) => {
          const when = source.tokenAt(branch.span.start);
          return [when, " ", this.expression(branch.condition), " then ", this.expression(branch.value)];
        });
        return group(
          branches[0] ?? "",
          indent(
            branches.slice(1).map((branch) => [line, branch]),
            line,
            "else ",
            this.expression(expression.otherwise),
          ),
        );
      }
      case "error":
        return source.words(expression.span);
    }
  }

  #filter(filter: Expression): Document {
    return [" where ", this.expression(filter)];
  }

  #infix(left: Expression, operator: Span, right: Expression): Document {
    return [this.expression(left), " ", this.source.words(operator), " ", this.expression(right)];
  }

  range(range: RangeExpression): Document {
    const low = range.low === null ? "" : this.expression(range.low);
    const sign = this.source.tokenAt(range.low === null ? range.span.start : this.source.offsetBehind(range.low.span));
    return [low, sign, range.high === null ? "" : this.expression(range.high)];
  }

  #binary(expression: BinaryExpression): Document {
    const [first, ...others] = operandsOf(expression);
    return this.#chain(first!.operand, others);
  }

  #chain(
    first: Expression,
    others: readonly { readonly operand: Expression; readonly operator: Span | null }[],
  ): Document {
    const head = this.expression(first);
    const rest: Document[] = [];
    for (const { operand, operator } of others) {
      const sign = operator === null ? "" : this.source.words(operator);
      rest.push([line, sign, " ", this.expression(operand)]);
    }
    return group(head, indent(...rest));
  }

  /** As many items on a line as fit; records each on their own line where they do not fit on one. */
  list(list: ListLiteral): Document {
    const open = this.source.tokenAt(list.span.start);
    const items: Document[] = list.items.map((item, index) => [
      this.expression(item),
      index < list.items.length - 1 ? this.source.commaBehind(item.span) : "",
    ]);
    const rest = this.source.closing(list.span);
    if (items.length === 0) return [open, rest];
    if (list.items.some(({ kind }) => kind === "record-literal")) {
      return group(open, inside(softLine, join(items, line)), softLine, rest);
    }
    return [open, inside(fill(items)), rest];
  }

  /** One line if it fits and the author has not broken it; else an entry a line. */
  record(record: RecordLiteral): Document {
    const open = this.source.tokenAt(record.span.start);
    const entries: Document[] = record.entries.map((entry, index) => [
      this.source.tokenAt(entry.name.span.start),
      ": ",
      this.expression(entry.value),
      index < record.entries.length - 1 ? this.source.commaBehind(entry.span) : "",
    ]);
    const close = this.source.closing(record.span);
    if (entries.length === 0) return [open, close];
    const start = this.source.breaksAfterOpening(record.span) ? hardLine : line;
    return group(open, inside(start, join(entries, line)), line, close);
  }
}

/** The operands of a chain of operators of one level, from left to right, without recursion on its length. */
function operandsOf(
  expression: BinaryExpression,
): readonly { readonly operand: Expression; readonly operator: Span | null }[] {
  const level = levelOf(expression.operator);
  const operands: { operand: Expression; operator: Span | null }[] = [];
  const stack: { readonly expression: Expression; readonly operator: Span | null }[] = [{ expression, operator: null }];
  while (stack.length > 0) {
    const { expression: top, operator } = stack.pop()!;
    if (top.kind === "binary" && levelOf(top.operator) === level) {
      stack.push({ expression: top.right, operator: top.operatorSpan });
      stack.push({ expression: top.left, operator });
    } else {
      operands.push({ operand: top, operator });
    }
  }
  return operands;
}

function levelOf(operator: BinaryExpression["operator"]): string {
  switch (operator) {
    case "+":
    case "-":
      return "additive";
    case "*":
    case "/":
      return "multiplicative";
    default:
      return operator;
  }
}
