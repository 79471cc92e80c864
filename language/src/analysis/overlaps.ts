import { conditionKey } from "../condition/canonical.js";
import type { Condition } from "../condition/condition.js";
import type { Criterion, Segment } from "../condition/model.js";
import type { Box } from "../logic/boxes/box.js";
import { boxesMeet } from "../logic/boxes/box-index.js";
import { BoxIndex } from "../logic/boxes/join.js";
import type { Gradual } from "../logic/gradual.js";
import type { Example, Undecided } from "../logic/logic.js";
import { blamed } from "./blamed.js";
import { boxesOf, type Inquiry, isEmpty, ownSegments, UNCONFIRMED, wordsOf } from "./inquiry.js";
import { KnownPairs, type PairVerdict } from "./known-pairs.js";
import { type SingleValue, sharedSingleValue } from "./single-value.js";
import type { Witness } from "./verdict.js";

export interface FoundOverlap {
  readonly first: Segment;
  readonly second: Segment;
  readonly example: Example;
  readonly witness: Witness;
  readonly single: SingleValue | null;
}

export interface UndecidedPair {
  readonly first: Segment;
  readonly second: Segment;
  readonly undecided: Undecided;
}

export interface OverlapFindings {
  readonly total: number;
  readonly overlaps: readonly FoundOverlap[];
  readonly undecided: readonly UndecidedPair[];
  /** Pairs that were not looked at, because too many others are to be told: undecided, too. */
  readonly unlooked: number;
}

/** So many pairs of one criterion are put to logic; those beyond are undecided. */
const MOST_QUESTIONS = 200_000;
/** With so many pairs that overlap or are undecided a criterion is not looked at any further. */
const MOST_TOLD = 20_000;

interface Candidate {
  readonly segment: Segment;
  readonly condition: Condition;
  readonly key: string;
  readonly boxes: readonly Box[] | null;
}

/** Which segments of an exclusive criterion have customers in common. `otherwise` is exclusive by construction. */
export function* proveOverlaps(criterion: Criterion, inquiry: Inquiry): Gradual<OverlapFindings> {
  const { memberships, memory, facts } = inquiry;
  const candidates: Candidate[] = [];
  for (const segment of ownSegments(criterion)) {
    if (yield* isEmpty(inquiry, segment)) continue;
    const condition = memberships.own(segment);
    if (!facts.boxes.has(condition)) yield;
    candidates.push({ segment, condition, key: conditionKey(condition), boxes: boxesOf(inquiry, condition) });
  }
  const memoryKey = `pairs ${criterion.name}`;
  let known = memory.recall<KnownPairs>(memoryKey);
  if (known === undefined) {
    known = new KnownPairs();
    memory.keep(memoryKey, known);
  }
  const findings = yield* new PairSearch(criterion, candidates, known, inquiry).run();
  const count = criterion.segments.length;
  return { total: (count * (count - 1)) / 2, ...findings };
}

class PairSearch {
  readonly #criterion: Criterion;
  readonly #candidates: readonly Candidate[];
  readonly #known: KnownPairs;
  readonly #inquiry: Inquiry;
  /** Which pairs were found, by `first * count + second`. */
  readonly #found = new Map<number, PairVerdict>();
  #asked = 0;
  /** Pairs that are proved apart by asking. */
  #apart = 0;
  /** Pairs that may meet, as far as boxes tell; null where they were not all looked for. */
  #meeting: number | null = 0;

  constructor(criterion: Criterion, candidates: readonly Candidate[], known: KnownPairs, inquiry: Inquiry) {
    this.#criterion = criterion;
    this.#candidates = candidates;
    this.#known = known;
    this.#inquiry = inquiry;
  }

