import type { Expression } from "../tree.js";

/** An expression as one line that shows its structure: `(a and [b = 1])`; comparisons and tests in square brackets. */
export function outline(expression: Expression | null): string {
  if (expression === null) return "";
  switch (expression.kind) {
    case "name":
      return expression.name.text;
    case "member":
      return `${outline(expression.object)}.${expression.name.text}`;
    case "number":
      return String(expression.value);
    case "string":
      return JSON.stringify(expression.value);
    case "boolean":
      return String(expression.value);
    case "regex":
      return `/${expression.pattern}/${expression.flags}`;
    case "date":
      return `day(${expression.day})`;
    case "datetime":
      return `instant(${expression.instant})`;
    case "duration":
      return `${expression.amount} ${expression.unit}`;
    case "clock":
      return expression.clock;
    case "period":
      return expression.period === "last-duration"
        ? `last(${outline(expression.duration)})`
        : `${expression.period}(${expression.unit})`;
    case "list-literal":
      return `[${expression.items.map(outline).join(", ")}]`;
    case "record-literal":
      return `{${expression.entries.map(({ name, value }) => `${name.text}: ${outline(value)}`).join(", ")}}`;
    case "range":
      return `<${outline(expression.low)}..${expression.highExclusive ? "<" : ""}${outline(expression.high)}>`;
    case "parenthesized":
      return outline(expression.inner);
    case "unary":
      return `(${expression.operator} ${outline(expression.operand)})`;
    case "binary":
      return `(${outline(expression.left)} ${expression.operator} ${outline(expression.right)})`;
    case "comparison":
      return `[${expression.operands
        .map(
          (operand, index) =>
            `${index === 0 ? "" : ` ${expression.operators[index - 1]?.operator} `}${outline(operand)}`,
        )
        .join("")}]`;
    case "in":
      return `[${outline(expression.operand)}${not(expression.negated)} in ${outline(expression.container)}]`;
    case "presence":
      return `[${outline(expression.operand)} ${expression.present ? "present" : "missing"}]`;
    case "empty":
      return `[${outline(expression.operand)}${not(expression.negated)} empty]`;
    case "text-test": {
      const anyOf = expression.anyOf ? " any of" : "";
      return `[${outline(expression.operand)}${not(expression.negated)} ${expression.operator}${anyOf} ${outline(expression.argument)}]`;
    }
    case "matches":
      return `[${outline(expression.operand)}${not(expression.negated)} matches ${outline(expression.pattern)}]`;
    case "has":
      return `[${outline(expression.operand)}${not(expression.negated)} has ${expression.quantifier} ${outline(expression.argument)}]`;
    case "quantifier":
      return `${expression.quantifier}(${outline(expression.list)}${where(expression.filter)})`;
    case "filter":
      return `filter(${outline(expression.list)}${where(expression.filter)})`;
    case "call": {
      const distinct = expression.distinct === null ? "" : "distinct ";
      const over = expression.over === null ? "" : ` over ${outline(expression.over)}`;
      return `${expression.name.text}(${distinct}${expression.arguments.map(outline).join(", ")}${over})`;
    }
    case "since":
      return `since(${expression.unit}, ${outline(expression.operand)})`;
    case "when": {
      const branches = expression.branches.map(({ condition, value }) => `${outline(condition)} → ${outline(value)}`);
      return `when(${branches.join("; ")}; ${outline(expression.otherwise)})`;
    }
    case "error":
      return "error";
  }
}

function not(negated: boolean): string {
  return negated ? " not" : "";
}

function where(filter: Expression | null): string {
  return filter === null ? "" : ` where ${outline(filter)}`;
}
