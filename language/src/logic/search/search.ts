import type { Budget } from "../budget.js";
import { and, type Formula, negation, or } from "../formula.js";
import { isOfDates } from "../lowering/date-facts.js";
import type { Quantity } from "../quantities/quantity.js";
import { intersectSets, isEmptySet, isSubset, meets, type ValueSet } from "../sets/value-set.js";
import { Domains } from "./domains.js";
import { followLinks } from "./links.js";

/** What is made of a state in which no `or` is left open. */
export type Leaf =
  /** A customer was found: the search ends. */
  | { readonly kind: "found" }
  /** Nothing fits: proved. */
  | { readonly kind: "nothing" }
  /** It may or may not; whoever was asked has taken note of the reason. */
  | { readonly kind: "unknown" }
  /** These follow, and need not be said again (`keys`): the search goes on. */
  | { readonly kind: "more"; readonly formulas: readonly Formula[]; readonly keys: readonly string[] };

export interface SearchOptions {
  readonly budget: Budget;
  /** What follows from a quantity's being asked together with those before it. */
  readonly facts: (quantity: Quantity, before: readonly Quantity[]) => readonly Formula[];
  /** `said`: keys of what leaves before have added. */
  readonly leaf: (domains: Domains, said: ReadonlySet<string>) => Leaf;
}

export type SearchResult = "found" | "nothing" | "unknown";

/** Steps for each quantity at a leaf. */
const LEAF_COST = 1;

/** Of an `or` so many ways are told what it costs. */
const MOST_BOOKED = 4;

/** Between two rounds of narrowing a sum by its parts: creeping bounds are left to the theory of inequalities. */
const MOST_VISITS = 6;

/**
 * Splits on `or`s, narrowing what each quantity may be, until a state has none left; then theory decides. A conflict is
 * found early where sets show it. Exhaustive: "nothing" is said only where every way was refuted.
 */
export class Search {
  readonly #domains = new Domains();
  readonly #options: SearchOptions;
  readonly #said = new Set<string>();
  #unknown = false;
  #visited = 0;

  constructor(options: SearchOptions) {
    this.#options = options;
  }

