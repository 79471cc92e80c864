import type { Condition } from "../condition/condition.js";
import { writePath } from "../condition/literals.js";
import type { Model } from "../condition/model.js";
import type { Field } from "../condition/schema.js";
import { fieldsRead } from "../condition/traverse.js";
import { layoutOf } from "../evaluation/layout.js";
import type { Box } from "../logic/boxes/box.js";
import type { Space } from "../logic/logic.js";
import { intersectSets, isEmptySet, isSubset, type ValueSet } from "../logic/sets/value-set.js";

/**
 * Tells at a glance that somebody meets conditions, so that logic need not be asked: where they speak of single fields
 * that nothing else depends on, whatever values the sets allow make a customer. Most conditions of large tables are so.
 */
export class PlainBoxes {
  readonly #space: Space;
  readonly #free: ReadonlySet<string>;
  /** What rules that speak of one field alone leave of it. */
  readonly #ruled = new Map<number, ValueSet>();
  readonly #isFree = new Map<number, boolean>();
  /** Whether there is any customer at all; null until that is asked. */
  #isAnybody: boolean | null = null;
  readonly #boxes = new WeakMap<Condition, Box | "other">();

  constructor(model: Model, space: Space) {
    this.#space = space;
    const dependent: Condition[] = [];
    for (const { condition } of model.requires) {
      if (!this.#isOfOneField(condition, model)) dependent.push(condition);
    }
    this.#free = freeFields(model, dependent);
  }

  /** A rule that leaves a field some values, whatever the others are. Notes which. */
  #isOfOneField(rule: Condition, model: Model): boolean {
    const [box, ...others] = this.#space.boxes(rule, 1) ?? [];
    const [field, ...otherFields] = fieldsRead(rule, model);
    if (box === undefined || field === undefined || others.length + otherFields.length > 0) return false;
    const [only, ...otherSets] = box.sets;
    // A rule that always holds asks nothing of any field.
    if (only === undefined) return true;
    const [quantity, set] = only;
    if (otherSets.length > 0 || this.#space.describe(quantity) !== writePath([field])) return false;
    this.#ruled.set(quantity, intersectSets(this.#universe(quantity), set));
    return true;
  }

  #universe(quantity: number): ValueSet {
    return this.#ruled.get(quantity) ?? this.#space.universes(quantity);
  }

  /** True only if some customer meets all of `holds` and none of `fails`; false: that has to be asked. */
  arePossible(holds: readonly Condition[], fails: readonly Condition[]): boolean {
    if (fails.length > 1) return false;
    const common = new Map<number, ValueSet>();
    for (const condition of holds) {
      const box = this.#box(condition);
      if (box === "other") return false;
      for (const [quantity, set] of box.sets) {
        const narrowed = intersectSets(common.get(quantity) ?? this.#universe(quantity), set);
        if (isEmptySet(narrowed)) return false;
        common.set(quantity, narrowed);
      }
    }
    const [failed] = fails;
    if (failed === undefined) return true;
    const box = this.#box(failed);
    if (box === "other") return false;
    for (const [quantity, set] of box.sets) {
      if (!isSubset(common.get(quantity) ?? this.#universe(quantity), set)) return true;
    }
    return false;
  }

  /**
   * True only if somebody is in the box, which is not empty: any customer with other values in fields that nothing depends
   * on.
   */
  isInhabited(box: Box): boolean {
    if (!this.#isFreeBox(box) || !this.#isWithinRules(box)) return false;
    this.#isAnybody ??= this.#space.ask({ holds: [], fails: [] }).kind === "possible";
    return this.#isAnybody;
  }

  #isFreeBox({ sets }: Box): boolean {
    for (const quantity of sets.keys()) if (!this.#isOfFreeField(quantity)) return false;
    return true;
  }

  #isWithinRules({ sets }: Box): boolean {
    for (const [quantity, set] of sets) {
      const allowed = this.#ruled.get(quantity);
      if (allowed !== undefined && isEmptySet(intersectSets(allowed, set))) return false;
    }
    return true;
  }

  /** The one box of free fields that the condition is. */
  #box(condition: Condition): Box | "other" {
    let box = this.#boxes.get(condition);
    if (box === undefined) {
      const boxes = this.#space.boxes(condition, 1);
      const [only] = boxes ?? [];
      const isPlain = boxes?.length === 1 && this.#isFreeBox(only!);
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

/** Fields, as written, of which none of the rules, no other field and no day says what they may be. */
function freeFields(model: Model, rules: readonly Condition[]): ReadonlySet<string> {
  const free = new Set<string>();
  if (model.schema === null) return free;
  const ruled = new Set(rules.flatMap((condition) => fieldsRead(condition, model)));
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
