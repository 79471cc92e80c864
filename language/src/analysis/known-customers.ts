import type { Condition } from "../condition/condition.js";
import type { Example } from "../logic/logic.js";
import type { Inquiry } from "./inquiry.js";

/** So many are kept: who comes later is seldom needed. */
const MOST = 128;

/**
 * Customers that were found while something was asked. One of them is often the answer to the next question, too: then
 * nothing has to be proved, because it is not true. As production confirms every one of them, no outcome is changed by it.
 */
export class KnownCustomers {
  readonly #examples: Example[] = [];
  /** Whether the condition holds of each of them, by place; not of all that has been asked. */
  readonly #known = new WeakMap<Condition, boolean[]>();

  add(example: Example): void {
    if (this.#examples.length < MOST) this.#examples.push(example);
  }

  /** Whether one of them meets all of `holds` and none of `fails`. */
  show(holds: readonly Condition[], fails: readonly Condition[], confirms: Inquiry["confirms"]): boolean {
    for (const [place, example] of this.#examples.entries()) {
      const meets = (condition: Condition): boolean => this.#meets(condition, place, example, confirms);
      if (holds.every(meets) && !fails.some(meets)) return true;
    }
    return false;
  }

  #meets(condition: Condition, place: number, example: Example, confirms: Inquiry["confirms"]): boolean {
    let known = this.#known.get(condition);
    if (known === undefined) {
      known = [];
      this.#known.set(condition, known);
    }
    let holds = known[place];
    if (holds === undefined) {
      holds = confirms(example, [condition], []);
      known[place] = holds;
    }
    return holds;
  }
}
