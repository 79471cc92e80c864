import type { Criterion, Model, Segment } from "../condition/model.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { atOnce, type Gradual } from "../logic/gradual.js";
import type { Space } from "../logic/logic.js";
import { createSpace, type SpaceOptions } from "../logic/space.js";
import type { SourceFile } from "../source/source.js";
import { certificatesOf } from "./certificate.js";
import { proveCoverage } from "./coverage.js";
import { proofOf } from "./criterion-proof.js";
import { type Inquiry, isEmpty, isUniversal, noFacts } from "./inquiry.js";
import { keepCriterion, keepPart, recallCriterion, recallPart } from "./known-criteria.js";
import { KnownConditions, Memberships } from "./memberships.js";
import { Memory } from "./memory.js";
import { proveOverlaps } from "./overlaps.js";
import { Placing } from "./placing.js";
import { PlainBoxes } from "./plain-boxes.js";
import { ProgramText, type ReadList } from "./program-text.js";
import {
  createProofMemory,
  madeWith,
  memoryOf,
  type ProofMemory,
  type Remains,
  remainsOf,
  remember,
} from "./proof-memory.js";
import { createReplay, type Replay } from "./replay.js";
import { reportCoverage } from "./report-coverage.js";
import { detached, moved, reportIdleDefine, reportIdleParts } from "./report-effect.js";
import { reportOverlaps } from "./report-overlaps.js";
import { reportEmpty, reportSubsumed, reportUniversal, reportUnreachable } from "./report-segments.js";
import { saidAlready } from "./said-already.js";
import { universeKey, universeModel } from "./universe-key.js";
import { type Askable, askable } from "./unproved.js";
import type { Certificate, CriterionProof, Proofs } from "./verdict.js";
import { witnessOf } from "./witness.js";

/** What a proof reads of a program. */
export interface ProvableProgram {
  readonly model: Model;
  readonly files: readonly SourceFile[];
  /** All that the check found, with the severities of the rules. */
  readonly findings: readonly Diagnostic[];
  readonly input: { readonly strict?: boolean; readonly readList?: ReadList };
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
  /** In place of `previous`, of all versions of the program: also of those of which no proof came to its end. */
  readonly memory?: ProofMemory;
  /** Say why segments are apart, too. */
  readonly certificates?: boolean;
  /** Steps that one question may cost. */
  readonly budget?: number;
}

export interface ProvenWithCertificates extends Proofs {
  /** Of all pairs that are proved apart, and of all empty segments, where they were asked for. */
  readonly certificates?: readonly Certificate[];
}

/**
 * Proves what can be proved of every criterion: see verdict.ts. Never guesses, and never throws. At once: an editor uses
 * `proveGradually`.
 */
export function proveProgram(program: ProvableProgram, options: ProveOptions = {}): ProvenWithCertificates {
  return atOnce(proveGradually(program, options));
}

/**
 * As `proveProgram`, piece by piece: gives control back before each question to logic and every millisecond or so of a search
 * for gaps. One question takes well under a millisecond as a rule, and at its worst what its budget allows: about half a
 * second with the usual one.
 *
 * It may be given up at any `yield`, by `return()` or by not going on. With one `memory` for all versions of a program,
 * nothing is lost then: the next proof goes on with all that was decided (of a criterion's coverage, once it is decided
 * as a whole). An editor does this at each change, after the text was still for a moment:
 *
 * 1. `running.return()`, if a proof is under way: it reads the program as it was, which step 2 takes over.
 * 2. `program = analyseProgram(input, program)`, and shows `program.diagnostics`.
 * 3. `running = proveGradually(program, { memory })`, and calls `running.next()` in slices of a few milliseconds, other
 *    requests in between (`setImmediate`), until it is `done`; then shows `reportFindings(program, value.diagnostics)`.
 */
export function proveGradually(
  program: ProvableProgram,
  options: ProveOptions = {},
): Generator<void, ProvenWithCertificates, void> {
  return proveGraduallyWith(createSpace, program, options);
}

