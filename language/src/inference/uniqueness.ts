import { readNumber } from "../values/reading.js";
import { normalise, trimBlanks } from "../values/text.js";
import { FingerprintTable } from "./fingerprints.js";

/** More are not remembered: then it stays open whether they are unique. */
const MOST = 8_000_000;

/** Whether a column tells customers apart. */
export class Uniqueness {
  #table: FingerprintTable | null = new FingerprintTable();
  #repeats = false;
  #open = false;

  see(text: string): void {
    if (this.#table === null) return;
    if (this.#table.add(identityOf(text)) >= 0) this.#repeats = true;
    else if (this.#table.size >= MOST) this.#open = true;
    if (this.#repeats || this.#open) this.#table = null;
  }

  get repeats(): boolean {
    return this.#repeats;
  }

  get unique(): boolean {
    return !this.#repeats && !this.#open;
  }
}

/** Alike for spellings that some type reads as one value: `7`, `7.0` and `۷`. */
export function identityOf(text: string): string {
  const trimmed = trimBlanks(text);
  const value = readNumber(trimmed, null);
  return typeof value === "number" && Number.isSafeInteger(value) ? String(value) : normalise(trimmed);
}
