import type { Model } from "@seg-lang/language";

type Node = Readonly<Record<string, unknown>>;

/**
 * Whether two programs ask the same of every customer: each segment, by its id, is entered on the same conditions. Told by
 * form, so that "no" may only mean that it is not plain to see; names of lists and defines, the order of `and` and `or`, and
 * whether values are listed after `in` or compared one by one, make no difference. `renamed`: new ids of segments by old ones.
 */
export function meansTheSame(before: Model, after: Model, renamed: ReadonlyMap<string, string> = new Map()): boolean {
  const [old, now] = [new Forms(renamed), new Forms(new Map())];
  now.share(old);
  const entered = (model: Model, forms: Forms, ids: ReadonlyMap<string, string>) =>
    new Map(
      model.criteria.flatMap(({ segments }) =>
        segments.map(({ id, membership }) => [ids.get(id) ?? id, forms.of(membership)] as const),
      ),
    );
  const required = (model: Model, forms: Forms) => model.requires.map(({ condition }) => forms.of(condition)).join(" ");
  const [first, second] = [entered(before, old, renamed), entered(after, now, new Map())];
  return (
    first.size === second.size &&
    [...first].every(([id, form]) => second.get(id) === form) &&
    required(before, old) === required(after, now)
  );
}

/** Numbers the forms of conditions: what is equal up to what makes no difference has one number. */
class Forms {
  #numbers = new Map<string, number>();
  readonly #known = new WeakMap<object, number>();
  readonly #renamed: ReadonlyMap<string, string>;

  constructor(renamed: ReadonlyMap<string, string>) {
    this.#renamed = renamed;
  }

  /** Numbers as the other does. */
  share(other: Forms): void {
    this.#numbers = other.#numbers;
  }

  of(node: object): number {
    const known = this.#known.get(node);
    if (known !== undefined) return known;
    const form = this.#formOf(node as Node);
    this.#known.set(node, form);
    return form;
  }

  #formOf(node: Node): number {
    if (node.kind !== "and" && node.kind !== "or") return this.#numbered(this.#written(node));
    const parts = this.#parts(node.operands as readonly Node[], node.kind);
    // Several tests of one term may have become one.
    return parts.length === 1 ? parts[0]! : this.#numbered(`${node.kind} ${parts.join(" ")}`);
  }

  #numbered(text: string): number {
    const known = this.#numbers.get(text) ?? this.#numbers.size;
    this.#numbers.set(text, known);
    return known;
  }

  #written(node: Node): string {
    switch (node.kind) {
      case "compare":
      case "one-of": {
        const test = this.#equality(node);
        return test === null ? this.#plain(node) : oneOf(test);
      }
      case "not":
        return `not ${this.of(node.operand as Node)}`;
      case "member":
        return `member ${this.#renamed.get(node.segment as string) ?? node.segment}`;
      default:
        return this.#plain(node);
    }
  }

  /** Tests of one term for values are one test, under `or` and, all of them denied, under `and`. */
  #parts(operands: readonly Node[], kind: "and" | "or"): readonly number[] {
    const forms = new Set<number>();
    const tests = new Map<number, string[]>();
    for (const operand of operands) {
      const inner = kind === "or" ? operand : operand.kind === "not" ? (operand.operand as Node) : null;
      const test = inner === null ? null : this.#equality(inner);
      if (test === null) forms.add(this.of(operand));
      else tests.set(test.operand, [...(tests.get(test.operand) ?? []), ...test.values]);
    }
    for (const [operand, values] of tests) {
      const form = this.#numbered(oneOf({ operand, values }));
      forms.add(kind === "or" ? form : this.#numbered(`not ${form}`));
    }
    return [...forms].sort((a, b) => a - b);
  }

  #equality(node: Node): Equality | null {
    if (node.kind === "one-of") {
      const { values } = node.values as { readonly values: readonly unknown[] };
      return { operand: this.of(node.operand as Node), values: values.map((value) => JSON.stringify(value)) };
    }
    if (node.kind !== "compare" || node.operator !== "=") return null;
    const [left, right] = [node.left as Node, node.right as Node];
    const [constant, operand] = left.kind === "constant" ? [left, right] : [right, left];
    if (constant.kind !== "constant") return null;
    return { operand: this.of(operand), values: [JSON.stringify(constant.value)] };
  }

  #plain(node: Node): string {
    // What a list is called is no part of what it holds.
    const isValueList = Array.isArray(node.values) && "name" in node;
    return Object.keys(node)
      .filter((key) => key !== "origin" && !(isValueList && key === "name"))
      .sort()
      .map((key) => `${key}:${this.#value(node[key])}`)
      .join(",");
  }

  #value(value: unknown): string {
    if (Array.isArray(value)) return `[${value.map((one) => this.#value(one)).join(" ")}]`;
    return typeof value === "object" && value !== null ? `#${this.of(value)}` : JSON.stringify(value ?? null);
  }
}

interface Equality {
  readonly operand: number;
  readonly values: readonly string[];
}

function oneOf({ operand, values }: Equality): string {
  return `one of ${operand} ${[...new Set(values)].sort().join(" ")}`;
}
