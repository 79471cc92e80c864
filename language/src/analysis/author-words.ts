import { conditionKey } from "../condition/canonical.js";
import type { CompareCondition, Condition } from "../condition/condition.js";
import { describeCondition, isWrittenBefore } from "../condition/describe.js";
import { visitCondition, visitTerm } from "../condition/traverse.js";
import type { Space } from "../logic/logic.js";
import { intersectSets, isSubset, type ValueSet } from "../logic/sets/value-set.js";
import { conjunctionOf, disjunctionOf, negationOf } from "./conditions.js";

/** More tests than these are not looked through for words. */
const MOST_TESTS = 120;

/** So many of those that say too little are tried two by two. */
const MOST_JOINED = 64;

/** A test of one quantity, and for which values of it the test holds. */
interface Saying {
  readonly condition: Condition;
  readonly set: ValueSet;
}

type Asked = Pick<Space, "universes" | "boxes" | "refutes">;

/**
 * What an author's own tests say of quantities: the prover knows `last - today`, the author speaks of `today - 30 days`. Each
 * comparison is there in all its forms, so that both `<` tell what lies between them.
 */
export class AuthorWords {
  readonly #conditions: readonly Condition[];
  readonly #space: Asked;
  #sayings: ReadonlyMap<number, readonly Saying[]> | null = null;

  constructor(conditions: readonly Condition[], space: Asked) {
    this.#conditions = conditions;
    this.#space = space;
  }

  /** A condition of the language that holds for exactly these values of the quantity; null if the author's tests make none. */
  describe(quantity: number, set: ValueSet): string | null {
    return this.#saying(quantity, set, this.#of(quantity));
  }

  /** The same by comparisons alone: `age > 20`, where that is written so. */
  describeByBounds(quantity: number, set: ValueSet): string | null {
    const comparisons = this.#of(quantity).filter(({ condition }) => condition.kind === "compare");
    return this.#saying(quantity, set, comparisons);
  }

  #saying(quantity: number, set: ValueSet, sayings: readonly Saying[]): string | null {
    const wanted = intersectSets(set, this.#space.universes(quantity));
    const one = sayings.find((saying) => isSame(saying.set, wanted));
    if (one !== undefined) return describeCondition(one.condition);
    const wider = sayings.filter((saying) => isSubset(wanted, saying.set)).slice(0, MOST_JOINED);
    for (const low of wider) {
      for (const high of wider) {
        if (high === low || !isSame(intersectSets(low.set, high.set), wanted)) continue;
        return describeCondition(inOrder(low.condition, high.condition));
      }
    }
    return null;
  }

  /** `last is missing`, if that is so exactly where the quantity has no value. */
  describeMissing(quantity: number): string | null {
    const universe = this.#space.universes(quantity);
    const missing = { sets: new Map([[quantity, onlyMissing(universe)]]) };
    const present = { sets: new Map([[quantity, { ...universe, missing: false }]]) };
    for (const { condition } of this.#of(quantity)) {
      if (condition.kind !== "compare" || condition.operator !== "=") continue;
      const { left, right } = condition;
      const absences = [left, right]
        .filter((term) => !isBound(term))
        .map((operand): Condition => negationOf({ kind: "present", operand }));
      for (const absence of [...absences, disjunctionOf(absences)]) {
        const isRight =
          this.#space.refutes({ holds: [], fails: [absence], within: missing }) &&
          this.#space.refutes({ holds: [absence], fails: [], within: present });
        if (isRight) return describeCondition(absence);
      }
    }
    return null;
  }

  /** The `=` that holds for exactly these values of the quantity. */
  equality(quantity: number, set: ValueSet): CompareCondition | null {
    const wanted = intersectSets(set, this.#space.universes(quantity));
    for (const { condition, set: own } of this.#of(quantity)) {
      if (condition.kind === "compare" && condition.operator === "=" && isSame(own, wanted)) return condition;
    }
    return null;
  }

  #of(quantity: number): readonly Saying[] {
    this.#sayings ??= this.#collected();
    return this.#sayings.get(quantity) ?? [];
  }

  #collected(): ReadonlyMap<number, readonly Saying[]> {
    const sayings = new Map<number, Saying[]>();
    for (const condition of testsIn(this.#conditions).flatMap(formsOf)) {
      const [box, ...others] = this.#space.boxes(condition, 1) ?? [];
      if (box === undefined || others.length > 0 || box.sets.size !== 1) continue;
      const [[quantity, set]] = [...box.sets] as [[number, ValueSet]];
      const saying = { condition, set: intersectSets(set, this.#space.universes(quantity)) };
      const known = sayings.get(quantity);
      if (known === undefined) sayings.set(quantity, [saying]);
      else known.push(saying);
    }
    return sayings;
  }
}

function onlyMissing(universe: ValueSet): ValueSet {
  switch (universe.kind) {
    case "numbers":
      return { ...universe, missing: true, intervals: [] };
    case "texts":
      return { ...universe, missing: true, allBut: false, values: new Set() };
    case "truth":
      return { ...universe, missing: true, yes: false, no: false };
  }
}

function isSame(left: ValueSet, right: ValueSet): boolean {
  return isSubset(left, right) && isSubset(right, left);
}

/** The tests that are made of a customer, each once; not those inside the filters of lists. */
function testsIn(conditions: readonly Condition[]): readonly Condition[] {
  const tests = new Map<string, Condition>();
  for (const condition of conditions) {
    if (tests.size >= MOST_TESTS) break;
    visitCondition(condition, {
      condition(inner, depth) {
        if (depth > 0 || inner.kind === "and" || inner.kind === "or" || inner.kind === "not") return;
        if (inner.kind === "constant" || inner.kind === "member") return;
        const key = conditionKey(inner.kind === "compare" ? equalityOf(inner) : inner);
        if (!tests.has(key)) tests.set(key, inner);
      },
    });
  }
  return [...tests.values()];
}

function equalityOf({ left, right }: Pick<CompareCondition, "left" | "right">): CompareCondition {
  return { kind: "compare", operator: "=", left, right };
}

function formsOf(test: Condition): readonly Condition[] {
  if (test.kind !== "compare") return [test, negationOf(test)];
  const { left, right } = test;
  const isTurned = isBound(left) === isBound(right) ? isWrittenBefore(right, left) : isBound(left);
  const [subject, bound] = isTurned ? [right, left] : [left, right];
  return [
    { kind: "compare", operator: "=", left: subject, right: bound },
    { kind: "compare", operator: "<", left: subject, right: bound },
    { kind: "compare", operator: "<=", left: subject, right: bound },
    { kind: "compare", operator: "<", left: bound, right: subject },
    { kind: "compare", operator: "<=", left: bound, right: subject },
  ];
}

/** Nothing of the customer is in it. */
function isBound(term: CompareCondition["left"]): boolean {
  let isFixed = true;
  visitTerm(term, {
    term(inner) {
      if (inner.kind === "field" || inner.kind === "aggregate") isFixed = false;
    },
  });
  return isFixed;
}

/** The lower bound first, so that both make a chain: `a < x < b`. */
function inOrder(one: Condition, other: Condition): Condition {
  const isLower = (condition: Condition) => condition.kind === "compare" && isBound(condition.left);
  return conjunctionOf(isLower(other) ? [other, one] : [one, other]);
}
