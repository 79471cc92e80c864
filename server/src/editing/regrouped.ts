import { type Criterion, type Diagnostic, type Program, proveProgram, reportFindings } from "@seg-lang/language";

/**
 * What the proofs find wrong once segments have moved from one criterion to another: errors and warnings of the criteria
 * that have other segments than before, beyond those that they had. Proved at once, and of these criteria alone.
 */
export function newlyWrong(before: Program, after: Program): readonly Diagnostic[] {
  const changed = new Set([...onlyIn(before, after), ...onlyIn(after, before)]);
  const [old, now] = [wrongsOf(before, changed), wrongsOf(after, changed)];
  if (now.length <= old.length) return [];
  const said = new Set(old.map(({ message }) => message));
  return now.filter(({ message }) => !said.has(message));
}

/** Names of the criteria that have not the same segments in the other program. */
function onlyIn(program: Program, other: Program): readonly string[] {
  const known = new Map(other.model.criteria.map((criterion) => [criterion.name, namesOf(criterion)]));
  return program.model.criteria
    .filter((criterion) => known.get(criterion.name) !== namesOf(criterion))
    .map(({ name }) => name);
}

function namesOf({ segments }: Criterion): string {
  return JSON.stringify(segments.map(({ name }) => name).sort());
}

function wrongsOf(program: Program, criteria: ReadonlySet<string>): readonly Diagnostic[] {
  const { model } = program;
  const own = model.criteria.filter(({ name }) => criteria.has(name));
  const seen = new Set<unknown>();
  const isAlone = !own.some(({ segments }) => segments.some(({ membership }) => namesSegment(membership, seen)));
  const asked = { ...model, criteria: isAlone ? own : model.criteria, defines: [] };
  const proved = proveProgram({ ...program, model: asked }).diagnostics;
  const places = new Set(
    own
      .flatMap(({ location, segments }) => [location, ...segments.map((segment) => segment.location)])
      .map(({ file, span }) => `${file} ${span.start}`),
  );
  const rules = new Set(proved.map(({ rule }) => rule));
  return reportFindings(program, proved).filter(
    ({ severity, rule, location }) =>
      (severity === "error" || severity === "warning") &&
      rules.has(rule) &&
      places.has(`${location.file} ${location.span.start}`),
  );
}

/** Whether segments of other criteria are needed. Parts that defines share are looked at once. */
function namesSegment(node: unknown, seen: Set<unknown>): boolean {
  if (typeof node !== "object" || node === null || seen.has(node)) return false;
  seen.add(node);
  if ("kind" in node && node.kind === "member") return true;
  return Object.values(node).some((part) => namesSegment(part, seen));
}
