import type { Criterion, Model, Segment } from "../condition/model.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Example, Space } from "../logic/logic.js";
import { createSpace, type SpaceOptions } from "../logic/space.js";
import type { SourceFile } from "../source/source.js";
import { certificatesOf } from "./certificate.js";
import { type Coverage, proveCoverage } from "./coverage.js";
import { type ConditionFacts, type Inquiry, isEmpty, isUniversal, noFacts } from "./inquiry.js";
import { type KnownConditions, Memberships } from "./memberships.js";
import { Memory } from "./memory.js";
import { type OverlapFindings, proveOverlaps } from "./overlaps.js";
import { PlainBoxes } from "./plain-boxes.js";
import { ProgramText } from "./program-text.js";
import { createReplay, type Replay } from "./replay.js";
import { reportCoverage } from "./report-coverage.js";
import { detached, moved, reportIdleDefine, reportIdleParts } from "./report-effect.js";
import { reportOverlaps } from "./report-overlaps.js";
import { reportEmpty, reportSubsumed, reportUniversal, reportUnreachable } from "./report-segments.js";
import { universeKey } from "./universe-key.js";
import { type Askable, askable } from "./unproved.js";
import type { Certificate, CriterionProof, Proofs } from "./verdict.js";
import { witnessOf } from "./witness.js";

/** What a proof reads of a program. */
export interface ProvableProgram {
  readonly model: Model;
  readonly files: readonly SourceFile[];
  /** All that the check found, with the severities of the rules. */
  readonly findings: readonly Diagnostic[];
  readonly input: { readonly strict?: boolean };
}

/** Makes the space of a program's customers; null if the program has no usable `customer` block. */
export type SpaceFactory = (model: Model, options: SpaceOptions) => Space | null;

export interface ProveOptions {
  /** Day number: what `today` is, in place of the range of `seg.json`. */
  readonly asOf?: number;
  /** Undecided pairs and gaps are errors; by default as the program was read. */
  readonly strict?: boolean;
  /** Of the same program before a change: what stayed the same is not proved again. */
  readonly previous?: Proofs;
  /** Say why segments are apart, too. */
  readonly certificates?: boolean;
  /** Steps that one question may cost. */
  readonly budget?: number;
}

export interface ProvenWithCertificates extends Proofs {
  /** Of all pairs that are proved apart, and of all empty segments, where they were asked for. */
  readonly certificates?: readonly Certificate[];
}

/** What stays of a proof for the next version of the program. */
interface Remains {
  /** Of the universe and the budget. */
  readonly key: string;
  readonly replay: Replay;
  readonly space: Space;
  readonly plain: PlainBoxes;
  readonly facts: ConditionFacts;
  readonly memory: Memory;
  readonly known: KnownConditions;
}

const remains = new WeakMap<Proofs, Remains>();

/** Proves what can be proved of every criterion: see verdict.ts. Never guesses, and never throws. */
export function proveProgram(program: ProvableProgram, options: ProveOptions = {}): ProvenWithCertificates {
  return proveWith(createSpace, program, options);
}

/** As `proveProgram`, in a space of the caller's making. */
export function proveWith(
  makeSpace: SpaceFactory,
  program: ProvableProgram,
  options: ProveOptions = {},
): ProvenWithCertificates {
  const model = modelAsOf(program.model, options.asOf);
  const asked = askable(model, program.findings);
  const key = `${universeKey(model)} ${options.budget ?? ""}`;
  const before = options.previous === undefined ? undefined : remains.get(options.previous);
  const usable = before?.key === key ? before : undefined;
  if (asked.notProved?.criteria === null) {
    const proofs = { criteria: [], diagnostics: [], notProved: asked.notProved };
    // What was known is of use again as soon as the errors are gone.
    if (before !== undefined) remains.set(proofs, before);
    return proofs;
  }
  const replay = usable?.replay ?? createReplay(model);
  const space = usable?.space ?? spaceOf(makeSpace, model, replay, options);
  if (space === null) return { criteria: [], diagnostics: [], notProved: null };
  space.renew();
  const strict = options.strict ?? program.input.strict ?? false;
  const inquiry = inquiryOf({ ...program, model }, space, replay, { strict, usable });
  const proofs = proveAll(asked, inquiry, options.certificates ?? false);
  const { plain, facts, memory, memberships } = inquiry;
  remains.set(proofs, { key, replay, space, plain, facts, memory, known: memberships.known });
  return proofs;
}

