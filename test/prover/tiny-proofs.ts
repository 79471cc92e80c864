import { diffPrograms } from "../../language/src/analysis/difference.js";
import { type ProvenWithCertificates, proveProgram } from "../../language/src/analysis/prove.js";
import { createReplay } from "../../language/src/analysis/replay.js";
import type { Certificate, Lemma, Witness } from "../../language/src/analysis/verdict.js";
import type { Model } from "../../language/src/condition/model.js";
import type { Row } from "../../language/src/condition/schema.js";
import { createClock } from "../../language/src/evaluation/clock.js";
import type { Program } from "../../language/src/program.js";
import { createDecoder } from "../../language/src/records/decoder.js";
import { parseJson } from "../../language/src/records/json-text.js";
import { formatDay, parseIsoDay } from "../../language/src/values/calendar.js";
import { readDateTime } from "../../language/src/values/date-reading.js";
import { readProgram } from "../reference/classify.js";
import type { Json } from "../reference/record.js";
import type { Moment } from "../reference/time.js";
import { checkCertificate, checkLemma, conditionsTogether, meetsAll } from "./certificate-checker.js";
import { Findings } from "./findings.js";
import { holdsNaively } from "./naive-conditions.js";
import { membersOf, type Point, pointsOf, programOf, type TinyCase } from "./tiny.js";

/** A point with the row that the decoder makes of its record. */
interface Standing extends Point {
  readonly row: Row;
}

/**
 * Has a whole program of a tiny universe proved, and compares every verdict, witness and certificate with what all of the
 * customers say: as an exclusive criterion, and as one that may overlap; and the difference to the program turned round.
 */
export function checkTinyProofs(tiny: TinyCase): Findings {
  const findings = new Findings();
  const exclusive = programOf(tiny, "");
  if (exclusive.diagnostics.some(({ severity }) => severity === "error")) return findings;
  const { model } = exclusive;
  const points = standingsOf(tiny, exclusive);
  const proofs = proveProgram(exclusive, { certificates: true, ...(tiny.asOf === null ? {} : { asOf: tiny.asOf }) });
  checkPairs(proofs, points, exclusive, findings);
  checkCoverage(proofs, points, exclusive, findings);
  for (const certificate of proofs.certificates ?? []) checkOne(certificate, model, points, findings);
  const overlapping = programOf(tiny, " overlapping");
  const options = tiny.asOf === null ? {} : { asOf: tiny.asOf };
  checkSegments(proveProgram(overlapping, options), points, overlapping, findings);
  checkDifference(tiny, overlapping, points, findings);
  return findings;
}

function standingsOf(tiny: TinyCase, program: Program): readonly Standing[] {
  return pointsOf(tiny, program, program.model).map((point) => ({
    ...point,
    row: decoded(point.record, program.model, point),
  }));
}

function decoded(record: Json, model: Model, { moment }: Pick<Point, "moment">): Row {
  const clock = createClock(model.settings, { asOf: moment.today });
  const parsed = parseJson(JSON.stringify(record));
  const result = parsed.kind === "value" ? createDecoder(model, clock).decode(parsed.value) : null;
  if (result?.kind !== "accepted") throw new Error(`refused: ${JSON.stringify(record)}`);
  return result.row;
}

function say(findings: Findings, isWrong: boolean, what: () => string): void {
  findings.compared += 1;
  if (isWrong) findings.disagreements.push(what());
}

const indexOf = (id: string): number => Number(id.slice("K.S".length));

