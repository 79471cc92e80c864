import type { Model } from "../condition/model.js";
import type { Clock } from "../evaluation/clock.js";
import type { WrittenTexts } from "../evaluation/written-texts.js";
import type { Rejections } from "./rejection.js";

/** What the readers of one decoder share. */
export interface ReadingContext {
  readonly model: Model;
  readonly clock: Clock;
  readonly rejections: Rejections;
  /** Where it is noted how folded texts were written, if somebody wants to know. */
  readonly written?: WrittenTexts;
}
