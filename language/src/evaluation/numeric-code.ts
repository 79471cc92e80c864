import type { ArithmeticTerm, Term } from "../condition/condition.js";
import type { Field } from "../condition/schema.js";
import { compare, rationalFromNumber, toNumber } from "../values/rational.js";
import { codePointLength } from "../values/text.js";
import { type CodeScope, type Compiler, fieldOf, literal, type NumericCode, slotCode } from "./code.js";
import { datePart, since } from "./date-values.js";
import type { ExactValue } from "./exact.js";

/**
 * Numbers in generated code: exact answers at the speed of doubles.
 *
 * A datum is the double nearest to a decimal, and shortest decimals are ordered as their doubles are, so data are
 * compared as doubles. Whatever is computed carries, beside its double v, a magnitude m and a static count of units u:
 * the exact number lies within u * m * 2^-53 of v, and |v| is not above m (but for a factor that u has room for). m is
 * the same computation on absolute values: |a| + |b| for a + b and for a - b, |a| * |b| for a * b; each operation adds
 * its rounding to u. This is the running error analysis of Higham, Accuracy and Stability of Numerical Algorithms (2002), section 3.3, with the
 * magnitudes bounded as in Shewchuk's adaptive filters (1997).
 *
 * Underflow breaks relative errors, so a factor that is neither 0 nor within 1e-100..1e100 makes m infinite, and an
 * infinite m sends the question to exact arithmetic. NaN in m means that the number is missing.
 * Whole numbers computed from whole numbers are exact as long as m is at most 2^53; where that is known beforehand no
 * magnitude is computed at all.
 */

export const EXACT_INTEGERS = 2 ** 53;
/** Half the distance of doubles near 1: the greatest relative error of a rounding. */
export const UNIT = 2 ** -53;
/** Far below any product of factors that pass, far above what underflow can take from a sum. */
const TINY = 1e-290;

export function numericCode(compiler: Compiler, term: Term, scope: CodeScope, body: string[]): NumericCode {
  switch (term.kind) {
    case "field":
      return fieldCode(slotCode(scope, term.scope, term.path), term, fieldOf(scope, term.scope, term.path));
    case "arithmetic":
      return arithmeticCode(compiler, term, scope, body);
    case "negate": {
      const operand = compiler.numeric(term.operand, scope, body);
      return { ...operand, value: `(-${operand.value})`, raw: false, nonNegative: false };
    }
    case "absolute": {
      const operand = compiler.numeric(term.operand, scope, body);
      return { ...operand, value: `Math.abs(${operand.value})`, raw: false };
    }
    case "difference": {
      const value = `(${compiler.term(term.left, scope)}-${compiler.term(term.right, scope)})`;
      if (term.left.type.kind === "date") return whole(value, 1e7);
      const days = bind(compiler, body, `${value}/86400000`);
      return inexact(compiler, body, days, `Math.abs(${days})`, 2, Number.POSITIVE_INFINITY);
    }
    case "since": {
      const operand = compiler.term(term.operand, scope);
      const { clock } = compiler;
      if (term.unit === "day") return whole(`(${literal(clock.today)}-${operand})`, 1e7);
      if (term.unit === "week") return whole(`Math.floor((${literal(clock.today)}-${operand})/7)`, 1e7);
      if (term.unit === "hour") return whole(`Math.floor((${literal(clock.now)}-${operand})/3600000)`, 1e12);
      const { unit } = term;
      return whole(
        `${compiler.constant((day: number) => (day >= MINUS_INFINITY ? since(day, unit, clock) : Number.NaN))}(${operand})`,
        1e6,
      );
    }
    case "part": {
      const operand = compiler.term(term.operand, scope);
      const { clock } = compiler;
      const { part } = term;
      if (part === "weekday") return whole("NaN", 0);
      const read = (value: number): number => (value >= MINUS_INFINITY ? datePart(value, part, clock) : Number.NaN);
      return whole(`${compiler.constant(read)}(${operand})`, 1e4);
    }
    case "length": {
      const measure = (text: string | undefined): number => (text === undefined ? Number.NaN : codePointLength(text));
      return whole(`${compiler.constant(measure)}(${compiler.term(term.operand, scope)})`, 2 ** 31);
    }
    case "default":
      return defaultCode(compiler, term, scope, body);
    case "when":
      return whenCode(compiler, term, scope, body);
    case "aggregate": {
      if (!compiler.isShared(term)) return unsharedAggregate(compiler, term, scope, body);
      const { call, result } = compiler.aggregate(term, scope);
      body.push(`${call};`);
      const value = bind(compiler, body, result.value);
      return { ...result, value, magnitude: result.magnitude === null ? null : bind(compiler, body, result.magnitude) };
    }
    case "constant":
    case "clock":
    case "shift":
    case "date-of":
    case "calendar":
    case "condition":
      // Constants are computed beforehand, dates are not numbers.
      return whole(compiler.term(term, scope), EXACT_INTEGERS);
  }
}

const MINUS_INFINITY = Number.NEGATIVE_INFINITY;

