import type { Quantity } from "./quantities/quantity.js";

/** Steps of work that a question may cost; one step is a small, bounded piece of it (a microsecond or so). */
export class Budget {
  #left: number;
  readonly allowed: number;
  readonly #booked = new Map<Quantity, number>();

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

  /** Takes note of what steps were spent on: what cannot be decided is blamed on what cost most. */
  book(on: Quantity, steps: number): void {
    this.#booked.set(on, (this.#booked.get(on) ?? 0) + steps);
  }

  get booked(): ReadonlyMap<Quantity, number> {
    return this.#booked;
  }
}

/** Of what is left, one question may take this part at most: so a few hard ones leave something for those that follow. */
const SHARE = 8;
/** What less than this is left over is for nobody. */
const LEAST = 400;

/**
 * Steps that all questions of one kind may cost together. A question that was answered counts half: it was worth it. When
 * nothing is left, whoever asks is told so at once, so that a program of very hard questions has an end.
 */
export class Purse {
  #left: number;
  #spent = 0;

  constructor(whole: number) {
    this.#left = whole;
  }

  /** All steps that were paid for. */
  get spent(): number {
    return this.#spent;
  }

  /** A budget for one question, of `allowed` steps or what there is; null if there is none. */
  budget(allowed: number): Budget | null {
    const share = Math.floor(this.#left / SHARE);
    return share < LEAST ? null : new Budget(Math.min(allowed, share));
  }

  /** The question has come to its end. */
  pay({ spent }: Budget, isAnswered: boolean): void {
    this.#spent += spent;
    this.#left -= isAnswered ? spent >> 1 : spent;
  }
}
