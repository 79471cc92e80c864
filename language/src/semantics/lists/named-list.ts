import type { ListItems, ListLiteralItem, NamedList } from "../../condition/model.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { namesRules } from "../../diagnostics/rules/names.js";
import type { Expression, ListDeclaration } from "../../syntax/tree.js";
import { nearestName } from "../../values/nearest.js";
import { normalise } from "../../values/text.js";
import type { Declared } from "../declarations.js";
import { replacement } from "../fixes.js";
import type { ListFileResult } from "../input.js";
import { FileReporter } from "../reporter.js";
import { itemsOfColumn, itemsOfLines } from "./list-file.js";

/** The list that a declaration names; null after an error. `read` is the file it names; null where it names none. */
export function namedList(
  { declaration, file }: Declared<ListDeclaration>,
  read: ListFileResult | null,
  report: (diagnostic: Diagnostic) => void,
): NamedList | null {
  const { name, source } = declaration;
  if (name === null || source === null) return null;
  const reporter = new FileReporter(file, report);
  const items =
    source.kind === "values" ? literalItems(source.values.items, reporter) : fileItems(source, read!, reporter);
  if (items === null) return null;
  const length = items.kind === "file" ? items.values.length : items.literals.length;
  if (length === 0) {
    const from = source.kind === "file" ? source.file.value : null;
    reporter.report(namesRules.emptyList, { name: name.text, file: from }, name.span);
  }
  return {
    name: name.text,
    items,
    documentation: declaration.documentation,
    location: reporter.location(name.span),
  };
}

function literalItems(expressions: readonly Expression[], reporter: FileReporter): ListItems | null {
  const literals: ListLiteralItem[] = [];
  const seen = new Set<string>();
  let broken = false;
  for (const expression of expressions) {
    const literal = literalItem(expression, reporter);
    if (literal === null) {
      broken = true;
      continue;
    }
    const key = `${literal.type} ${literal.value}`;
    if (seen.has(key)) {
      const item = reporter.textOf(expression.span);
      reporter.report(namesRules.repeatedListItem, { item }, expression.span, { unnecessary: true });
    }
    seen.add(key);
    literals.push(literal);
  }
  return broken ? null : { kind: "literals", literals };
}

function literalItem(expression: Expression, reporter: FileReporter): ListLiteralItem | null {
  const location = reporter.location(expression.span);
  switch (expression.kind) {
    case "string":
      return { type: "text", value: normalise(expression.value), location };
    case "number":
      return Number.isFinite(expression.value) ? { type: "number", value: expression.value, location } : null;
    case "boolean":
      return { type: "boolean", value: expression.value, location };
    case "date":
      return expression.day === null ? null : { type: "date", value: expression.day, location };
    case "datetime":
      return expression.instant === null ? null : { type: "datetime", value: expression.instant, location };
    case "unary": {
      const { operator, operand } = expression;
      if (operator === "-" && operand.kind === "number" && Number.isFinite(operand.value)) {
        return { type: "number", value: operand.value === 0 ? 0 : -operand.value, location };
      }
      break;
    }
    case "error":
      return null;
    default:
  }
  reporter.report(namesRules.wrongListItem, {}, expression.span);
  return null;
}

function fileItems(
  source: Extract<ListDeclaration["source"], { kind: "file" }>,
  result: ListFileResult,
  reporter: FileReporter,
): ListItems | null {
  const file = source.file.value;
  switch (result.kind) {
    case "absent":
      reporter.report(namesRules.absentListFile, { file }, source.file.span);
      return null;
    case "outside":
      reporter.report(namesRules.outsideListFile, { file }, source.file.span);
      return null;
    case "unreadable":
      reporter.report(namesRules.unreadableListFile, { file, reason: result.reason }, source.file.span);
      return null;
    case "text":
      return source.column === null
        ? itemsOfLines(result.path, result.text)
        : columnItems(source.file.value, source.column, result, reporter);
  }
}

function columnItems(
  file: string,
  column: { readonly value: string; readonly span: { readonly start: number; readonly end: number } },
  { path, text }: { readonly path: string; readonly text: string },
  reporter: FileReporter,
): ListItems | null {
  const result = itemsOfColumn(path, text, column.value);
  switch (result.kind) {
    case "items":
      return result.items;
    case "malformed":
      reporter.report(namesRules.malformedListFile, { file, line: result.line }, column.span);
      return null;
    case "unknown-column": {
      const suggestion = nearestName(column.value, result.columns);
      const fixes =
        suggestion === null ? [] : [replacement(reporter.location(column.span), JSON.stringify(suggestion))];
      const parameters = { column: column.value, file, columns: result.columns, suggestion };
      reporter.report(namesRules.unknownColumn, parameters, column.span, { fixes });
      return null;
    }
  }
}
