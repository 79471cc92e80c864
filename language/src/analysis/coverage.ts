import { conditionKey } from "../condition/canonical.js";
import type { Condition } from "../condition/condition.js";
import type { Criterion } from "../condition/model.js";
import type { Box } from "../logic/boxes/box.js";
import { boxesMeet } from "../logic/boxes/box-index.js";
import { mergeRegions, uncoveredGradually, type Visited } from "../logic/boxes/cover.js";
import { Budget } from "../logic/budget.js";
import type { Gradual } from "../logic/gradual.js";
import type { Example, Undecided } from "../logic/logic.js";
import { complementWithin, isEmptySet, type NumberSet } from "../logic/sets/value-set.js";
import { blamed } from "./blamed.js";
import { describeRegion, type RegionText } from "./describe-region.js";
import { boxesOf, type Inquiry, otherwiseOf, ownSegments, UNCONFIRMED, wordsOf } from "./inquiry.js";
import type { Placing } from "./placing.js";
import { type SingleValue, singleValueOf } from "./single-value.js";
import type { Witness } from "./verdict.js";

export interface FoundGap {
  readonly example: Example;
  readonly witness: Witness;
  /** In the words of the language; null where nobody would say it like that. */
  readonly region: RegionText | null;
  readonly single: SingleValue | null;
}

/** Whether every customer is in a segment of the criterion. */
export type Coverage =
  | { readonly kind: "not-asked" }
  | { readonly kind: "complete" }
  /** `found` counts the regions, of which the first few are shown. */
  | { readonly kind: "gap"; readonly gaps: readonly FoundGap[]; readonly found: number }
  | { readonly kind: "undecided"; readonly undecided: Undecided };

const MOST_GAPS_SHOWN = 3;
/** Regions that are looked for before the search for gaps ends. */
const MOST_REGIONS = 64;
const COVER_BUDGET = 1_000_000;
/** A step of logic costs as much as so many of cutting boxes. */
const LOGIC_COST = 4;

const COMPLETE: Coverage = { kind: "complete" };

interface Asked {
  readonly criterion: Criterion;
  readonly inquiry: Inquiry;
  /** Places examples in the segments of the criterion; null where there are too many of them. */
  readonly placing: () => Placing | null;
}

/** What is known of a criterion's coverage, for the next version of it. */
interface KnownCoverage {
  /** The conditions, by their keys. */
  readonly conditions: ReadonlyMap<string, Condition>;
  readonly coverage: Coverage;
}

/** With an `otherwise`, everybody is in some segment. */
export function* proveCoverage(criterion: Criterion, inquiry: Inquiry): Gradual<Coverage> {
  if (!criterion.exhaustive && (criterion.overlapping || criterion.inferred)) return { kind: "not-asked" };
  if (otherwiseOf(criterion) !== null) return COMPLETE;
  const conditions = new Map(
    ownSegments(criterion).map((segment) => {
      const condition = inquiry.memberships.own(segment);
      return [conditionKey(condition), condition] as const;
    }),
  );
  const memoryKey = `coverage ${criterion.name}`;
  const known = inquiry.memory.recall<KnownCoverage>(memoryKey) ?? null;
  let placing: Placing | null = null;
  const asked: Asked = {
    criterion,
    inquiry,
    placing() {
      const segments = ownSegments(criterion);
      if (segments.length > MOST_PLACED) return null;
      // Several gaps are shown, and to make a classifier is most of the work.
      placing ??= inquiry.placing(criterion, segments);
      return placing;
    },
  };
  const coverage = yield* coverageAfter(known, conditions, asked);
  inquiry.memory.keep<KnownCoverage>(memoryKey, { conditions, coverage });
  return coverage;
}

/** So many changed segments are looked at one by one; where more have changed, all is asked again. */
const FEW = 4;

/**
 * Where all was covered before, only what has changed can have opened a gap: customers of the conditions that went away.
 * Where nothing went away, nothing can.
 */
function* coverageAfter(
  known: KnownCoverage | null,
  conditions: ReadonlyMap<string, Condition>,
  asked: Asked,
): Gradual<Coverage> {
  const { inquiry } = asked;
  const all = [...conditions.values()];
  if (known === null) return yield* coverageOf(all, [], asked);
  const gone = [...known.conditions].filter(([key]) => !conditions.has(key)).map(([, condition]) => condition);
  const isSame = gone.length === 0 && known.conditions.size === conditions.size;
  if (isSame) return known.coverage;
  if (known.coverage.kind !== "complete" || gone.length > FEW) return yield* coverageOf(all, [], asked);
  const former = gone.map((condition) => boxesOf(inquiry, condition));
  for (const boxes of former) {
    if (boxes === null || boxes.length > FEW) return yield* coverageOf(all, [], asked);
    for (const box of boxes) {
      const near = all.filter((condition) => boxesOf(inquiry, condition)?.some((one) => boxesMeet(one, box)) ?? true);
      const coverage = yield* coverageOf(near, outsideOf(box, inquiry), asked);
      // A gap is looked for again from the start, so that it is found as it would be without a version before.
      if (coverage.kind !== "complete") return yield* coverageOf(all, [], asked);
    }
  }
  return COMPLETE;
}

