import { conditionKey } from "../condition/canonical.js";
import type { Condition } from "../condition/condition.js";
import type { Criterion, Model } from "../condition/model.js";
import type { Example, Space, Undecided } from "../logic/logic.js";
import { createSpace } from "../logic/space.js";
import { conjunctionOf, negationOf } from "./conditions.js";
import type { CriterionDifference, Move, MoveVerdict, ProgramDifference } from "./difference-verdict.js";
import { MOST_BOXES, UNCONFIRMED } from "./inquiry.js";
import { type JointModel, jointModel } from "./joint-model.js";
import { Memberships } from "./memberships.js";
import { someMeet } from "./overlaps.js";
import { programChanges } from "./program-changes.js";
import type { SpaceFactory } from "./prove.js";
import { createReplay, type Replay } from "./replay.js";
import { witnessOf } from "./witness.js";

export interface DifferenceOptions {
  /** Day number: what `today` is, in place of the days that both programs allow. */
  readonly asOf?: number;
  /** Steps that one question may cost. */
  readonly budget?: number;
}

/** Who is placed differently by a new program: see difference-verdict.ts. Never throws. */
export function diffPrograms(before: Model, after: Model, options: DifferenceOptions = {}): ProgramDifference {
  return diffWith(createSpace, before, after, options);
}

/** As `diffPrograms`, in a space of the caller's making. */
export function diffWith(
  makeSpace: SpaceFactory,
  before: Model,
  after: Model,
  options: DifferenceOptions = {},
): ProgramDifference {
  const olds = new Map(before.criteria.map((criterion) => [criterion.name, criterion]));
  const comparison = Comparison.of(makeSpace, before, after, options);
  const criteria = after.criteria.map((criterion) => {
    const old = olds.get(criterion.name);
    olds.delete(criterion.name);
    if (old === undefined || comparison === null) return unpaired("added", criterion);
    return comparison.criterion(old, criterion);
  });
  for (const criterion of olds.values()) criteria.push(unpaired("removed", criterion));
  return { criteria, changes: comparison === null ? [] : programChanges(before, after) };
}

function unpaired(status: "added" | "removed", criterion: Criterion): CriterionDifference {
  const segments = [...criterion.segments.map(({ id }) => id), null];
  const from = status === "removed" ? segments : [];
  const to = status === "added" ? segments : [];
  return { criterion: criterion.name, status, from, to, moves: [], stays: [] };
}

/** So many cells of one matrix are asked; those beyond are undecided. */
const MOST_CELLS = 20_000;

interface Side {
  readonly model: Model;
  readonly memberships: Memberships;
  /** By the segment's id. */
  readonly placed: Map<string, Condition>;
  readonly replay: Replay;
}

/** Where a customer is in one of the programs; null: in none of the criterion's segments. */
interface Place {
  readonly segment: string | null;
  readonly holds: readonly Condition[];
  readonly fails: readonly Condition[];
}

class Comparison {
  readonly #space: Space;
  readonly #joint: JointModel;
  readonly #before: Side;
  readonly #after: Side;

  private constructor(space: Space, joint: JointModel, before: Side, after: Side) {
    this.#space = space;
    this.#joint = joint;
    this.#before = before;
    this.#after = after;
  }

  /** Null if one of the programs has no customers. */
  static of(
    makeSpace: SpaceFactory,
    before: Model,
    after: Model,
    { asOf, budget }: DifferenceOptions,
  ): Comparison | null {
    const [old, young] = [sideOf(before), sideOf(after)];
    const joint = jointModel(old, young);
    if (joint === null) return null;
    const replay = createReplay(joint.model);
    const space = makeSpace(joint.model, {
      confirm: (example, { holds, fails }) => replay.confirmCondition(example, holds, fails),
      ...(asOf === undefined ? {} : { asOf }),
      ...(budget === undefined ? {} : { budget }),
    });
    return space === null ? null : new Comparison(space, joint, old, young);
  }

  criterion(old: Criterion, young: Criterion): CriterionDifference {
    const ids = ({ segments }: Criterion) => segments.map(({ id }) => id);
    const from = [...ids(old), null];
    const to = [...ids(young), null];
    const both = new Set(ids(old).filter((id) => ids(young).includes(id)));
    const stays = [...both].filter((id) => this.#stays(id));
    const moves =
      old.overlapping || young.overlapping ? this.#comings(old, young, stays) : this.#cells(old, young, stays);
    const somebody = moves.some(({ verdict }) => verdict.kind === "somebody");
    const undecided = moves.some(({ verdict }) => verdict.kind === "undecided");
    const status = somebody ? "changed" : undecided ? "undecided" : "unchanged";
    return { criterion: young.name, status, from, to, moves, stays };
  }

  #old(id: string): Condition {
    return this.#placed(this.#before, id);
  }

