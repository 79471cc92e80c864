import type {
  ArithmeticTerm,
  Condition,
  ConstantCondition,
  ConstantTerm,
  ListTerm,
  Scope,
  Term,
  ValueList,
} from "../condition/condition.js";

/**
 * What two equal parts of a program have in common. Parts with one meaning get one shape, wherever they were written,
 * so a test that many segments make is found to be one test. A part that occurs again is numbered again in no time:
 * defines are shared by reference, and a program's written-out size may be exponential in its text.
 */
export interface Shape {
  readonly id: number;
  /** How many enclosing list elements it needs to see; 0: it speaks of the customer alone. */
  readonly free: number;
  /** It reads nothing but constants and the clock: known before the first customer. */
  readonly fixed: boolean;
  /** Parts in all, those that occur twice counted twice. */
  readonly size: number;
  /** In how many different surroundings it occurs; two or more: worth remembering. */
  uses: number;
  /** The parts it was made of. */
  readonly parts: readonly Shape[];
  /** The segment whose membership it asks, for those that do. */
  readonly member: string | null;
}

export class Shapes {
  readonly #byKey = new Map<string, Shape>();
  readonly #byNode = new WeakMap<object, Shape>();
  readonly #lists = new WeakMap<ValueList, number>();
  #listCount = 0;

  /** Counts a whole condition or term as used once more. */
  use(node: Condition | Term): Shape {
    const shape = this.of(node);
    shape.uses += 1;
    return shape;
  }

  of(node: Condition | Term): Shape {
    const known = this.#byNode.get(node);
    if (known !== undefined) return known;
    const shape = this.#describe(node);
    this.#byNode.set(node, shape);
    return shape;
  }

  /** The segments whose membership a condition or term asks, each once. */
  membersIn(node: Condition | Term): readonly string[] {
    const members = new Set<string>();
    const seen = new Set<Shape>();
    const pending = [this.of(node)];
    for (let shape = pending.pop(); shape !== undefined; shape = pending.pop()) {
      if (seen.has(shape)) continue;
      seen.add(shape);
      if (shape.member !== null) members.add(shape.member);
      pending.push(...shape.parts);
    }
    return [...members];
  }

