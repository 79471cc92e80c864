import type { Formula } from "../formula.js";
import type { Domains } from "../search/domains.js";

/** What follows from what is known of lists in a state of the search. */
export interface Knowledge {
  /** Says what follows from the domains, and has not been said on the way there. */
  follow(domains: Domains, following: Following): void;
}

/** What follows, each thing said once on the way to a leaf: a key for each formula. */
export class Following {
  readonly formulas: Formula[] = [];
  readonly keys: string[] = [];
  readonly #said: ReadonlySet<string>;

  constructor(said: ReadonlySet<string>) {
    this.#said = said;
  }

  /** Says it, unless it has been said before. */
  say(key: string, make: () => Formula): void {
    if (this.#said.has(key)) return;
    this.keys.push(key);
    this.formulas.push(make());
  }

  /** As `say`; but of one name no more than `most` things. */
  sayUpTo(most: number, name: string, key: string, make: () => Formula): void {
    if (this.#said.has(`${name} ${key}`)) return;
    for (let round = 0; round < most; round += 1) {
      const kept = `${name} round ${round}`;
      if (this.#said.has(kept)) continue;
      this.keys.push(kept);
      this.say(`${name} ${key}`, make);
      return;
    }
  }
}
