import {
  type AggregateTerm,
  type ArithmeticTerm,
  describeTerm,
  type FieldTerm,
  type ListTerm,
  type ShiftTerm,
  type Term,
} from "@seg-lang/language";
import { type Telling, within } from "./telling.js";
import { plainNumber, plainValue } from "./values.js";
import { isolated, spoken } from "./words.js";

/** A value as it is called in a sentence: "number of orders", "30 days ago". */
export function noun(term: Term, telling: Telling): string {
  telling.left.parts -= 1;
  if (telling.left.parts < 0) return "…";
  const inner = (operand: Term) => noun(operand, telling);
  switch (term.kind) {
    case "constant":
      return plainValue(term.value, term.type);
    case "field":
      return fieldNoun(term, telling);
    case "clock":
      return term.clock;
    case "arithmetic":
      return `${part(term, term.left, telling)} ${SIGNS[term.operator]} ${part(term, term.right, telling)}`;
    case "negate":
      return `minus ${inner(term.operand)}`;
    case "absolute":
      return `${inner(term.operand)} without its sign`;
    case "difference":
      return `days from ${inner(term.right)} to ${inner(term.left)}`;
    case "shift":
      return shifted(term, telling);
    case "date-of":
      return inner(term.operand);
    case "calendar": {
      const which = term.offset === 0 ? "this" : term.offset === -1 ? "last" : null;
      const of = term.operand.kind === "clock" ? "" : ` of ${inner(term.operand)}`;
      const unit = which === null ? `${term.unit} ${term.offset}` : `${which} ${term.unit}`;
      return `the ${term.edge} day of ${unit}${of}`;
    }
    case "since":
      return `number of full ${term.unit}s since ${inner(term.operand)}`;
    case "part":
      return `${term.part === "day" ? "day of the month" : term.part} of ${inner(term.operand)}`;
    case "length":
      return `length of ${inner(term.operand)}`;
    case "default":
      return `${inner(term.operand)} (${inner(term.fallback)} where it is missing)`;
    case "aggregate":
      return aggregateNoun(term, telling);
    case "when":
    case "condition":
      // What cannot be told in a few words is called as its author has called it.
      return isolated(term.origin?.define ?? `\`${describeTerm(term)}\``);
  }
}

const SIGNS = { "+": "plus", "-": "minus", "*": "times", "/": "divided by" } as const;

function part(whole: ArithmeticTerm, term: Term, telling: Telling): string {
  const told = noun(term, telling);
  const loose = (operator: string) => operator === "+" || operator === "-";
  if (term.kind !== "arithmetic" || (loose(whole.operator) && term === whole.left)) return told;
  return `(${told})`;
}

function fieldNoun({ scope, path }: FieldTerm, { lists }: Telling): string {
  const name = path.length === 0 ? "value" : spoken(path);
  if (scope === "customer") return lists.length === 0 ? name : `${name} of the customer`;
  return scope === 0 ? name : `${name} of the enclosing ${lists[scope] ?? "list"}`;
}

/** "30 days ago", "2 weeks after joined". Months that make years are told as years. */
function shifted({ operand, amount, unit }: ShiftTerm, telling: Telling): string {
  const many = Math.abs(amount);
  const years = unit === "month" && many % 12 === 0;
  const size = years ? many / 12 : many;
  const span = `${plainNumber(size)} ${years ? "year" : unit}${size === 1 ? "" : "s"}`;
  if (operand.kind === "clock") {
    if (amount < 0) return `${span} ago`;
    return `${span} from ${operand.clock}`;
  }
  return `${span} ${amount < 0 ? "before" : "after"} ${noun(operand, telling)}`;
}

function aggregateNoun(term: AggregateTerm, telling: Telling): string {
  const list = listNoun(term.list, telling);
  if (term.value === null) return `number of ${list}`;
  const inside = within(telling, namesOf(term.list));
  const isElement = term.value.kind === "field" && term.value.scope === 0 && term.value.path.length === 0;
  const value = isElement ? "" : noun(term.value, inside);
  const of = isElement ? list : `${value} of ${list}`;
  const ofDates = term.type.kind === "date" || term.type.kind === "datetime";
  switch (term.function) {
    case "count":
      return isElement ? `number of ${list}` : `number of ${list} with ${value}`;
    case "count-distinct":
      return `number of different values of ${of}`;
    case "sum":
      return `sum of ${of}`;
    case "average":
      return `average of ${of}`;
    case "min":
      return `${ofDates ? "earliest" : "lowest"} ${of}`;
    case "max":
      return `${ofDates ? "latest" : "highest"} ${of}`;
  }
}

/** "orders whose total is over 100"; of nested lists "details of orders". */
export function listNoun(list: ListTerm, telling: Telling): string {
  let told = "";
  let inside = telling;
  for (const [index, { scope, path, filter }] of list.steps.entries()) {
    const own = spoken(path);
    const far = scope === "customer" && telling.lists.length > 0 && index === 0 ? " of the customer" : "";
    inside = within(inside, [own]);
    told = told === "" ? `${own}${far}` : `${own} of ${told}`;
    if (filter === null) continue;
    const filtered = telling.clause(filter, inside);
    told += index === list.steps.length - 1 ? ` ${filtered}` : ` (${filtered})`;
  }
  return told;
}

/** Of the steps of a list, the outermost first. */
export function namesOf(list: ListTerm): readonly string[] {
  return list.steps.map(({ path }) => spoken(path));
}