  #describe(node: Condition | Term): Shape {
    switch (node.kind) {
      case "constant":
        return this.#shape(["constant", kindOf(node), String(node.value)], [], { fixed: true });
      case "clock":
        return this.#shape(["clock", node.clock], [], { fixed: true });
      case "and":
      case "or":
        return this.#shape([node.kind], node.operands);
      case "not":
      case "truth":
      case "negate":
      case "absolute":
      case "date-of":
      case "length":
        return this.#shape([node.kind], [node.operand]);
      case "present": {
        const record = node.operand.kind === "field" && node.operand.type.kind === "record" ? "record" : "";
        return this.#shape([node.kind, record], [node.operand]);
      }
      case "compare":
      case "difference":
        // The difference of date-times is divided, that of dates is not.
        return this.#shape(
          [node.kind, node.kind === "compare" ? node.operator : node.left.type.kind],
          [node.left, node.right],
        );
      case "arithmetic":
        return this.#arithmetic(node);
      case "one-of":
        return this.#shape([node.kind, this.#listKey(node.values)], [node.operand]);
      case "text":
        return this.#shape([node.kind, node.operator, this.#listKey(node.values)], [node.operand]);
      case "match":
        return this.#shape([node.kind, node.flags, node.pattern], [node.operand]);
      case "exists":
        return this.#shape([node.kind], [], {}, node.list);
      case "has-all":
        return this.#shape([node.kind, this.#listKey(node.values)], [], {}, node.list);
      case "member":
        return this.#shape([node.kind, node.segment], [], { fixed: false, member: node.segment });
      case "field":
        return this.#shape(["field", String(node.scope), ...node.path], [], { fixed: false, free: freeOf(node.scope) });
      case "shift":
        return this.#shape([node.kind, node.type.kind, String(node.amount), node.unit], [node.operand]);
      case "calendar":
        return this.#shape([node.kind, node.edge, node.unit, String(node.offset)], [node.operand]);
      case "since":
        return this.#shape([node.kind, node.unit], [node.operand]);
      case "part":
        return this.#shape([node.kind, node.part], [node.operand]);
      case "default":
        return this.#shape([node.kind], [node.operand, node.fallback]);
      case "when":
        return this.#shape(
          [node.kind],
          [...node.branches.flatMap(({ condition, value }) => [condition, value]), node.otherwise],
        );
      case "aggregate":
        return this.#shape([node.kind, node.function], [], {}, node.list, node.value);
      case "condition":
        return this.#shape([node.kind], [node.condition]);
    }
  }

  /** A long sum is a deep tree on its left: it is walked without recursion. */
  #arithmetic(term: ArithmeticTerm): Shape {
    const chain: ArithmeticTerm[] = [];
    let first: Term = term;
    while (first.kind === "arithmetic" && !this.#byNode.has(first)) {
      chain.push(first);
      first = first.left;
    }
    for (let index = chain.length - 1; index > 0; index -= 1) {
      const link = chain[index]!;
      this.#byNode.set(link, this.#shape(["arithmetic", link.operator], [link.left, link.right]));
    }
    return this.#shape(["arithmetic", term.operator], [term.left, term.right]);
  }

  #shape(
    signs: readonly string[],
    parts: readonly (Condition | Term)[],
    own: { readonly fixed?: boolean; readonly free?: number; readonly member?: string } = {},
    list?: ListTerm,
    perElement?: Term | null,
  ): Shape {
    const shapes = parts.map((part) => this.of(part));
    const key = signs.map((sign) => JSON.stringify(sign)).concat(shapes.map(({ id }) => String(id)));
    let free = shapes.reduce((most, shape) => Math.max(most, shape.free), own.free ?? 0);
    const children = [...shapes];
    if (list !== undefined) {
      list.steps.forEach((step, depth) => {
        // What the step reads lies inside `depth` elements of this very list; those are not free.
        free = Math.max(free, freeOf(step.scope) - depth);
        key.push(JSON.stringify([step.scope, ...step.path]));
        if (step.filter === null) return;
        const filter = this.of(step.filter);
        key.push(`where ${filter.id}`);
        free = Math.max(free, filter.free - depth - 1);
        children.push(filter);
      });
      if (perElement != null) {
        const value = this.of(perElement);
        key.push(`of ${value.id}`);
        free = Math.max(free, value.free - list.steps.length);
        children.push(value);
      }
    }
    return this.#intern(key.join(" "), {
      free,
      fixed: own.fixed ?? (list === undefined && shapes.every((shape) => shape.fixed)),
      children,
      member: own.member ?? null,
    });
  }

  #intern(
    key: string,
    {
      free,
      fixed,
      children,
      member,
    }: { free: number; fixed: boolean; children: readonly Shape[]; member: string | null },
  ): Shape {
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    let size = 1;
    for (const child of children) {
      child.uses += 1;
      size += child.size;
    }
    const shape = { id: this.#byKey.size, free, fixed, size: Math.min(size, 1e9), uses: 0, parts: children, member };
    this.#byKey.set(key, shape);
    return shape;
  }

  /** Short lists are the same if their values are; long ones if they are one object, as a named list is. */
  #listKey(list: ValueList): string {
    if (list.values.length <= LONGEST_COMPARED_LIST) return JSON.stringify(list.values);
    let number = this.#lists.get(list);
    if (number === undefined) {
      this.#listCount += 1;
      number = this.#listCount;
      this.#lists.set(list, number);
    }
    return `list ${number}`;
  }
}

const LONGEST_COMPARED_LIST = 64;

function freeOf(scope: Scope): number {
  return scope === "customer" ? 0 : scope + 1;
}

/** 5 as a number and day 5 are two things; an integer 5 and a number 5 are one. */
function kindOf(constant: ConstantCondition | ConstantTerm): string {
  if (!("type" in constant)) return "condition";
  return constant.type.kind === "integer" ? "number" : constant.type.kind;
}
