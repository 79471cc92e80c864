import { termKey } from "./canonical.js";
import type { AggregateTerm, CompareCondition, Condition, FieldTerm, ListTerm, Term, ValueList } from "./condition.js";
import { isFixed } from "./fixed-term.js";
import { writeNumber, writePath, writeValue } from "./literals.js";

/**
 * A condition in the words of the language, as somebody would write it who had no defines: reading it gives a condition
 * with the same key, as long as no element has a field of the same name as an element around it. Named lists and
 * segments stand by their names.
 */
export function describeCondition(condition: Condition): string {
  return writtenCondition(condition, LOOSEST, 0);
}

export function describeTerm(term: Term): string {
  return writtenTerm(term, LOOSEST, 0);
}

export function describeList(list: ListTerm): string {
  return writtenList(list, 0);
}

/** How tightly a form binds, from the loosest; see the order of operators in the language reference. */
const LOOSEST = 0;
const OR = 1;
const AND = 2;
const NOT = 3;
const COMPARISON = 4;
const SUM = 6;
const PRODUCT = 7;
const SIGN = 8;
const DEFAULT = 9;
const SINCE = 10;
const PRIMARY = 11;

/** In brackets if the form binds less tightly than its place asks. */
function bracketed(text: string, binds: number, needed: number): string {
  return binds < needed ? `(${text})` : text;
}

/** `depth`: the elements around, so that a field of the customer can be told from theirs. */
function writtenCondition(condition: Condition, needed: number, depth: number): string {
  switch (condition.kind) {
    case "constant":
      return String(condition.value);
    case "and":
      return bracketed(conjunction(condition.operands, depth), AND, needed);
    case "or":
      // Brackets around `and` are not needed there, but wanted: `a or b and c` draws a warning.
      return bracketed(
        condition.operands.map((operand) => writtenCondition(operand, NOT, depth)).join(" or "),
        OR,
        needed,
      );
    case "not":
      return negated(condition.operand, needed, depth);
    case "compare":
      return bracketed(comparison(condition, depth), COMPARISON, needed);
    case "one-of":
    case "present":
    case "text":
    case "match":
    case "has-all":
      return bracketed(test(condition, "", depth), COMPARISON, needed);
    case "truth":
      return writtenTerm(condition.operand, needed, depth);
    case "exists":
      // A filter runs as far right as it can, so it is bracketed wherever something could follow.
      return bracketed(`any ${writtenList(condition.list, depth)}`, LOOSEST, needed);
    case "member":
      return condition.segment;
  }
}

/** `a and b`, with chains and calendar periods put together again. */
function conjunction(operands: readonly Condition[], depth: number): string {
  const parts: string[] = [];
  let index = 0;
  while (index < operands.length) {
    const period = calendarPeriod(operands[index]!, operands[index + 1], depth);
    if (period !== null) {
      parts.push(period);
      index += 2;
      continue;
    }
    const chain = [operands[index]!];
    while (continues(chain.at(-1)!, operands[index + chain.length])) chain.push(operands[index + chain.length]!);
    parts.push(
      chain.length === 1 ? writtenCondition(chain[0]!, NOT, depth) : writtenChain(chain as CompareCondition[], depth),
    );
    index += chain.length;
  }
  return parts.join(" and ");
}

function continues(condition: Condition, next: Condition | undefined): boolean {
  if (condition.kind !== "compare" || next?.kind !== "compare") return false;
  if (condition.operator === "=" || next.operator === "=") return false;
  return termKey(condition.right) === termKey(next.left);
}

function writtenChain(chain: readonly CompareCondition[], depth: number): string {
  const first = writtenTerm(chain[0]!.left, SUM, depth);
  return chain.reduce((text, link) => `${text} ${link.operator} ${writtenTerm(link.right, SUM, depth)}`, first);
}

function calendarPeriod(first: Condition, second: Condition | undefined, depth: number): string | null {
  if (first.kind !== "compare" || second?.kind !== "compare") return null;
  if (first.operator !== "<=" || second.operator !== "<=") return null;
  const low = first.left;
  const high = second.right;
  if (low.kind !== "calendar" || high.kind !== "calendar" || low.edge !== "first" || high.edge !== "last") return null;
  if (low.unit !== high.unit || low.offset !== high.offset || termKey(first.right) !== termKey(second.left))
    return null;
  const which = low.offset === 0 ? "this" : low.offset === -1 ? "last" : null;
  return which === null ? null : `${writtenTerm(first.right, SUM, depth)} in ${which} ${low.unit}`;
}

