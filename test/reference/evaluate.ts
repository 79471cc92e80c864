import type { CallExpression, ComparisonOperator, Expression, InExpression } from "../../language/src/syntax/tree.js";
import { civilFromDay, WEEKDAYS, weekdayOf } from "../../language/src/values/calendar.js";
import { folded } from "./folding.js";
import { dividedBy, type Fraction, fractionOf, minus, order, plus, times, wholeFraction } from "./fraction.js";
import { dayOf, inCalendarPeriod, inLast, type Moment, shifted, unitsSince } from "./time.js";
import {
  type Element,
  EMPTY_LIST,
  type ListValue,
  number,
  type RecordValue,
  text,
  truth,
  type Value,
} from "./value.js";

/** Everything an expression can ask for. */
export interface World {
  readonly moment: Moment;
  readonly customer: RecordValue;
  /** The elements of the lists around, outermost first. */
  readonly elements: readonly Value[];
  /** A define, a list or a segment outside criteria, or the one segment of that name; undefined: no such name. */
  named(name: string): { readonly value: Value } | undefined;
  /** Membership, as classified, of a criterion's segment; undefined: no such segment. */
  member(criterion: string, segment: string): boolean | undefined;
}

export function holds(expression: Expression, world: World): boolean {
  const value = evaluate(expression, world);
  return value?.kind === "boolean" && value.value;
}

export function evaluate(expression: Expression, world: World): Value {
  switch (expression.kind) {
    case "name":
      return lookUp(expression.name.text, world);
    case "member":
      return memberOf(expression, world);
    case "number":
      return number(numberLiteral(expression.text));
    case "string":
      return text(expression.value.normalize("NFC"));
    case "boolean":
      return truth(expression.value);
    case "date":
      return expression.day === null ? undefined : { kind: "date", day: expression.day };
    case "datetime":
      return expression.instant === null ? undefined : { kind: "datetime", instant: expression.instant };
    case "duration":
      return { kind: "duration", amount: expression.amount, unit: expression.unit };
    case "list-literal":
      return { kind: "constants", values: expression.items.map((item) => evaluate(item, world)) };
    case "clock":
      return expression.clock === "today"
        ? { kind: "date", day: world.moment.today }
        : { kind: "datetime", instant: world.moment.now };
    case "parenthesized":
      return evaluate(expression.inner, world);
    case "unary": {
      if (expression.operator === "not") return truth(!holds(expression.operand, world));
      const operand = evaluate(expression.operand, world);
      return operand?.kind === "number" ? number(minus(wholeFraction(0), operand.value)) : undefined;
    }
    case "binary":
      return binary(expression, world);
    case "comparison": {
      const values = expression.operands.map((operand) => evaluate(operand, world));
      return truth(
        expression.operators.every(({ operator }, index) =>
          compares(operator, values[index], values[index + 1], world.moment),
        ),
      );
    }
    case "in":
      return truth(contained(expression, world) !== expression.negated);
    case "presence":
      return truth(isPresent(evaluate(expression.operand, world)) === expression.present);
    case "text-test": {
      const operand = evaluate(expression.operand, world);
      const wanted = evaluate(expression.argument, world);
      const passes = constantsOf(wanted).some((each) => textTest(expression.operator, operand, each));
      return truth(passes !== expression.negated);
    }
    case "matches": {
      const operand = evaluate(expression.operand, world);
      if (expression.pattern.kind !== "regex") throw new Error("matches what?");
      const pattern = new RegExp(expression.pattern.pattern.normalize("NFC"), `u${expression.pattern.flags}`);
      return truth((operand?.kind === "text" && pattern.test(operand.value)) !== expression.negated);
    }
    case "has": {
      const elements = listOf(expression.operand, world).elements.map((element) => element.value);
      const wanted = constantsOf(evaluate(expression.argument, world));
      const has = (each: Value) => elements.some((element) => same(element, each, world.moment));
      const passes = {
        one: () => wanted.some(has),
        any: () => wanted.some(has),
        all: () => wanted.every(has),
        none: () => !wanted.some(has),
      }[expression.quantifier]();
      return truth(passes !== expression.negated);
    }
    case "empty":
      return truth((listOf(expression.operand, world).elements.length === 0) !== expression.negated);
    case "quantifier": {
      const { filter } = expression;
      const passes = (element: Element) => filter === null || holds(filter, inside(element, world));
      const { elements } = listOf(expression.list, world);
      if (expression.quantifier === "all") return truth(elements.every(passes));
      return truth(elements.some(passes) === (expression.quantifier === "any"));
    }
    case "filter":
      return {
        kind: "list",
        elements: listOf(expression.list, world).elements.filter((each) =>
          holds(expression.filter, inside(each, world)),
        ),
      };
    case "call":
      return call(expression, world);
    case "since": {
      const units = unitsSince(evaluate(expression.operand, world), expression.unit, world.moment);
      return units === undefined ? undefined : number(wholeFraction(units));
    }
    case "when": {
      const taken = expression.branches.find((branch) => holds(branch.condition, world));
      const branches = [...expression.branches.map((branch) => branch.value), expression.otherwise];
      return foldedLike(evaluate(taken?.value ?? expression.otherwise, world), branches, world);
    }
    case "regex":
    case "record-literal":
    case "range":
    case "period":
    case "error":
      throw new Error(`no value: ${expression.kind}`);
  }
}

