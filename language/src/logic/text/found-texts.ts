import { fold } from "../../values/folding.js";
import { codePointLength, isWellFormed, normalise } from "../../values/text.js";
import { candidates, dressed, numbered } from "./candidates.js";
import type { Meter } from "./meter.js";
import { isPresentable, type Preference } from "./signs.js";
import { passes, type TextQuestion } from "./text-test.js";

export type Fitting =
  | "fits"
  /** It is no text of this kind at all, one that may not be the answer, or one that is known already. */
  | "is-out"
  /** A text that does not pass and fail what it shall. */
  | "does-not-fit";

/** Values that are compared with a text in one step, or so. */
const VALUES_A_STEP = 16;
/** Steps after which guessing has had its chance. */
const MOST_GUESSING = 20_000;

/** The texts found so far, each of them checked. */
export class FoundTexts {
  readonly wanted: number;
  readonly preference: Preference;
  readonly #question: TextQuestion;
  readonly #texts = new Set<string>();

  readonly #meter: Meter;
  /** Steps that one text costs to check. */
  readonly #weight: number;

  constructor(question: TextQuestion, preference: Preference, meter: Meter) {
    this.#question = question;
    this.#meter = meter;
    let values = 0;
    for (const test of [...question.passes, ...question.fails]) {
      values += test.kind === "match" ? 1 : test.values.length;
    }
    this.#weight = 1 + Math.floor(values / VALUES_A_STEP);
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
  guess(): void {
    const tried = new Set<string>();
    for (const candidate of candidates(this.#question, this.preference)) {
      if (tried.has(candidate)) continue;
      tried.add(candidate);
      this.addDressed(candidate);
      if (this.isEnough || this.#meter.steps > MOST_GUESSING || this.#meter.isOver) return;
    }
  }

  /** Adds the text, or better ones made of it, as far as they fit. */
  addDressed(text: string): void {
    if (this.isEnough) return;
    if (this.missing === 1 && isPresentable(text) && this.#add(text)) return;
    for (const one of dressed(text, this.preference)) {
      this.#add(one);
      if (this.isEnough) return;
    }
    if (this.fitting(text) === "does-not-fit") return;
    for (const one of numbered(text, this.preference)) {
      this.#add(one);
      if (this.isEnough) return;
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
    this.#meter.spend(this.#weight);
    const size = codePointLength(text);
    const fits =
      size >= length.least &&
      size <= length.most &&
      passed.every((test) => passes(test, text)) &&
      !fails.some((test) => passes(test, text));
    return fits ? "fits" : "does-not-fit";
  }
}
