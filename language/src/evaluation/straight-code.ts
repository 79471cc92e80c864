import type { Condition } from "../condition/condition.js";
import type { Criterion } from "../condition/model.js";
import type { CodeScope } from "./code.js";
import { bitsOf, Outcomes } from "./outcome.js";

/** What straight code is made with. */
export interface StraightCompiler {
  readonly customer: CodeScope;
  constant(value: unknown): string;
  define(scope: CodeScope, body: string): string;
  condition(condition: Condition, scope: CodeScope): string;
}

/** So many segments go into one function; their answers are the bits of one small integer. */
const WIDEST = 30;
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

  const collect = (group: readonly string[]): string =>
    `let w=0;${group.map((condition, index) => `if(${condition})w|=${2 ** index};`).join("")}`;
  const fromWords = (words: readonly number[]) => outcomes.of(indexesOf(words));
  if (groups.length > 1) {
    const calls = groups.map((group) => compiler.define(compiler.customer, `${collect(group)}return w;`));
    const all = compiler.constant(fromWords);
    const words = calls.map((_, index) => `w${index}`);
    // Mostly nothing or little holds; only then are the indexes written out.
    return compiler.define(
      compiler.customer,
      `const ${calls.map((call, index) => `w${index}=${call}`).join(",")};` +
        `return (${words.join("|")})===0?${none}:${all}([${words.join(",")}]);`,
    );
  }
  const group = groups[0] ?? [];
  if (group.length <= FEW_SEGMENTS) {
    const table = Array.from({ length: 2 ** group.length }, (_, word) => fromWords([word]));
    return compiler.define(compiler.customer, `${collect(group)}return ${compiler.constant(table)}[w];`);
  }
  const known = new Map<number, unknown>();
  const lookUp = (word: number) => {
    let outcome = known.get(word);
    if (outcome === undefined) {
      outcome = fromWords([word]);
      known.set(word, outcome);
    }
    return outcome;
  };
  const one = criterion.overlapping ? "" : "if((w&(w-1))===0)return 31-Math.clz32(w);";
  return compiler.define(
    compiler.customer,
    `${collect(group)}if(w===0)return ${none};${one}return ${compiler.constant(lookUp)}(w);`,
  );
}

function* indexesOf(words: readonly number[]): Generator<number> {
  for (const [position, word] of words.entries()) {
    for (const bit of bitsOf([word])) yield position * WIDEST + bit;
  }
}
