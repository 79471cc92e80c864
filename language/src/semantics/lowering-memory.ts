import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { moveAlong } from "../syntax/moving.js";
import type { ExpressionScope } from "./expressions/scope.js";
import { type AnsweringNames, areAnsweredAlike, type Question, Recording } from "./recording.js";
import { canMove, repeat, type Unchanging } from "./repeating.js";
import type { Report } from "./reporter.js";

/** What an expression was found to mean, and all that this rests on besides its text. */
interface Lowering {
  readonly value: object;
  readonly diagnostics: readonly Diagnostic[];
  readonly questions: readonly Question[];
  /** Of the settings and the schema. */
  readonly ground: object;
}

/** Where a lowering is kept: one for each declaration. */
export interface Lowerable {
  lowering: Lowering | null;
}

/** What the expressions of declarations mean, found out again only where something that decides it has changed. */
export class LoweringMemory {
  readonly #places = new WeakMap<Unchanging, Lowerable>();
  #ground: object = {};

  /** Settings or schema have changed: nothing counts any more. */
  forget(): void {
    this.#ground = {};
  }

  /** Where the lowering of a declaration is kept that has no place for it itself. */
  placeOf(declaration: Unchanging): Lowerable {
    const known = this.#places.get(declaration);
    if (known !== undefined) return known;
    const place: Lowerable = { lowering: null };
    this.#places.set(declaration, place);
    return place;
  }

  /**
   * What the expression of a declaration means; null after an error. `names` answers what the names of the program mean
   * to `owner`, and notes what was asked for, whether it was asked now or before.
   */
  lower<O, V extends object>(
    declaration: Unchanging,
    place: Lowerable,
    names: AnsweringNames<O>,
    owner: O,
    report: Report,
    lower: (scope: ExpressionScope) => V | null,
  ): V | null {
    const known = place.lowering;
    if (known?.ground === this.#ground && areAnsweredAlike(known.questions, names, owner)) {
      repeat(known.diagnostics, report);
      return known.value as V;
    }
    const diagnostics: Diagnostic[] = [];
    const scope = names.scope(owner, (diagnostic) => {
      diagnostics.push(diagnostic);
      report(diagnostic);
    });
    const recording = new Recording(scope);
    const value = lower(recording.scope);
    const failed = value === null || diagnostics.some(({ severity }) => severity === "error");
    if (!failed && recording.repeatable && canMove(diagnostics, declaration, scope.file)) {
      if (diagnostics.length > 0) moveAlong(declaration, diagnostics);
      place.lowering = { value, diagnostics, questions: recording.questions, ground: this.#ground };
    }
    return value;
  }
}
