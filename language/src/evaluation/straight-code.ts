import type { Condition } from "../condition/condition.js";
import type { Criterion } from "../condition/model.js";
import type { CodeScope } from "./code.js";
import { bitsOf, type Outcome, Outcomes } from "./outcome.js";

/** What straight code is made with. */
export interface StraightCompiler {
  readonly customer: CodeScope;
  constant(value: unknown): string;
  fresh(prefix: string): string;
  write(code: string): void;
  define(scope: CodeScope, body: string): string;
  condition(condition: Condition, scope: CodeScope): string;
}

/** So many segments go into one function. */
const WIDEST = 32;
/** For so few segments the outcome of every combination is laid out beforehand. */
const FEW_SEGMENTS = 8;

/** A criterion as its conditions one after the other; the expression that gives the outcome for `r`. */
export function straightCode(compiler: StraightCompiler, criterion: Criterion, firstOnly: boolean): string {
  const outcomes = new Outcomes(criterion);
  const segments = criterion.segments.filter(({ otherwise }) => !otherwise);
  const conditions = segments.map(({ condition }) => compiler.condition(condition, compiler.customer));
  const none = typeof outcomes.none === "number" ? String(outcomes.none) : compiler.constant(outcomes.none);
  const groups: string[][] = [];
  for (let from = 0; from < conditions.length; from += WIDEST) groups.push(conditions.slice(from, from + WIDEST));

  if (firstOnly && !criterion.overlapping) {
    const find = (group: readonly string[], from: number): string =>
      group.map((condition, index) => `if(${condition})return ${from + index};`).join("");
    if (groups.length <= 1) return compiler.define(compiler.customer, `${find(groups[0] ?? [], 0)}return ${none};`);
    const calls = groups.map((group, index) =>
      compiler.define(compiler.customer, `${find(group, index * WIDEST)}return -1;`),
    );
    return compiler.define(
      compiler.customer,
      `let s;${calls.map((call) => `if((s=${call})>=0)return s;`).join("")}return ${none};`,
    );
  }

  if (segments.length <= FEW_SEGMENTS) {
    const table = Array.from({ length: 2 ** segments.length }, (_, word) => outcomes.of(bitsOf([word])));
    const collect = conditions.map((condition, index) => `if(${condition})w|=${2 ** index};`).join("");
    return compiler.define(compiler.customer, `let w=0;${collect}return ${compiler.constant(table)}[w];`);
  }
  // The indexes of what holds go into an array that serves all customers.
  const found: number[] = new Array(segments.length).fill(0);
  const several = (count: number): Outcome => outcomes.of(found.slice(0, count));
  const calls = groups.map((group, index) => {
    const name = compiler.fresh("t");
    const takes = group.map((condition, at) => `if(${condition})X[n++]=${index * WIDEST + at};`);
    compiler.write(`function ${name}(r,X,n){${takes.join("")}return n}`);
    return `n=${name}(r,X,n);`;
  });
  const some = criterion.overlapping ? "X.slice(0,n)" : `n===1?X[0]:${compiler.constant(several)}(n)`;
  return compiler.define(
    compiler.customer,
    `const X=${compiler.constant(found)};let n=0;${calls.join("")}return n===0?${none}:${some};`,
  );
}
