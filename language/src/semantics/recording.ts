import type { CriterionResolution, ExpressionScope, Resolution } from "./expressions/scope.js";
import type { Report } from "./reporter.js";

/** Something that was asked about the names of the program, and the answer. */
export type Question =
  | { readonly kind: "name"; readonly name: string; readonly answer: Resolution | null }
  | { readonly kind: "criterion"; readonly name: string; readonly known: boolean }
  | { readonly kind: "segment"; readonly criterion: string; readonly name: string; readonly id: string | null };

/**
 * A scope that notes what is asked of it. Whoever asks the same and gets the same answers comes to the same result, as
 * nothing else of the program is looked at. What was made of an answer that is itself an error, or of the names of the
 * whole program, is not to be used again.
 */
export class Recording {
  readonly scope: ExpressionScope;
  readonly questions: Question[] = [];
  repeatable = true;

  constructor(scope: ExpressionScope) {
    this.scope = {
      ...scope,
      resolve: (name) => {
        const answer = scope.resolve(name);
        this.questions.push({ kind: "name", name, answer });
        if (answer?.kind === "broken" || answer?.kind === "ambiguous-segment") this.repeatable = false;
        return answer;
      },
      resolveCriterion: (name) => {
        const criterion = scope.resolveCriterion(name);
        this.questions.push({ kind: "criterion", name, known: criterion !== null });
        return criterion === null ? null : this.#recorded(criterion);
      },
      names: () => {
        this.repeatable = false;
        return scope.names();
      },
    };
  }

  #recorded(criterion: CriterionResolution): CriterionResolution {
    const recording = this;
    return {
      name: criterion.name,
      segment: (name) => {
        const id = criterion.segment(name);
        if (id === "broken") this.repeatable = false;
        else this.questions.push({ kind: "segment", criterion: criterion.name, name, id });
        return id;
      },
      get segments() {
        recording.repeatable = false;
        return criterion.segments;
      },
    };
  }
}

/** The names of a program, as seen from the declarations that ask for them. */
export interface AnsweringNames<O> {
  resolve(name: string, owner: O): Resolution | null;
  resolveCriterion(name: string, owner: O): CriterionResolution | null;
  scope(owner: O, report: Report): ExpressionScope;
}

/**
 * Asks again, up to the first answer that is another one. What is noted of the names that are asked for is noted again,
 * and nothing besides: up to that answer the same is asked by whoever finds out anew.
 */
export function areAnsweredAlike<O>(questions: readonly Question[], names: AnsweringNames<O>, owner: O): boolean {
  for (const question of questions) if (!isAnsweredAlike(question, names, owner)) return false;
  return true;
}

function isAnsweredAlike<O>(question: Question, names: AnsweringNames<O>, owner: O): boolean {
  switch (question.kind) {
    case "name":
      return isSameResolution(question.answer, names.resolve(question.name, owner));
    case "criterion":
      return question.known === (names.resolveCriterion(question.name, owner) !== null);
    case "segment":
      return question.id === names.resolveCriterion(question.criterion, owner)?.segment(question.name);
  }
}

function isSameResolution(before: Resolution | null, now: Resolution | null): boolean {
  if (before === null || now === null) return before === now;
  switch (before.kind) {
    case "define":
      return now.kind === "define" && now.value === before.value;
    case "list":
      return now.kind === "list" && now.list === before.list;
    case "segment":
      return now.kind === "segment" && now.id === before.id;
    case "ambiguous-segment":
    case "broken":
      return false;
  }
}
