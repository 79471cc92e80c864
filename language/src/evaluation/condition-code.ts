import type {
  CompareCondition,
  Condition,
  OneOfCondition,
  PresentCondition,
  Term,
  TextCondition,
} from "../condition/condition.js";
import { valueSet } from "../condition/value-set.js";
import { type CodeScope, type Compiler, frameFrom, literal, type NumericCode, slotCode, variablesOf } from "./code.js";
import { frameOf, isNumeric, presenceSlot } from "./layout.js";
import { loopCode, plainListCode } from "./list-code.js";
import { bind, EXACT_INTEGERS, errorCode, magnitudeCode } from "./numeric-code.js";
import { textMatcher } from "./text-search.js";
import { matcher } from "./text-tests.js";
import { asThreshold } from "./thresholds.js";

/** A test as an expression that is true or false. `and`, `or` and `member` are the compiler's. */
export function testCode(
  compiler: Compiler,
  condition: Exclude<Condition, { kind: "and" | "or" | "member" }>,
  scope: CodeScope,
): string {
  switch (condition.kind) {
    case "constant":
      return String(condition.value);
    case "not":
      return `!${compiler.condition(condition.operand, scope)}`;
    case "compare": {
      const threshold = asThreshold(condition, compiler.shapes, compiler.clock, compiler.evaluation);
      if (threshold !== condition) return compiler.condition(threshold, scope);
      return isNumeric(condition.left.type)
        ? numbersCode(compiler, condition, scope)
        : equalityCode(compiler, condition, scope);
    }
    case "one-of":
      return oneOfCode(compiler, condition, scope);
    case "present":
      return presentCode(compiler, condition, scope);
    case "truth":
      return `(${compiler.term(condition.operand, scope)}===true)`;
    case "text":
      return textCode(compiler, condition, scope);
    case "match": {
      const match = matcher(condition);
      const test = (text: string | undefined) => text !== undefined && match(text);
      return `${compiler.constant(test)}(${compiler.term(condition.operand, scope)})`;
    }
    case "exists": {
      const plain = plainListCode(condition.list, scope);
      if (plain !== null) return `(size(${plain})>0)`;
      return compiler.define(scope, `${loopCode(compiler, condition.list, scope, () => "return true;")}return false;`);
    }
    case "has-all": {
      const values = compiler.constant(valueSet(condition.values));
      const plain = plainListCode(condition.list, scope);
      if (plain !== null) return `containsAll(${plain},${values})`;
      const loop = loopCode(compiler, condition.list, scope, (inner) => `q.push(${inner.variable});`);
      return compiler.define(scope, `const q=[];${loop}return containsAll(q,${values});`);
    }
  }
}

/** Dates, texts, booleans and choices. Dates that are missing are undefined or NaN: no comparison of them holds. */
function equalityCode(compiler: Compiler, { operator, left, right }: CompareCondition, scope: CodeScope): string {
  const [a, b] = [compiler.term(left, scope), compiler.term(right, scope)];
  if (operator !== "=") return `(${a}${operator}${b})`;
  return isConstant(left) || isConstant(right) ? `(${a}===${b})` : `same(${a},${b})`;
}

function isConstant(term: Term): boolean {
  return term.kind === "constant" || term.kind === "clock";
}

export function same(left: unknown, right: unknown): boolean {
  return left !== undefined && left === right;
}

function numbersCode(compiler: Compiler, condition: CompareCondition, scope: CodeScope): string {
  const { operator, left, right } = condition;
  const body: string[] = [];
  const a = compiler.numeric(left, scope, body);
  const b = compiler.numeric(right, scope, body);
  if (a.exact && b.exact) {
    const test =
      operator !== "="
        ? `${a.value}${operator}${b.value}`
        : a.raw && b.raw
          ? `same(${a.value},${b.value})`
          : `${a.value}===${b.value}`;
    return body.length === 0 ? `(${test})` : compiler.define(scope, `${body.join("")}return ${test};`);
  }
  const exactly = compiler.constant((...elements: unknown[]) =>
    compiler.evaluation.fresh().compareTerms(left, right, frameFrom(scope, elements)),
  );
  return compiler.define(
    scope,
    body.join("") + decisionCode(compiler, operator, a, b, `${exactly}(${variablesOf(scope)})`),
  );
}

