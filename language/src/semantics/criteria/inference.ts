import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { namesRules } from "../../diagnostics/rules/names.js";
import { places } from "../../diagnostics/rules/wording.js";
import { siblingsExcluded } from "../circles.js";
import { FieldReader, type MembershipParts } from "../fields-read.js";
import type { ProgramNames } from "../program-names.js";
import { FileReporter } from "../reporter.js";
import type { Arrangement, CriterionEntry, SegmentEntry } from "./arrangement.js";

/** A criterion that loose segments form by the fields they read. */
export interface InferredCriterion {
  readonly name: string;
  readonly segments: readonly SegmentEntry[];
  readonly paths: readonly string[];
}

/**
 * Groups the loose segments by the set of fields that they read. One that reads a list, or nothing, stands alone: a list
 * says many things about a customer, so the same fields do not make the same question.
 */
export function inferCriteria(
  names: ProgramNames,
  strict: boolean,
  report: (diagnostic: Diagnostic) => void,
): readonly InferredCriterion[] {
  const reader = new FieldReader(names.schema, membershipParts(names.arrangement));
  const groups = new Map<string, { paths: readonly string[]; segments: SegmentEntry[]; alone: boolean }>();
  for (const segment of names.arrangement.loose) {
    if (segment.broken || segment.condition === null) continue;
    const { paths, lists } = reader.read([segment.condition]);
    const alone = lists.length > 0 || paths.length === 0;
    const key = alone ? `alone ${segment.id}` : paths.join(" + ");
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { paths, segments: [segment], alone });
    else group.segments.push(segment);
    const reporter = new FileReporter(segment.file, report);
    const parameters = { segment: segment.name.text, reads: lists };
    if (strict) reporter.report(namesRules.unplacedSegment, parameters, segment.name.span);
    else if (alone) reporter.report(namesRules.standingAlone, parameters, segment.name.span);
  }
  const named = withNames([...groups.values()], new Set(names.arrangement.criteria.keys()));
  if (strict) return named;
  const together = named.filter((group) => !group.alone);
  if (together.length === 0) return named;
  const compared = [...declaredReads(names, reader), ...named.filter((group) => group.paths.length > 0)];
  for (const group of together) {
    for (const segment of group.segments) hintAtOthers(segment, group, compared, report);
  }
  return named;
}

/** The conditions that the membership of a segment, by id, consists of. */
export function membershipParts(arrangement: Arrangement): MembershipParts {
  let byId: ReadonlyMap<string, SegmentEntry> | null = null;
  return (id) => {
    byId ??= new Map(arrangement.segments.map((segment) => [segment.id, segment]));
    const segment = byId.get(id);
    if (segment === undefined) return [];
    return [segment, ...siblingsExcluded(segment)].flatMap(({ condition }) => condition ?? []);
  };
}

/** What messages and hints need to know of a criterion, declared or inferred. */
interface Compared {
  readonly name: string;
  readonly paths: readonly string[];
  readonly segments: readonly SegmentEntry[];
}

/** An overlapping criterion compares nothing, so nobody expects to be compared with it. */
function declaredReads(names: ProgramNames, reader: FieldReader): readonly Compared[] {
  const compared = ({ overlapping, segments }: CriterionEntry) =>
    !overlapping && segments.some((segment) => !segment.broken);
  return [...names.arrangement.criteria.values()].filter(compared).map(({ name, segments }) => {
    const usable = segments.filter((segment) => !segment.broken);
    const conditions = usable.flatMap(({ condition }) => condition ?? []);
    return { name: name.text, paths: reader.read(conditions).paths, segments: usable };
  });
}

function hintAtOthers(
  segment: SegmentEntry,
  own: Compared,
  all: readonly Compared[],
  report: (diagnostic: Diagnostic) => void,
): void {
  const paths = new Set(own.paths);
  const others = all.filter(
    (other) => other !== own && other.paths.length > 0 && other.paths.every((path) => paths.has(path)),
  );
  if (others.length === 0) return;
  const parameters = {
    segment: segment.name.text,
    reads: own.paths,
    others: others.map((other) => ({ criterion: other.name, segments: other.segments.map((each) => each.name.text) })),
  };
  const related = others.map(({ segments }) => ({
    location: { file: segments[0]!.file.path, span: segments[0]!.name.span },
    message: places.criterion,
  }));
  const reporter = new FileReporter(segment.file, report);
  reporter.report(namesRules.notCompared, parameters, segment.name.span, { related });
}

/** Sorted paths joined with " + "; where that name is taken, or says nothing, the segment's own name is added. */
function withNames<G extends Omit<InferredCriterion, "name">>(
  groups: readonly G[],
  taken: Set<string>,
): readonly (G & InferredCriterion)[] {
  return groups.map((group) => {
    const paths = group.paths.join(" + ");
    const first = group.segments[0]!.name.text;
    let name = paths === "" ? first : paths;
    for (let count = 1; taken.has(name); count += 1) {
      name = `${paths === "" ? first : `${paths} (${first})`}${count === 1 ? "" : ` ${count}`}`;
    }
    taken.add(name);
    return { ...group, name };
  });
}
