import { ALWAYS, type Formula } from "../formula.js";
import type { ValueSet } from "../sets/value-set.js";
import type { Nature, Quantity } from "./quantity.js";

/** What is said of a quantity when it is made; see Quantity. */
export interface QuantityDescription {
  readonly nature: Nature;
  readonly universe: ValueSet;
  readonly operands?: readonly Quantity[];
  readonly presence?: Quantity["presence"];
  readonly definition?: () => Formula;
  readonly describe: () => string;
}

/** All quantities met so far, each once, by key: what is equal by its form is one quantity. */
export class Vocabulary {
  readonly #known = new Map<string, Quantity>();
  readonly #quantities: Quantity[] = [];

  quantity(key: string, description: () => QuantityDescription): Quantity {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const { nature, universe, operands = [], presence = "free", definition, describe } = description();
    let defined: Formula | undefined;
    const quantity: Quantity = {
      number: this.#quantities.length,
      key,
      nature,
      universe,
      operands,
      presence,
      definition() {
        defined ??= definition?.() ?? ALWAYS;
        return defined;
      },
      describe,
    };
    this.#quantities.push(quantity);
    this.#known.set(key, quantity);
    return quantity;
  }

  at(number: number): Quantity {
    const quantity = this.#quantities[number];
    if (quantity === undefined) throw new RangeError(`There is no quantity ${number}`);
    return quantity;
  }
}
