import type { Condition, Origin, Term } from "../condition/condition.js";
import type { Gradual } from "../logic/gradual.js";
import type { Location } from "../source/source.js";
import { conjunctionOf, disjunctionOf, negationOf } from "./conditions.js";
import { smallestCore } from "./cores.js";
import { type Inquiry, isImpossible } from "./inquiry.js";

/** A part of a condition that could be left out, and nobody's membership would change. */
export interface IdlePart {
  /**
   * `redundant`: true wherever it matters, an operand of `and`; `dead`: false wherever it matters, an operand of `or`;
   * `dead-branch`: the condition of a `when` branch that is never taken.
   */
  readonly kind: "redundant" | "dead" | "dead-branch";
  readonly part: Condition;
  /** All that was written for it. */
  readonly location: Location;
  /** What makes it so, as far as other parts do: they hold wherever the part matters. */
  readonly because: readonly Condition[];
  /** Of a dead branch: the value that is never taken, as it was written. */
  readonly value: Location | null;
}

/** What is known where a part matters. */
interface Surroundings {
  readonly holds: readonly Condition[];
  readonly fails: readonly Condition[];
}

const NOTHING: Surroundings = { holds: [], fails: [] };

/**
 * The idle parts of a condition or value at any depth, list filters and what defines and segments stand for excepted.
 * Only what was written within `bounds` can be left out there. Of parts that make each other idle, the later is told.
 * A condition that is always true or always false as a whole is not for this function.
 */
export function* idleParts(root: Condition | Term, bounds: Location, inquiry: Inquiry): Gradual<readonly IdlePart[]> {
  const walk = new Walk(bounds, inquiry);
  if (isTerm(root)) yield* walk.term(root, NOTHING);
  else yield* walk.condition(root, NOTHING);
  return walk.found;
}

function isTerm(root: Condition | Term): root is Term {
  return "type" in root;
}

/** Operands that were written in one piece: `18 <= age < 30`, `age in 18..30`. */
interface Part {
  readonly operands: readonly Condition[];
  readonly whole: Condition;
  /** Null where the part cannot be left out by itself. */
  readonly location: Location | null;
}

class Walk {
  readonly found: IdlePart[] = [];
  readonly #bounds: Location;
  readonly #inquiry: Inquiry;

  constructor(bounds: Location, inquiry: Inquiry) {
    this.#bounds = bounds;
    this.#inquiry = inquiry;
  }

  /**
   * Gives back the condition without the idle operands found in it. What is asked next is asked of that, so that all of
   * them can be left out together.
   */
  *condition(condition: Condition, around: Surroundings): Gradual<Condition> {
    if (condition.origin?.define !== undefined) return condition;
    switch (condition.kind) {
      case "and":
      case "or":
        return yield* this.#operands(condition.kind, condition.operands, around);
      case "not": {
        const operand = yield* this.condition(condition.operand, around);
        return operand === condition.operand ? condition : negationOf(operand);
      }
      case "compare":
        yield* this.term(condition.left, around);
        yield* this.term(condition.right, around);
        return condition;
      case "one-of":
      case "present":
      case "truth":
      case "text":
      case "match":
        yield* this.term(condition.operand, around);
        return condition;
      case "constant":
      case "member":
      case "exists":
      case "has-all":
        return condition;
    }
  }

  *term(term: Term, around: Surroundings): Gradual<void> {
    if (term.origin !== undefined && "define" in term.origin) return;
    switch (term.kind) {
      case "arithmetic":
      case "difference":
        yield* this.term(term.left, around);
        yield* this.term(term.right, around);
        return;
      case "negate":
      case "absolute":
      case "shift":
      case "date-of":
      case "calendar":
      case "since":
      case "part":
      case "length":
        yield* this.term(term.operand, around);
        return;
      case "default":
        yield* this.term(term.operand, around);
        yield* this.term(term.fallback, around);
        return;
      case "condition":
        yield* this.condition(term.condition, around);
        return;
      case "when":
        yield* this.#when(term, around);
        return;
      case "constant":
      case "field":
      case "clock":
      case "aggregate":
        return;
    }
  }

  *#when(term: Extract<Term, { kind: "when" }>, around: Surroundings): Gradual<void> {
    let before = around;
    for (const { condition, value } of term.branches) {
      const location = this.#locationOf(condition);
      const taken = { ...before, holds: [...before.holds, condition] };
      const isDead = location !== null && (yield* this.#isImpossible(taken));
      if (isDead) {
        const because = yield* this.#because("dead", condition, before);
        const valueLocation = this.#locationOf(value);
        this.found.push({ kind: "dead-branch", part: condition, location, because, value: valueLocation });
        continue;
      }
      yield* this.condition(condition, before);
      yield* this.term(value, taken);
      before = { ...before, fails: [...before.fails, condition] };
    }
    yield* this.term(term.otherwise, before);
  }

