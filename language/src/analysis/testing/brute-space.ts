import type { Condition } from "../../condition/condition.js";
import { writePath } from "../../condition/literals.js";
import type { Model } from "../../condition/model.js";
import type { Field, RecordType, Row, Scalar } from "../../condition/schema.js";
import { createClock } from "../../evaluation/clock.js";
import { compileCondition } from "../../evaluation/predicate.js";
import type { Box } from "../../logic/boxes/box.js";
import type { Answer, Example, Question, Space } from "../../logic/logic.js";
import { interval, union, WHOLE } from "../../logic/sets/intervals.js";
import { containsValue, numbers, type TruthSet, texts, type ValueSet } from "../../logic/sets/value-set.js";

/**
 * A space that answers by looking at every customer there is: the oracle for what is built upon logic. Fields have few
 * values: those of a small domain, the choices, or those given by path. A field of another type has one value only.
 */
export interface BruteOptions {
  /** Values of fields by path, in place of all that the type allows. */
  readonly values?: Readonly<Record<string, readonly Scalar[]>>;
  /** The days that today can be. */
  readonly days?: readonly number[];
  /** Questions are answered "undecided" of these conditions' keys. */
  readonly undecided?: (question: Question) => boolean;
}

interface Axis {
  readonly name: string;
  readonly slot: number | null;
  readonly values: readonly (Scalar | undefined)[];
}

const BRUTE_DAYS: readonly number[] = [20_000];

export function bruteSpace(model: Model, options: BruteOptions = {}): Space {
  const { settings } = model;
  const days = options.days ?? BRUTE_DAYS;
  const fields = axesOf(model.schema!.record, options);
  const axes: readonly Axis[] = [...fields, { name: "today", slot: null, values: days }];
  const clocks = days.map((day) => createClock(settings, { asOf: day }));
  const points: Example[] = [];
  const rows = rowsOf(fields);
  for (const row of rows) {
    for (const clock of clocks) points.push({ row, today: clock.today, now: clock.now });
  }
  const truths = new WeakMap<Condition, Uint8Array>();
  const truthOf = (condition: Condition): Uint8Array => {
    let truth = truths.get(condition);
    if (truth === undefined) {
      const tests = new Map(clocks.map((clock) => [clock.today, compileCondition(condition, model, clock)]));
      truth = Uint8Array.from(points, ({ row, today }) => (tests.get(today)!(row) ? 1 : 0));
      truths.set(condition, truth);
    }
    return truth;
  };
  const valid = Uint8Array.from(points, () => 1);
  for (const { condition } of model.requires) {
    const truth = truthOf(condition);
    for (let index = 0; index < valid.length; index += 1) valid[index]! &= truth[index]!;
  }
  const inBox = ({ row, today }: Example, { sets }: Box): boolean =>
    [...sets].every(([quantity, set]) => {
      const { slot } = axes[quantity]!;
      return containsValue(set, slot === null ? today : (row[`f${slot}`] as Scalar | undefined));
    });

  return {
    renew() {},
    spent: 0,
    refutes(question) {
      return this.ask(question).kind === "impossible";
    },
    ask({ holds, fails, within }: Question): Answer {
      if (options.undecided?.({ holds, fails }) === true) {
        return {
          kind: "undecided",
          undecided: { reason: "budget", condition: holds[0] ?? null, spent: 7 },
        };
      }
      const held = holds.map(truthOf);
      const failed = fails.map(truthOf);
      const found = points.findIndex(
        (point, index) =>
          valid[index] === 1 &&
          held.every((truth) => truth[index] === 1) &&
          failed.every((truth) => truth[index] === 0) &&
          (within === undefined || inBox(point, within)),
      );
      return found === -1 ? { kind: "impossible" } : { kind: "possible", example: points[found]! };
    },
    boxes(condition, most) {
      const boxes = boxesOf(truthOf(condition), axes);
      return boxes.length > most ? null : boxes;
    },
    universes: (quantity) => setOf(axes[quantity]!.values, axes[quantity]!),
    describe: (quantity) => axes[quantity]!.name,
  };
}

function axesOf(record: RecordType, options: BruteOptions): readonly (Axis & { readonly slot: number })[] {
  return record.fields.flatMap((field) => {
    if (field.type.kind === "record") return axesOf(field.type, options);
    // An absent list is an empty one.
    if (field.type.kind === "list") return [{ name: writePath(field.path), slot: field.slot!, values: [undefined] }];
    const given = options.values?.[field.path.join(".")] ?? valuesOf(field);
    const values = field.optional ? [undefined, ...given] : given;
    return [{ name: writePath(field.path), slot: field.slot!, values }];
  });
}

function valuesOf({ type, domain }: Field): readonly Scalar[] {
  switch (type.kind) {
    case "boolean":
      return [false, true];
    case "choice":
      return type.choices;
    case "integer":
      if (domain?.kind === "number" && domain.low !== null && domain.high !== null) {
        const last = domain.high - (domain.highExclusive ? 1 : 0);
        return Array.from({ length: last - domain.low + 1 }, (_, index) => domain.low! + index);
      }
      return [0];
    case "text":
      return ["x"];
    default:
      return [1];
  }
}

/** The last axis changes fastest. */
function rowsOf(axes: readonly (Axis & { readonly slot: number })[]): readonly Row[] {
  let rows: readonly Row[] = [{}];
  for (const { slot, values } of axes) {
    rows = rows.flatMap((row) => values.map((value): Row => ({ ...row, [`f${slot}`]: value })));
  }
  return rows;
}

/** Boxes that do not meet: the values of the first axis, grouped by what they leave of the others, and so on. */
function boxesOf(truth: Uint8Array, axes: readonly Axis[], from = 0): readonly Box[] {
  if (!truth.includes(1)) return [];
  if (!truth.includes(0)) return [{ sets: new Map() }];
  const { values } = axes[from]!;
  const size = truth.length / values.length;
  const groups = new Map<string, { truth: Uint8Array; values: (Scalar | undefined)[] }>();
  for (const [index, value] of values.entries()) {
    const part = truth.slice(index * size, (index + 1) * size);
    const key = part.join("");
    const group = groups.get(key) ?? { truth: part, values: [] };
    group.values.push(value);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap((group) =>
    boxesOf(group.truth, axes, from + 1).map(({ sets }) =>
      group.values.length === values.length
        ? { sets }
        : { sets: new Map([[from, setOf(group.values, axes[from]!)], ...sets]) },
    ),
  );
}

function setOf(values: readonly (Scalar | undefined)[], axis: Axis): ValueSet {
  const kind = typeof axis.values.at(-1);
  const missing = values.includes(undefined);
  const present = values.filter((value) => value !== undefined);
  if (kind === "boolean") {
    const truth: TruthSet = { kind: "truth", missing, yes: present.includes(true), no: present.includes(false) };
    return truth;
  }
  if (kind === "string") return texts(present as string[], missing);
  const points = present.map((value) => interval(Number(value), Number(value)));
  return numbers(union(points, WHOLE), WHOLE, missing);
}