/** What is asked about stands on the left, as people write it, `total > 0`; else what its author wrote there. */
function comparison({ left, operator, right }: CompareCondition, depth: number): string {
  const turned = isFixed(left) === isFixed(right) ? isWrittenBefore(right, left) : isFixed(left);
  const [first, second] = turned ? [right, left] : [left, right];
  const sign = turned ? TURNED[operator] : operator;
  return `${writtenTerm(first, SUM, depth)} ${sign} ${writtenTerm(second, SUM, depth)}`;
}

/** Of two terms of one text, whether the first stands before the other. */
export function isWrittenBefore({ origin: one }: Term, { origin: other }: Term): boolean {
  return one !== undefined && one.file === other?.file && one.span.end <= other.span.start;
}

const TURNED = { "<": ">", "<=": ">=", "=": "=" } as const;

/** `city != "Tehran"`, `city not in […]`, `email is missing`, `no orders where …`; else `not (…)`. */
function negated(condition: Condition, needed: number, depth: number): string {
  switch (condition.kind) {
    case "compare":
      if (condition.operator === "=") {
        const text = `${writtenTerm(condition.left, SUM, depth)} != ${writtenTerm(condition.right, SUM, depth)}`;
        return bracketed(text, COMPARISON, needed);
      }
      break;
    case "one-of":
    case "present":
    case "text":
    case "match":
      return bracketed(test(condition, "not ", depth), COMPARISON, needed);
    case "exists":
      return bracketed(`no ${writtenList(condition.list, depth)}`, LOOSEST, needed);
    default:
      break;
  }
  return bracketed(`not ${writtenCondition(condition, PRIMARY, depth)}`, NOT, needed);
}

type Test = Extract<Condition, { kind: "one-of" | "present" | "text" | "match" | "has-all" }>;

function test(condition: Test, not: "" | "not ", depth: number): string {
  if (condition.kind === "has-all")
    return `${bracketedList(condition.list, depth)} has all of ${writtenValues(condition.values)}`;
  const operand = writtenTerm(condition.operand, SUM, depth);
  switch (condition.kind) {
    case "one-of":
      return `${operand} ${not}in ${writtenValues(condition.values)}`;
    case "present":
      return `${operand} is ${not === "" ? "present" : "missing"}`;
    case "text": {
      const { values } = condition;
      const [only] = values.written ?? values.values;
      const single = values.name === null && values.values.length === 1 && only !== undefined;
      const argument = single ? writeValue(only, values.type) : `any of ${writtenValues(values)}`;
      return `${operand} ${not}${condition.operator.replace("-", " ")} ${argument}`;
    }
    case "match":
      return `${operand} ${not}matches /${condition.pattern}/${condition.flags}`;
  }
}

function writtenValues(values: ValueList): string {
  if (values.name !== null) return writePath([values.name]);
  return `[${(values.written ?? values.values).map((value) => writeValue(value, values.type)).join(", ")}]`;
}