  *#operands(kind: "and" | "or", operands: readonly Condition[], around: Surroundings): Gradual<Condition> {
    const live = this.#partsOf(kind, operands);
    for (let index = live.length - 1; index >= 0 && live.length > 1; index -= 1) {
      const { whole, location } = live[index]!;
      if (location === null) continue;
      const beside = this.#beside(kind, live, index, around);
      const idle = kind === "and" ? "redundant" : "dead";
      if (!(yield* this.#isImpossible(opposed(idle, whole, beside)))) continue;
      const because = yield* this.#because(idle, whole, beside);
      this.found.push({ kind: idle, part: whole, location, because, value: null });
      live.splice(index, 1);
    }
    for (const [index, part] of live.entries()) {
      const beside = this.#beside(kind, live, index, around);
      // Both halves of `low <= value < high` are made of the same text: one says nothing of what the other is made of.
      const reduced: Condition[] = [];
      for (const operand of part.operands) reduced.push(yield* this.condition(operand, beside));
      const isSame = reduced.every((operand, place) => operand === part.operands[place]);
      if (!isSame) live[index] = { ...part, operands: reduced, whole: together(kind, reduced) };
    }
    return together(
      kind,
      live.map(({ whole }) => whole),
    );
  }

  /** What is known where the part at the index matters: in an `and` that the others hold, in an `or` that they fail. */
  #beside(kind: "and" | "or", parts: readonly Part[], index: number, around: Surroundings): Surroundings {
    const others = parts.filter((_, other) => other !== index).map(({ whole }) => whole);
    return beneath(kind, others, around);
  }

  #partsOf(kind: "and" | "or", operands: readonly Condition[]): Part[] {
    const parts: Part[] = [];
    for (const operand of operands) {
      const location = this.#locationOf(operand);
      const last = parts.at(-1);
      if (last?.location && location !== null && location.span.start < last.location.span.end) {
        const pieces = [...last.operands, operand];
        const end = Math.max(last.location.span.end, location.span.end);
        const start = Math.min(last.location.span.start, location.span.start);
        const written = { file: location.file, span: { start, end } };
        const whole = { ...together(kind, pieces), origin: written };
        parts[parts.length - 1] = { operands: pieces, whole, location: written };
      } else
        parts.push({ operands: [operand], whole: operand, location: operand.kind === "constant" ? null : location });
    }
    return parts;
  }

  /** Null where the text that made the node stands elsewhere. */
  #locationOf(node: { readonly origin?: Origin | Location }): Location | null {
    const { origin } = node;
    if (origin === undefined) return null;
    const { file, span } = this.#bounds;
    const isInside = origin.file === file && span.start <= origin.span.start && origin.span.end <= span.end;
    return isInside ? { file: origin.file, span: origin.span } : null;
  }

  #isImpossible({ holds, fails }: Surroundings): Gradual<boolean> {
    const { memberships } = this.#inquiry;
    const written = (conditions: readonly Condition[]) => conditions.map((one) => memberships.write(one));
    return isImpossible(this.#inquiry, written(holds), written(fails));
  }

  /** As few of the surroundings as make the part idle. */
  #because(idle: "redundant" | "dead", part: Condition, around: Surroundings): Gradual<readonly Condition[]> {
    const facts = [...around.holds, ...around.fails.map(negationOf)];
    return smallestCore(facts, (some) => this.#isImpossible(opposed(idle, part, { holds: some, fails: [] })));
  }
}

/** What no customer may do where the part is idle. */
function opposed(idle: "redundant" | "dead", part: Condition, { holds, fails }: Surroundings): Surroundings {
  return idle === "redundant" ? { holds, fails: [...fails, part] } : { holds: [...holds, part], fails };
}

function beneath(kind: "and" | "or", others: readonly Condition[], { holds, fails }: Surroundings): Surroundings {
  return kind === "and" ? { holds: [...holds, ...others], fails } : { holds, fails: [...fails, ...others] };
}

function together(kind: "and" | "or", conditions: readonly Condition[]): Condition {
  return kind === "and" ? conjunctionOf(conditions) : disjunctionOf(conditions);
}
