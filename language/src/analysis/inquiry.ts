import { conditionKey } from "../condition/canonical.js";
import type { Condition } from "../condition/condition.js";
import { describeTerm } from "../condition/describe.js";
import type { Criterion, Model, Segment } from "../condition/model.js";
import type { ScalarType } from "../condition/schema.js";
import { visitCondition } from "../condition/traverse.js";
import type { Box } from "../logic/boxes/box.js";
import type { Example, Question, Space, Undecided } from "../logic/logic.js";
import type { Memberships } from "./memberships.js";
import type { Memory } from "./memory.js";
import type { ProgramText } from "./program-text.js";
import type { Witness } from "./verdict.js";

/** So many boxes a condition is shown as; one of more is asked directly. */
export const MOST_BOXES = 64;

/** All that the questions about one program share. */
export interface Inquiry {
  readonly model: Model;
  readonly text: ProgramText;
  readonly strict: boolean;
  readonly space: Space;
  /** The same, but its examples are not confirmed by production: for questions that only "impossible" answers. */
  readonly refuting: Pick<Space, "ask">;
  readonly memberships: Memberships;
  readonly memory: Memory;
  /** By the production classifier: the ids of the segments that the example is in; null if it is no valid customer. */
  readonly membersOf: (example: Example) => ReadonlySet<string> | null;
  /** By the production evaluator: the example is a valid customer in the segment of that id. */
  readonly isIn: (example: Example, segment: string) => boolean;
  /** The example as a message shows it, told by what the conditions read; null if it cannot be written down as data. */
  readonly witnessOf: (example: Example, conditions: readonly Condition[]) => Witness | null;
}

/** What is answered where an example was found that production does not confirm. */
export const UNCONFIRMED: Undecided = { reason: "unconfirmed", condition: null, subject: null, spent: 0 };

type Simple = "impossible" | "possible" | "undecided";

/**
 * The answer without its example (which is not confirmed), remembered by the keys of the conditions. Undecided is remembered too: the same question
 * with the same budget gets no further.
 */
function askSimply(inquiry: Inquiry, question: Question): Simple {
  const key = `ask ${keysOf(question.holds)} / ${keysOf(question.fails)}`;
  return inquiry.memory.recall(key, () => inquiry.refuting.ask(question).kind);
}

export function isImpossible(inquiry: Inquiry, holds: readonly Condition[], fails: readonly Condition[] = []): boolean {
  return askSimply(inquiry, { holds, fails }) === "impossible";
}

export function keysOf(conditions: readonly Condition[]): string {
  return conditions.map(conditionKey).join(" ");
}

/** The condition as boxes, remembered across versions of the program. */
export function boxesOf(inquiry: Inquiry, condition: Condition): readonly Box[] | null {
  return inquiry.memory.recall(`boxes ${conditionKey(condition)}`, () => inquiry.space.boxes(condition, MOST_BOXES));
}

/** The segments with conditions of their own: all but `otherwise`. */
export function ownSegments(criterion: Criterion): readonly Segment[] {
  return criterion.segments.filter((segment) => !segment.otherwise);
}

export function otherwiseOf(criterion: Criterion): Segment | null {
  return criterion.segments.find((segment) => segment.otherwise) ?? null;
}

/** Whether no customer meets the segment's own condition. */
export function isEmpty(inquiry: Inquiry, segment: Segment): boolean {
  return isImpossible(inquiry, [inquiry.memberships.own(segment)]);
}

/** Whether every customer meets the segment's own condition. */
export function isUniversal(inquiry: Inquiry, segment: Segment): boolean {
  return isImpossible(inquiry, [], [inquiry.memberships.own(segment)]);
}

/** The types of the values that conditions read or compute, by how the language writes them: for writing values. */
export function typesOfQuantities(conditions: readonly Condition[]): ReadonlyMap<string, ScalarType> {
  const types = new Map<string, ScalarType>();
  const seen = new Set<Condition>();
  for (const condition of conditions) {
    if (seen.has(condition)) continue;
    seen.add(condition);
    visitCondition(condition, {
      term(term, depth) {
        if (depth > 0 || term.type.kind === "record" || term.kind === "constant") return;
        types.set(describeTerm(term), term.type);
      },
    });
  }
  return types;
}
