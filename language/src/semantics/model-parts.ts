import type { Criterion, Define, Require } from "../condition/model.js";
import { SameObjects } from "./same-objects.js";

/** What became of a declaration in the model, so that it stays the same object as long as it says the same. */
export class ModelParts {
  readonly requires = new SameObjects<Require>();
  readonly defines = new SameObjects<Define>();
  readonly declaredCriteria = new SameObjects<Criterion>();
  readonly inferredCriteria = new SameObjects<Criterion>();
}