/** A number known beforehand. Most name their double; one third or 1e-400 does not. */
export function fixedCode(value: ExactValue): NumericCode {
  if (value === undefined) return { ...whole("NaN", 0) };
  if (typeof value !== "object") return whole(literal(value)!, EXACT_INTEGERS);
  const nearest = toNumber(value);
  const bound = Math.abs(nearest);
  if (Number.isFinite(nearest) && compare(rationalFromNumber(nearest), value) === 0) {
    const integral = Number.isSafeInteger(nearest);
    return {
      value: literal(nearest)!,
      exact: true,
      integral,
      bound,
      magnitude: null,
      units: integral ? 0 : 1,
      raw: false,
    };
  }
  const certain = bound > 1e-100 && bound < 1e100;
  const magnitude = certain ? String(bound) : "Infinity";
  return { value: literal(nearest)!, exact: false, integral: false, bound, magnitude, units: 2, raw: false };
}

function fieldCode(value: string, term: Extract<Term, { kind: "field" }>, field: Field | null): NumericCode {
  const integral = term.type.kind === "integer";
  const domain = field?.domain?.kind === "number" ? field.domain : null;
  const inDomain =
    domain === null || domain.low === null || domain.high === null
      ? Number.POSITIVE_INFINITY
      : Math.max(Math.abs(domain.low), Math.abs(domain.high));
  const bound = integral ? Math.min(inDomain, Number.MAX_SAFE_INTEGER) : inDomain;
  const nonNegative = (domain?.low ?? -1) >= 0;
  return {
    value,
    exact: true,
    integral,
    bound,
    magnitude: null,
    units: integral ? 0 : 1,
    raw: term.optional,
    nonNegative,
  };
}

/** A whole number whose double is exact. */
function whole(value: string, bound: number): NumericCode {
  return { value, exact: true, integral: true, bound, magnitude: null, units: 0, raw: false };
}

function inexact(
  compiler: Compiler,
  body: string[],
  value: string,
  magnitude: string,
  units: number,
  bound: number,
  integral = false,
): NumericCode {
  return { value, exact: false, integral, bound, magnitude: bind(compiler, body, magnitude), units, raw: false };
}

