import type { Quantity } from "../quantities/quantity.js";
import type { ValueSet } from "../sets/value-set.js";

/** What each quantity may still be, with the way back: what was narrowed since a mark is undone in one go. */
export class Domains {
  readonly #sets: (ValueSet | undefined)[] = [];
  readonly #touched: Quantity[] = [];
  readonly #trail: { readonly number: number; readonly before: ValueSet | undefined }[] = [];
  /** By the number of an operand: the touched quantities that are computed from it. */
  readonly #dependents: Quantity[][] = [];

  of(quantity: Quantity): ValueSet {
    return this.#sets[quantity.number] ?? quantity.universe;
  }

  isTouched(quantity: Quantity): boolean {
    return this.#sets[quantity.number] !== undefined;
  }

  /** In the order in which they were met. */
  get touched(): readonly Quantity[] {
    return this.#touched;
  }

  dependentsOf(quantity: Quantity): readonly Quantity[] {
    return this.#dependents[quantity.number] ?? [];
  }

  touch(quantity: Quantity): void {
    this.set(quantity, quantity.universe);
  }

  set(quantity: Quantity, set: ValueSet): void {
    const { number } = quantity;
    const before = this.#sets[number];
    this.#trail.push({ number, before });
    this.#sets[number] = set;
    if (before !== undefined) return;
    this.#touched.push(quantity);
    for (const operand of quantity.operands) {
      const dependents = this.#dependents[operand.number];
      if (dependents === undefined) this.#dependents[operand.number] = [quantity];
      else dependents.push(quantity);
    }
  }

  mark(): number {
    return this.#trail.length;
  }

  undo(mark: number): void {
    while (this.#trail.length > mark) {
      const { number, before } = this.#trail.pop()!;
      this.#sets[number] = before;
      if (before !== undefined) continue;
      const quantity = this.#touched.pop()!;
      for (const operand of quantity.operands) this.#dependents[operand.number]!.pop();
    }
  }
}
