import type { Condition } from "../condition/condition.js";
import type { CustomerSchema, RecordType } from "../condition/schema.js";
import { fieldsRead, visitCondition } from "../condition/traverse.js";

/** The fields that a condition reads, through the segments it names. */
export interface FieldsRead {
  /** Leaf paths, sorted: `address.province`, `orders.channel`; a list itself only where nothing of its elements is read. */
  readonly paths: readonly string[];
  /** The outermost lists among what is read. */
  readonly lists: readonly string[];
}

/** Gives the conditions that the membership of a segment, by id, consists of. */
export type MembershipParts = (segment: string) => readonly Condition[];

/** What conditions read by themselves: a condition never changes, so each is walked once. */
const ownReads = new WeakMap<Condition, { readonly paths: readonly string[]; readonly segments: readonly string[] }>();

/** Answers what conditions read, through the segments that they name. */
export class FieldReader {
  readonly #lists: readonly string[];
  readonly #membershipParts: MembershipParts;
  readonly #segments = new Map<string, ReadonlySet<string>>();

  constructor(schema: CustomerSchema, membershipParts: MembershipParts) {
    this.#lists = listPaths(schema.record);
    this.#membershipParts = membershipParts;
  }

  read(conditions: readonly Condition[]): FieldsRead {
    const paths = new Set<string>();
    for (const condition of conditions) {
      const own = this.#ownReads(condition);
      for (const path of own.paths) paths.add(path);
      for (const segment of own.segments) for (const path of this.#segmentReads(segment)) paths.add(path);
    }
    const read = [...paths];
    const isReadInside = (list: string) => read.some((path) => path.startsWith(`${list}.`));
    const outermost = read.flatMap(
      (path) => this.#lists.find((list) => path === list || path.startsWith(`${list}.`)) ?? [],
    );
    return {
      paths: read.filter((path) => !(this.#lists.includes(path) && isReadInside(path))).sort(),
      lists: [...new Set(outermost)].sort(),
    };
  }

  /** All paths that the membership of a segment reads. With a stack of its own: chains of segments may be long. */
  #segmentReads(id: string): ReadonlySet<string> {
    const stack = [id];
    for (let segment = stack.at(-1); segment !== undefined; segment = stack.at(-1)) {
      const own = this.#membershipParts(segment).map((part) => this.#ownReads(part));
      const named = own.flatMap(({ segments }) => segments);
      if (!this.#segments.has(segment)) {
        // A circle has been reported; whoever meets it again finds nothing more to read there.
        this.#segments.set(segment, new Set());
        stack.push(...named.filter((each) => !this.#segments.has(each)));
        continue;
      }
      stack.pop();
      const paths = new Set(own.flatMap((each) => each.paths));
      for (const each of named) for (const path of this.#segments.get(each)!) paths.add(path);
      this.#segments.set(segment, paths);
    }
    return this.#segments.get(id)!;
  }

  #ownReads(condition: Condition) {
    let own = ownReads.get(condition);
    if (own === undefined) {
      const segments = new Set<string>();
      visitCondition(condition, {
        condition: (node) => {
          if (node.kind === "member") segments.add(node.segment);
        },
      });
      own = { paths: fieldsRead(condition), segments: [...segments] };
      ownReads.set(condition, own);
    }
    return own;
  }
}

/** Every list of the schema by its path from the customer, outer ones before inner ones. */
function listPaths(record: RecordType, prefix = ""): readonly string[] {
  return record.fields.flatMap(({ name, type }): readonly string[] => {
    const path = `${prefix}${name}`;
    if (type.kind === "record") return listPaths(type, `${path}.`);
    if (type.kind !== "list") return [];
    return type.element.kind === "record" ? [path, ...listPaths(type.element, `${path}.`)] : [path];
  });
}
