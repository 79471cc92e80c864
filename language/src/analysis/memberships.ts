import { conditionKey } from "../condition/canonical.js";
import type { Condition, ListTerm, Term } from "../condition/condition.js";
import type { Model, Segment } from "../condition/model.js";
import { placeOf, precedence } from "../evaluation/membership.js";
import { conjunctionOf, negationOf } from "./conditions.js";

interface Known {
  readonly condition: Condition;
  /** The last version of the program that has it. */
  version: number;
}

/** Conditions of all versions of a program: equal ones are one object. Those that no version has any more are forgotten. */
export class KnownConditions {
  readonly #byKey = new Map<string, Known>();
  /** By the condition as it stands in the model, if it names no segment: then it means the same in every version. */
  readonly #closed = new WeakMap<Condition, Known>();
  #version = 0;
  #used = 0;

  /** A new version of the program asks from here on. */
  begin(): void {
    this.#version += 1;
    this.#used = 0;
  }

  /** The version has asked for all its conditions. Looking for what to forget waits until that is half of all. */
  end(): void {
    if (this.#byKey.size <= 2 * this.#used + 64) return;
    for (const [key, { version }] of this.#byKey) if (version !== this.#version) this.#byKey.delete(key);
  }

  /** The condition without `member`, which `write` takes out. */
  own(condition: Condition, write: (condition: Condition) => Condition): Condition {
    let known = this.#closed.get(condition);
    if (known === undefined) {
      const written = write(condition);
      const key = conditionKey(written);
      known = this.#byKey.get(key);
      if (known === undefined) {
        known = { condition: written, version: -1 };
        this.#byKey.set(key, known);
      }
      if (written === condition) this.#closed.set(condition, known);
    }
    if (known.version !== this.#version) {
      known.version = this.#version;
      this.#used += 1;
    }
    return known.condition;
  }
}

/**
 * Writes memberships out: logic knows nothing of segments, so where a condition names one, what makes a customer a member
 * of it stands there instead, as classified. A part that names no segment stays the same object, and what several
 * conditions name is written once and shared.
 */
export class Memberships {
  readonly #model: Model;
  readonly #members = new Map<string, Condition>();
  readonly #written = new WeakMap<object, Condition>();
  readonly #known: KnownConditions;

  /** `known` are the conditions of earlier versions of the program, with the same fields, rules and settings. */
  constructor(model: Model, known = new KnownConditions()) {
    this.#model = model;
    this.#known = known;
  }

  /** The segment's own condition; equal conditions are one object, also across versions of the program. */
  own(segment: Segment): Condition {
    return this.#known.own(segment.condition, (condition) => this.write(condition));
  }

  /** When a customer is in the segment, as classified. */
  member(id: string): Condition {
    const known = this.#members.get(id);
    if (known !== undefined) return known;
    const place = placeOf(this.#model, id);
    const earlier = precedence(place).map((segment) => negationOf(this.write(segment.condition)));
    const own = this.write(place.segment.condition);
    const member = earlier.length === 0 ? own : conjunctionOf([own, ...earlier]);
    this.#members.set(id, member);
    return member;
  }

  /** The condition without `member`. */
  write(condition: Condition): Condition {
    const known = this.#written.get(condition);
    if (known !== undefined) return known;
    const written = this.#condition(condition);
    this.#written.set(condition, written);
    return written;
  }

  #condition(condition: Condition): Condition {
    switch (condition.kind) {
      case "constant":
        return condition;
      case "member":
        return this.member(condition.segment);
      case "and":
      case "or": {
        const operands = mapped(condition.operands, (operand) => this.write(operand));
        if (operands === condition.operands) return condition;
        return {
          ...condition,
          operands: operands.flatMap((operand) => (operand.kind === condition.kind ? operand.operands : [operand])),
        };
      }
      case "not": {
        const operand = this.write(condition.operand);
        if (operand === condition.operand) return condition;
        const plain = operand.kind === "not" || operand.kind === "constant";
        return plain ? negationOf(operand) : { ...condition, operand };
      }
      case "compare": {
        const left = this.#term(condition.left);
        const right = this.#term(condition.right);
        return left === condition.left && right === condition.right ? condition : { ...condition, left, right };
      }
      case "one-of":
      case "present":
      case "truth":
      case "text":
      case "match": {
        const operand = this.#term(condition.operand);
        return operand === condition.operand ? condition : { ...condition, operand };
      }
      case "exists":
      case "has-all": {
        const list = this.#list(condition.list);
        return list === condition.list ? condition : { ...condition, list };
      }
    }
  }

  #term(term: Term): Term {
    switch (term.kind) {
      case "constant":
      case "field":
      case "clock":
        return term;
      case "arithmetic":
      case "difference": {
        const left = this.#term(term.left);
        const right = this.#term(term.right);
        return left === term.left && right === term.right ? term : { ...term, left, right };
      }
      case "negate":
      case "absolute":
      case "shift":
      case "date-of":
      case "calendar":
      case "since":
      case "part":
      case "length": {
        const operand = this.#term(term.operand);
        return operand === term.operand ? term : { ...term, operand };
      }
      case "default": {
        const operand = this.#term(term.operand);
        const fallback = this.#term(term.fallback);
        return operand === term.operand && fallback === term.fallback ? term : { ...term, operand, fallback };
      }
      case "when": {
        const branches = mapped(term.branches, (branch) => {
          const condition = this.write(branch.condition);
          const value = this.#term(branch.value);
          return condition === branch.condition && value === branch.value ? branch : { condition, value };
        });
        const otherwise = this.#term(term.otherwise);
        return branches === term.branches && otherwise === term.otherwise ? term : { ...term, branches, otherwise };
      }
      case "aggregate": {
        const list = this.#list(term.list);
        const value = term.value === null ? null : this.#term(term.value);
        return list === term.list && value === term.value ? term : { ...term, list, value };
      }
      case "condition": {
        const condition = this.write(term.condition);
        return condition === term.condition ? term : { ...term, condition };
      }
    }
  }

  #list(list: ListTerm): ListTerm {
    const steps = mapped(list.steps, (step) => {
      const filter = step.filter === null ? null : this.write(step.filter);
      return filter === step.filter ? step : { ...step, filter };
    });
    return steps === list.steps ? list : { ...list, steps };
  }
}

/** The same array where nothing changes. */
function mapped<T>(items: readonly T[], change: (item: T) => T): readonly T[] {
  let changed = false;
  const result = items.map((item) => {
    const other = change(item);
    if (other !== item) changed = true;
    return other;
  });
  return changed ? result : items;
}
