import type { Budget } from "../budget.js";
import type { Quantity } from "../quantities/quantity.js";
import type { Intervals } from "../sets/intervals.js";
import { intersectSets, isEmptySet, type TextSet, withMissing } from "../sets/value-set.js";
import { findText, passes, type TextTest } from "../text/text.js";
import type { Domains } from "./domains.js";

/** Texts that must be equal, and what is asked of all of them. */
interface TextGroup {
  readonly members: readonly Quantity[];
  readonly set: TextSet;
  readonly folded: boolean;
  readonly passes: readonly TextTest[];
  readonly fails: readonly TextTest[];
  readonly lengths: readonly Quantity[];
  /** Groups that must have another text. */
  readonly apart: Set<number>;
}

export type TextOutcome =
  | { readonly kind: "texts"; readonly values: ReadonlyMap<Quantity, string> }
  | { readonly kind: "nothing" }
  | { readonly kind: "unknown"; readonly quantity: Quantity };

/**
 * A text for each of the quantities, or the proof that there are none. `lengths`: what each length may be; where it was
 * chosen among several (`chosen`), that no text has it proves nothing.
 */
export function chooseTexts(
  asked: readonly Quantity[],
  domains: Domains,
  lengthsOf: (length: Quantity) => { readonly allowed: Intervals; readonly chosen: boolean },
  budget: Budget,
): TextOutcome {
  const groups = groupsOf(asked, domains);
  if (groups === null) return { kind: "nothing" };
  const found: (string | undefined)[] = groups.map(() => undefined);
  // Those with the fewest texts to choose from first.
  const order = [...groups.keys()].sort((a, b) => sizeOf(groups[a]!) - sizeOf(groups[b]!));
  let certain = true;
  let doubtful: Quantity | null = null;

  const assign = (at: number): boolean => {
    const index = order[at];
    if (index === undefined) return true;
    const group = groups[index]!;
    const taken = new Set([...group.apart].map((other) => found[other]).filter((text) => text !== undefined));
    const { allowed, chosen } = boundsOf(group, lengthsOf);
    if (chosen) certain = false;
    const candidates = group.set.allBut ? openTexts(group, taken, allowed) : finiteTexts(group, taken, allowed);
    if (candidates === null) {
      certain = false;
      doubtful = group.members[0]!;
      return false;
    }
    // Of an open set one text is as good as another, and of a finite one without partners, too.
    const tried = group.apart.size === 0 ? candidates.slice(0, 1) : candidates;
    for (const text of tried) {
      if (!budget.spend(1)) {
        certain = false;
        return false;
      }
      found[index] = text;
      if (assign(at + 1)) return true;
      found[index] = undefined;
    }
    return false;
  };

  const openTexts = (group: TextGroup, taken: ReadonlySet<string>, allowed: Intervals): readonly string[] | null => {
    // That the texts of the partners were chosen one way proves nothing of others.
    let isSure = taken.size === 0 && allowed.length <= MOST_LENGTHS;
    for (const length of lengthsToTry(allowed)) {
      const answer = findText(
        {
          folded: group.folded,
          passes: group.passes,
          fails: group.fails,
          length,
          not: new Set([...group.set.values, ...taken]),
        },
        budget,
      );
      if (answer.kind === "texts") return answer.texts;
      if (answer.kind === "unknown") isSure = false;
    }
    return isSure ? [] : null;
  };
  const finiteTexts = (group: TextGroup, taken: ReadonlySet<string>, allowed: Intervals): readonly string[] =>
    [...group.set.values].filter(
      (text) =>
        !taken.has(text) &&
        isLength(text, allowed) &&
        group.passes.every((test) => passes(test, text)) &&
        group.fails.every((test) => !passes(test, text)),
    );

  if (assign(0)) {
    const values = new Map<Quantity, string>();
    for (const [index, group] of groups.entries())
      for (const member of group.members) values.set(member, found[index]!);
    return { kind: "texts", values };
  }
  return certain ? { kind: "nothing" } : { kind: "unknown", quantity: doubtful ?? asked[0]! };
}