function writtenTerm(term: Term, needed: number, depth: number): string {
  switch (term.kind) {
    case "constant": {
      const text = writeValue(term.written ?? term.value, term.type);
      return typeof term.value === "number" && text.startsWith("-") ? bracketed(text, SIGN, needed) : text;
    }
    case "field":
      return writtenField(term.scope, term.path, depth);
    case "clock":
      return term.clock;
    case "arithmetic": {
      const binds = term.operator === "+" || term.operator === "-" ? SUM : PRODUCT;
      const left = writtenTerm(term.left, binds, depth);
      return bracketed(`${left} ${term.operator} ${writtenTerm(term.right, binds + 1, depth)}`, binds, needed);
    }
    case "difference":
      return bracketed(
        `${writtenTerm(term.left, SUM, depth)} - ${writtenTerm(term.right, SUM + 1, depth)}`,
        SUM,
        needed,
      );
    case "negate":
      return bracketed(`-${writtenTerm(term.operand, SIGN + 1, depth)}`, SIGN, needed);
    case "absolute":
      return `abs(${writtenTerm(term.operand, LOOSEST, depth)})`;
    case "shift": {
      const amount = Math.abs(term.amount);
      const by = `${writeNumber(amount)} ${term.unit}${amount === 1 ? "" : "s"}`;
      return bracketed(`${writtenTerm(term.operand, SUM, depth)} ${term.amount < 0 ? "-" : "+"} ${by}`, SUM, needed);
    }
    case "date-of":
      // Whatever it stands beside is a date, and that says it already.
      return writtenTerm(term.operand, needed, depth);
    case "calendar": {
      const which = term.offset === 0 ? "this" : term.offset === -1 ? "last" : `${term.offset}.`;
      return `the ${term.edge} day of ${which} ${term.unit}`;
    }
    case "since":
      return bracketed(`${term.unit}s since ${writtenTerm(term.operand, PRIMARY, depth)}`, SINCE, needed);
    case "part":
      return `${term.part}(${writtenTerm(term.operand, LOOSEST, depth)})`;
    case "length":
      return `length(${writtenTerm(term.operand, LOOSEST, depth)})`;
    case "default":
      return bracketed(
        `${writtenTerm(term.operand, DEFAULT, depth)} default ${writtenTerm(term.fallback, SINCE, depth)}`,
        DEFAULT,
        needed,
      );
    case "when": {
      const branches = term.branches.map(({ condition, value }) => {
        return `when ${writtenCondition(condition, OR, depth)} then ${writtenTerm(value, SUM, depth)}`;
      });
      return bracketed(`${branches.join(" ")} else ${writtenTerm(term.otherwise, SUM, depth)}`, LOOSEST, needed);
    }
    case "aggregate":
      return aggregate(term, depth);
    case "condition":
      return `(${writtenCondition(term.condition, LOOSEST, depth)})`;
  }
}

function writtenField(scope: FieldTerm["scope"], path: readonly string[], depth: number): string {
  if (path.length === 0) return "it";
  return scope === "customer" && depth > 0 ? `customer.${writePath(path)}` : writePath(path);
}

function aggregate(term: AggregateTerm, depth: number): string {
  const { value, list } = term;
  const name = aggregateName(term);
  const distinct = term.function === "count-distinct" ? "distinct " : "";
  if (value === null) return `${name}(${writtenList(list, depth)})`;
  const last = list.steps.at(-1)!;
  const where =
    last.filter === null ? "" : ` where ${writtenCondition(last.filter, LOOSEST, depth + list.steps.length)}`;
  // `distinct (` would be read as a call.
  const opensBracket = distinct !== "" && steps(list, depth).startsWith("(");
  const plain = value.kind === "field" && value.scope === 0 && term.function !== "count" && !opensBracket;
  if (plain) {
    const path = value.path.length === 0 ? "" : `.${writePath(value.path)}`;
    return `${name}(${distinct}${steps(list, depth)}${path}${where})`;
  }
  const inner = writtenTerm(value, LOOSEST, depth + list.steps.length);
  return `${name}(${distinct}${inner} over ${steps(list, depth)}${where})`;
}

function aggregateName(term: AggregateTerm): string {
  const ofDates = term.type.kind === "date" || term.type.kind === "datetime";
  switch (term.function) {
    case "count-distinct":
      return "count";
    case "min":
      return ofDates ? "earliest" : "min";
    case "max":
      return ofDates ? "latest" : "max";
    default:
      return term.function;
  }
}

/** With the filter of its last step: `orders where total > 100`. */
function writtenList(list: ListTerm, depth: number): string {
  const last = list.steps.at(-1)!;
  const filter =
    last.filter === null ? "" : ` where ${writtenCondition(last.filter, LOOSEST, depth + list.steps.length)}`;
  return steps(list, depth) + filter;
}

function bracketedList(list: ListTerm, depth: number): string {
  return list.steps.at(-1)!.filter === null ? steps(list, depth) : `(${writtenList(list, depth)})`;
}

/** Without the last filter: `(orders where paid).details`. */
function steps(list: ListTerm, depth: number): string {
  let text = "";
  for (const [index, step] of list.steps.entries()) {
    text = index === 0 ? writtenField(step.scope, step.path, depth) : `${text}.${writePath(step.path)}`;
    const isLast = index === list.steps.length - 1;
    if (step.filter !== null && !isLast)
      text = `(${text} where ${writtenCondition(step.filter, LOOSEST, depth + index + 1)})`;
  }
  return text;
}
