import type { FieldType, RecordType, Scalar } from "../../condition/schema.js";

/** How many elements the lists of a customer have; lists that are not named are empty. */
export interface Plan {
  /** By `JSON.stringify(path)` of the list from its row. */
  readonly lists: ReadonlyMap<string, readonly PlannedElement[]>;
}

/** So many elements that are all alike. */
export interface PlannedElement {
  readonly times: number;
  readonly inner: Plan;
}

export const NO_LISTS: Plan = { lists: new Map() };

export interface ShapedList {
  readonly path: readonly string[];
  readonly ofScalars: boolean;
  readonly elements: readonly ShapedElement[];
  /** A value for an element of scalars of which nothing was asked. */
  likely(index: number): Scalar;
}

export interface ShapedElement {
  readonly place: string;
  readonly times: number;
}

/** A plan, laid out: each element has a place. */
export class Shape {
  readonly #lists = new Map<string, ShapedList[]>();
  readonly #elements = new Map<string, readonly ShapedElement[]>();

  constructor(plan: Plan, record: RecordType) {
    this.#lay(plan, "", record);
  }

  /** The lists of the row at a place. */
  listsAt(place: string): readonly ShapedList[] {
    return this.#lists.get(place) ?? [];
  }

  /** The elements of a list, by its root (see elements.ts). */
  elementsOf(root: string): readonly ShapedElement[] {
    return this.#elements.get(root) ?? [];
  }

  #lay(plan: Plan, place: string, record: FieldType): void {
    for (const [key, planned] of plan.lists) {
      const path = JSON.parse(key) as string[];
      const element = elementAt(record, path);
      if (element === null) continue;
      const root = `${place}/${key}`;
      const elements = planned.map(({ times }, index) => ({ place: `${root}#${index}`, times }));
      this.#elements.set(root, elements);
      const list: ShapedList = {
        path,
        ofScalars: element.kind !== "record",
        elements,
        likely: (index) => likelyScalar(element, index),
      };
      this.#lists.set(place, [...(this.#lists.get(place) ?? []), list]);
      for (const [index, { inner }] of planned.entries()) this.#lay(inner, elements[index]!.place, element);
    }
  }
}

function elementAt(record: FieldType, path: readonly string[]): FieldType | null {
  let type: FieldType = record;
  for (const name of path) {
    if (type.kind !== "record") return null;
    const field: RecordType["fields"][number] | undefined = type.fields.find((one) => one.name === name);
    if (field === undefined) return null;
    type = field.type;
  }
  return type.kind === "list" ? type.element : null;
}

function likelyScalar(type: FieldType, index: number): Scalar {
  switch (type.kind) {
    case "boolean":
      return false;
    case "choice":
      return type.choices[index % type.choices.length] ?? "";
    case "text":
      return "text";
    case "date":
      return 20_454;
    case "datetime":
      return 20_454 * 86_400_000;
    default:
      return 1;
  }
}

/** One text a plan: equal for equal plans. */
export function keyOfPlan(plan: Plan): string {
  return JSON.stringify(
    [...plan.lists].map(([path, elements]) => [path, elements.map((one) => [one.times, keyOfPlan(one.inner)])]),
  );
}