  run(formulas: readonly Formula[]): SearchResult {
    const pending: Formula[] = [];
    if (!this.#assertAll(formulas, pending)) return "nothing";
    if (this.#explore(pending)) return "found";
    return this.#unknown || this.#options.budget.exhausted ? "unknown" : "nothing";
  }

  /** True once a customer is found. */
  #explore(pending: Formula[]): boolean {
    const { budget } = this.#options;
    const before = budget.spent;
    if (!budget.spend(1 + pending.length)) return false;
    this.#visited = 0;
    const open = this.#simplified(pending);
    budget.spend(this.#visited >> 2);
    if (open === null) return false;
    const chosen = this.#choose(open);
    if (chosen === null) return this.#finish();
    for (const way of chosen.ways.slice(0, MOST_BOOKED)) bookOn(way, budget.spent - before, budget);
    const rest = open.filter((formula) => formula !== chosen.formula);
    for (const [index, way] of chosen.ways.entries()) {
      // The ways before have been looked at: what holds of them need not be looked at again.
      const earlier = chosen.ways.slice(0, index).filter(({ kind }) => kind === "literal");
      if (this.#explored([way, ...earlier.map(negation)], rest)) return true;
      if (this.#options.budget.exhausted) return false;
    }
    return false;
  }

  #finish(): boolean {
    // All that is known is gone through, by everybody who is asked at a leaf.
    this.#options.budget.spend(LEAF_COST * this.#domains.touched.length);
    const leaf = this.#options.leaf(this.#domains, this.#said);
    switch (leaf.kind) {
      case "found":
        return true;
      case "nothing":
        return false;
      case "unknown":
        this.#unknown = true;
        return false;
      case "more": {
        for (const key of leaf.keys) this.#said.add(key);
        const found = this.#explored(leaf.formulas, []);
        for (const key of leaf.keys) this.#said.delete(key);
        return found;
      }
    }
  }

  #explored(formulas: readonly Formula[], rest: readonly Formula[]): boolean {
    const mark = this.#domains.mark();
    const pending = [...rest];
    const found = this.#assertAll(formulas, pending) && this.#explore(pending);
    if (!found) this.#domains.undo(mark);
    return found;
  }

  #assertAll(formulas: readonly Formula[], pending: Formula[]): boolean {
    return formulas.every((formula) => this.#assert(formula, pending));
  }

  #assert(formula: Formula, pending: Formula[]): boolean {
    switch (formula.kind) {
      case "constant":
        return formula.value;
      case "and":
        return formula.operands.every((operand) => this.#assert(operand, pending));
      case "or":
        pending.push(formula);
        return true;
      case "literal":
        return this.#narrow(formula.quantity, formula.set, pending);
    }
  }

  /** Narrows one quantity and all that follows from it at once. */
  #narrow(quantity: Quantity, set: ValueSet, pending: Formula[]): boolean {
    const changed: Quantity[] = [];
    const visits = new Map<Quantity, number>();
    const narrow = (one: Quantity, to: ValueSet): boolean => {
      if (!this.#domains.isTouched(one) && !this.#meet(one, pending, changed)) return false;
      const before = this.#domains.of(one);
      if (isSubset(before, to)) return true;
      const after = intersectSets(before, to);
      if (isEmptySet(after)) return false;
      this.#domains.set(one, after);
      changed.push(one);
      return true;
    };
    if (!narrow(quantity, set)) return false;
    for (let one = changed.pop(); one !== undefined; one = changed.pop()) {
      for (const linked of [one, ...this.#domains.dependentsOf(one)]) {
        const seen = visits.get(linked) ?? 0;
        if (seen >= MOST_VISITS) continue;
        visits.set(linked, seen + 1);
        this.#options.budget.spend(1 + linked.operands.length);
        if (!followLinks(linked, this.#domains, narrow)) return false;
      }
    }
    return true;
  }

  /** A quantity that is met for the first time brings what holds of it. */
  #meet(quantity: Quantity, pending: Formula[], changed: Quantity[]): boolean {
    const before = bringsFacts(quantity) ? this.#domains.touched.filter(bringsFacts) : [];
    this.#domains.touch(quantity);
    changed.push(quantity);
    for (const operand of quantity.operands) {
      if (!this.#domains.isTouched(operand) && !this.#meet(operand, pending, changed)) return false;
    }
    const known = [quantity.definition(), ...this.#options.facts(quantity, before)];
    return known.every((formula) => this.#assert(formula, pending));
  }

  /** The `or`s that are still open, each kept to what may hold; null where one has nothing left. */
  #simplified(pending: Formula[]): Formula[] | null {
    let open = pending;
    for (;;) {
      const next: Formula[] = [];
      let progress = false;
      for (const formula of open) {
        const live = this.#reduced(formula);
        if (live.kind === "constant") {
          if (!live.value) return null;
        } else if (live.kind === "or") {
          next.push(live);
          if (live !== formula)
            progress ||= live.operands.length < (formula as { operands: readonly Formula[] }).operands.length;
        } else {
          progress = true;
          if (!this.#assert(live, next)) return null;
        }
      }
      open = next;
      if (!progress) return open;
    }
  }

  /** The formula as what is known leaves it. */
  #reduced(formula: Formula): Formula {
    this.#visited += 1;
    switch (formula.kind) {
      case "constant":
        return formula;
      case "literal": {
        const set = this.#domains.of(formula.quantity);
        if (!meets(set, formula.set)) return or();
        return isSubset(set, formula.set) && this.#domains.isTouched(formula.quantity) ? and() : formula;
      }
      case "and":
      case "or": {
        const neutral = formula.kind === "and";
        const kept: Formula[] = [];
        let changed = false;
        for (const operand of formula.operands) {
          const reduced = this.#reduced(operand);
          if (reduced.kind === "constant") {
            if (reduced.value !== neutral) return reduced;
            changed = true;
          } else {
            kept.push(reduced);
            changed ||= reduced !== operand;
          }
        }
        if (!changed) return formula;
        return neutral ? and(...kept) : or(...kept);
      }
    }
  }

  /** The `or` with the fewest ways left. */
  #choose(open: readonly Formula[]): { readonly formula: Formula; readonly ways: readonly Formula[] } | null {
    let best: { formula: Formula; ways: readonly Formula[] } | null = null;
    for (const formula of open) {
      if (formula.kind !== "or") continue;
      if (best === null || formula.operands.length < best.ways.length) best = { formula, ways: formula.operands };
      if (best.ways.length === 2) break;
    }
    return best;
  }
}

/** On what it speaks of first. */
function bookOn(formula: Formula, steps: number, budget: Budget): void {
  if (formula.kind === "literal") budget.book(formula.quantity, steps);
  else if (formula.kind !== "constant") bookOn(formula.operands[0]!, steps, budget);
}

/** Only these are related to each other beyond what their definitions say. */
function bringsFacts(quantity: Quantity): boolean {
  const { kind } = quantity.nature;
  return kind === "count" || kind === "aggregate" || isOfDates(quantity);
}
