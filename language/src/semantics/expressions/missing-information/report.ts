import { listKey, termKey } from "../../../condition/canonical.js";
import type { Condition, ListTerm, Scope, Term } from "../../../condition/condition.js";
import type { RecordType, ScalarType } from "../../../condition/schema.js";
import { deepened, deepenedList, innermostScope } from "../../../condition/scopes.js";
import { childrenOf } from "../../../condition/traverse.js";
import type { Context } from "../context.js";
import { fieldAt } from "../types.js";
import { type Assumption, evaluate } from "./abstract.js";
import { type Frame, filtersOf, type Surprise, surprisesOf } from "./literals.js";
import { place, reportSurprise } from "./wording.js";

/**
 * Informs of every way a segment's condition becomes true because something is missing. An atom with a missing operand
 * is false, so what is negated is true; that is worth a word only if nothing else in the condition rules it out. So each
 * negated atom is tried: supposing its operand is missing (and knowing nothing else), does it matter to the condition
 * whether the atom is true or false?
 */
export function reportMissingValues(condition: Condition, context: Context): void {
  reportSurprises(surprisesOf(condition, []), context);
  reportFilters(condition, context);
}

/** The same for the filters of a define that stands for a value or a list; its conditions are told of where they are used. */
export function reportMissingValuesOfDefine(node: Condition | Term | ListTerm, context: Context): void {
  if (node.kind === "list") reportList(node, context);
  reportFilters(node, context);
}

function reportFilters(node: Condition | Term | ListTerm, context: Context): void {
  for (const list of filtersOf(node, childrenOf)) reportList(list, context);
}

/** Each filter is a condition on its element. */
function reportList(list: ListTerm, context: Context): void {
  for (const [index, step] of list.steps.entries()) {
    if (step.filter === null) continue;
    const own: Frame = { condition: step.filter, list: { ...list, steps: list.steps.slice(0, index + 1) } };
    // Whatever lies outwards matters to this condition as far as this condition goes.
    const outwards: Frame[] = Array.from({ length: index + 1 }, () => ({ condition: step.filter!, list: null }));
    reportSurprises(surprisesOf(step.filter, [...outwards, own]), context);
  }
}

interface Question {
  readonly root: Condition;
  readonly frame: number;
  readonly assumptions: readonly Assumption[];
}

function reportSurprises(surprises: readonly Surprise[], context: Context): void {
  const groups = new Map<Condition, Map<string, { readonly question: Question; readonly members: Surprise[] }>>();
  for (const surprise of surprises) {
    const question = questionOf(surprise, context);
    if (question === null) continue;
    const byCause = groups.get(question.root) ?? new Map<string, { question: Question; members: Surprise[] }>();
    groups.set(question.root, byCause);
    const key = JSON.stringify([
      question.frame,
      question.assumptions.map(assumptionKey),
      surprise.all,
      surprise.cause.kind === "nothing",
    ]);
    const group = byCause.get(key) ?? { question, members: [] };
    byCause.set(key, group);
    group.members.push(surprise);
  }
  for (const byCause of groups.values()) {
    for (const { question, members } of byCause.values()) {
      const placed = members.filter((member) => place(member, question.frame, context) !== null);
      const first = firstThatMatters(question, placed);
      if (first !== null) reportSurprise(first, question.frame, context);
    }
  }
}

/** Atoms tried one by one; more than a person would write are not. */
const TRIED = 50;

/**
 * The first atom whose falsehood makes a difference. Taking more atoms as true can only make the root less true, so if
 * all together make no difference, none does; and if none does alone, the first stands for them all.
 */
function firstThatMatters(question: Question, members: readonly Surprise[]): Surprise | null {
  const [first] = members;
  if (first === undefined) return null;
  if (first.cause.kind === "nothing") return first;
  const { root, assumptions } = question;
  const given = evaluate(root, assumptions, new Set());
  const matters = (taken: readonly Surprise[]) =>
    evaluate(root, assumptions, new Set(taken.map((one) => one.atom))) !== given;
  if (!matters(members)) return null;
  return members.slice(0, TRIED).find((member) => matters([member])) ?? first;
}

