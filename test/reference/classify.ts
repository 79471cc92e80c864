import type {
  CriterionDeclaration,
  CustomerDeclaration,
  Declaration,
  Expression,
  SegmentDeclaration,
  SyntaxFile,
} from "../../language/src/syntax/tree.js";
import { evaluate, holds, type World } from "./evaluate.js";
import { fieldsRead } from "./fields-read.js";
import { type Json, readRecord } from "./record.js";
import type { Moment } from "./time.js";
import { truth, type Value } from "./value.js";

/** A segment by what it is called outside its criterion: `Income.High`, or `Urban` if its criterion is inferred. */
export type SegmentName = string;

/** A criterion as its segments, and those a customer is in: none, one, or (if they may overlap, or if it is ambiguous) several. */
export interface Placement {
  readonly segments: readonly SegmentName[];
  readonly in: readonly SegmentName[];
}

interface NamedSegment {
  readonly name: SegmentName;
  /** Null: `otherwise`. */
  readonly condition: Expression | null;
}

interface Group {
  readonly ordered: boolean;
  readonly segments: readonly NamedSegment[];
}

/** A program read naively: one walk over its syntax for every question. */
export interface ReferenceProgram {
  /** Where a customer is, criterion by criterion. Throws for a record that breaks its declaration. */
  place(json: Json, moment: Moment): readonly Placement[];
  /** Whether every `require` holds. */
  isAllowed(json: Json, moment: Moment): boolean;
}

export function readProgram(files: readonly SyntaxFile[]): ReferenceProgram {
  const declarations = files.flatMap((file) => file.declarations);
  const customer = declarations.find((each): each is CustomerDeclaration => each.kind === "customer");
  if (customer === undefined) throw new Error("no customer");
  const groups = groupsOf(declarations, customer);

  const worldOf = (json: Json, moment: Moment): World => {
    const world: World = {
      moment,
      customer: readRecord(customer.fields, json),
      elements: [],
      named: (name) => declaredValue(name, world),
      member: (criterion, segment) => membership(`${criterion}.${segment}`, world),
    };
    return world;
  };

  function declaredValue(name: string, world: World): { value: Value } | undefined {
    for (const each of declarations) {
      if (each.kind === "define" && each.name?.text === name) return { value: evaluate(each.value, world) };
      if (each.kind === "list" && each.name?.text === name && each.source?.kind === "values") {
        return { value: evaluate(each.source.values, world) };
      }
    }
    const named = groups
      .flatMap((group) => group.segments)
      .filter((segment) => segment.name === name || segment.name.endsWith(`.${name}`));
    const chosen = named.find((segment) => segment.name === name) ?? (named.length === 1 ? named[0] : undefined);
    const member = chosen === undefined ? undefined : membership(chosen.name, world);
    return member === undefined ? undefined : { value: truth(member) };
  }

  function membership(name: SegmentName, world: World): boolean | undefined {
    const group = groups.find((each) => each.segments.some((segment) => segment.name === name));
    const segment = group?.segments.find((each) => each.name === name);
    if (group === undefined || segment === undefined) return undefined;
    if (segment.condition === null)
      return !group.segments.some((each) => each.condition !== null && holds(each.condition, world));
    if (!holds(segment.condition, world)) return false;
    if (!group.ordered) return true;
    const earlier = group.segments.slice(0, group.segments.indexOf(segment));
    return !earlier.some((each) => each.condition !== null && holds(each.condition, world));
  }

  return {
    place: (json, moment) => {
      const world = worldOf(json, moment);
      return groups.map((group) => ({
        segments: group.segments.map((segment) => segment.name),
        in: group.segments.map((segment) => segment.name).filter((name) => membership(name, world)),
      }));
    },
    isAllowed: (json, moment) => {
      const world = worldOf(json, moment);
      return declarations.every((each) => each.kind !== "require" || holds(each.condition, world));
    },
  };
}

/** The criteria: declared ones with those that join by `by`, then one for every set of fields that loose segments read. */
function groupsOf(declarations: readonly Declaration[], customer: CustomerDeclaration): readonly Group[] {
  const criteria = declarations.filter((each): each is CriterionDeclaration => each.kind === "criterion");
  const segments = declarations.filter((each): each is SegmentDeclaration => each.kind === "segment");
  const declared = criteria.map((criterion): Group => {
    const name = criterion.name?.text ?? "";
    const joined = segments.filter((segment) => segment.by?.text === name);
    const own = criterion.members.filter((member) => member.kind === "segment");
    const rest = criterion.members.filter((member) => member.kind === "otherwise");
    return {
      ordered: criterion.modifiers.some((modifier) => modifier.kind === "ordered"),
      segments: [...own, ...joined, ...rest].map((member) => ({
        name: `${name}.${member.name?.text ?? ""}`,
        condition: member.kind === "segment" ? member.condition : null,
      })),
    };
  });

  const inferred = new Map<string, NamedSegment[]>();
  for (const segment of segments.filter((each) => each.by === null)) {
    const name = segment.name?.text ?? "";
    const read = fieldsRead(segment.condition, declarations, customer);
    // Lists are many-valued, and no fields are no criterion: such a segment stands alone.
    const group = read === "a list" || read.size === 0 ? `alone: ${name}` : [...read].sort().join(" + ");
    inferred.set(group, [...(inferred.get(group) ?? []), { name, condition: segment.condition }]);
  }
  return [...declared, ...[...inferred.values()].map((members): Group => ({ ordered: false, segments: members }))];
}