  #young(id: string): Condition {
    return this.#placed(this.#after, id);
  }

  /**
   * When a customer is placed in the segment. In an exclusive criterion that is not so for those who are in another segment
   * of it, too: they are placed in none.
   */
  #placed(side: Side, id: string): Condition {
    const known = side.placed.get(id);
    if (known !== undefined) return known;
    const { memberships, model } = side;
    const member = memberships.member(id);
    const criterion = model.criteria.find(({ segments }) => segments.some((segment) => segment.id === id));
    const rivals =
      criterion === undefined || criterion.ordered || criterion.overlapping
        ? []
        : criterion.segments.filter((other) => other.id !== id).map((other) => memberships.member(other.id));
    const meeting = rivals.filter((other) => this.#mayMeet(member, other));
    const placed = meeting.length === 0 ? member : conjunctionOf([member, ...meeting.map(negationOf)]);
    side.placed.set(id, placed);
    return placed;
  }

  #mayMeet(left: Condition, right: Condition): boolean {
    if (this.#obstacle([left, right]) !== null) return true;
    const [a, b] = [this.#space.boxes(left, MOST_BOXES), this.#space.boxes(right, MOST_BOXES)];
    if (a !== null && b !== null && !someMeet(a, b)) return false;
    return !this.#space.refutes({ holds: [left, right], fails: [] });
  }

  /** Proved that nobody enters or leaves. */
  #stays(id: string): boolean {
    const [old, young] = [this.#old(id), this.#young(id)];
    if (this.#obstacle([old, young]) !== null) return false;
    if (conditionKey(old) === conditionKey(young)) return true;
    return this.#isImpossible([old], [young]) && this.#isImpossible([young], [old]);
  }

  #isImpossible(holds: readonly Condition[], fails: readonly Condition[]): boolean {
    return this.#space.refutes({ holds, fails });
  }

  /** Who enters and who leaves each segment, where a customer may be in several. */
  #comings(old: Criterion, young: Criterion, stays: readonly string[]): readonly Move[] {
    const moves: Move[] = [];
    const olds = new Set(old.segments.map(({ id }) => id));
    const youngs = new Set(young.segments.map(({ id }) => id));
    for (const id of new Set([...youngs, ...olds])) {
      const was: Place = { segment: null, holds: [], fails: olds.has(id) ? [this.#old(id)] : [] };
      const is: Place = { segment: null, holds: [], fails: youngs.has(id) ? [this.#young(id)] : [] };
      if (youngs.has(id)) {
        const entered = { segment: id, holds: [this.#young(id)], fails: [] };
        moves.push({ from: null, to: id, verdict: this.#verdict(was, entered, stays, [id]) });
      }
      if (olds.has(id)) {
        const left = { segment: id, holds: [this.#old(id)], fails: [] };
        moves.push({ from: id, to: null, verdict: this.#verdict(left, is, stays, [id]) });
      }
    }
    return moves;
  }

  #cells(old: Criterion, young: Criterion, stays: readonly string[]): readonly Move[] {
    const olds = placesOf(old, (id) => this.#old(id));
    const youngs = placesOf(young, (id) => this.#young(id));
    const moves: Move[] = [];
    for (const was of olds) {
      for (const is of youngs) {
        if (was.segment === is.segment) continue;
        // Who is in both segments before and after has not moved from the one to the other.
        const stillThere = youngs.find(({ segment }) => segment === was.segment)?.holds ?? [];
        const alreadyHere = olds.find(({ segment }) => segment === is.segment)?.holds ?? [];
        const from = { ...was, fails: [...was.fails, ...alreadyHere] };
        const to = { ...is, fails: [...is.fails, ...stillThere] };
        const isTooMany = moves.length >= MOST_CELLS;
        const verdict = isTooMany ? TOO_MANY : this.#verdict(from, to, stays, [was.segment, is.segment]);
        moves.push({ from: was.segment, to: is.segment, verdict });
      }
    }
    return moves;
  }

  /** Nobody leaves or enters a segment that stays, whatever the other side. */
  #verdict(was: Place, is: Place, stays: readonly string[], segments: readonly (string | null)[]): MoveVerdict {
    if (segments.some((id) => id !== null && stays.includes(id))) return { kind: "nobody" };
    const holds = [...was.holds, ...is.holds];
    const fails = [...was.fails, ...is.fails];
    const differs = this.#obstacle([...holds, ...fails]);
    if (differs !== null) return { kind: "undecided", undecided: { ...UNCONFIRMED, subject: differs }, differs };
    const answer = this.#space.ask({ holds, fails });
    if (answer.kind === "impossible") return { kind: "nobody" };
    if (answer.kind === "undecided") return { ...answer, differs: null };
    return this.#somebody(answer.example, was, is, [...holds, ...fails]);
  }

  #obstacle(conditions: readonly Condition[]): string | null {
    for (const condition of conditions) {
      const obstacle = this.#joint.obstacle(condition);
      if (obstacle !== null) return obstacle;
    }
    return null;
  }

  /** Only who is placed so by both programs themselves. */
  #somebody(example: Example, was: Place, is: Place, conditions: readonly Condition[]): MoveVerdict {
    const old = { ...example, row: this.#joint.rowOf(example.row, this.#before.model) };
    const young = { ...example, row: this.#joint.rowOf(example.row, this.#after.model) };
    const isSo =
      this.#before.replay.confirmCondition(old, was.holds, was.fails) &&
      this.#after.replay.confirmCondition(young, is.holds, is.fails) &&
      (was.segment === null || this.#before.replay.holdsIn(old, was.segment)) &&
      (is.segment === null || this.#after.replay.holdsIn(young, is.segment));
    const witness = isSo ? witnessOf(young, this.#after.model, conditions) : null;
    return witness === null
      ? { kind: "undecided", undecided: UNCONFIRMED, differs: null }
      : { kind: "somebody", witness };
  }
}

const TOO_MANY: MoveVerdict = {
  kind: "undecided",
  undecided: { reason: "budget", condition: null, spent: 0 } satisfies Undecided,
  differs: null,
};

function sideOf(model: Model): Side {
  return { model, memberships: new Memberships(model), placed: new Map(), replay: createReplay(model) };
}

/** The segments of a criterion, and the place of those in none. */
function placesOf(criterion: Criterion, member: (id: string) => Condition): readonly Place[] {
  const members = criterion.segments.map(({ id }) => member(id));
  const places = criterion.segments.map(
    ({ id }, index): Place => ({ segment: id, holds: [members[index]!], fails: [] }),
  );
  // A criterion with `otherwise` leaves nobody out, and that is proved by its very conditions.
  return [...places, { segment: null, holds: [], fails: members }];
}
