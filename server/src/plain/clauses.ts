import {
  type CompareCondition,
  type Condition,
  describeTerm,
  type ExistsCondition,
  isFixed,
  type Term,
} from "@seg-lang/language";
import { comparedWith, periodOf, TURNED } from "./comparing.js";
import { listNoun, namesOf, noun } from "./nouns.js";
import { type Telling, within } from "./telling.js";
import { isOneOf, namedValues } from "./values.js";
import { isolated } from "./words.js";

/** A condition as a clause that follows what it is about: "whose city is "Tehran"", "who are in Urban". */
export function clause(condition: Condition, telling: Telling): string {
  return told(condition, false, false, telling);
}

/** `inAnd`: it stands beside others that hold, too, so that an `or` needs brackets. */
function told(condition: Condition, negated: boolean, inAnd: boolean, telling: Telling): string {
  telling.left.parts -= 1;
  if (telling.left.parts < 0) return "…";
  switch (condition.kind) {
    case "constant":
      return condition.value === negated ? "(which never holds)" : "(which always holds)";
    case "and":
    case "or": {
      // Not all of them, or none of them.
      const all = (condition.kind === "and") !== negated;
      const [first, second] = condition.operands;
      if (negated && condition.operands.length === 2 && first?.kind === "compare" && second?.kind === "compare") {
        const between = condition.kind === "and" ? bounded(first, second, true, telling) : null;
        if (between !== null) return between;
      }
      const texts =
        all && !negated
          ? conjunction(condition.operands, telling)
          : condition.operands.map((one) => told(one, negated, all, telling));
      // What belongs together on either side of an `or` shows by a comma.
      const or = texts.some((one) => one.includes(" and ")) ? ", or " : " or ";
      const text = texts.join(all ? " and " : or);
      return !all && inAnd ? `(${text})` : text;
    }
    case "not":
      return told(condition.operand, !negated, inAnd, telling);
    case "compare":
      return compared(condition, negated, telling);
    case "one-of":
      return (
        about(condition.operand, be(isOneOf(condition.values, negated)), telling) +
        orMissing(condition.operand, negated)
      );
    case "present":
      return about(condition.operand, be(negated ? "missing" : "known"), telling);
    case "truth":
      return (
        about(condition.operand, be(negated ? "not true" : "true"), telling) + orMissing(condition.operand, negated)
      );
    case "text": {
      const [one, many] = VERBS[condition.operator];
      const { values } = condition;
      const single = values.name === null && values.values.length === 1;
      const argument = single ? namedValues(values) : `any of ${namedValues(values)}`;
      return (
        about(condition.operand, verb(one, many, argument, negated), telling) + orMissing(condition.operand, negated)
      );
    }
    case "match": {
      const pattern = isolated(`/${condition.pattern}/${condition.flags}`);
      return (
        about(condition.operand, verb("matches", "match", pattern, negated), telling) +
        orMissing(condition.operand, negated)
      );
    }
    case "exists":
      return existing(condition, negated, telling);
    case "has-all": {
      const values = namedValues(condition.values);
      return `whose ${listNoun(condition.list, telling)} ${negated ? "do not include" : "include"} all of ${values}`;
    }
    case "member": {
      const segment = telling.model.criteria
        .find(({ segments }) => segments.some(({ id }) => id === condition.segment))
        ?.segments.find(({ id }) => id === condition.segment);
      const title = segment?.title ? ` (${isolated(`“${segment.title}”`)})` : "";
      const who = telling.lists.length === 0 ? "who are" : "of customers who are";
      return `${who} ${negated ? "not " : ""}in ${isolated(condition.segment)}${title}`;
    }
  }
}

const VERBS = {
  "starts-with": ["starts with", "start with"],
  "ends-with": ["ends with", "end with"],
  contains: ["contains", "contain"],
} as const;

/** What is said of one thing, and of several. */
interface Predicate {
  readonly one: string;
  readonly many: string;
}

function be(rest: string): Predicate {
  return { one: `is ${rest}`, many: `are ${rest}` };
}

function verb(one: string, many: string, rest: string, negated: boolean): Predicate {
  return negated
    ? { one: `does not ${many} ${rest}`, many: `do not ${many} ${rest}` }
    : { one: `${one} ${rest}`, many: `${many} ${rest}` };
}