  *run(): Gradual<Pick<OverlapFindings, "overlaps" | "undecided" | "unlooked">> {
    const byKey = this.#takeOver();
    let isWhole = true;
    const rows = this.#known.isNew ? this.#allRows() : this.#newRows(byKey);
    for (const [first, row] of rows) {
      if (!isWhole) break;
      for (const second of row) {
        if (this.#found.has(this.#place(first, second))) continue;
        if (this.#found.size >= MOST_TOLD) {
          isWhole = false;
          break;
        }
        yield* this.#ask(first, second, row);
      }
    }
    yield* this.#placed();
    isWhole &&= this.#meeting !== null;
    if (isWhole) this.#known.complete(byKey);
    const overlaps: FoundOverlap[] = [];
    const undecided: UndecidedPair[] = [];
    const count = this.#candidates.length;
    for (const [place, verdict] of [...this.#found].sort((a, b) => a[0] - b[0])) {
      const first = this.#candidates[Math.floor(place / count)]!.segment;
      const second = this.#candidates[place % count]!.segment;
      if (verdict.kind === "overlap") {
        const { example, witness, single } = verdict;
        overlaps.push({ first, second, example, witness, single });
      } else undecided.push({ first, second, undecided: verdict.undecided });
    }
    return { overlaps, undecided, unlooked: isWhole ? 0 : this.#unlooked() };
  }

  /** How many pairs were neither found nor proved apart, by boxes or by asking. */
  #unlooked(): number {
    const count = this.#candidates.length;
    const meeting = this.#known.isNew && this.#meeting !== null ? this.#meeting : (count * (count - 1)) / 2;
    return meeting - this.#found.size - this.#apart;
  }

  /** Examples that were not shown before are placed by the classifier, which is made for their segments together. */
  *#placed(): Gradual<void> {
    const count = this.#candidates.length;
    const found = [...this.#found].flatMap(([at, verdict]) =>
      verdict.kind === "overlap" && !this.#known.isPlaced(verdict)
        ? [{ first: Math.floor(at / count), second: at % count, verdict }]
        : [],
    );
    if (found.length === 0) return;
    const indexes = [...new Set(found.flatMap(({ first, second }) => [first, second]))].sort((a, b) => a - b);
    yield;
    const placing = this.#inquiry.placing(
      this.#criterion,
      indexes.map((index) => this.#candidates[index]!.segment),
    );
    for (const { first, second, verdict } of found) {
      const places = placing.placesOf(verdict.example);
      const isInBoth = [first, second].every((index) => places?.has(this.#candidates[index]!.segment) ?? false);
      if (isInBoth) this.#known.addPlaced(verdict);
      else this.#settle(first, second, this.#unconfirmed(first, second));
    }
  }

  #place(first: number, second: number): number {
    return first < second ? first * this.#candidates.length + second : second * this.#candidates.length + first;
  }

  /** Takes over what is known already; returns the candidates by their keys. */
  #takeOver(): ReadonlyMap<string, readonly number[]> {
    const byKey = new Map<string, number[]>();
    for (const [index, { key }] of this.#candidates.entries()) {
      const alike = byKey.get(key);
      if (alike === undefined) byKey.set(key, [index]);
      else alike.push(index);
    }
    for (const [left, right, verdict] of this.#known.found()) {
      const seconds = byKey.get(right);
      if (seconds === undefined) continue;
      for (const first of byKey.get(left) ?? []) {
        for (const second of seconds) if (first !== second) this.#found.set(this.#place(first, second), verdict);
      }
    }
    return byKey;
  }

  /** Pairs that may have something in common, by one of the two, where most were asked about in an earlier version. */
  *#newRows(byKey: ReadonlyMap<string, readonly number[]>): Iterable<readonly [number, readonly number[]]> {
    for (const alike of byKey.values()) {
      if (alike.length > 1) for (const [index, first] of alike.entries()) yield [first, alike.slice(index + 1)];
    }
    const known = this.#candidates.map(({ key }) => this.#known.has(key));
    for (const [first, { boxes }] of this.#candidates.entries()) {
      if (known[first]!) continue;
      const row: number[] = [];
      for (const [second, other] of this.#candidates.entries()) {
        if (first === second || (second < first && !known[second]!)) continue;
        if (mayMeet(boxes, other.boxes)) row.push(second);
      }
      yield [first, row];
    }
  }

  #allRows(): Iterable<readonly [number, readonly number[]]> {
    const rows = new Map<number, number[]>();
    const add = (first: number, second: number): void => {
      const row = rows.get(first);
      if (row === undefined) rows.set(first, [second]);
      else row.push(second);
    };
    const boxed = this.#candidates.flatMap(({ boxes }, index) => (boxes === null ? [] : [{ boxes, index }]));
    const groups = boxed.map(({ boxes }) => boxes);
    const { pairs, isAll } = new BoxIndex(groups, this.#inquiry.space.universes).firstPairs(MOST_QUESTIONS);
    const unboxed = this.#candidates.length - boxed.length;
    this.#meeting = isAll ? pairs.length + unboxed * boxed.length + (unboxed * (unboxed - 1)) / 2 : null;
    for (const { groups: pair } of pairs) add(boxed[pair[0]]!.index, boxed[pair[1]]!.index);
    for (const [first, { boxes }] of this.#candidates.entries()) {
      if (boxes !== null) continue;
      for (const [second, other] of this.#candidates.entries()) {
        if (second !== first && (other.boxes !== null || second > first)) add(first, second);
      }
    }
    return rows;
  }

