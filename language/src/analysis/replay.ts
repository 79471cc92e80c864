import { conditionKey } from "../condition/canonical.js";
import type { Condition } from "../condition/condition.js";
import type { Model } from "../condition/model.js";
import type { Row } from "../condition/schema.js";
import { type Classifier, createClassifier } from "../evaluation/classifier.js";
import { type Clock, createClock } from "../evaluation/clock.js";
import { customerFrame, Evaluation } from "../evaluation/exact.js";
import { placeOf, precedence } from "../evaluation/membership.js";
import { compileCondition } from "../evaluation/predicate.js";
import type { Example } from "../logic/logic.js";
import { createDecoder, type Decoder } from "../records/decoder.js";
import { createEncoder } from "../records/encoder.js";
import { looksAtClock, recordLooksAtClock } from "./witness-clock.js";

/**
 * Asks the production code about an example: it is written as a record of the data, read by the decoder, which checks
 * domains and `require` rules on the example's day, and placed by the compiled conditions that a run uses.
 */
export interface Replay {
  /** The example is a valid customer on its day: its record is read, and as the very row. */
  isValid(example: Example): boolean;
  /** The row as its data is read; null if it is no valid customer. */
  rowOf(example: Example): Row | null;
  /** It is valid and in the segment, as classified. */
  holdsIn(example: Example, segment: string): boolean;
  /** It is valid, meets all conditions of `holds` and none of `fails`. */
  confirmCondition(example: Example, holds: readonly Condition[], fails: readonly Condition[]): boolean;
  /** The ids of its segments, by criterion in the model's order; null if it is not valid. */
  classify(example: Example): readonly (readonly string[])[] | null;
  /** A proof has come to its end: the next one will ask about what has changed only, so little is kept ready. */
  rest(): void;
}

/** So many days are kept ready, and so many conditions of all of them together. */
const MOST_CLOCKS = 64;
const MOST_CONDITIONS = 5000;
/**
 * So many compiled conditions stay from one proof to the next. Each takes some ten kilobytes (source, bytecode, what V8 has
 * learnt of it), and an edit asks a few of them often enough that compiling them is worth while.
 */
const MOST_AT_REST = 100;

/** A condition that is asked more often is compiled; most are asked once, and compiling costs as much as many answers. */
const MOST_UNCOMPILED = 3;

type Predicate = (row: Row) => boolean;

interface Known {
  asked: number;
  predicate: Predicate | null;
  /** The last proof that asked. */
  proof: number;
}

export function createReplay(model: Model): Replay {
  const moments = new Moments(model);
  const rows = new WeakMap<Example, Row | null>();

  const rowOf = (example: Example, moment: Moment): Row | null => {
    const known = rows.get(example);
    if (known !== undefined) return known;
    const row = moment.read(example.row);
    rows.set(example, row);
    return row;
  };

  /** The row as the data gave it, on its day; null if there is no such customer. */
  const replayed = (example: Example): { readonly row: Row; readonly moment: Moment } | null => {
    const moment = moments.at(example);
    const row = moment === null ? null : rowOf(example, moment);
    return moment === null || row === null ? null : { row, moment };
  };

  return {
    isValid: (example) => replayed(example) !== null,
    rowOf: (example) => replayed(example)?.row ?? null,
    holdsIn(example, segment) {
      const found = replayed(example);
      return found?.moment.isMember(segment, found.row) ?? false;
    },
    confirmCondition(example, holds, fails) {
      const found = replayed(example);
      if (found === null) return false;
      const { row, moment } = found;
      // One evaluation a row: what several conditions share is computed once.
      const evaluation = new Evaluation(model, moment.clock);
      return (
        holds.every((condition) => moment.holds(condition, row, evaluation)) &&
        !fails.some((condition) => moment.holds(condition, row, evaluation))
      );
    },
    classify(example) {
      const found = replayed(example);
      return found === null ? null : found.moment.classify(found.row);
    },
    rest: () => moments.rest(),
  };
}

/** The days that examples are of. What does not look at the clock is compiled once for all of them. */
class Moments {
  readonly #model: Model;
  readonly #byInstant = new Map<number, Moment>();
  readonly #timeless = new Map<string, Known>();
  /** How many conditions are known, of all moments and of none. */
  #size = 0;
  #proof = 0;
  readonly #clocked = new WeakMap<Condition, boolean>();
  /** Whether validity depends on the day. */
  readonly #decodesByClock: boolean;
  #timelessDecoder: Decoder | null = null;

  constructor(model: Model) {
    this.#model = model;
    this.#decodesByClock =
      (model.schema !== null && recordLooksAtClock(model.schema.record)) ||
      model.requires.some(({ condition }) => looksAtClock(condition, model));
  }