/** Of the elements of a list of single values it is said of themselves. */
function about(term: Term, { one, many }: Predicate, telling: Telling): string {
  if (term.kind === "field" && term.scope === 0 && term.path.length === 0) return `that ${many}`;
  return `whose ${noun(term, telling)} ${one}`;
}

/** What is denied holds of the missing, too. */
function orMissing(term: Term, negated: boolean): string {
  return negated && term.kind === "field" && term.optional ? " (or is missing)" : "";
}

/** `a and b`, where two bounds of one value are told in one: "is at least 18 and under 30". */
function conjunction(operands: readonly Condition[], telling: Telling): readonly string[] {
  const texts: string[] = [];
  for (let index = 0; index < operands.length; index += 1) {
    const first = operands[index]!;
    const next = operands[index + 1];
    const both = first.kind === "compare" && next?.kind === "compare" ? bounded(first, next, false, telling) : null;
    texts.push(both ?? told(first, false, true, telling));
    if (both !== null) index += 1;
  }
  return texts;
}

/** `low <= x` and `x < high`, told as one, or denied as one; null where they are about different things. */
function bounded(low: CompareCondition, high: CompareCondition, negated: boolean, telling: Telling): string | null {
  if (low.operator === "=" || high.operator === "=") return null;
  if (!isFixed(low.left) || !isFixed(high.right) || describeTerm(low.right) !== describeTerm(high.left)) return null;
  const period = periodOf(low, high);
  const below = comparedWith(TURNED[low.operator], low.left, false, noun(low.left, telling));
  const above = comparedWith(high.operator, high.right, false, noun(high.right, telling));
  const both = period ?? `${negated ? "both " : ""}${below} and ${above}`;
  return about(low.right, be(negated ? `not ${both}` : both), telling) + orMissing(low.right, negated);
}

function compared(condition: CompareCondition, negated: boolean, telling: Telling): string {
  const { left, right, operator } = condition;
  const turned = isFixed(left) === isFixed(right) ? standsBefore(right, left) : isFixed(left);
  const [subject, other] = turned ? [right, left] : [left, right];
  const sign = turned ? TURNED[operator] : operator;
  const value = isOwn(other, telling) ? `their ${noun(other, telling)}` : noun(other, telling);
  return about(subject, be(comparedWith(sign, other, negated, value)), telling) + orMissing(subject, negated);
}

/** The author wrote it first. */
function standsBefore({ origin: one }: Term, { origin: other }: Term): boolean {
  return one !== undefined && one.file === other?.file && one.span.end <= other.span.start;
}

/** It belongs to what is told of, as its subject does. */
function isOwn(term: Term, { lists }: Telling): boolean {
  if (isFixed(term)) return false;
  return term.kind !== "field" || term.scope === (lists.length === 0 ? "customer" : 0);
}

/** "who have orders whose …", "who have no orders", "whose tags include "vip"", "whose orders are all ones whose …". */
function existing({ list }: ExistsCondition, negated: boolean, telling: Telling): string {
  const have = telling.lists.length === 0 ? "who have" : "that have";
  const last = list.steps.at(-1)!;
  const { filter } = last;
  const bare = { ...list, steps: [...list.steps.slice(0, -1), { ...last, filter: null }] };
  const inside = within(telling, namesOf(list));
  if (filter !== null && negated && filter.kind === "not") {
    return `whose ${listNoun(bare, telling)}, if any, are all ones ${told(filter.operand, false, false, inside)}`;
  }
  const included = filter === null ? null : inclusion(filter, inside);
  if (included !== null)
    return `whose ${listNoun(bare, telling)} ${negated ? "do not include" : "include"} ${included}`;
  return `${have} ${negated ? "no " : filter === null ? "any " : ""}${listNoun(list, telling)}`;
}

/** `tags has "vip"`, `tags has any of […]`. */
function inclusion(filter: Condition, telling: Telling): string | null {
  const isElement = (term: Term) => term.kind === "field" && term.scope === 0 && term.path.length === 0;
  if (filter.kind === "one-of" && isElement(filter.operand)) return `any of ${namedValues(filter.values)}`;
  if (filter.kind !== "compare" || filter.operator !== "=") return null;
  if (isElement(filter.left) && isFixed(filter.right)) return noun(filter.right, telling);
  return isElement(filter.right) && isFixed(filter.left) ? noun(filter.left, telling) : null;
}
