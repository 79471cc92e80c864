import type { Condition } from "../condition/condition.js";
import { writePath } from "../condition/literals.js";
import type { Model } from "../condition/model.js";
import type { Field } from "../condition/schema.js";
import { fieldsRead } from "../condition/traverse.js";
import { layoutOf } from "../evaluation/layout.js";
import type { Box } from "../logic/boxes/box.js";
import type { Space } from "../logic/logic.js";
import { complementWithin, intersectSets, isEmptySet, type ValueSet } from "../logic/sets/value-set.js";

/**
 * Tells at a glance that somebody meets conditions, so that logic need not be asked: where they speak of single fields
 * that nothing else depends on, whatever values the sets allow make a customer. Most conditions of large tables are so.
 */
export class PlainBoxes {
  readonly #space: Space;
  readonly #free: ReadonlySet<string>;
  readonly #isFree = new Map<number, boolean>();
  readonly #boxes = new WeakMap<Condition, Box | "other">();

  constructor(model: Model, space: Space) {
    this.#space = space;
    this.#free = freeFields(model);
  }

  /** True only if some customer meets all of `holds` and none of `fails`; false: that has to be asked. */
  arePossible(holds: readonly Condition[], fails: readonly Condition[]): boolean {
    if (fails.length > 1) return false;
    const common = new Map<number, ValueSet>();
    for (const condition of holds) {
      const box = this.#box(condition);
      if (box === "other") return false;
      for (const [quantity, set] of box.sets) {
        const narrowed = intersectSets(common.get(quantity) ?? this.#space.universes(quantity), set);
        if (isEmptySet(narrowed)) return false;
        common.set(quantity, narrowed);
      }
    }
    const [failed] = fails;
    if (failed === undefined) return true;
    const box = this.#box(failed);
    if (box === "other") return false;
    return [...box.sets].some(([quantity, set]) => {
      const universe = this.#space.universes(quantity);
      const outside = complementWithin(set, universe);
      return !isEmptySet(intersectSets(common.get(quantity) ?? universe, outside));
    });
  }

  /** The one box of free fields that the condition is. */
  #box(condition: Condition): Box | "other" {
    let box = this.#boxes.get(condition);
    if (box === undefined) {
      const boxes = this.#space.boxes(condition, 1);
      const [only] = boxes ?? [];
      const isPlain = boxes?.length === 1 && [...only!.sets.keys()].every((quantity) => this.#isOfFreeField(quantity));
      box = isPlain ? only! : "other";
      this.#boxes.set(condition, box);
    }
    return box;
  }

  #isOfFreeField(quantity: number): boolean {
    let isFree = this.#isFree.get(quantity);
    if (isFree === undefined) {
      isFree = this.#free.has(this.#space.describe(quantity));
      this.#isFree.set(quantity, isFree);
    }
    return isFree;
  }
}

/** Fields, as written, of which no rule, no other field and no day says what they may be. */
function freeFields(model: Model): ReadonlySet<string> {
  const free = new Set<string>();
  if (model.schema === null) return free;
  const ruled = new Set(model.requires.flatMap(({ condition }) => fieldsRead(condition, model)));
  for (const field of layoutOf(model.schema.record).fields.values()) {
    if (isScalar(field) && field.path.length === 1 && field.domain?.kind !== "date" && !ruled.has(field.name)) {
      free.add(writePath(field.path));
    }
  }
  return free;
}

function isScalar({ type }: Field): boolean {
  return type.kind !== "record" && type.kind !== "list" && type.kind !== "datetime";
}