  /** `row` are all that may have something in common with the first. */
  *#ask(first: number, second: number, row: readonly number[]): Gradual<void> {
    const [a, b] = [this.#candidates[first]!, this.#candidates[second]!];
    if (this.#known.areApart(a.key, b.key)) {
      this.#apart += 1;
      return;
    }
    const known = this.#known.verdict(a.key, b.key);
    if (known !== undefined) {
      this.#found.set(this.#place(first, second), known);
      return;
    }
    if (this.#asked >= MOST_QUESTIONS) {
      const undecided = blamed({ reason: "budget", condition: null, spent: 0 }, [a.condition, b.condition]);
      this.#settle(first, second, { kind: "undecided", undecided });
      return;
    }
    this.#asked += 1;
    yield;
    const answer = this.#inquiry.space.ask({ holds: [a.condition, b.condition], fails: [] });
    if (answer.kind === "impossible") {
      this.#known.addApart(a.key, b.key);
      this.#apart += 1;
      return;
    }
    if (answer.kind === "undecided") {
      const undecided = blamed(answer.undecided, [a.condition, b.condition]);
      this.#settle(first, second, { kind: "undecided", undecided });
      return;
    }
    this.#takeIn(answer.example, first, second, row);
  }

  /** One customer may show many overlaps at once: those of all segments of the row that production finds it in. */
  #takeIn(example: Example, first: number, second: number, row: readonly number[]): void {
    if (!this.#isIn(example, first) || !this.#isIn(example, second)) {
      this.#settle(first, second, { kind: "undecided", undecided: UNCONFIRMED });
      return;
    }
    const { boxes } = this.#candidates[second]!;
    const others = row.filter(
      (other) =>
        other !== second &&
        !(this.#found.has(this.#place(first, other)) && this.#found.has(this.#place(second, other))) &&
        mayMeet(boxes, this.#candidates[other]!.boxes) &&
        this.#isIn(example, other),
    );
    const inside = [first, second, ...others].sort((a, b) => a - b);
    for (const [index, left] of inside.entries()) {
      for (const right of inside.slice(index + 1)) {
        const isAsked = this.#place(left, right) === this.#place(first, second);
        if (this.#found.get(this.#place(left, right))?.kind === "overlap") continue;
        if (!isAsked && this.#found.size >= MOST_TOLD) continue;
        const verdict = this.#knownOverlap(left, right) ?? this.#verdict(example, left, right);
        if (isAsked || verdict.kind === "overlap") this.#settle(left, right, verdict);
      }
    }
  }

  /** What was found of other segments with the same conditions: large tables repeat themselves, and a witness takes room. */
  #knownOverlap(first: number, second: number): PairVerdict | null {
    const known = this.#known.verdict(this.#candidates[first]!.key, this.#candidates[second]!.key);
    return known?.kind === "overlap" ? known : null;
  }

  #unconfirmed(first: number, second: number): PairVerdict {
    const conditions = [first, second].map((index) => this.#candidates[index]!.condition);
    return { kind: "undecided", undecided: blamed(UNCONFIRMED, conditions) };
  }

  #isIn(example: Example, index: number): boolean {
    return this.#inquiry.confirms(example, [this.#candidates[index]!.condition], []);
  }

  #verdict(example: Example, first: number, second: number): PairVerdict {
    const [a, b] = [this.#candidates[first]!, this.#candidates[second]!];
    const conditions = [a.condition, b.condition];
    const witness = this.#inquiry.witnessOf(example, conditions);
    if (witness === null) return this.#unconfirmed(first, second);
    const single =
      a.boxes === null || b.boxes === null
        ? null
        : sharedSingleValue(a.boxes, b.boxes, wordsOf(conditions, this.#inquiry));
    return { kind: "overlap", example, witness, single };
  }

  #settle(first: number, second: number, verdict: PairVerdict): void {
    this.#found.set(this.#place(first, second), verdict);
    this.#known.settle(this.#candidates[first]!.key, this.#candidates[second]!.key, verdict);
  }
}

/** Null is a condition that is no boxes. */
function mayMeet(left: readonly Box[] | null, right: readonly Box[] | null): boolean {
  return left === null || right === null || someMeet(left, right);
}

export function someMeet(left: readonly Box[], right: readonly Box[]): boolean {
  return left.some((a) => right.some((b) => boxesMeet(a, b)));
}