/** A name: a field of an element around, innermost first; outside of lists one of the customer; else a declaration. */
function lookUp(name: string, world: World): Value {
  const innermost = world.elements.at(-1);
  if (name === "it" && world.elements.length > 0 && innermost?.kind !== "record") return innermost;
  const around = world.elements.length > 0 ? world.elements.toReversed() : [world.customer];
  for (const record of around) {
    const field = record?.kind === "record" ? record.fields.get(name) : undefined;
    if (field !== undefined) return field.value;
  }
  const declared = world.named(name);
  if (declared === undefined) throw new Error(`no name ${name}`);
  return declared.value;
}

function memberOf(expression: Extract<Expression, { kind: "member" }>, world: World): Value {
  const { object, name } = expression;
  if (object.kind === "name" && object.name.text === "customer") {
    return lookUp(name.text, { ...world, elements: [] });
  }
  if (object.kind === "name") {
    const member = world.member(object.name.text, name.text);
    if (member !== undefined) return truth(member);
  }
  const value = evaluate(object, world);
  if (value?.kind === "record") return fieldOf(value, name.text);
  if (value?.kind !== "list") throw new Error(`no field ${name.text} here`);
  return {
    kind: "list",
    elements: value.elements.flatMap((element): readonly Element[] => {
      if (element.value?.kind !== "record") throw new Error("a field of no record");
      const field = fieldOf(element.value, name.text);
      if (field?.kind !== "list") return [{ value: field, sees: element.sees }];
      return field.elements.map((inner) => ({ value: inner.value, sees: [...element.sees, ...inner.sees] }));
    }),
  };
}

function fieldOf(record: RecordValue, name: string): Value {
  const field = record.fields.get(name);
  if (field === undefined) throw new Error(`no field ${name}`);
  return field.value;
}

function inside(element: Element, world: World): World {
  return { ...world, elements: [...world.elements, ...element.sees] };
}

function listOf(expression: Expression, world: World): ListValue {
  const value = evaluate(expression, world);
  if (value === undefined) return EMPTY_LIST;
  if (value.kind !== "list") throw new Error(`no list: ${value.kind}`);
  return value;
}

function constantsOf(value: Value): readonly Value[] {
  return value?.kind === "constants" ? value.values : [value];
}

/** `1_000`, `5%`, `۱۲`: read from its own text, not from the double the parser made of it. */
function numberLiteral(written: string): Fraction {
  const ascii = written
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/[_ ]/g, "");
  const percent = /[%٪]$/.test(ascii);
  const value = fractionOf(Number(percent ? `${ascii.slice(0, -1)}e-2` : ascii));
  return value;
}

