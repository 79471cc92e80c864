import type { Criterion, Model, Segment } from "../condition/model.js";
import { type Classifier, createClassifier } from "../evaluation/classifier.js";
import { createClock } from "../evaluation/clock.js";
import type { Example } from "../logic/logic.js";
import type { Replay } from "./replay.js";
import { looksAtClock } from "./witness-clock.js";

/**
 * Places examples by the classifier of a run, made for some segments of a criterion: whoever is shown as a customer of two
 * segments has been placed in both by what will place customers.
 */
export class Placing {
  readonly #model: Model;
  readonly #replay: Replay;
  readonly #criterion: Criterion;
  readonly #segments: readonly Segment[];
  readonly #isTimeless: boolean;
  /** By the instant; of segments that do not look at the clock there is one. */
  readonly #classifiers = new Map<number, Classifier>();

  constructor(model: Model, replay: Replay, criterion: Criterion, segments: readonly Segment[]) {
    this.#model = model;
    this.#replay = replay;
    this.#criterion = { ...criterion, segments };
    this.#segments = segments;
    this.#isTimeless = !segments.some(({ condition }) => looksAtClock(condition, model));
  }

  /** Those of the segments that hold; null if the example is no valid customer. */
  placesOf(example: Example): ReadonlySet<Segment> | null {
    const row = this.#replay.rowOf(example);
    if (row === null) return null;
    const [outcome] = this.#classifierAt(example.now).classify(row);
    const indexes = typeof outcome === "number" ? (outcome === -1 ? [] : [outcome]) : (outcome ?? []);
    return new Set(indexes.map((index) => this.#segments[index]!));
  }

  #classifierAt(now: number): Classifier {
    const key = this.#isTimeless ? 0 : now;
    let classifier = this.#classifiers.get(key);
    if (classifier === undefined) {
      const clock = createClock(this.#model.settings, { now });
      classifier = createClassifier(this.#model, clock, { criteria: [this.#criterion] });
      this.#classifiers.set(key, classifier);
    }
    return classifier;
  }
}
