import type { AggregateTerm, ListTerm } from "../condition/condition.js";
import {
  type AggregationCode,
  type CodeScope,
  type Compiler,
  elementScope,
  frameFrom,
  type NumericCode,
  slotCode,
  variablesOf,
} from "./code.js";
import { roundToDouble } from "./exact.js";
import { elementLayout, frameOf, isNumeric } from "./layout.js";
import { bind, EXACT_INTEGERS, magnitudeCode } from "./numeric-code.js";

/**
 * Nested loops over a list. `inside` gives the statements for one element that has passed the filters; `continue` in
 * them goes on to the next.
 */
export function loopCode(
  compiler: Compiler,
  list: ListTerm,
  scope: CodeScope,
  inside: (scope: CodeScope) => string,
  step = 0,
): string {
  const { scope: from, path, filter } = list.steps[step]!;
  const inner = elementScope(scope, elementLayout(frameOf(scope, from).layout, path));
  const elements = compiler.fresh("l");
  const index = compiler.fresh("i");
  const skip = filter === null ? "" : `if(!${compiler.condition(filter, inner)})continue;`;
  const rest = step + 1 === list.steps.length ? inside(inner) : loopCode(compiler, list, inner, inside, step + 1);
  return (
    `const ${elements}=${slotCode(scope, from, path)};` +
    `if(${elements}!==undefined)for(let ${index}=0;${index}<${elements}.length;${index}++){` +
    `const ${inner.variable}=${elements}[${index}];${skip}${rest}}`
  );
}

/** The list itself, where it is one step without a filter; else null. */
export function plainListCode(list: ListTerm, scope: CodeScope): string | null {
  const [step, ...more] = list.steps;
  return more.length === 0 && step!.filter === null ? slotCode(scope, step!.scope, step!.path) : null;
}

/** Computes an aggregate by loops over its list. */
export function aggregateCode(compiler: Compiler, term: AggregateTerm, scope: CodeScope): AggregationCode {
  const count = { exact: true, integral: true, bound: 2 ** 32, units: 0, raw: false };
  if (term.function === "count" && (term.value === null || isNeverMissing(term.value))) {
    const plain = plainListCode(term.list, scope);
    if (plain !== null) return { body: `const s=size(${plain});`, result: count, expression: `size(${plain})` };
    const body = `let s=0;${loopCode(compiler, term.list, scope, () => "s++;")}`;
    return { body, result: count, expression: null };
  }
  const value = term.value!;
  const numeric = isNumeric(value.type);
  // What the loop found out about one element's value; the same for all.
  let element!: NumericCode;
  const read = (inner: CodeScope, use: (code: NumericCode) => string): string =>
    loopBody(compiler, value, numeric, inner, (code) => {
      element = code;
      return use(code);
    });
  const loop = (use: (code: NumericCode) => string): string =>
    loopCode(compiler, term.list, scope, (inner) => read(inner, use));

  switch (term.function) {
    case "count":
    case "count-distinct": {
      const body =
        term.function === "count"
          ? `let s=0;${loop(() => "s++;")}`
          : `const q=new Set();${loop((code) => `q.add(${code.value});`)}const s=q.size;`;
      if (element.exact) return { body, result: count, expression: null };
      // Equal fractions may have come about by different roundings, and a divisor near 0 may be 0: only exact
      // arithmetic can tell which values are there and which are the same.
      const exactly = compiler.constant((...elements: unknown[]) =>
        roundToDouble(compiler.evaluation.fresh().value(term, frameFrom(scope, elements))),
      );
      return { body: `const s=${exactly}(${variablesOf(scope)});`, result: count, expression: null };
    }
    case "sum":
    case "average": {
      const average = term.function === "average";
      const sum = loop((code) => {
        const magnitude = code.nonNegative === true ? "" : `m+=${magnitudeCode(code)};`;
        return `n++;s+=${code.value};${magnitude}`;
      });
      const { integral, units } = element;
      const own = element.nonNegative === true ? "m=s;" : "";
      // Adding up n numbers rounds n times at most; whole numbers not at all while they are small.
      const error = integral ? `if(m>${EXACT_INTEGERS})m*=n+2;` : `m*=n*1.01+${units + 2};`;
      const divide = average ? "if(n===0)s=m=NaN;else{s/=n;m=m>1e-100||m===0?m/n:Infinity;}" : "";
      return {
        body: `let s=0,m=0,n=0;${sum}${own}${error}${divide}`,
        result: {
          exact: false,
          integral: integral && !average,
          bound: Number.POSITIVE_INFINITY,
          units: average ? 4 : integral ? 0 : 1,
          raw: false,
        },
        expression: null,
      };
    }
    case "min":
    case "max": {
      const sign = term.function === "min" ? "<" : ">";
      const loops = loop(
        (code) =>
          `n++;if(!(s${sign}=${code.value}))s=${code.value};` +
          (code.exact ? "" : `if(!(m>=${code.magnitude!}))m=${code.magnitude!};`),
      );
      return {
        body: `let s=NaN,m=0,n=0;${loops}if(n===0)m=NaN;`,
        result: {
          exact: element.exact,
          integral: element.integral,
          bound: element.bound,
          units: element.units,
          raw: false,
        },
        expression: null,
      };
    }
  }
}

/** Reads the value of one element, goes on if it is missing. */
function loopBody(
  compiler: Compiler,
  value: NonNullable<AggregateTerm["value"]>,
  numeric: boolean,
  inner: CodeScope,
  use: (code: NumericCode) => string,
): string {
  const lines: string[] = [];
  let code: NumericCode;
  if (numeric) {
    code = compiler.numeric(value, inner, lines);
    const bound = bind(compiler, lines, code.value);
    const isMissing = code.magnitude === null ? `!(${bound}>=-Infinity)` : `${code.magnitude}!==${code.magnitude}`;
    lines.push(`if(${isMissing})continue;`);
    code = { ...code, value: bound };
  } else {
    const bound = bind(compiler, lines, compiler.term(value, inner));
    lines.push(`if(${bound}===undefined||${bound}!==${bound})continue;`);
    code = {
      value: bound,
      exact: true,
      integral: false,
      bound: Number.POSITIVE_INFINITY,
      magnitude: null,
      units: 0,
      raw: false,
    };
  }
  return lines.join("") + use(code);
}

function isNeverMissing(value: NonNullable<AggregateTerm["value"]>): boolean {
  return value.kind === "constant" || (value.kind === "field" && !value.optional);
}

/** How many elements a list has that may be absent. */
export function size(list: readonly unknown[] | undefined): number {
  return list === undefined ? 0 : list.length;
}

/** Whether each of the values is among the elements. */
export function containsAll(elements: readonly unknown[] | undefined, values: ReadonlySet<unknown>): boolean {
  if (elements === undefined) return values.size === 0;
  const found = new Set<unknown>();
  for (const element of elements) if (values.has(element)) found.add(element);
  return found.size === values.size;
}
