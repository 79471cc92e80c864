import type { Condition, ListTerm, Term } from "../../../condition/condition.js";
import { listOfAll } from "../written-all.js";
import { type Cause, causesOf } from "./causes.js";

/**
 * One row of data that a condition is asked of: the customer, or an element of a list. `condition` is what is asked of
 * it; for an element of `orders.details`, of the order: whether it has such details.
 */
export interface Frame {
  readonly condition: Condition;
  /** Null: the customer. */
  readonly list: ListTerm | null;
}

/** A node on the way from the root to an atom. `positive`: its being true makes the root true, if anything does. */
export interface Waypoint {
  readonly condition: Condition;
  readonly positive: boolean;
  readonly frame: number;
}

/** An atom that helps the root by being false, and a reason by which it is. Scopes of the cause are those of the atom. */
export interface Surprise {
  readonly atom: Condition;
  /** For a list of exceptions (`all`), the cause is that the list it goes over is empty. */
  readonly cause: Cause | { readonly kind: "nothing" };
  readonly all: boolean;
  /** The enclosing rows, the customer first, the one the atom is asked of last. */
  readonly frames: readonly Frame[];
  /** From the root to the atom, both included. */
  readonly way: readonly Waypoint[];
}

/** Every such atom of a condition. Conditions of `when` choose between values and are left out. */
export function surprisesOf(root: Condition, outer: readonly Frame[]): readonly Surprise[] {
  const found: Surprise[] = [];
  new Walk(found).condition(root, true, outer.length === 0 ? [{ condition: root, list: null }] : outer, []);
  return found;
}

class Walk {
  readonly #found: Surprise[];

  constructor(found: Surprise[]) {
    this.#found = found;
  }

  condition(condition: Condition, positive: boolean, frames: readonly Frame[], before: readonly Waypoint[]): void {
    const way = [...before, { condition, positive, frame: frames.length - 1 }];
    switch (condition.kind) {
      case "constant":
      case "member":
      case "present":
        return;
      case "and":
      case "or":
        for (const operand of condition.operands) this.condition(operand, positive, frames, way);
        return;
      case "not":
        this.condition(condition.operand, !positive, frames, way);
        return;
      case "compare":
        if (!positive) this.#atom(condition, [condition.left, condition.right], frames, way);
        return;
      case "one-of":
        if (!positive && condition.values.values.length === 0) {
          this.#found.push({ atom: condition, cause: { kind: "nothing" }, all: false, frames, way });
          return;
        }
        if (!positive) this.#atom(condition, [condition.operand], frames, way);
        return;
      case "text":
      case "match":
      case "truth":
        if (!positive) this.#atom(condition, [condition.operand], frames, way);
        return;
      case "has-all":
        if (positive && condition.values.values.length === 0) {
          this.#found.push({ atom: condition, cause: { kind: "nothing" }, all: false, frames, way });
        }
        this.#filters(condition.list, positive, frames, way);
        return;
      case "exists": {
        const over = listOfAll(condition.list);
        if (!positive && over !== null) {
          this.#found.push({ atom: condition, cause: { kind: "empty", list: over }, all: true, frames, way });
        }
        this.#filters(condition.list, positive, frames, way);
        return;
      }
    }
  }

  #filters(list: ListTerm, positive: boolean, frames: readonly Frame[], way: readonly Waypoint[]): void {
    let inside = frames;
    for (const [index, step] of list.steps.entries()) {
      inside = [
        ...inside,
        { condition: askedOf(list, index), list: { ...list, steps: list.steps.slice(0, index + 1) } },
      ];
      if (step.filter !== null) this.condition(step.filter, positive, inside, way);
    }
  }

  #atom(atom: Condition, operands: readonly Term[], frames: readonly Frame[], way: readonly Waypoint[]): void {
    for (const cause of operands.flatMap(causesOf)) this.#found.push({ atom, cause, all: false, frames, way });
  }
}

/** What a list asks of the element of one of its steps: its filter, and that something lies in the steps behind it. */
function askedOf(list: ListTerm, index: number): Condition {
  const filter = list.steps[index]!.filter;
  const rest = list.steps.slice(index + 1);
  const exists: Condition | null = rest.length === 0 ? null : { kind: "exists", list: { ...list, steps: rest } };
  if (filter === null) return exists ?? { kind: "constant", value: true };
  return exists === null ? filter : { kind: "and", operands: [filter, exists] };
}

/** So many nodes are visited without a note of each. */
const FEW = 64;

/** The filters inside the aggregates of a condition or term: each is a condition by itself. */
export function filtersOf(
  node: Condition | Term | ListTerm,
  children: (node: Condition | Term | ListTerm) => readonly (Condition | Term | ListTerm)[],
): readonly ListTerm[] {
  const found = new Set<ListTerm>();
  // Only a large one is likely to hold the same define many times over.
  const seen = new Set<object>();
  const open: (Condition | Term | ListTerm)[] = [node];
  for (let visited = 0; open.length > 0; visited += 1) {
    const next = open.pop()!;
    if (visited >= FEW) {
      if (seen.has(next)) continue;
      seen.add(next);
    }
    if (next.kind === "aggregate") found.add(next.list);
    for (const child of children(next)) open.push(child);
  }
  return [...found];
}
