import { conditionKey } from "../condition/canonical.js";
import type { Condition, ListTerm, Origin, Term } from "../condition/condition.js";
import type { Model, Segment } from "../condition/model.js";
import { visitCondition } from "../condition/traverse.js";
import { placeOf, precedence } from "../evaluation/membership.js";
import { conjunctionOf, negationOf } from "./conditions.js";
import type { ProgramText } from "./program-text.js";

/** What is kept of the conditions of one version of a program. */
export interface KnownConditions {
  readonly byKey: Map<string, Condition>;
  /** Of segments: the text of the declaration, and whether it says all that the condition is. */
  readonly byId: Map<string, { readonly text: string; readonly isClosed: boolean; readonly own: Condition }>;
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
  readonly #own = new Map<Segment, Condition>();
  readonly #sameText = new Set<Segment>();
  readonly #text: ProgramText | null;
  readonly #before: KnownConditions;
  readonly #known: KnownConditions = { byKey: new Map(), byId: new Map() };

  /** `text` is the program's, if it may be asked, and `before` what an earlier version of the program knew. */
  constructor(model: Model, text: ProgramText | null = null, before: KnownConditions | null = null) {
    this.#model = model;
    this.#text = text;
    this.#before = before ?? { byKey: new Map(), byId: new Map() };
  }

  /** For the next version of the program, with the same fields, rules and settings. */
  get known(): KnownConditions {
    return this.#known;
  }

  /** The segment's own condition; equal conditions are one object, also across versions of the program. */
  own(segment: Segment): Condition {
    const known = this.#own.get(segment);
    if (known !== undefined) return known;
    const own = this.#unchanged(segment) ?? this.#same(this.write(segment.condition));
    const { byKey, byId } = this.#known;
    byKey.set(conditionKey(own), own);
    this.#own.set(segment, own);
    if (this.#text !== null && !byId.has(segment.id)) {
      const before = this.#before.byId.get(segment.id);
      const isClosed = before?.own === own ? before.isClosed : standsByItself(segment);
      byId.set(segment.id, { text: this.#text.at(segment.declaration), isClosed, own });
    }
    return own;
  }

  #same(written: Condition): Condition {
    const key = conditionKey(written);
    return this.#known.byKey.get(key) ?? this.#before.byKey.get(key) ?? written;
  }

  /** The text is the same, and nothing outside it says what it means: quicker to see than that conditions are equal. */
  #unchanged(segment: Segment): Condition | null {
    const before = this.#before.byId.get(segment.id);
    if (before === undefined || this.#text?.at(segment.declaration) !== before.text) return null;
    this.#sameText.add(segment);
    return before.isClosed ? before.own : null;
  }

  /** Whether the segment's text and its condition are those of the version before. */
  isUnchanged(segment: Segment): boolean {
    const own = this.own(segment);
    return this.#sameText.has(segment) && this.#before.byId.get(segment.id)?.own === own;
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

/** Only fields and constants: no define, no named list, no segment. */
function standsByItself({ condition, declaration }: Segment): boolean {
  let isClosed = true;
  const look = (origin: Origin | undefined): void => {
    const { file, span } = declaration;
    if (origin === undefined || origin.define !== undefined) isClosed = false;
    else if (origin.file !== file || origin.span.start < span.start || origin.span.end > span.end) isClosed = false;
  };
  visitCondition(condition, {
    condition(inner) {
      look(inner.origin);
      if (inner.kind === "member" || inner.kind === "exists" || inner.kind === "has-all") isClosed = false;
      if ((inner.kind === "one-of" || inner.kind === "text") && inner.values.name !== null) isClosed = false;
    },
    term(term) {
      if (term.kind === "aggregate") isClosed = false;
      if (term.kind !== "constant") look(term.origin);
    },
  });
  return isClosed;
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