  /** Null if the instant is not of the day. */
  at({ today, now }: Example): Moment | null {
    const known = this.#byInstant.get(now);
    if (known !== undefined) return known.clock.today === today ? known : null;
    const clock = createClock(this.#model.settings, { now });
    if (clock.today !== today) return null;
    if (this.#byInstant.size >= MOST_CLOCKS) this.#forgetMoments();
    const moment = new Moment(this.#model, clock, this);
    this.#byInstant.set(now, moment);
    return moment;
  }

  decoder(clock: Clock): Decoder {
    if (this.#decodesByClock) return createDecoder(this.#model, clock);
    this.#timelessDecoder ??= createDecoder(this.#model, clock);
    return this.#timelessDecoder;
  }

  /** What is known of the condition at that moment, or at all of them. */
  known(condition: Condition, moment: Moment): Known {
    const all = this.#looksAtClock(condition) ? moment.conditions : this.#timeless;
    const key = conditionKey(condition);
    let known = all.get(key);
    if (known === undefined) {
      known = { asked: 0, predicate: null, proof: this.#proof };
      if (this.#size >= MOST_CONDITIONS) this.#forgetConditions();
      all.set(key, known);
      this.#size += 1;
    }
    known.proof = this.#proof;
    return known;
  }

  #looksAtClock(condition: Condition): boolean {
    let clocked = this.#clocked.get(condition);
    if (clocked === undefined) {
      clocked = looksAtClock(condition, this.#model);
      this.#clocked.set(condition, clocked);
    }
    return clocked;
  }

  #forgetMoments(): void {
    this.#byInstant.clear();
    this.#size = this.#timeless.size;
  }

  #forgetConditions(): void {
    for (const { conditions } of this.#byInstant.values()) conditions.clear();
    this.#timeless.clear();
    this.#size = 0;
  }

  rest(): void {
    const maps = [this.#timeless, ...[...this.#byInstant.values()].map(({ conditions }) => conditions)];
    const compiled = maps.flatMap((map) =>
      [...map].filter(([, { predicate }]) => predicate !== null).map(([key, known]) => ({ map, key, known })),
    );
    compiled.sort((a, b) => b.known.proof - a.known.proof);
    this.#forgetConditions();
    for (const { map, key, known } of compiled.slice(0, MOST_AT_REST)) map.set(key, known);
    this.#size = Math.min(compiled.length, MOST_AT_REST);
    this.#proof += 1;
  }
}

/** What is known of one instant. */
class Moment {
  readonly clock: Clock;
  readonly conditions = new Map<string, Known>();
  readonly #model: Model;
  readonly #moments: Moments;
  #read: ((row: Row) => Row | null) | null = null;
  #classifier: Classifier | null = null;

  constructor(model: Model, clock: Clock, moments: Moments) {
    this.clock = clock;
    this.#model = model;
    this.#moments = moments;
  }

  /** The row that the record of this row is read as; null if it is rejected, or is read as another row. */
  read(row: Row): Row | null {
    this.#read ??= this.#reader();
    return this.#read(row);
  }

  #reader(): (row: Row) => Row | null {
    const encode = createEncoder(this.#model, this.clock);
    const decoder = this.#moments.decoder(this.clock);
    return (row) => {
      const record = encode(row);
      const decoded = record === null ? null : decoder.decode(record);
      return decoded?.kind === "accepted" && isSameRow(row, decoded.row) ? decoded.row : null;
    };
  }

  /** By the exact evaluation at first, then by the compiled condition. `evaluation` is of this row. */
  holds(condition: Condition, row: Row, evaluation: Evaluation): boolean {
    const known = this.#moments.known(condition, this);
    known.asked += 1;
    return known.predicate === null && known.asked <= MOST_UNCOMPILED
      ? evaluation.holds(condition, customerFrame(this.#model, row))
      : this.#compiled(condition, known)(row);
  }

  #compiled(condition: Condition, known: Known): Predicate {
    known.predicate ??= compileCondition(condition, this.#model, this.clock);
    return known.predicate;
  }

  /** By the own conditions, each compiled once: in an `ordered` criterion each membership repeats those before it. */
  isMember(id: string, row: Row): boolean {
    const place = placeOf(this.#model, id);
    return (
      this.#holdsCompiled(place.segment.condition, row) &&
      !precedence(place).some(({ condition }) => this.#holdsCompiled(condition, row))
    );
  }

  #holdsCompiled(condition: Condition, row: Row): boolean {
    return this.#compiled(condition, this.#moments.known(condition, this))(row);
  }

  classify(row: Row): readonly (readonly string[])[] {
    this.#classifier ??= createClassifier(this.#model, this.clock);
    return this.#classifier.classify(row).map((outcome, index) => {
      const { segments } = this.#model.criteria[index]!;
      const indexes = typeof outcome === "number" ? (outcome === -1 ? [] : [outcome]) : outcome;
      return indexes.map((one) => segments[one]!.id);
    });
  }
}

/** Whether two rows of one kind hold the same; a slot that is not there is missing. */
function isSameRow(left: Row, right: Row): boolean {
  for (const slot of Object.keys(right) as `f${number}`[]) if (!isSameValue(left[slot], right[slot])) return false;
  return true;
}

function isSameValue(left: Row[`f${number}`], right: Row[`f${number}`]): boolean {
  if (left === right) return true;
  // An absent list is an empty one.
  if (!Array.isArray(right)) return false;
  const elements = (left ?? []) as readonly unknown[];
  if (!Array.isArray(elements) || elements.length !== right.length) return false;
  return right.every((element: unknown, index) => {
    const other = elements[index];
    if (typeof element !== "object") return element === other;
    return typeof other === "object" && isSameRow(other as Row, element as Row);
  });
}