function checkPairs(
  proofs: ProvenWithCertificates,
  points: readonly Standing[],
  program: Program,
  findings: Findings,
): void {
  const [proof] = proofs.criteria;
  const count = program.model.criteria[0]!.segments.length;
  const overlaps = new Map(proof!.overlaps.map((overlap) => [overlap.segments.join(), overlap]));
  const undecided = new Set(proof!.undecided.map(({ segments }) => segments.join()));
  for (let first = 0; first < count; first += 1) {
    for (let second = first + 1; second < count; second += 1) {
      const key = [`K.S${first}`, `K.S${second}`].join();
      const shared = points.find(({ members }) => members[first] && members[second]);
      const overlap = overlaps.get(key);
      if (undecided.has(key)) continue;
      say(
        findings,
        overlap === undefined && shared !== undefined,
        () => `${key} are called apart, but ${shown(shared!)}`,
      );
      if (overlap === undefined) continue;
      checkWitness(overlap.witness, `overlap of ${key}`, [first, second], [], program, findings);
      const { single } = overlap;
      if (single === null) continue;
      const values = new Set(
        points
          .filter(({ members }) => members[first] && members[second])
          .map(({ record }) => JSON.stringify(valueAt(record, single.field))),
      );
      say(
        findings,
        values.size > 1,
        () => `${key} are said to share only ${single.field} = ${single.value}: ${[...values]}`,
      );
    }
  }
}

function valueAt(record: Json, path: string): Json | undefined {
  let value: Json | undefined = record;
  for (const name of path.split(".")) value = (value as { readonly [key: string]: Json } | undefined)?.[name];
  return value;
}

function checkCoverage(
  proofs: ProvenWithCertificates,
  points: readonly Standing[],
  program: Program,
  findings: Findings,
): void {
  const [proof] = proofs.criteria;
  const outside = points.find(({ members }) => !members.includes(true));
  const { coverage } = proof!;
  if (coverage.kind === "undecided") return;
  say(findings, coverage.kind === "complete" && outside !== undefined, () => `called complete, but ${shown(outside!)}`);
  if (coverage.kind !== "gap") return;
  const all = program.model.criteria[0]!.segments.map((_, index) => index);
  for (const { witness } of coverage.gaps) checkWitness(witness, "gap", [], all, program, findings);
}

/** Empty, always true and subsumed segments, by what is reported. */
function checkSegments(
  { diagnostics }: ProvenWithCertificates,
  points: readonly Standing[],
  program: Program,
  findings: Findings,
): void {
  const { text } = program.files[0]!;
  const { segments } = program.model.criteria[0]!;
  for (const { rule, location } of diagnostics) {
    const name = text.slice(location.span.start, location.span.end);
    const index = segments.findIndex((segment) => segment.name === name);
    if (index === -1) continue;
    const inside = points.filter(({ members }) => members[index]);
    if (rule === "empty-segment")
      say(findings, inside.length > 0, () => `${name} is called empty, but ${shown(inside[0]!)}`);
    if (rule === "universal-segment") {
      const other = points.find(({ members }) => !members[index]);
      say(findings, other !== undefined, () => `${name} is called always true, but not of ${shown(other!)}`);
    }
    if (rule === "subsumed-segment") {
      const alone = inside.find(({ members }) => members.filter(Boolean).length === 1);
      say(findings, alone !== undefined, () => `${name} is said to lie within others, but ${shown(alone!)}`);
    }
  }
}

/** The same program with each condition given to the segment before it. */
function checkDifference(tiny: TinyCase, before: Program, points: readonly Standing[], findings: Findings): void {
  const [first, ...rest] = tiny.conditions;
  const after = programOf({ ...tiny, conditions: [...rest, first!] }, " overlapping");
  const options = tiny.asOf === null ? {} : { asOf: tiny.asOf };
  const { criteria } = diffPrograms(before.model, after.model, options);
  const count = tiny.conditions.length;
  for (const { from, to, verdict } of criteria[0]!.moves) {
    if (verdict.kind === "undecided") continue;
    const index = indexOf((from ?? to)!);
    const moved = points.find(
      ({ members }) => members[index] === (from !== null) && members[(index + 1) % count] === (to !== null),
    );
    const move = `${from ?? "none"} to ${to ?? "none"}`;
    say(
      findings,
      verdict.kind === "nobody" && moved !== undefined,
      () => `nobody is said to move from ${move}, but ${shown(moved!)}`,
    );
    if (verdict.kind !== "somebody") continue;
    const { witness } = verdict;
    const old = from === null ? [[], [index]] : [[index], []];
    checkWitness(witness, `who moves from ${move}, before`, old[0]!, old[1]!, before, findings);
    checkWitness(witness, `who moves from ${move}, after`, old[1]!, old[0]!, after, findings);
  }
}