/** As `proveProgram`, in a space of the caller's making. */
export function proveWith(
  makeSpace: SpaceFactory,
  program: ProvableProgram,
  options: ProveOptions = {},
): ProvenWithCertificates {
  return atOnce(proveGraduallyWith(makeSpace, program, options));
}

/** Both: piece by piece, in a space of the caller's making. */
export function* proveGraduallyWith(
  makeSpace: SpaceFactory,
  program: ProvableProgram,
  options: ProveOptions,
): Gradual<ProvenWithCertificates> {
  const memory = options.memory ?? (options.previous && memoryOf(options.previous)) ?? createProofMemory();
  const model = modelAsOf(program.model, options.asOf);
  const asked = askable(model, program.findings);
  if (asked.notProved?.criteria === null) {
    return madeWith(memory, { criteria: [], diagnostics: [], notProved: asked.notProved });
  }
  const key = `${universeKey(model)} ${options.budget ?? ""}`;
  const now = remainsOf(memory, key) ?? freshRemains(key, makeSpace, universeModel(model), options);
  if (now === null) return madeWith(memory, { criteria: [], diagnostics: [], notProved: null });
  remember(memory, now);
  now.space.renew();
  now.memory.begin();
  now.known.begin();
  const strict = options.strict ?? program.input.strict ?? false;
  const inquiry = inquiryOf({ ...program, model }, now, strict);
  const proofs = yield* proveAll(asked, inquiry, options.certificates ?? false);
  now.memory.end();
  now.known.end();
  now.replay.rest();
  return madeWith(memory, proofs);
}

function freshRemains(key: string, makeSpace: SpaceFactory, model: Model, options: ProveOptions): Remains | null {
  const replay = createReplay(model);
  const space = spaceOf(makeSpace, model, replay, options);
  if (space === null) return null;
  const plain = new PlainBoxes(model, space);
  const rest = { facts: noFacts(), memory: new Memory(), known: new KnownConditions() };
  return { key, replay, space, plain, ...rest };
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
  const known = { facts: noFacts(), memory: new Memory(), known: new KnownConditions() };
  const plain = new PlainBoxes(model, space);
  const inquiry = inquiryOf(program, { key: "", space, replay, plain, ...known }, false);
  const exclusive = model.criteria.filter((criterion) => {
    if (criterion.ordered || criterion.overlapping) return false;
    const { overlaps, undecided, unlooked } = atOnce(proveOverlaps(criterion, inquiry));
    return overlaps.length === 0 && undecided.length === 0 && unlooked === 0;
  });
  return new Set(exclusive.map(({ name }) => name));
}