/**
 * The exclusive criteria of which no customer can be in two segments at that moment: there the first match is the only one.
 * Criteria that are `ordered` or `overlapping` are not among them.
 */
export function provedExclusive(
  program: ProvableProgram,
  clock: { readonly today: number; readonly now: number },
): ReadonlySet<string> {
  const { model } = program;
  const replay = createReplay(model);
  const space = createSpace(model, {
    asOf: clock.today,
    now: clock.now,
    confirm: (example, { holds, fails }) => replay.confirmCondition(example, holds, fails),
  });
  if (space === null) return new Set();
  const inquiry = inquiryOf(program, space, replay, { strict: false, usable: undefined });
  const exclusive = model.criteria.filter((criterion) => {
    if (criterion.ordered || criterion.overlapping) return false;
    const { overlaps, undecided } = proveOverlaps(criterion, inquiry);
    return overlaps.length === 0 && undecided.length === 0;
  });
  return new Set(exclusive.map(({ name }) => name));
}

function inquiryOf(
  program: ProvableProgram,
  space: Space,
  replay: Replay,
  { strict, usable }: { readonly strict: boolean; readonly usable: Remains | undefined },
): Inquiry {
  const { model } = program;
  const text = new ProgramText(program.files);
  return {
    model,
    text,
    strict,
    space,
    plain: usable?.plain ?? new PlainBoxes(model, space),
    facts: usable?.facts ?? noFacts(),
    memberships: new Memberships(model, text, usable?.known),
    memory: new Memory(usable?.memory),
    // Its conditions are those of an earlier version, and compiling a new one would cost more than the edit.
    membersOf: usable === undefined ? (example) => membersOf(replay, example) : null,
    confirms: (example, holds, fails) => replay.confirmCondition(example, holds, fails),
    witnessOf: (example, conditions) => witnessOf(example, model, conditions),
  };
}

function membersOf(replay: Replay, example: Example): ReadonlySet<string> | null {
  const found = replay.classify(example);
  return found === null ? null : new Set(found.flat());
}

/** The space of a program, whose examples are confirmed by production. */
function spaceOf(makeSpace: SpaceFactory, model: Model, replay: Replay, { asOf, budget }: ProveOptions): Space | null {
  return makeSpace(model, {
    confirm: (example, { holds, fails }) => replay.confirmCondition(example, holds, fails),
    ...(asOf === undefined ? {} : { asOf }),
    ...(budget === undefined ? {} : { budget }),
  });
}

/** With `asOf`, today is that day alone. */
function modelAsOf(model: Model, asOf: number | undefined): Model {
  if (asOf === undefined) return model;
  return { ...model, settings: { ...model.settings, today: { earliest: asOf, latest: asOf } } };
}

/** What is remembered of a criterion as a whole. */
const REMEMBERED = ["segments", "pairs", "coverage"] as const;

function proveAll(asked: Askable, inquiry: Inquiry, certificates: boolean): ProvenWithCertificates {
  const criteria: CriterionProof[] = [];
  const diagnostics: Diagnostic[] = [];
  const why: Certificate[] = [];
  for (const criterion of inquiry.model.criteria) {
    if (!asked.isSound(criterion)) {
      for (const kind of REMEMBERED) carryOver(`${kind} ${criterion.name}`, inquiry);
      continue;
    }
    diagnostics.push(...reportSegments(criterion, inquiry));
    const isExclusive = !criterion.ordered && !criterion.overlapping;
    const findings = isExclusive ? proveOverlaps(criterion, inquiry) : null;
    if (findings !== null) diagnostics.push(...reportOverlaps(criterion, findings, inquiry));
    if (criterion.overlapping) diagnostics.push(...reportSubsumed(criterion, inquiry));
    diagnostics.push(...reportUnreachable(criterion, inquiry));
    const coverage = proveCoverage(criterion, inquiry);
    diagnostics.push(...reportCoverage(criterion, coverage, inquiry));
    criteria.push(proofOf(criterion, findings, coverage));
    if (certificates) why.push(...certificatesOf(criterion, findings, inquiry));
  }
  for (const define of inquiry.model.defines) {
    const value = define.condition ?? define.term;
    if (value !== null && asked.isSound(value)) diagnostics.push(...reportIdleDefine(define, inquiry));
  }
  const { notProved } = asked;
  return {
    criteria,
    notProved,
    diagnostics: diagnostics.map(detached),
    ...(certificates ? { certificates: why } : {}),
  };
}

