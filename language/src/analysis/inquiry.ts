import { conditionKey } from "../condition/canonical.js";
import type { Condition } from "../condition/condition.js";
import { describeCondition, describeTerm } from "../condition/describe.js";
import type { Criterion, Model, Segment } from "../condition/model.js";
import type { ScalarType } from "../condition/schema.js";
import { visitCondition } from "../condition/traverse.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Box } from "../logic/boxes/box.js";
import type { Gradual } from "../logic/gradual.js";
import type { Example, Space, Undecided } from "../logic/logic.js";
import type { Location } from "../source/source.js";
import { AuthorWords } from "./author-words.js";
import type { Words } from "./describe-region.js";
import { KnownCustomers } from "./known-customers.js";
import type { Memberships } from "./memberships.js";
import type { Memory } from "./memory.js";
import type { Placing } from "./placing.js";
import type { PlainBoxes } from "./plain-boxes.js";
import type { ProgramText } from "./program-text.js";
import { speller } from "./spelling.js";
import type { Witness } from "./verdict.js";

/** So many boxes a condition is shown as; one of more is asked directly. */
export const MOST_BOXES = 64;

/** All that the questions about one program share. */
export interface Inquiry {
  readonly model: Model;
  readonly text: ProgramText;
  readonly strict: boolean;
  /** Whether the check has said already that the test at this place never holds, or always does. */
  readonly isSaid: (place: Location) => boolean;
  readonly space: Space;
  /** The same, but its examples are not confirmed by production: for questions that only "impossible" answers. */
  readonly plain: PlainBoxes;
  readonly facts: ConditionFacts;
  readonly memberships: Memberships;
  readonly memory: Memory;
  /** By the production evaluator: a valid customer that meets all of `holds`, none of `fails`. Conditions are written out. */
  readonly confirms: (example: Example, holds: readonly Condition[], fails: readonly Condition[]) => boolean;
  /** Places examples by the classifier of a run, as far as these segments of the criterion go. */
  readonly placing: (criterion: Criterion, segments: readonly Segment[]) => Placing;
  /** The example as a message shows it, told by what the conditions read; null if it cannot be written down as data. */
  readonly witnessOf: (example: Example, conditions: readonly Condition[]) => Witness | null;
}

/** What is answered where an example was found that production does not confirm. */
export const UNCONFIRMED: Undecided = { reason: "unconfirmed", condition: null, spent: 0 };

/**
 * Whether it is proved that nobody meets them; remembered by the keys of the conditions. `most` are the steps it may cost,
 * where that is less than usual.
 */
export function* isImpossible(
  inquiry: Inquiry,
  holds: readonly Condition[],
  fails: readonly Condition[] = [],
  most?: number,
): Gradual<boolean> {
  if (inquiry.plain.arePossible(holds, fails)) return false;
  const key = `refuted ${most ?? ""} ${keysOf(holds)} / ${keysOf(fails)}`;
  const known = inquiry.memory.recall<boolean>(key);
  if (known !== undefined) return known;
  const customers = customersOf(inquiry);
  if (customers.show(holds, fails, inquiry.confirms)) return false;
  yield;
  const found = inquiry.space.refutes({ holds, fails }, (example) => customers.add(example), most);
  inquiry.memory.keep(key, found);
  return found;
}

/** All customers that examples showed, over all versions of a program. */
function customersOf({ memory }: Inquiry): KnownCustomers {
  const known = memory.recall<KnownCustomers>("customers");
  if (known !== undefined) return known;
  const customers = new KnownCustomers();
  memory.keep("customers", customers);
  return customers;
}

export function keysOf(conditions: readonly Condition[]): string {
  return conditions.map(conditionKey).join(" ");
}

/** The condition as boxes. `condition` is a segment's own. */
export function boxesOf({ facts, space }: Inquiry, condition: Condition): readonly Box[] | null {
  let boxes = facts.boxes.get(condition);
  if (boxes === undefined) {
    boxes = space.boxes(condition, MOST_BOXES);
    facts.boxes.set(condition, boxes);
  }
  return boxes;
}

/**
 * What is known of single conditions and segments by the object, which is the same in all versions of a program in which
 * they are the same.
 */
export interface ConditionFacts {
  readonly boxes: WeakMap<Condition, readonly Box[] | null>;
  readonly empty: WeakMap<Condition, boolean>;
  readonly universal: WeakMap<Condition, boolean>;
  readonly segments: WeakMap<Segment, SegmentFindings>;
}

/** What was found of one segment by itself. A segment that is the same object is written alike, too. */
interface SegmentFindings {
  /** What its condition came down to. */
  readonly own: Condition;
  readonly file: string;
  /** Where the segment stood. */
  readonly start: number;
  readonly found: readonly Diagnostic[];
}

export function noFacts(): ConditionFacts {
  return {
    boxes: new WeakMap(),
    empty: new WeakMap(),
    universal: new WeakMap(),
    segments: new WeakMap(),
  };
}

function* fact(
  known: WeakMap<Condition, boolean>,
  condition: Condition,
  find: () => Gradual<boolean>,
): Gradual<boolean> {
  let found = known.get(condition);
  if (found === undefined) {
    found = yield* find();
    known.set(condition, found);
  }
  return found;
}

/** The segments with conditions of their own: all but `otherwise`. */
export function ownSegments(criterion: Criterion): readonly Segment[] {
  return criterion.segments.filter((segment) => !segment.otherwise);
}

export function otherwiseOf(criterion: Criterion): Segment | null {
  return criterion.segments.find((segment) => segment.otherwise) ?? null;
}

/** Whether no customer meets the segment's own condition. */
export function isEmpty(inquiry: Inquiry, segment: Segment): Gradual<boolean> {
  const own = inquiry.memberships.own(segment);
  return fact(inquiry.facts.empty, own, () => isImpossible(inquiry, [own]));
}

/** Whether every customer meets the segment's own condition. */
export function isUniversal(inquiry: Inquiry, segment: Segment): Gradual<boolean> {
  const own = inquiry.memberships.own(segment);
  return fact(inquiry.facts.universal, own, () => isImpossible(inquiry, [], [own]));
}

/** How what the conditions are about is spoken of. */
export function wordsOf(conditions: readonly Condition[], { space, model }: Inquiry): Words {
  const types = typesOfQuantities(conditions);
  return { space, types, author: new AuthorWords(conditions, space), spell: speller(conditions, model) };
}

/** The types of what conditions read, compute or test, by how the language writes it: for writing values. */
function typesOfQuantities(conditions: readonly Condition[]): ReadonlyMap<string, ScalarType> {
  const types = new Map<string, ScalarType>();
  const seen = new Set<Condition>();
  for (const condition of conditions) {
    if (seen.has(condition)) continue;
    seen.add(condition);
    visitCondition(condition, {
      condition(inner, depth) {
        const isTest =
          inner.kind === "exists" || inner.kind === "has-all" || inner.kind === "match" || inner.kind === "text";
        if (depth === 0 && isTest) types.set(describeCondition(inner), { kind: "boolean" });
      },
      term(term, depth) {
        if (depth > 0 || term.type.kind === "record" || term.kind === "constant") return;
        types.set(describeTerm(term), term.type);
      },
    });
  }
  return types;
}
