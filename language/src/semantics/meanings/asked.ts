import type { SegmentReference } from "../../syntax/tree.js";
import { segmentExpected } from "../personas.js";
import type { Identities } from "./identities.js";
import type { Meaning } from "./meaning.js";

/** Something that was asked about the names of the program. Asked again, it tells whether the answer is still the same. */
interface Question {
  ask(identities: Identities): unknown;
  readonly answer: unknown;
}

/** Answers what names mean, and remembers what was asked. */
export class Asked {
  readonly #identities: Identities;
  readonly #questions = new Map<string, Question>();

  constructor(identities: Identities) {
    this.#identities = identities;
  }

  bare(name: string): Meaning | null {
    this.#note(`name ${name}`, (identities) => bareAnswer(identities, name));
    return this.#identities.bare(name);
  }

  criterion(name: string): Meaning | null {
    this.#note(`criterion ${name}`, (identities) => identities.criterion(name) !== null);
    return this.#identities.criterion(name);
  }

  segment(criterion: string, name: string): Meaning | null {
    const ask = (identities: Identities) => identities.segment(criterion, name)?.key;
    this.#note(`segment ${JSON.stringify([criterion, name])}`, ask);
    return this.#identities.segment(criterion, name);
  }

  /** The segment that a persona is said to be in, or not to be in. */
  expected(reference: SegmentReference): Meaning | null {
    const { criterion, segment } = reference;
    const ask = (identities: Identities) => expectedBy(reference, identities)?.key;
    this.#note(`expected ${JSON.stringify([criterion?.text, segment.text])}`, ask);
    return expectedBy(reference, this.#identities);
  }

  /** What was asked, to be asked again. */
  get questions(): readonly Question[] {
    return [...this.#questions.values()];
  }

  #note(key: string, ask: Question["ask"]): void {
    if (!this.#questions.has(key)) this.#questions.set(key, { ask, answer: ask(this.#identities) });
  }
}

export type Questions = Asked["questions"];

export function areAnsweredAsBefore(questions: Questions, identities: Identities): boolean {
  return questions.every(({ ask, answer }) => ask(identities) === answer);
}

function expectedBy(reference: SegmentReference, identities: Identities): Meaning | null {
  const entry = segmentExpected(reference, identities.names);
  return entry === null ? null : identities.of(entry);
}

/** Of a define its value, as its fields are visible where it is used; of anything else the key. */
function bareAnswer(identities: Identities, name: string): unknown {
  const meant = identities.names.meant(name);
  if (meant !== null && typeof meant === "object" && "kind" in meant && meant.kind === "define")
    return meant.value?.kind === "broken" ? "a broken define" : (meant.value ?? "a define");
  return identities.bare(name)?.key;
}
