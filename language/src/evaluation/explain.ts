import type { Condition, FieldTerm, ListTerm, Origin, Term } from "../condition/condition.js";
import type { Criterion, Model, Segment } from "../condition/model.js";
import type { Row, Scalar, ScalarType } from "../condition/schema.js";
import type { Clock } from "./clock.js";
import { customerFrame, Evaluation, type Frame, roundToDouble } from "./exact.js";
import { type PlacedSegment, placeOf, precedence } from "./membership.js";
import type { Outcome } from "./outcome.js";
import { Outcomes } from "./outcome.js";
import type { WrittenTexts } from "./written-texts.js";

/**
 * Why a customer is in a segment, or is not. Data only: where each part was written, whether it holds, and what was
 * seen. It is computed step by step and exactly; the classifier gives the same answers faster.
 */
export interface ExplanationNode {
  readonly condition: Condition;
  /** Where it was written, and the define it came from; null for parts that no one wrote. */
  readonly origin: Origin | null;
  readonly holds: boolean;
  /**
   * False only because a value is missing, not because of what it is: of an atom, that an operand is missing. A `not`
   * of such a part holds for the same reason and says so too.
   */
  readonly becauseMissing: boolean;
  /** What the part itself read, in textual order: its operands and what they were computed from; not constants. */
  readonly values: readonly SeenValue[];
  /** Of a question about the elements of a list. */
  readonly elements: SeenElements | null;
  /** Of a question about membership. */
  readonly membership: SeenMembership | null;
  /** The parts of `and`, `or`, `not`; of a membership the segment's own condition, one level deep. */
  readonly parts: readonly ExplanationNode[];
}

export interface SeenValue {
  readonly term: Term | FieldTerm;
  readonly origin: Origin | null;
  /** How the value is written: a date's is a day number. "record": whether a record is there. */
  readonly type: ScalarType | { readonly kind: "record" };
  /** A number rounded to the nearest double; a folded text as it was written, where that is known; undefined: missing. */
  readonly value: Scalar | undefined;
  /** An operand of the part itself, not something an operand was computed from. */
  readonly operand: boolean;
}

/** Steps of a list count their elements in turn: those of the last step are counted, the filters of all steps apply. */
export interface SeenElements {
  readonly list: ListTerm;
  /** Without any filter. */
  readonly total: number;
  readonly matched: number;
}

export interface SeenMembership {
  readonly segment: Segment;
  readonly criterion: Criterion;
  /**
   * The earlier segments of an `ordered` criterion (for `otherwise`, the others) whose own condition holds: they have
   * taken the customer.
   */
  readonly takenBy: readonly Segment[];
}

/** One criterion as classified, with the explanation of each of its segments. */
export interface CriterionExplanation {
  readonly criterion: Criterion;
  readonly outcome: Outcome;
  /** In the criterion's order; each node's condition is the membership of the segment. */
  readonly segments: readonly ExplanationNode[];
}

/** Explains a condition, or the membership of a segment, for one customer. `written`: how the customer's texts were. */
export function explain(
  target: Condition | Segment,
  row: Row,
  model: Model,
  clock: Clock,
  written?: WrittenTexts,
): ExplanationNode {
  const condition: Condition = "membership" in target ? { kind: "member", segment: target.id } : target;
  return new Explainer(model, clock, written).explain(condition, customerFrame(model, row));
}

/** Explains every criterion of the program. */
export function explainAll(
  row: Row,
  model: Model,
  clock: Clock,
  written?: WrittenTexts,
): readonly CriterionExplanation[] {
  const explainer = new Explainer(model, clock, written);
  const frame = customerFrame(model, row);
  return model.criteria.map((criterion) => {
    const holding = criterion.segments.flatMap(({ id, condition, otherwise }, index) =>
      !otherwise && explainer.evaluation.ownHolds(id, condition, frame) ? [index] : [],
    );
    return {
      criterion,
      outcome: new Outcomes(criterion).of(holding),
      segments: criterion.segments.map(({ id }) => explainer.explain({ kind: "member", segment: id }, frame)),
    };
  });
}

/** A program may repeat its defines so often that nobody could read the whole; parts beyond so many are left out. */
const MOST_PARTS = 20_000;

class Explainer {
  readonly evaluation: Evaluation;
  readonly #model: Model;
  readonly #written: WrittenTexts | undefined;
  #parts = 0;
  /** Within a membership, others are not expanded. */
  #withinMembership = false;

  constructor(model: Model, clock: Clock, written: WrittenTexts | undefined) {
    this.#model = model;
    this.#written = written;
    this.evaluation = new Evaluation(model, clock);
  }

