import type { CriterionResolution, ExpressionScope, Resolution } from "./expressions/scope.js";

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

/** Asks again. The scope notes the name as asked for, as it did when the answer was first given. */
export function isAnsweredAlike(question: Question, scope: ExpressionScope): boolean {
  switch (question.kind) {
    case "name":
      return isSameResolution(question.answer, scope.resolve(question.name));
    case "criterion":
      return question.known === (scope.resolveCriterion(question.name) !== null);
    case "segment":
      return question.id === scope.resolveCriterion(question.criterion)?.segment(question.name);
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