/** A variable that holds the value of an expression. */
export function bind(compiler: Compiler, body: string[], expression: string): string {
  if (/^(?:[a-z]\d+|\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/.test(expression)) return expression;
  const name = compiler.fresh("v");
  body.push(`const ${name}=${expression};`);
  return name;
}

export function magnitudeCode(code: NumericCode): string {
  return code.magnitude ?? (code.nonNegative === true ? code.value : `Math.abs(${code.value})`);
}

/** In place: nobody else needs its result. */
function unsharedAggregate(
  compiler: Compiler,
  term: Extract<Term, { kind: "aggregate" }>,
  scope: CodeScope,
  body: string[],
): NumericCode {
  const { body: computation, result, expression } = compiler.aggregation(term, scope);
  if (expression !== null) return { ...result, value: expression, magnitude: null };
  const value = compiler.fresh("v");
  const magnitude = result.exact ? null : compiler.fresh("m");
  const names = magnitude === null ? value : `${value},${magnitude}`;
  const keep = `${value}=s;${magnitude === null ? "" : `${magnitude}=m;`}`;
  body.push(`let ${names};{${computation}${keep}}`);
  return { ...result, value, magnitude };
}

/** A long sum is a deep tree on its left: it is walked without recursion. */
function arithmeticCode(compiler: Compiler, term: ArithmeticTerm, scope: CodeScope, body: string[]): NumericCode {
  const chain: ArithmeticTerm[] = [term];
  while (chain[chain.length - 1]!.left.kind === "arithmetic")
    chain.push(chain[chain.length - 1]!.left as ArithmeticTerm);
  let result = compiler.numeric(chain[chain.length - 1]!.left, scope, body);
  for (let index = chain.length - 1; index >= 0; index -= 1) {
    const { operator, right } = chain[index]!;
    result = operationCode(compiler, body, operator, result, compiler.numeric(right, scope, body));
  }
  return result;
}

function operationCode(
  compiler: Compiler,
  body: string[],
  operator: ArithmeticTerm["operator"],
  left: NumericCode,
  right: NumericCode,
): NumericCode {
  if (operator === "/") return quotientCode(compiler, body, left, right);
  const integral = left.integral && right.integral;
  const bound = operator === "*" ? left.bound * right.bound : left.bound + right.bound;
  const known = left.exact && right.exact && integral && bound <= EXACT_INTEGERS;
  const a = known ? left : settled(compiler, body, left);
  const b = known ? right : settled(compiler, body, right);
  const value = bind(compiler, body, `${a.value}${operator}${b.value}`);
  if (known) return whole(value, bound);
  if (operator !== "*") {
    const units = Math.max(a.units, b.units) + 2;
    return inexact(compiler, body, value, `${magnitudeCode(a)}+${magnitudeCode(b)}`, units, bound, integral);
  }
  const [ma, mb] = [bind(compiler, body, magnitudeCode(a)), bind(compiler, body, magnitudeCode(b))];
  const magnitude = compiler.fresh("m");
  body.push(`let ${magnitude}=${ma}*${mb};`);
  body.push(`if(!(${ma}>1e-100&&${mb}>1e-100&&${magnitude}<1e100))${magnitude}=product(${ma},${mb});`);
  return inexact(compiler, body, value, magnitude, (a.units + b.units) * 1.01 + 2, bound, integral);
}

function quotientCode(compiler: Compiler, body: string[], left: NumericCode, right: NumericCode): NumericCode {
  const a = settled(compiler, body, left);
  const b = settled(compiler, body, right);
  const value = bind(compiler, body, `${a.value}/${b.value}`);
  const call = `quotient(${magnitudeCode(a)},${b.value},${magnitudeCode(b)},${b.exact ? 0 : b.units * UNIT * 128})`;
  return inexact(compiler, body, value, call, (a.units + b.units) * 1.1 + 4, Number.POSITIVE_INFINITY);
}

/** With its value in a variable. */
function settled(compiler: Compiler, body: string[], code: NumericCode): NumericCode {
  return { ...code, value: bind(compiler, body, code.value) };
}

/** The magnitude of a product one of whose factors is 0, very small, very large or missing. */
export function product(left: number, right: number): number {
  if (Number.isNaN(left) || Number.isNaN(right)) return Number.NaN;
  if ((left === 0 && right < Number.POSITIVE_INFINITY) || (right === 0 && left < Number.POSITIVE_INFINITY)) return 0;
  return Number.POSITIVE_INFINITY;
}

/**
 * The magnitude of a quotient: that of the dividend by the divisor, times how much larger the divisor's magnitude is
 * than the divisor, which is by how much its relative error has grown.
 * `margin`: below this part of its magnitude a divisor may be 0 or is too inaccurate; 0 if it is exact.
 */
export function quotient(dividend: number, divisor: number, magnitude: number, margin: number): number {
  if (Number.isNaN(dividend) || Number.isNaN(magnitude)) return Number.NaN;
  if (magnitude === 0) return Number.NaN;
  const size = Math.abs(divisor);
  if (!(size > magnitude * margin && size > 1e-100 && magnitude < 1e100)) return Number.POSITIVE_INFINITY;
  if (dividend === 0) return 0;
  const result = (dividend / size) * (magnitude / size);
  return dividend > 1e-100 && result > 1e-100 && result < 1e100 ? result : Number.POSITIVE_INFINITY;
}

function defaultCode(
  compiler: Compiler,
  term: Extract<Term, { kind: "default" }>,
  scope: CodeScope,
  body: string[],
): NumericCode {
  const operand = settled(compiler, body, compiler.numeric(term.operand, scope, body));
  const lines: string[] = [];
  const fallback = compiler.numeric(term.fallback, scope, lines);
  const isMissing = operand.exact ? `!(${operand.value}>=-Infinity)` : `${operand.magnitude}!==${operand.magnitude}`;
  return choiceCode(compiler, body, [
    { condition: `!(${isMissing})`, lines: [], code: operand },
    { condition: null, lines, code: fallback },
  ]);
}

function whenCode(
  compiler: Compiler,
  term: Extract<Term, { kind: "when" }>,
  scope: CodeScope,
  body: string[],
): NumericCode {
  const branches = [...term.branches, { condition: null, value: term.otherwise }].map(({ condition, value }) => {
    const lines: string[] = [];
    const code = compiler.numeric(value, scope, lines);
    return { condition: condition === null ? null : compiler.condition(condition, scope), lines, code };
  });
  return choiceCode(compiler, body, branches);
}

interface Branch {
  readonly condition: string | null;
  readonly lines: readonly string[];
  readonly code: NumericCode;
}

/** One of several numbers; a labelled block, so that a thousand branches are not nested in one another. */
function choiceCode(compiler: Compiler, body: string[], branches: readonly Branch[]): NumericCode {
  const exact = branches.every(({ code }) => code.exact);
  const integral = branches.every(({ code }) => code.integral);
  const value = compiler.fresh("v");
  const magnitude = exact ? null : compiler.fresh("m");
  const label = compiler.fresh("b");
  const set = ({ lines, code }: Branch): string =>
    `${lines.join("")}${value}=${code.value};${magnitude === null ? "" : `${magnitude}=${magnitudeCode({ ...code, value })};`}`;
  const choices = branches.map((branch) =>
    branch.condition === null ? set(branch) : `if(${branch.condition}){${set(branch)}break ${label};}`,
  );
  body.push(`let ${value}${magnitude === null ? "" : `,${magnitude}`};${label}:{${choices.join("")}}`);
  return {
    value,
    exact,
    integral,
    bound: branches.reduce((most, { code }) => Math.max(most, code.bound), 0),
    magnitude,
    units: branches.reduce((most, { code }) => Math.max(most, code.units), 0),
    raw: branches.some(({ code }) => code.raw),
  };
}

/** The greatest error of the difference of two numbers, as code, from the sum of their magnitudes. */
export function errorCode(left: NumericCode, right: NumericCode, magnitude: string): string {
  const units = Math.max(left.units, right.units) + 3;
  return `${magnitude}*${units * UNIT * 1.01}+${TINY}`;
}
