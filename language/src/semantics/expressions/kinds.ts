import type { Expression } from "../../syntax/tree.js";
import type { Lowered } from "./scope.js";
import { typeNoun, typeOf } from "./types.js";

/** What an expression is, as a noun with its article: "a list", "a number", "a range". */
export function nameOfKind(lowered: Lowered): string {
  switch (lowered.kind) {
    case "condition":
      return lowered.condition.kind === "member" ? "a segment" : "a condition";
    case "term":
      return typeNoun(typeOf(lowered.term));
    case "list": {
      const last = lowered.elements.at(-1);
      const records = last?.element.kind === "record" && last.projection === null;
      return records ? "a list of records" : "a list";
    }
    case "record":
      return lowered.path.length === 0 ? "the whole customer" : "a record";
    case "constants":
      return lowered.list === null ? "a list of constants" : "a named list of constants";
    case "range":
      return "a range";
    case "period":
      return "a period";
    case "duration":
      return "a span of time";
    case "broken":
      return "broken";
  }
}

/** What an expression looks like before its names are known. */
export function kindOfSyntax(expression: Expression): string {
  switch (expression.kind) {
    case "list-literal":
      return "a list";
    case "record-literal":
      return "a record";
    case "range":
      return "a range";
    default:
      return "a single value";
  }
}