function inquiryOf(program: ProvableProgram, remains: Remains, strict: boolean): Inquiry {
  const { model } = program;
  const { replay, space, plain, facts, memory, known } = remains;
  return {
    model,
    text: new ProgramText(program.files, (from, path) => program.input.readList?.(from, path) ?? { kind: "absent" }),
    strict,
    isSaid: saidAlready(program.findings),
    space,
    plain,
    facts,
    memberships: new Memberships(model, known),
    memory,
    confirms: (example, holds, fails) => replay.confirmCondition(example, holds, fails),
    placing: (criterion, segments) => new Placing(model, replay, criterion, segments),
    witnessOf: (example, conditions) => witnessOf(example, model, conditions),
  };
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
const REMEMBERED = ["pairs", "coverage"] as const;

function* proveAll(asked: Askable, inquiry: Inquiry, certificates: boolean): Gradual<ProvenWithCertificates> {
  const criteria: CriterionProof[] = [];
  const diagnostics: Diagnostic[] = [];
  const why: Certificate[] = [];
  for (const criterion of inquiry.model.criteria) {
    if (!asked.isSound(criterion)) {
      for (const kind of REMEMBERED) inquiry.memory.carry(`${kind} ${criterion.name}`);
      const part = asked.soundPart(criterion);
      const known = recallPart(part, inquiry);
      const found = known ?? (yield* reportPart(part, inquiry)).map(detached);
      if (known === null) keepPart(part, found, inquiry);
      for (const diagnostic of found) diagnostics.push(diagnostic);
      continue;
    }
    const known = certificates ? null : recallCriterion(criterion, inquiry);
    if (known !== null) {
      for (const kind of REMEMBERED) inquiry.memory.carry(`${kind} ${criterion.name}`);
      criteria.push(known.proof);
      for (const diagnostic of known.diagnostics) diagnostics.push(diagnostic);
      continue;
    }
    const found: Diagnostic[] = [...(yield* reportSegments(criterion, inquiry))];
    const isExclusive = !criterion.ordered && !criterion.overlapping;
    const findings = isExclusive ? yield* proveOverlaps(criterion, inquiry) : null;
    if (findings !== null) found.push(...(yield* reportOverlaps(criterion, findings, inquiry)));
    if (criterion.overlapping) found.push(...(yield* reportSubsumed(criterion, inquiry)));
    found.push(...(yield* reportUnreachable(criterion, inquiry)));
    const coverage = yield* proveCoverage(criterion, inquiry);
    found.push(...reportCoverage(criterion, coverage, inquiry));
    const proved = { proof: proofOf(criterion, findings, coverage), diagnostics: found.map(detached) };
    keepCriterion(criterion, proved, inquiry);
    criteria.push(proved.proof);
    diagnostics.push(...proved.diagnostics);
    if (certificates) why.push(...(yield* certificatesOf(criterion, findings, inquiry)));
  }
  for (const define of inquiry.model.defines) {
    const value = define.condition ?? define.term;
    if (value !== null && asked.isSound(value)) diagnostics.push(...(yield* reportIdleDefine(define, inquiry)));
  }
  const { notProved } = asked;
  return {
    criteria,
    notProved,
    diagnostics,
    ...(certificates ? { certificates: why } : {}),
  };
}

/** Of a criterion that is not whole: what is found of each segment and of any two. Nothing is claimed of all of them. */
function* reportPart(part: Criterion, inquiry: Inquiry): Gradual<readonly Diagnostic[]> {
  const found = yield* reportSegments(part, inquiry);
  if (part.ordered || part.overlapping || part.segments.length < 2) return found;
  const findings = yield* proveOverlaps(part, inquiry);
  return [...found, ...(yield* reportOverlaps(part, { ...findings, undecided: [] }, inquiry))];
}

function* reportSegments(criterion: Criterion, inquiry: Inquiry): Gradual<readonly Diagnostic[]> {
  const { memberships, facts } = inquiry;
  const diagnostics: Diagnostic[] = [];
  for (const segment of criterion.segments) {
    if (segment.otherwise) continue;
    const { file, span } = segment.declaration;
    const own = memberships.own(segment);
    const known = facts.segments.get(segment);
    if (known?.own === own && known.file === file) {
      diagnostics.push(...movedAll(known.found, span.start - known.start));
      continue;
    }
    yield;
    const found = (yield* reportSegment(segment, inquiry)).map(detached);
    if (mayMove(found)) facts.segments.set(segment, { own, file, start: span.start, found });
    diagnostics.push(...found);
  }
  return diagnostics;
}

/** Whether a finding says nothing of what stands outside the segment. */
function mayMove(found: readonly Diagnostic[]): boolean {
  return found.every(({ related }) => related.length === 0);
}

function movedAll(found: readonly Diagnostic[], by: number): readonly Diagnostic[] {
  return by === 0 ? found : found.map((diagnostic) => moved(diagnostic, by));
}

function* reportSegment(segment: Segment, inquiry: Inquiry): Gradual<readonly Diagnostic[]> {
  if (yield* isEmpty(inquiry, segment)) return yield* reportEmpty(segment, inquiry);
  if (yield* isUniversal(inquiry, segment)) return reportUniversal(segment, inquiry);
  return yield* reportIdleParts(segment, inquiry);
}