function binary(expression: Extract<Expression, { kind: "binary" }>, world: World): Value {
  const { operator, left, right } = expression;
  if (operator === "and") return truth(holds(left, world) && holds(right, world));
  if (operator === "or") return truth(holds(left, world) || holds(right, world));
  if (operator === "default") {
    return foldedLike(evaluate(left, world) ?? evaluate(right, world), [left, right], world);
  }
  const [a, b] = [evaluate(left, world), evaluate(right, world)];
  if (b?.kind === "duration" && operator !== "*" && operator !== "/") {
    return shifted(a, b, operator === "+" ? 1 : -1, world.moment);
  }
  if (a?.kind === "duration" && operator === "+") return shifted(b, a, 1, world.moment);
  if (a?.kind === "number" && b?.kind === "number") {
    return number({ "+": plus, "-": minus, "*": times, "/": dividedBy }[operator](a.value, b.value));
  }
  if (operator === "-" && a?.kind === "datetime" && b?.kind === "datetime") {
    return number({ over: BigInt(a.instant - b.instant), under: 86_400_000n });
  }
  const [from, to] = [dayOf(a, world.moment), dayOf(b, world.moment)];
  return operator === "-" && from !== undefined && to !== undefined ? number(wholeFraction(from - to)) : undefined;
}

/** A text beside a folded one, in the branches of `when` and `default`, is folded. */
function foldedLike(value: Value, beside: readonly Expression[], world: World): Value {
  if (value?.kind !== "text" || !beside.some((each) => isFolded(each, world))) return value;
  return { kind: "text", value: folded(value.value), folded: true };
}

function isFolded(expression: Expression, world: World): boolean {
  switch (expression.kind) {
    case "parenthesized":
      return isFolded(expression.inner, world);
    case "binary":
      return isFolded(expression.left, world) || isFolded(expression.right, world);
    case "when":
      return (
        isFolded(expression.otherwise, world) || expression.branches.some((branch) => isFolded(branch.value, world))
      );
    case "name": {
      const around = world.elements.length > 0 ? world.elements.toReversed() : [world.customer];
      const field = around
        .map((each) => (each?.kind === "record" ? each.fields.get(expression.name.text) : undefined))
        .find(Boolean);
      const type = field?.declaration.type;
      return type?.kind === "named-type" && type.folded !== null;
    }
    case "member": {
      const object =
        expression.object.kind === "name" && expression.object.name.text === "customer"
          ? world.customer
          : evaluate(expression.object, world);
      const type = object?.kind === "record" ? object.fields.get(expression.name.text)?.declaration.type : undefined;
      return type?.kind === "named-type" && type.folded !== null;
    }
    default:
      return false;
  }
}

function isPresent(value: Value): boolean {
  return value?.kind === "record" ? value.present : value !== undefined;
}

/** An atom, or the opposite of one: with something missing an atom is false. */
function compares(operator: ComparisonOperator, a: Value, b: Value, moment: Moment): boolean {
  if (operator === "!=") return !same(a, b, moment);
  const compared = difference(a, b, moment);
  if (compared === undefined) return operator === "=" && same(a, b, moment);
  return { "=": compared === 0, "<": compared < 0, "<=": compared <= 0, ">": compared > 0, ">=": compared >= 0 }[
    operator
  ];
}

function same(a: Value, b: Value, moment: Moment): boolean {
  if (a === undefined || b === undefined) return false;
  if (a.kind === "boolean" && b.kind === "boolean") return a.value === b.value;
  if (a.kind === "text" && b.kind === "text") {
    return a.folded || b.folded ? folded(a.value) === folded(b.value) : a.value === b.value;
  }
  return difference(a, b, moment) === 0;
}

/** Of values that have an order; undefined for others, and for missing ones. */
function difference(a: Value, b: Value, moment: Moment): number | undefined {
  const [x, y] = [asNumber(a), asNumber(b)];
  if (x !== undefined && y !== undefined) return order(x, y);
  if (a?.kind === "datetime" && b?.kind === "datetime") return a.instant - b.instant;
  const [from, to] = [dayOf(a, moment), dayOf(b, moment)];
  return from === undefined || to === undefined ? undefined : from - to;
}

