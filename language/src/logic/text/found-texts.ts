import { fold } from "../../values/folding.js";
import { codePointLength, isWellFormed, normalise } from "../../values/text.js";
import { candidates, variants } from "./candidates.js";
import type { Meter } from "./meter.js";
import { isPresentable, type Preference } from "./signs.js";
import { passes, type TextQuestion } from "./text-test.js";

export type Fitting =
  | "fits"
  /** It is no text of this kind at all, one that may not be the answer, or one that is known already. */
  | "is-out"
  /** A text that does not pass and fail what it shall. */
  | "does-not-fit";

/** The texts found so far, each of them checked. */
export class FoundTexts {
  readonly wanted: number;
  readonly preference: Preference;
  readonly #question: TextQuestion;
  readonly #texts = new Set<string>();

  constructor(question: TextQuestion, preference: Preference) {
    this.#question = question;
    this.wanted = question.count ?? 1;
    this.preference = preference;
  }

  get isEnough(): boolean {
    return this.#texts.size >= this.wanted;
  }

  get missing(): number {
    return this.wanted - this.#texts.size;
  }

  get texts(): readonly string[] {
    return [...this.#texts];
  }

  /** Without automata: what comes to mind. */
  guess(meter: Meter): void {
    for (const candidate of candidates(this.#question, this.preference)) {
      meter.spend(1);
      if (this.isEnough || meter.isOver) return;
      this.addDressed(candidate);
    }
  }

  /** Adds the text, or better ones made of it, as far as they fit. */
  addDressed(text: string): void {
    if (this.missing === 1 && isPresentable(text) && this.#add(text)) return;
    for (const variant of variants(text, this.preference)) {
      if (this.isEnough) return;
      this.#add(variant);
    }
  }

  #add(text: string): boolean {
    if (this.fitting(text) !== "fits") return false;
    this.#texts.add(text);
    return true;
  }

  /** What a text is to the question. */
  fitting(text: string): Fitting {
    const { folded, length, passes: passed, fails, not } = this.#question;
    if (this.#texts.has(text) || not.has(text)) return "is-out";
    if (!isWellFormed(text) || normalise(text) !== text || (folded && fold(text) !== text)) return "is-out";
    const size = codePointLength(text);
    const fits =
      size >= length.least &&
      size <= length.most &&
      passed.every((test) => passes(test, text)) &&
      !fails.some((test) => passes(test, text));
    return fits ? "fits" : "does-not-fit";
  }
}