/** Decides by doubles where they are far enough apart for their errors, else by `exactly`: the order of the numbers. */
function decisionCode(
  compiler: Compiler,
  operator: CompareCondition["operator"],
  a: NumericCode,
  b: NumericCode,
  exactly: string,
): string {
  const lines: string[] = [];
  const difference = bind(compiler, lines, `${a.value}-${b.value}`);
  const magnitude = bind(compiler, lines, `${magnitudeCode(a)}+${magnitudeCode(b)}`);
  const error = errorCode(a, b, magnitude);
  const [test, less, equal] = { "=": ["===0", false, true], "<": ["<0", true, false], "<=": ["<=0", true, true] }[
    operator
  ] as [string, boolean, boolean];
  const decide =
    `const e=${error};` + `return ${difference}<-e?${less}:${difference}>e?false:${magnitude}>0?${exactly}${test}:`;
  // Magnitude 0: both are 0 without any error. NaN: one is missing. Whole numbers up to 2^53 have no error at all.
  return a.integral && b.integral
    ? `${lines.join("")}if(${magnitude}<=${EXACT_INTEGERS})return ${difference}${test};${decide}false;`
    : `${lines.join("")}${decide}${equal ? `${magnitude}===0` : "false"};`;
}

/** Up to so many values are compared one by one; more are looked up in a set. */
const FEW_VALUES = 4;

function oneOfCode(compiler: Compiler, condition: OneOfCondition, scope: CodeScope): string {
  const { operand, values } = condition;
  if (values.values.length === 0) return "false";
  const body: string[] = [];
  const code = isNumeric(operand.type) ? compiler.numeric(operand, scope, body) : null;
  if (code !== null && !code.exact) {
    const exactly = compiler.constant((...elements: unknown[]) =>
      compiler.evaluation.fresh().holds(condition, frameFrom(scope, elements)),
    );
    const sorted = compiler.constant(Float64Array.from(values.values as readonly number[]).sort());
    const zero = { ...code, magnitude: null, units: 1, value: "0" };
    const near = `isNear(${sorted},${code.value},${magnitudeCode(code)},${errorCode(code, zero, "1")})`;
    return compiler.define(scope, `${body.join("")}return ${near}&&${exactly}(${variablesOf(scope)});`);
  }
  const expression = code?.value ?? compiler.term(operand, scope);
  const isField = /^[ra]\d*(?:\.f\d+)?$/.test(expression);
  const test =
    isField && values.values.length <= FEW_VALUES
      ? `(${values.values.map((value) => `${expression}===${literal(value) ?? compiler.constant(value)}`).join("||")})`
      : `${compiler.constant(valueSet(values))}.has(${expression})`;
  return body.length === 0 ? test : compiler.define(scope, `${body.join("")}return ${test};`);
}

/** Whether one of the sorted values lies so near to `value` that it may be the very number. */
export function isNear(sorted: Float64Array, value: number, magnitude: number, relative: number): boolean {
  if (Number.isNaN(magnitude)) return false;
  if (!(magnitude < Number.POSITIVE_INFINITY)) return true;
  // The listed values have an error of their own, of half a unit each.
  let low = 0;
  let high = sorted.length;
  const error = (magnitude + Math.abs(value)) * relative * 2 + 1e-290;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value - error) low = middle + 1;
    else high = middle;
  }
  return low < sorted.length && sorted[low]! <= value + error;
}

function presentCode(compiler: Compiler, { operand }: PresentCondition, scope: CodeScope): string {
  if (operand.kind === "field") {
    if (operand.type.kind !== "record") return `(${slotCode(scope, operand.scope, operand.path)}!==undefined)`;
    const frame = frameOf(scope, operand.scope);
    const slot = presenceSlot(frame.layout, operand.path);
    return slot === null ? "true" : `(${frame.variable}.f${slot}!==undefined)`;
  }
  if (!isNumeric(operand.type)) return `isPresent(${compiler.term(operand, scope)})`;
  const body: string[] = [];
  const code = compiler.numeric(operand, scope, body);
  if (code.magnitude === null) {
    const test = `isPresent(${code.value})`;
    return body.length === 0 ? test : compiler.define(scope, `${body.join("")}return ${test};`);
  }
  const exactly = compiler.constant((...elements: unknown[]) =>
    compiler.evaluation.fresh().isPresent(operand, frameFrom(scope, elements)),
  );
  const { magnitude } = code;
  const test = `${magnitude}===Infinity?${exactly}(${variablesOf(scope)}):${magnitude}===${magnitude}`;
  return compiler.define(scope, `${body.join("")}return ${test};`);
}

export function isPresent(value: unknown): boolean {
  return value !== undefined && !Number.isNaN(value);
}

function textCode(compiler: Compiler, { operator, operand, values }: TextCondition, scope: CodeScope): string {
  const text = compiler.term(operand, scope);
  return `${compiler.constant(textMatcher(operator, values.values as readonly string[]))}(${text})`;
}
