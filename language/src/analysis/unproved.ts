import type { Condition, Term } from "../condition/condition.js";
import type { Criterion, LeftOut, Model } from "../condition/model.js";
import { visitCondition, visitTerm } from "../condition/traverse.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { familyOf } from "../diagnostics/rule.js";
import { namesRules } from "../diagnostics/rules/names.js";
import type { NotProved } from "./verdict.js";

/** What can be asked about a program, which may have errors. */
export interface Askable {
  readonly notProved: NotProved | null;
  /** Whether what the model says of it does not depend on anything that is left out of it. */
  isSound(part: Criterion | Condition | Term): boolean;
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
  if (errors.length === 0 && model.leftOut.length === 0) return { notProved: null, isSound: () => true };
  const isExplained = errors.every((error) => model.leftOut.some((part) => explains(part, error)));
  const broken = isExplained ? brokenCriteria(model) : null;
  const named = new Set(broken === null ? [] : membersOf(model, broken));
  const namesBroken = (part: Condition | Term) => named.size > 0 && namesOneOf(part, named);
  const isNothingLeft = broken?.size === model.criteria.length && model.leftOut.some(({ kind }) => kind === "segment");
  if (broken === null || isNothingLeft || model.requires.some(({ condition }) => namesBroken(condition))) {
    return { notProved: { reason: "errors", count: errors.length, criteria: null }, isSound: () => false };
  }
  const criteria = [...broken].map(([criterion, segments]) => ({ criterion: criterion.name, segments }));
  return {
    notProved: criteria.length === 0 ? null : { reason: "errors", count: errors.length, criteria },
    isSound: (part) => ("segments" in part ? !broken.has(part) : !namesBroken(part)),
  };
}

/** In a strict check every segment is to have a declared criterion; one without is whole nevertheless. */
const BREAKS_NOTHING: ReadonlySet<string> = new Set([namesRules.unplacedSegment.code]);

/** Not what could not be parsed: more than one declaration may be lost in it. */
function explains({ kind, declaration }: LeftOut, { location, code }: Diagnostic): boolean {
  if (familyOf(code) === "syntax") return false;
  const { file, span } = declaration;
  const isInside = location.file === file && span.start <= location.span.start && location.span.end <= span.end;
  return isInside && kind !== "require";
}

/** With the names of their broken segments; null: that could be any. */
function brokenCriteria({ criteria, leftOut }: Model): ReadonlyMap<Criterion, readonly string[]> | null {
  const broken = new Map<Criterion, string[]>();
  const add = (criterion: Criterion, name: string) => {
    const names = broken.get(criterion);
    if (names === undefined) broken.set(criterion, [name]);
    else names.push(name);
  };
  for (const { kind, name, criterion } of leftOut) {
    if (kind === "require") return null;
    if (kind !== "segment") continue;
    // Which fields a loose segment would read, and so which inferred criterion it would be in, is not known.
    const concerned = criteria.filter(
      (each) => each.inferred === (criterion === null) && each.name === (criterion ?? each.name),
    );
    if (criterion !== null && concerned.length === 0) return null;
    for (const each of concerned) add(each, name);
  }
  for (let known = -1; known !== broken.size; ) {
    known = broken.size;
    const members = membersOf({ criteria }, broken);
    for (const criterion of criteria) {
      if (broken.has(criterion)) continue;
      if (criterion.segments.some(({ condition }) => namesOneOf(condition, members))) broken.set(criterion, []);
    }
  }
  return broken;
}

/** The ids of all segments of the broken criteria that are in the model. */
function membersOf(
  { criteria }: Pick<Model, "criteria">,
  broken: ReadonlyMap<Criterion, readonly string[]>,
): ReadonlySet<string> {
  return new Set(criteria.filter((each) => broken.has(each)).flatMap(({ segments }) => segments.map(({ id }) => id)));
}

function namesOneOf(part: Condition | Term, ids: ReadonlySet<string>): boolean {
  let isNamed = false;
  const visitor = {
    condition(inner: Condition) {
      if (inner.kind === "member" && ids.has(inner.segment)) isNamed = true;
    },
  };
  if ("type" in part) visitTerm(part, visitor);
  else visitCondition(part, visitor);
  return isNamed;
}
