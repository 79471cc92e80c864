import type { Condition } from "../condition/condition.js";
import type { Criterion, Define, Require, Segment } from "../condition/model.js";
import { SameObjects } from "./same-objects.js";

/** What became of a declaration in the model, so that it stays the same object as long as it says the same. */
export class ModelParts {
  readonly requires = new SameObjects<Require>();
  readonly defines = new SameObjects<Define>();
  readonly declaredCriteria = new SameObjects<Criterion>();
  readonly inferredCriteria = new SameObjects<Criterion>();
  /** By the declaration of the segment, as are the memberships. */
  readonly segments = new WeakMap<object, Segment>();
  readonly memberships = new WeakMap<object, Membership>();
}

/** The membership of a segment, and what it was made of. */
export interface Membership {
  readonly own: Condition;
  readonly excluded: readonly string[];
  readonly condition: Condition;
}