/** So many separate ranges of lengths are tried. */
const MOST_LENGTHS = 8;

/** Each range by itself; the empty text last, as nobody's text is empty without need. No intervals: any length. */
function lengthsToTry(allowed: Intervals): readonly { readonly least: number; readonly most: number }[] {
  if (allowed.length === 0) return [{ least: 0, most: Number.POSITIVE_INFINITY }];
  const ranges = allowed
    .slice(0, MOST_LENGTHS)
    .map(({ low, high }) => ({ least: Math.max(Number(low), 0), most: Number(high) }));
  return ranges[0]!.most < 1 ? [...ranges.slice(1), ranges[0]!] : ranges;
}

function sizeOf({ set }: TextGroup): number {
  return set.allBut ? Number.POSITIVE_INFINITY : set.values.size;
}

function isLength(text: string, allowed: Intervals): boolean {
  if (allowed.length === 0) return true;
  const length = [...text].length;
  return allowed.some(({ low, high }) => Number(low) <= length && length <= Number(high));
}

/** No intervals: any length. */
function boundsOf(
  group: TextGroup,
  lengthsOf: (length: Quantity) => { readonly allowed: Intervals; readonly chosen: boolean },
): { readonly allowed: Intervals; readonly chosen: boolean } {
  const [first] = group.lengths;
  return first === undefined ? { allowed: [], chosen: false } : lengthsOf(first);
}

/** Null where a group has no text left, or must differ from itself. */
function groupsOf(asked: readonly Quantity[], domains: Domains): TextGroup[] | null {
  const leader = new Map<Quantity, Quantity>(asked.map((quantity) => [quantity, quantity]));
  const find = (quantity: Quantity): Quantity => {
    let at = quantity;
    while (leader.get(at) !== at) at = leader.get(at) ?? at;
    return at;
  };
  const equals = domains.touched.filter(({ nature }) => nature.kind === "equal");
  const truthOf = (quantity: Quantity): boolean | null => {
    const set = domains.of(quantity);
    return set.kind === "truth" && set.yes !== set.no ? set.yes : null;
  };
  for (const equal of equals) {
    const [left, right] = equal.operands as [Quantity, Quantity];
    if (truthOf(equal) === true && leader.has(left) && leader.has(right)) leader.set(find(left), find(right));
  }
  const members = new Map<Quantity, Quantity[]>();
  for (const quantity of asked) {
    const first = find(quantity);
    members.set(first, [...(members.get(first) ?? []), quantity]);
  }
  const groups: TextGroup[] = [];
  const numbers = new Map<Quantity, number>();
  for (const [first, all] of members) {
    let set = withMissing(domains.of(first), false) as TextSet;
    for (const other of all) set = intersectSets(set, withMissing(domains.of(other), false)) as TextSet;
    if (isEmptySet(set)) return null;
    const dependents = all.flatMap((one) => domains.dependentsOf(one));
    const patterns = dependents.flatMap((one) => {
      const truth = one.nature.kind === "pattern" ? truthOf(one) : null;
      return one.nature.kind === "pattern" && truth !== null ? [{ test: one.nature.test, truth }] : [];
    });
    numbers.set(first, groups.length);
    const { nature } = first;
    groups.push({
      members: all,
      set,
      folded: nature.kind === "field" && nature.type.kind === "text" && nature.type.folded,
      passes: patterns.filter(({ truth }) => truth).map(({ test }) => test),
      fails: patterns.filter(({ truth }) => !truth).map(({ test }) => test),
      lengths: dependents.filter((one) => one.nature.kind === "length"),
      apart: new Set(),
    });
  }
  for (const equal of equals) {
    const [left, right] = equal.operands as [Quantity, Quantity];
    if (truthOf(equal) !== false || !leader.has(left) || !leader.has(right)) continue;
    const a = numbers.get(find(left))!;
    const b = numbers.get(find(right))!;
    if (a === b) return null;
    groups[a]!.apart.add(b);
    groups[b]!.apart.add(a);
  }
  return groups;
}