/** What to suppose, and of which condition to ask: the one about the row that the cause is a matter of. */
function questionOf(surprise: Surprise, context: Context): Question | null {
  const { cause, frames } = surprise;
  const innermost = frames.length - 1;
  const at = (scope: Scope): number => (scope === "customer" ? 0 : innermost - scope);
  const question = (frame: number, ...assumptions: Assumption[]): Question | null => {
    const root = frames[frame]?.condition;
    return root === undefined ? null : { root, frame, assumptions };
  };
  switch (cause.kind) {
    case "nothing":
      return question(0);
    case "field": {
      const { scope, path } = cause.field;
      const frame = at(scope);
      const row = rowOf(frames, frame, context);
      const missing = row?.kind === "record" ? missingPath(row, path) : path;
      return question(frame, { kind: "missing-field", scope: scope === "customer" ? scope : 0, path: missing });
    }
    case "empty": {
      const scope = surprise.all ? cause.list.steps[0]!.scope : innermostScope(cause.list);
      return question(at(scope), { kind: "empty", list: deepenedList(cause.list, lift(scope)) });
    }
    case "aggregate": {
      const scope = innermostScope(cause.term);
      const { list, value } = cause.term;
      const missing: Assumption = { kind: "missing-term", term: deepened(cause.term, lift(scope)) };
      const alwaysThere = value?.kind === "field" && !value.optional;
      if (!alwaysThere) return question(at(scope), missing);
      return question(at(scope), missing, { kind: "empty", list: deepenedList(list, lift(scope)) });
    }
    case "zero": {
      const scope = innermostScope(cause.divisor);
      if (neverZero(cause.divisor, rowOf(frames, at(scope), context))) return null;
      return question(at(scope), { kind: "zero", term: deepened(cause.divisor, lift(scope)) });
    }
  }
}

/** By how much scopes shrink from an atom to the row outwards that a cause is a matter of. */
function lift(scope: Scope): number {
  return scope === "customer" ? 0 : -scope;
}

function assumptionKey(assumption: Assumption): string {
  switch (assumption.kind) {
    case "missing-field":
      return JSON.stringify([assumption.scope, assumption.path]);
    case "missing-term":
    case "zero":
      return `${assumption.kind} ${termKey(assumption.term)}`;
    case "empty":
      return `empty ${listKey(assumption.list)}`;
  }
}

/** The field itself if it may be missing, else the record around it by which it is. */
function missingPath(row: RecordType, path: readonly string[]): readonly string[] {
  for (let length = path.length; length > 0; length -= 1) {
    const field = fieldAt(row, path.slice(0, length));
    if (field?.optional === true) return field.path;
  }
  return path;
}

function neverZero(divisor: Term, row: RecordType | ScalarType | null): boolean {
  if (divisor.kind !== "field" || row?.kind !== "record") return false;
  const domain = fieldAt(row, divisor.path)?.domain;
  if (domain?.kind !== "number") return false;
  const { low, high, highExclusive } = domain;
  return (low !== null && low > 0) || (high !== null && (high < 0 || (high === 0 && highExclusive)));
}

/** The type of the rows of a frame: the customer, or the elements of its list. */
function rowOf(frames: readonly Frame[], frame: number, context: Context): RecordType | ScalarType | null {
  const customer = context.scope.schema.record;
  if (frame === 0) return customer;
  const list = frames[frame]?.list;
  if (list == null) return null;
  const step = list.steps.at(-1)!;
  const outer = step.scope === "customer" ? customer : rowOf(frames, frame - 1 - step.scope, context);
  const field = outer?.kind === "record" ? fieldAt(outer, step.path) : null;
  return field?.type.kind === "list" ? field.type.element : null;
}
