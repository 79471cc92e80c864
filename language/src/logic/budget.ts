/** Steps of work that a question may cost; one step is a small, bounded piece of it (a microsecond or so). */
export class Budget {
  #left: number;
  readonly allowed: number;

  constructor(allowed: number) {
    this.allowed = allowed;
    this.#left = allowed;
  }

  get spent(): number {
    return this.allowed - Math.max(this.#left, 0);
  }

  get exhausted(): boolean {
    return this.#left <= 0;
  }

  /** False once nothing is left: whoever asks must stop and say "undecided". */
  spend(steps = 1): boolean {
    this.#left -= steps;
    return this.#left > 0;
  }
}