/** What the version before knew, for the one after, as this one does not ask. */
function carryOver(key: string, { memory }: Inquiry): void {
  const known = memory.before(key);
  if (known !== undefined) memory.keep(key, known);
}

/** What was found of a segment, which depends on its condition and its text only. */
interface KnownSegment {
  readonly file: string;
  readonly start: number;
  readonly found: readonly Diagnostic[];
}

function reportSegments(criterion: Criterion, inquiry: Inquiry): readonly Diagnostic[] {
  const { memberships, memory } = inquiry;
  const key = `segments ${criterion.name}`;
  const before = memory.before<ReadonlyMap<string, KnownSegment>>(key);
  const known = new Map<string, KnownSegment>();
  const diagnostics: Diagnostic[] = [];
  for (const segment of criterion.segments) {
    if (segment.otherwise) continue;
    const { file, span } = segment.declaration;
    const was = before?.get(segment.id);
    const isSame = was !== undefined && memberships.isUnchanged(segment) && was.file === file && mayMove(was.found);
    const found = isSame ? movedAll(was.found, span.start - was.start) : reportSegment(segment, inquiry).map(detached);
    known.set(segment.id, { file, start: span.start, found });
    diagnostics.push(...found);
  }
  memory.keep(key, known);
  return diagnostics;
}

/** Whether a finding says nothing of what stands outside the segment. */
function mayMove(found: readonly Diagnostic[]): boolean {
  return found.every(({ related }) => related.length === 0);
}

function movedAll(found: readonly Diagnostic[], by: number): readonly Diagnostic[] {
  return by === 0 ? found : found.map((diagnostic) => moved(diagnostic, by));
}

function reportSegment(segment: Segment, inquiry: Inquiry): readonly Diagnostic[] {
  if (isEmpty(inquiry, segment)) return reportEmpty(segment, inquiry);
  if (isUniversal(inquiry, segment)) return reportUniversal(segment, inquiry);
  return reportIdleParts(segment, inquiry);
}

function proofOf(criterion: Criterion, findings: OverlapFindings | null, coverage: Coverage): CriterionProof {
  const count = criterion.segments.length;
  const all = (count * (count - 1)) / 2;
  const overlapping = findings?.overlaps.length ?? 0;
  const undecided = findings?.undecided.length ?? 0;
  const total = criterion.overlapping ? 0 : all;
  return {
    criterion: criterion.name,
    pairs: { total, exclusive: total - overlapping - undecided, overlapping, undecided },
    exclusivity: criterion.overlapping ? "not-wanted" : criterion.ordered ? "by-order" : "asked",
    overlaps: (findings?.overlaps ?? []).map(({ first, second, witness, single }) => ({
      segments: [first.id, second.id],
      witness,
      single: single === null ? null : { field: single.field, value: single.value },
    })),
    undecided: (findings?.undecided ?? []).map(({ first, second, undecided: why }) => ({
      segments: [first.id, second.id],
      undecided: why,
    })),
    coverage: shownCoverage(coverage),
  };
}

function shownCoverage(coverage: Coverage): CriterionProof["coverage"] {
  if (coverage.kind !== "gap") return coverage;
  const gaps = coverage.gaps.map(({ witness, region, single }) => ({
    witness,
    region,
    single: single === null ? null : { field: single.field, value: single.value },
  }));
  return { kind: "gap", gaps, found: coverage.found };
}
