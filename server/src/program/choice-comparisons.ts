import { type Condition, type Location, type Term, visitCondition } from "@seg-lang/language";
import type { PointedChoice } from "./choices.js";
import type { ProgramView } from "./view.js";

/**
 * Where the field of a choice is compared with something else than written values (another field, a text it begins with):
 * the choice could not be called otherwise there without the condition meaning something else. Null: nowhere.
 */
export function comparedOtherwise({ program: { model } }: ProgramView, choice: PointedChoice): Location | null {
  const conditions = [
    ...model.requires.map(({ condition }) => condition),
    ...model.criteria.flatMap(({ segments }) => segments.map((segment) => segment.condition)),
  ];
  for (const condition of conditions) {
    const plain = new Set<Term>();
    const stack: Condition[] = [];
    let found: Location | null = null;
    visitCondition(condition, {
      condition(inner) {
        stack.push(inner);
        for (const term of comparedWithValues(inner)) plain.add(term);
      },
      term(term) {
        if (found !== null || !isField(term, choice) || plain.has(term)) return;
        found = stack.findLast(({ origin }) => origin !== undefined)?.origin ?? null;
      },
    });
    if (found !== null) return found;
  }
  return null;
}

/** What a test compares with written values alone. */
function comparedWithValues(condition: Condition): readonly Term[] {
  switch (condition.kind) {
    case "one-of":
    case "present":
      return [condition.operand];
    case "compare": {
      const { left, right } = condition;
      return right.kind === "constant" ? [left] : left.kind === "constant" ? [right] : [];
    }
    default:
      return [];
  }
}

/** Elements of a list are read without a name. */
function isField(term: Term, { value, field }: PointedChoice): boolean {
  if (term.kind !== "field" || term.type.kind !== "choice" || !term.type.choices.includes(value)) return false;
  return term.path.length === 0 || term.path.at(-1) === field.at(-1);
}