/** By the reference, and again by the classifier of production. */
function checkWitness(
  witness: Witness,
  what: string,
  inside: readonly number[],
  outside: readonly number[],
  program: Program,
  findings: Findings,
): void {
  const { model } = program;
  const { today } = model.settings;
  const moment = momentOf(witness.asOf ?? formatDay(today.earliest), model);
  const reference = readProgram(program.files);
  const record = witness.record as unknown as Json;
  const { segments } = model.criteria[0]!;
  const members = membersOf(reference, record, moment, segments.length);
  const isReal =
    reference.isAllowed(record, moment) &&
    inside.every((index) => members[index]) &&
    !outside.some((index) => members[index]);
  say(findings, !isReal, () => `the witness of ${what} is none: ${JSON.stringify(record)} at ${witness.asOf}`);
  const replay = createReplay(model);
  const example = { row: decoded(record, model, { moment }), today: moment.today, now: moment.now };
  const isReplayed =
    inside.every((index) => replay.holdsIn(example, `K.S${index}`)) &&
    !outside.some((index) => replay.holdsIn(example, `K.S${index}`));
  say(findings, !isReplayed, () => `the witness of ${what} is not replayed: ${JSON.stringify(record)}`);
}

/** The moment that `--as-of` would mean: of a day its last instant, else the instant itself. */
function momentOf(asOf: string, model: Model): Moment {
  const day = parseIsoDay(asOf);
  if (day !== null) return createClock(model.settings, { asOf: day });
  return createClock(model.settings, { now: readDateTime(asOf, null, createClock(model.settings).zone)! });
}

function checkOne(certificate: Certificate, model: Model, points: readonly Standing[], findings: Findings): void {
  const check = checkCertificate(certificate, model, [...new Set(points.map(({ moment }) => moment.today))]);
  const of = `the certificate of ${certificate.segments.join(" and ")}`;
  say(findings, check.kind === "rejected", () => `${of} is rejected: ${check.kind === "rejected" ? check.why : ""}`);
  for (const lemma of certificate.lemmas) {
    const against = pointAgainst(lemma, model, points);
    say(findings, against !== undefined, () => `${of} says "${lemma.text}", but ${shown(against!)}`);
    checkEvaluation(lemma, model, points, findings);
    checkTampered(lemma, model, points, findings);
  }
}

function pointAgainst(lemma: Lemma, model: Model, points: readonly Standing[]): Standing | undefined {
  const together = conditionsTogether(lemma, model);
  return points.find(({ row, moment }) => meetsAll(together, model.schema!.record, row, moment));
}

/** The plain walk over typed conditions that checks lemmas is held against production, which is held against the reference. */
function checkEvaluation({ together }: Lemma, model: Model, points: readonly Standing[], findings: Findings): void {
  const replay = createReplay(model);
  for (const { condition } of together) {
    for (const { row, moment } of points.filter((_, index) => index % 17 === 0)) {
      const naive = holdsNaively(condition, { schema: model.schema!.record, row, moment });
      const { today, now } = moment;
      const production = replay.confirmCondition({ row, today, now }, [condition], []);
      say(
        findings,
        naive !== production,
        () => `a condition is read in two ways for ${JSON.stringify(row)} on day ${today}`,
      );
    }
  }
}

/** Lemmas with one condition less, or one turned into its opposite: those that are wrong must be rejected. */
function checkTampered(lemma: Lemma, model: Model, points: readonly Standing[], findings: Findings): void {
  for (const index of lemma.together.keys()) {
    const turned = lemma.together.map((each, at) => (at === index ? { ...each, holds: !each.holds } : each));
    for (const together of [lemma.together.filter((_, at) => at !== index), turned]) {
      const tampered = { ...lemma, together };
      const against = pointAgainst(tampered, model, points);
      if (against === undefined) continue;
      const check = checkLemma(tampered, model, [against.moment.today]);
      say(
        findings,
        check.kind === "proved",
        () => `a wrong lemma is accepted: ${JSON.stringify(together)}, but ${shown(against)}`,
      );
    }
  }
}

function shown({ record, moment }: Point): string {
  return `on ${formatDay(moment.today)} there is ${JSON.stringify(record)}`;
}
