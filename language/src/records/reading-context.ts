import type { Model } from "../condition/model.js";
import type { Clock } from "../evaluation/clock.js";
import type { Rejections } from "./rejection.js";

/** What the readers of one decoder share. */
export interface ReadingContext {
  readonly model: Model;
  readonly clock: Clock;
  readonly rejections: Rejections;
}