  explain(condition: Condition, frame: Frame): ExplanationNode {
    this.#parts += 1;
    const node = {
      condition,
      origin: condition.origin ?? null,
      becauseMissing: false,
      values: [],
      elements: null,
      membership: null,
      parts: [],
    };
    switch (condition.kind) {
      case "constant":
        return { ...node, holds: condition.value };
      case "and":
      case "or": {
        const parts = this.#explainParts(condition.operands, frame);
        const holds = this.evaluation.holds(condition, frame);
        const deciding = parts.filter((part) => part.holds === holds);
        const becauseMissing = deciding.length > 0 && deciding.every((part) => part.becauseMissing);
        return { ...node, holds, becauseMissing, parts };
      }
      case "not": {
        const parts = this.#explainParts([condition.operand], frame);
        const holds = this.evaluation.holds(condition, frame);
        return { ...node, holds, becauseMissing: parts.some((part) => part.becauseMissing), parts };
      }
      case "compare":
        return this.#atom(node, [condition.left, condition.right], frame);
      case "one-of":
      case "truth":
      case "text":
      case "match":
        return this.#atom(node, [condition.operand], frame);
      case "present": {
        const holds = this.evaluation.holds(condition, frame);
        return { ...node, holds, values: this.#seen([condition.operand], frame) };
      }
      case "exists":
      case "has-all": {
        const { list } = condition;
        const elements = { list, total: this.#count(withoutFilters(list), frame), matched: this.#count(list, frame) };
        return { ...node, holds: this.evaluation.holds(condition, frame), elements };
      }
      case "member":
        return this.#membership(node, placeOf(this.#model, condition.segment), frame);
    }
  }

  #explainParts(conditions: readonly Condition[], frame: Frame): readonly ExplanationNode[] {
    return this.#parts + conditions.length > MOST_PARTS
      ? []
      : conditions.map((condition) => this.explain(condition, frame));
  }

  #atom(node: Omit<ExplanationNode, "holds">, operands: readonly Term[], frame: Frame): ExplanationNode {
    const holds = this.evaluation.holds(node.condition, frame);
    const missing = !holds && operands.some((operand) => !this.evaluation.isPresent(operand, frame));
    return { ...node, holds, becauseMissing: missing, values: this.#seen(operands, frame) };
  }

  #membership(node: Omit<ExplanationNode, "holds">, place: PlacedSegment, frame: Frame): ExplanationNode {
    const { segment, criterion } = place;
    const { evaluation } = this;
    const takenBy = precedence(place).filter(({ id, condition }) => evaluation.ownHolds(id, condition, frame));
    const holds = takenBy.length === 0 && evaluation.ownHolds(segment.id, segment.condition, frame);
    const expanded = !this.#withinMembership;
    this.#withinMembership = true;
    const parts = expanded && !segment.otherwise ? this.#explainParts([segment.condition], frame) : [];
    if (expanded) this.#withinMembership = false;
    const becauseMissing = !holds && takenBy.length === 0 && parts.some((part) => part.becauseMissing);
    return { ...node, holds, becauseMissing, parts, membership: { segment, criterion, takenBy } };
  }

  #count(list: ListTerm, frame: Frame): number {
    let count = 0;
    for (const _ of this.evaluation.elements(list, frame)) count += 1;
    return count;
  }

  #seen(operands: readonly Term[], frame: Frame): readonly SeenValue[] {
    const seen: SeenValue[] = [];
    const met = new Set<Term>();
    const visit = (term: Term, operand: boolean): void => {
      if (term.kind === "constant" || met.has(term)) return;
      met.add(term);
      seen.push({
        term,
        origin: term.origin ?? null,
        type: term.type,
        value: term.type.kind === "record" ? this.evaluation.isPresent(term, frame) : this.#shown(term, frame),
        operand,
      });
      for (const part of partsOf(term)) visit(part, false);
    };
    for (const operand of operands) visit(operand, true);
    return seen;
  }

  #shown(term: Term, frame: Frame): Scalar | undefined {
    const value = roundToDouble(this.evaluation.value(term, frame));
    const isFolded = term.type.kind === "text" && term.type.folded && typeof value === "string";
    return isFolded && this.#written !== undefined ? this.#written.of(value) : value;
  }
}

/** What a value is computed from in the same surroundings: not the elements of a list. */
function partsOf(term: Term): readonly Term[] {
  switch (term.kind) {
    case "arithmetic":
    case "difference":
      return [term.left, term.right];
    case "negate":
    case "absolute":
    case "shift":
    case "date-of":
    case "calendar":
    case "since":
    case "part":
    case "length":
      return [term.operand];
    case "default":
      return [term.operand, term.fallback];
    case "when":
      return [...term.branches.map(({ value }) => value), term.otherwise];
    case "constant":
    case "field":
    case "clock":
    case "aggregate":
    case "condition":
      return [];
  }
}

function withoutFilters(list: ListTerm): ListTerm {
  return { ...list, steps: list.steps.map((step) => ({ ...step, filter: null })) };
}
