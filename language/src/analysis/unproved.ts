import type { Condition, Term } from "../condition/condition.js";
import type { Criterion, LeftOut, Model, Unparsed } from "../condition/model.js";
import { visitCondition, visitTerm } from "../condition/traverse.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { familyOf } from "../diagnostics/rule.js";
import { namesRules } from "../diagnostics/rules/names.js";
import { isInside } from "../source/source.js";
import type { NotProved } from "./verdict.js";

/** What can be asked about a program, which may have errors. */
export interface Askable {
  readonly notProved: NotProved | null;
  /** Whether what the model says of it does not depend on anything that is left out of it. */
  isSound(part: Criterion | Condition | Term): boolean;
  /** Of a criterion that is not: its sound segments. What two of them have in common they have, whatever the others are. */
  soundPart(criterion: Criterion): Criterion;
}

/**
 * A segment with an error is missing from its criterion, and so the criterion would be found to have gaps; in an `ordered`
 * one, those after it would seem to take more customers than they do. Such criteria, and whatever names their segments, are
 * not asked. An error outside segments, defines, lists and personas may concern everything.
 *
 * @param findings With the severities of their rules: what `seg.json` turns down is as broken as before.
 */
export function askable(model: Model, findings: readonly Diagnostic[]): Askable {
  const errors = findings.filter(({ severity, code }) => severity === "error" && !BREAKS_NOTHING.has(code));
  if (errors.length === 0 && model.leftOut.length === 0) {
    return { notProved: null, isSound: () => true, soundPart: (criterion) => criterion };
  }
  const broken = errors.every((error) => isExplained(error, model)) ? brokenCriteria(model) : null;
  const named = new Set(broken === null ? [] : membersOf(model, broken));
  const namesBroken = (part: Condition | Term) => named.size > 0 && namesOneOf(part, named);
  if (broken === null || model.requires.some(({ condition }) => namesBroken(condition))) {
    const notProved = { reason: "errors", count: errors.length, criteria: null } as const;
    return { notProved, isSound: () => false, soundPart: (criterion) => ({ ...criterion, segments: [] }) };
  }
  const criteria = [...broken].map(([criterion, { segments, own }]) => ({ criterion: criterion.name, segments, own }));
  return {
    notProved: criteria.length === 0 ? null : { reason: "errors", count: errors.length, criteria },
    isSound: (part) => ("segments" in part ? !broken.has(part) : !namesBroken(part)),
    soundPart(criterion) {
      const names = broken.get(criterion)?.segments ?? [];
      const segments = criterion.segments.filter((each) => !names.includes(each.name) && !namesBroken(each.condition));
      return { ...criterion, segments };
    },
  };
}

/** In a strict check every segment is to have a declared criterion; one without is whole nevertheless. */
const BREAKS_NOTHING: ReadonlySet<string> = new Set([namesRules.unplacedSegment.code]);

/** What is wrong is wrong in a part that is known to be left out, or to be the only one that could not be parsed. */
function isExplained(error: Diagnostic, { leftOut, unparsed }: Model): boolean {
  const concerned = leftOut.filter((part) => part.kind !== "require" && holds(part, error));
  if (familyOf(error.code) !== "syntax") return concerned.length > 0;
  return unparsed.some((part) => {
    if (!holds(part, error)) return false;
    // What was put right by guessing is in the model, and nobody knows who uses it.
    return (part.kind !== "define" && part.kind !== "list") || concerned.length > 0;
  });
}

function holds({ declaration }: LeftOut | Unparsed, { location }: Diagnostic): boolean {
  return location.file === declaration.file && isInside(location.span, declaration.span);
}

interface Damage {
  /** Names of segments. */
  readonly segments: readonly string[];
  /** Something is wrong in the criterion itself, not in what it names. */
  readonly own: boolean;
}

/** With the names of their broken segments; null: that could be any. */
function brokenCriteria({ criteria, leftOut, unparsed }: Model): ReadonlyMap<Criterion, Damage> | null {
  const broken = new Map<Criterion, Damage>();
  for (const { kind, name, criterion } of [...leftOut, ...unparsed]) {
    if (kind === "require") return null;
    if (kind !== "segment" && kind !== "criterion") continue;
    // Which fields a loose segment would read, and so which inferred criterion it would be in, is not known.
    const concerned = criteria.filter(
      (each) => each.inferred === (criterion === null) && each.name === (criterion ?? each.name),
    );
    if (criterion !== null && concerned.length === 0) return null;
    for (const each of concerned) {
      const names = new Set(broken.get(each)?.segments);
      if (kind === "segment") names.add(name);
      broken.set(each, { segments: [...names], own: true });
    }
  }
  for (let known = -1; known !== broken.size; ) {
    known = broken.size;
    const members = membersOf({ criteria }, broken);
    for (const criterion of criteria) {
      if (broken.has(criterion)) continue;
      if (criterion.segments.some(({ condition }) => namesOneOf(condition, members)))
        broken.set(criterion, { segments: [], own: false });
    }
  }
  return broken;
}

/** The ids of all segments of the broken criteria that are in the model. */
function membersOf(
  { criteria }: Pick<Model, "criteria">,
  broken: ReadonlyMap<Criterion, unknown>,
): ReadonlySet<string> {
  return new Set(criteria.filter((each) => broken.has(each)).flatMap(({ segments }) => segments.map(({ id }) => id)));
}

function namesOneOf(part: Condition | Term, ids: ReadonlySet<string>): boolean {
  return segmentsNamed(part).some((id) => ids.has(id));
}

const named = new WeakMap<Condition | Term, readonly string[]>();

/** The ids of the segments that are named anywhere in it. What did not change from version to version is the same object. */
function segmentsNamed(part: Condition | Term): readonly string[] {
  const known = named.get(part);
  if (known !== undefined) return known;
  const ids: string[] = [];
  const visitor = {
    condition(inner: Condition) {
      if (inner.kind === "member") ids.push(inner.segment);
    },
  };
  if ("type" in part) visitTerm(part, visitor);
  else visitCondition(part, visitor);
  named.set(part, ids);
  return ids;
}
