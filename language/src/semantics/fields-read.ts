import type { Condition } from "../condition/condition.js";
import type { CustomerSchema, RecordType } from "../condition/schema.js";
import { fieldsRead as ownFieldsRead, visitCondition } from "../condition/traverse.js";

/** The fields that a condition reads, through the segments it names. */
export interface FieldsRead {
  /** Leaf paths, sorted: `address.province`, `orders.channel`; a list itself only where nothing of its elements is read. */
  readonly paths: readonly string[];
  /** The outermost lists among what is read. */
  readonly lists: readonly string[];
}

/** Gives the conditions that the membership of a segment, by id, consists of. */
export type MembershipParts = (segment: string) => readonly Condition[];

export function fieldsRead(
  conditions: readonly Condition[],
  schema: CustomerSchema,
  membershipParts: MembershipParts,
): FieldsRead {
  const read = new Set<string>();
  const segments = new Set<string>();
  const collect = (condition: Condition) => {
    for (const path of ownFieldsRead(condition)) read.add(path);
    visitCondition(condition, {
      condition: (node) => {
        if (node.kind === "member") segments.add(node.segment);
      },
    });
  };
  for (const condition of conditions) collect(condition);
  // A set that grows while it is walked: segments that name segments are worked off one by one.
  for (const segment of segments) for (const part of membershipParts(segment)) collect(part);

  const lists = listPaths(schema.record);
  const isReadInside = (list: string) => [...read].some((path) => path.startsWith(`${list}.`));
  const outermost = [...read].flatMap(
    (path) => lists.find((list) => path === list || path.startsWith(`${list}.`)) ?? [],
  );
  return {
    paths: [...read].filter((path) => !(lists.includes(path) && isReadInside(path))).sort(),
    lists: [...new Set(outermost)].sort(),
  };
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
