/** Keeps what was computed last, up to a total weight; what was asked longest ago goes first. */
export class BoundedCache<Value> {
  readonly #entries = new Map<string, { readonly value: Value; readonly weight: number }>();
  readonly #allowed: number;
  #weight = 0;

  constructor(allowed: number) {
    this.#allowed = allowed;
  }

  /** The value kept for the key, or else the one computed now. A value heavier than the whole cache is not kept. */
  get(key: string, compute: () => Value, weigh: (value: Value) => number): Value {
    const kept = this.#entries.get(key);
    if (kept !== undefined) {
      this.#entries.delete(key);
      this.#entries.set(key, kept);
      return kept.value;
    }
    const value = compute();
    const weight = weigh(value);
    if (weight > this.#allowed) return value;
    this.#entries.set(key, { value, weight });
    this.#weight += weight;
    for (const [oldest, entry] of this.#entries) {
      if (this.#weight <= this.#allowed) break;
      this.#entries.delete(oldest);
      this.#weight -= entry.weight;
    }
    return value;
  }
}