/** A duration beside a number of days. */
function asNumber(value: Value): Fraction | undefined {
  if (value?.kind === "number") return value.value;
  if (value?.kind !== "duration") return undefined;
  return wholeFraction(value.unit === "week" ? 7 * value.amount : value.amount);
}

function contained({ operand, container }: InExpression, world: World): boolean {
  const value = evaluate(operand, world);
  if (container.kind === "period") {
    return container.period === "last-duration"
      ? inLast(
          value,
          { kind: "duration", amount: container.duration.amount, unit: container.duration.unit },
          world.moment,
        )
      : inCalendarPeriod(value, container.period, container.unit, world.moment);
  }
  if (container.kind === "range") {
    const above = container.low === null || compares("<=", evaluate(container.low, world), value, world.moment);
    const upper = container.highExclusive ? "<" : "<=";
    const below = container.high === null || compares(upper, value, evaluate(container.high, world), world.moment);
    return value !== undefined && above && below;
  }
  return constantsOf(evaluate(container, world)).some((each) => same(value, each, world.moment));
}

function textTest(operator: "starts with" | "ends with" | "contains", operand: Value, wanted: Value): boolean {
  if (operand?.kind !== "text" || wanted?.kind !== "text") return false;
  const [whole, part] = operand.folded ? [operand.value, folded(wanted.value)] : [operand.value, wanted.value];
  if (operator === "starts with") return whole.slice(0, part.length) === part;
  if (operator === "ends with") return part === "" || whole.slice(-part.length) === part;
  return whole.split(part).length > 1 || part === "";
}

function call(expression: CallExpression, world: World): Value {
  const [argument] = expression.arguments;
  if (argument === undefined) throw new Error(`${expression.name.text} of nothing`);
  switch (expression.name.text) {
    case "abs": {
      const value = evaluate(argument, world);
      if (value?.kind !== "number") return undefined;
      return number(value.value.over < 0n ? minus(wholeFraction(0), value.value) : value.value);
    }
    case "length": {
      const value = evaluate(argument, world);
      return value?.kind === "text" ? number(wholeFraction([...value.value].length)) : undefined;
    }
    case "year":
    case "month":
    case "day": {
      const day = dayOf(evaluate(argument, world), world.moment);
      return day === undefined ? undefined : number(wholeFraction(civilFromDay(day)[expression.name.text]));
    }
    case "weekday": {
      const day = dayOf(evaluate(argument, world), world.moment);
      return day === undefined ? undefined : text(WEEKDAYS[weekdayOf(day)]!);
    }
    case "hour": {
      const value = evaluate(argument, world);
      return value?.kind === "datetime" ? number(wholeFraction(world.moment.zone.localHour(value.instant))) : undefined;
    }
    default:
      return aggregate(expression, argument, world);
  }
}

function aggregate(expression: CallExpression, argument: Expression, world: World): Value {
  const all =
    expression.over === null
      ? listOf(argument, world).elements.map((element) => element.value)
      : listOf(expression.over, world).elements.map((element) => evaluate(argument, inside(element, world)));
  const values = all.filter(isPresent);
  switch (expression.name.text) {
    case "count":
      if (expression.distinct === null) return number(wholeFraction(values.length));
      return number(
        wholeFraction(
          values.filter((value, index) => !values.slice(0, index).some((other) => same(value, other, world.moment)))
            .length,
        ),
      );
    case "sum":
      return number(values.map(numberOf).reduce(plus, wholeFraction(0)));
    case "average":
      return number(dividedBy(values.map(numberOf).reduce(plus, wholeFraction(0)), wholeFraction(values.length)));
    case "min":
    case "earliest":
      return extreme(values, -1, world.moment);
    case "max":
    case "latest":
      return extreme(values, 1, world.moment);
    default:
      throw new Error(`no function ${expression.name.text}`);
  }
}

function numberOf(value: Value): Fraction {
  if (value?.kind !== "number") throw new Error("no number");
  return value.value;
}

function extreme(values: readonly Value[], direction: 1 | -1, moment: Moment): Value {
  return values.reduce(
    (best, value) => (best === undefined || direction * (difference(value, best, moment) ?? 0) > 0 ? value : best),
    undefined,
  );
}