/** Boxes that together hold all that is not in the box. */
function outsideOf(box: Box, { space }: Inquiry): readonly Box[] {
  return [...box.sets].flatMap(([quantity, set]) => {
    const outside = complementWithin(set, space.universes(quantity));
    return isEmptySet(outside) ? [] : [{ sets: new Map([[quantity, outside]]) }];
  });
}

/**
 * Whether the conditions leave no customer out, beside those in `covered`. Conditions that can be shown as boxes are
 * covered by boxes; each region that is left is a question to logic, together with the conditions that are no boxes.
 */
function* coverageOf(conditions: readonly Condition[], covered: readonly Box[], asked: Asked): Gradual<Coverage> {
  const { inquiry } = asked;
  const boxes: Box[] = [...covered];
  const unboxed: Condition[] = [];
  for (const condition of conditions) {
    const shown = boxesOf(inquiry, condition);
    if (shown === null) unboxed.push(condition);
    else boxes.push(...shown);
  }
  if (boxes.length === 0) return yield* coverageByAsking(conditions, asked);
  return yield* new Cover(boxes, unboxed, conditions, asked).run();
}

/** One question, and at most one gap. */
function* coverageByAsking(conditions: readonly Condition[], asked: Asked): Gradual<Coverage> {
  yield;
  const answer = asked.inquiry.space.ask({ holds: [], fails: conditions });
  if (answer.kind === "impossible") return COMPLETE;
  if (answer.kind === "undecided") return { kind: "undecided", undecided: blamed(answer.undecided, conditions) };
  const witness = gapWitness(answer.example, conditions, asked);
  if (witness === null) return { kind: "undecided", undecided: blamed(UNCONFIRMED, conditions) };
  const gap = { example: answer.example, witness, region: null, single: null };
  return { kind: "gap", gaps: [gap], found: 1 };
}

/** Making the classifier of more segments takes longer than an edit may: their conditions have been asked one by one. */
const MOST_PLACED = 100;

/** Null where production finds the customer in a segment after all, or no valid customer. */
function gapWitness(example: Example, conditions: readonly Condition[], { inquiry, placing }: Asked): Witness | null {
  if (!inquiry.confirms(example, [], conditions)) return null;
  const classifier = placing();
  const isInNone = classifier === null || classifier.placesOf(example)?.size === 0;
  return isInNone ? inquiry.witnessOf(example, conditions) : null;
}

class Cover {
  readonly #boxes: readonly Box[];
  readonly #unboxed: readonly Condition[];
  readonly #conditions: readonly Condition[];
  readonly #asked: Asked;
  readonly #inquiry: Inquiry;
  readonly #budget = new Budget(COVER_BUDGET);
  #undecided: Undecided | null = null;

  constructor(boxes: readonly Box[], unboxed: readonly Condition[], conditions: readonly Condition[], asked: Asked) {
    this.#boxes = boxes;
    this.#unboxed = unboxed;
    this.#conditions = conditions;
    this.#asked = asked;
    this.#inquiry = asked.inquiry;
  }

  *run(): Gradual<Coverage> {
    const { universes } = this.#inquiry.space;
    const { gaps, unknown, complete } = yield* uncoveredGradually(this.#boxes, universes, {
      budget: this.#budget,
      most: MOST_REGIONS,
      visit: (region) => this.#visit(region),
    });
    if (gaps.length > 0) {
      const regions = inOrder(mergeRegions(gaps, universes).flatMap((region) => apart(region)));
      const shown = yield* this.#shown(regions);
      if (shown.length > 0) return { kind: "gap", gaps: shown, found: regions.length };
    } else if (unknown.length === 0 && complete) return COMPLETE;
    const undecided = this.#undecided ?? { reason: "budget", condition: null, spent: COVER_BUDGET };
    return { kind: "undecided", undecided: blamed(undecided, this.#hardToCut()) };
  }

  /** What could not be cut into boxes stands in the way; or else what took most of them. */
  #hardToCut(): readonly Condition[] {
    if (this.#unboxed.length > 0) return this.#unboxed;
    const counts = this.#conditions.map((condition) => boxesOf(this.#inquiry, condition)?.length ?? 0);
    const most = counts.reduce((a, b) => Math.max(a, b), 0);
    return this.#conditions.filter((_, index) => counts[index] === most);
  }

  /** The region lies outside all boxes, so only the conditions that are no boxes are left to ask. */
  *#visit(region: Box): Gradual<Visited> {
    if (this.#unboxed.length > 0) return yield* this.#ask(region);
    const { plain, memory } = this.#inquiry;
    if (plain.isInhabited(region)) return { kind: "gap" };
    // Where all conditions are boxes, who is in a region hangs on the region alone: after an edit most are met again.
    const key = `region ${keyOfBox(region)}`;
    let visited = memory.recall<Visited>(key);
    if (visited === undefined) {
      visited = yield* this.#ask(region);
      if (visited.kind !== "unknown") memory.keep(key, visited);
    }
    return visited;
  }

  *#ask(region: Box): Gradual<Visited> {
    const { space } = this.#inquiry;
    const before = space.spent;
    const visited = yield* this.#answer(region);
    this.#budget.spend(LOGIC_COST * (space.spent - before));
    return visited;
  }

