import type { Condition, Term } from "../condition/condition.js";
import type { Clock } from "./clock.js";
import { type Evaluation, NOWHERE, namedDouble } from "./exact.js";
import type { Shapes } from "./shapes.js";
import { asThreshold } from "./thresholds.js";

/**
 * A condition as alternatives (cubes), each of which asks every column at most one thing. A column is a value that
 * customers have, such as a field, a sum, or the truth of a condition that cannot be taken apart.
 */
export type Cube = ReadonlyMap<number, ColumnTest>;

export interface ColumnTest {
  readonly column: Column;
  /** All must hold; each reads the column alone. Of a truth column: the constant that it must be. */
  readonly conditions: readonly Condition[];
}

/** `id` is the shape's. */
export type Column =
  | { readonly kind: "value"; readonly id: number; readonly term: Term }
  | { readonly kind: "truth"; readonly id: number; readonly condition: Condition };

/** A condition that falls into more alternatives is left whole. */
const MOST_CUBES = 16;

export class CubeSplitter {
  readonly #shapes: Shapes;
  readonly #clock: Clock;
  readonly #evaluation: Evaluation;
  readonly #simplified = new WeakMap<Condition, Condition>();

  constructor(shapes: Shapes, clock: Clock, evaluation: Evaluation) {
    this.#shapes = shapes;
    this.#clock = clock;
    this.#evaluation = evaluation;
  }

  split(condition: Condition): readonly Cube[] {
    return this.#split(condition, true) ?? [this.#whole(condition, true)];
  }

  /** The cubes of a condition, or of its contrary; null if there are too many. */
  #split(written: Condition, wanted: boolean): readonly Cube[] | null {
    const condition = this.simplified(written);
    const { fixed } = this.#shapes.of(condition);
    if (fixed) return this.#evaluation.holds(condition, NOWHERE) === wanted ? [new Map()] : [];
    const column = this.columnOf(condition);
    if (column !== null) {
      const test = wanted ? condition : ({ kind: "not", operand: condition } as const);
      return [new Map([[column.id, { column, conditions: [test] }]])];
    }
    if (condition.kind === "not") return this.#split(condition.operand, !wanted);
    if (condition.kind !== "and" && condition.kind !== "or") return [this.#whole(condition, wanted)];
    return (condition.kind === "and") === wanted
      ? this.#product(condition.operands, wanted)
      : this.#union(condition.operands, wanted);
  }

  #product(operands: readonly Condition[], wanted: boolean): readonly Cube[] | null {
    let cubes: readonly Cube[] = [new Map()];
    for (const operand of operands) {
      // An operand that falls into too many parts stays one, its truth a column.
      const parts = this.#split(operand, wanted) ?? [this.#whole(operand, wanted)];
      if (cubes.length * parts.length > MOST_CUBES) return null;
      cubes = cubes.flatMap((cube) => parts.map((part) => intersection(cube, part)));
    }
    return cubes;
  }

  #union(operands: readonly Condition[], wanted: boolean): readonly Cube[] | null {
    const cubes: Cube[] = [];
    for (const operand of operands) {
      const parts = this.#split(operand, wanted);
      if (parts === null || cubes.length + parts.length > MOST_CUBES) return null;
      cubes.push(...parts);
    }
    return cubes;
  }

  #whole(condition: Condition, wanted: boolean): Cube {
    const column: Column = { kind: "truth", id: this.#shapes.of(condition).id, condition };
    return new Map([[column.id, { column, conditions: [{ kind: "constant", value: wanted }] }]]);
  }

  /** With comparisons of dates as thresholds. */
  simplified(condition: Condition): Condition {
    if (condition.kind !== "compare") return condition;
    const known = this.#simplified.get(condition);
    if (known !== undefined) return known;
    const threshold = asThreshold(condition, this.#shapes, this.#clock, this.#evaluation);
    const result = threshold === condition ? condition : this.simplified(threshold);
    this.#simplified.set(condition, result);
    return result;
  }

  /** The one column that a condition reads and compares with constants, or null. */
  columnOf(written: Condition): Extract<Column, { kind: "value" }> | null {
    const condition = this.simplified(written);
    switch (condition.kind) {
      case "and":
      case "or": {
        const [first, ...rest] = condition.operands.map((operand) => this.columnOf(operand));
        return first != null && rest.every((column) => column?.id === first.id) ? first : null;
      }
      case "not":
        return this.columnOf(condition.operand);
      case "compare":
        if (this.#isComparable(condition.right)) return this.#column(condition.left);
        return this.#isComparable(condition.left) ? this.#column(condition.right) : null;
      case "one-of":
      case "truth":
        return this.#column(condition.operand);
      case "present":
        return condition.operand.kind === "field" && condition.operand.type.kind === "record"
          ? null
          : this.#column(condition.operand);
      default:
        return null;
    }
  }

  /** The constant of a test of a column: its value, undefined if it is missing or names no double. */
  constantOf(term: Term): string | number | boolean | undefined {
    const value = this.#evaluation.value(term, NOWHERE);
    return typeof value === "object" ? namedDouble(value) : value;
  }

  isFixed(term: Term): boolean {
    return this.#shapes.of(term).fixed;
  }

  #isComparable(term: Term): boolean {
    return this.isFixed(term) && this.constantOf(term) !== undefined;
  }

  #column(term: Term): Extract<Column, { kind: "value" }> | null {
    const { fixed, id } = this.#shapes.of(term);
    return fixed ? null : { kind: "value", id, term };
  }
}

function intersection(left: Cube, right: Cube): Cube {
  const both = new Map(left);
  for (const [id, test] of right) {
    const known = both.get(id);
    both.set(id, known === undefined ? test : { ...test, conditions: [...known.conditions, ...test.conditions] });
  }
  return both;
}