  *#answer(region: Box): Gradual<Visited> {
    const { space } = this.#inquiry;
    const question = { holds: [], fails: this.#unboxed, within: region, about: this.#conditions };
    yield;
    const answer = space.ask(question);
    if (answer.kind === "possible") return { kind: "gap" };
    yield;
    // Without looking for examples a proof is found with less.
    if (answer.kind === "impossible" || space.refutes(question)) {
      return { kind: "empty", within: yield* this.#widened(region) };
    }
    this.#undecided ??= answer.undecided;
    return { kind: "unknown" };
  }

  /** Leaves out the quantities that do not matter to why nobody is in the region. */
  *#widened(region: Box): Gradual<Box> {
    let sets = region.sets;
    for (const quantity of region.sets.keys()) {
      const fewer = new Map(sets);
      fewer.delete(quantity);
      yield;
      if (this.#inquiry.space.refutes({ holds: [], fails: this.#unboxed, within: { sets: fewer } })) sets = fewer;
    }
    return { sets };
  }

  *#shown(regions: readonly Box[]): Gradual<readonly FoundGap[]> {
    const words = wordsOf(this.#conditions, this.#inquiry);
    const shown: FoundGap[] = [];
    for (const region of regions) {
      if (shown.length === MOST_GAPS_SHOWN) break;
      const example = yield* this.#exampleIn(region);
      if (example === null) continue;
      const witness = gapWitness(example, this.#conditions, this.#asked);
      if (witness === null) continue;
      // Where other conditions take some of the region's customers, its words would say too much.
      const told = this.#unboxed.length === 0 ? yield* this.#told(region) : null;
      shown.push({
        example,
        witness,
        region: told === null ? null : describeRegion(told, words),
        single: told === null ? null : singleValueOf(told, words),
      });
    }
    if (shown.length === 0) this.#undecided ??= UNCONFIRMED;
    return shown;
  }

  /** Somebody in the region; after an edit mostly the same as before. */
  *#exampleIn(region: Box): Gradual<Example | null> {
    const { space, memory } = this.#inquiry;
    const key = this.#unboxed.length === 0 ? `example ${keyOfBox(region)}` : null;
    const known = key === null ? undefined : memory.recall<Example>(key);
    if (known !== undefined) return known;
    yield;
    const answer = space.ask({ holds: [], fails: this.#unboxed, within: region });
    if (answer.kind !== "possible") return null;
    if (key !== null) memory.keep(key, answer.example);
    return answer.example;
  }

  /** The region without what follows from the rest of it: of `last - today = -30 and last is present` the latter. */
  *#told(region: Box): Gradual<Box> {
    const { space } = this.#inquiry;
    let { sets } = region;
    if (sets.size > MOST_TOLD) return region;
    for (const [quantity, set] of region.sets) {
      if (sets.size === 1) break;
      const others = new Map(sets);
      others.set(quantity, complementWithin(set, space.universes(quantity)));
      yield;
      if (!space.refutes({ holds: [], fails: [], within: { sets: others } })) continue;
      others.delete(quantity);
      sets = others;
    }
    return { sets };
  }
}

/** The same for boxes of the same sets. */
function keyOfBox({ sets }: Box): string {
  return JSON.stringify([...sets], (_, value: unknown) => {
    if (typeof value === "bigint") return `${value}n`;
    return value instanceof Set ? [...value].sort() : value;
  });
}

/** Of a region of more quantities none is left out. */
const MOST_TOLD = 6;

/** So many stretches of numbers are gaps of their own. */
const MOST_STRETCHES = 8;

/** A region of one quantity, stretch by stretch: what is left out between segments is a slip of its own at each place. */
function apart(region: Box): readonly Box[] {
  const [only] = region.sets;
  if (region.sets.size !== 1 || only === undefined) return [region];
  const [quantity, set] = only;
  if (set.kind !== "numbers" || set.intervals.length > MOST_STRETCHES) return [region];
  const stretches: NumberSet[] = set.intervals.map((interval) => ({ ...set, missing: false, intervals: [interval] }));
  if (set.missing) stretches.push({ ...set, intervals: [] });
  return stretches.map((stretch) => ({ sets: new Map([[quantity, stretch]]) }));
}

/** Those that say least first: they are the easiest to understand, and usually the largest. */
function inOrder(regions: readonly Box[]): readonly Box[] {
  return [...regions].sort((a, b) => a.sets.size - b.sets.size);
}
