import type { ZodType } from "zod";
import type { Criterion, Model } from "./condition/model.js";
import type { Row } from "./condition/schema.js";
import type { Diagnostic } from "./diagnostics/diagnostic.js";
import { type Classifier, createClassifier, type Outcome } from "./evaluation/classifier.js";
import { type Clock, createClock } from "./evaluation/clock.js";
import { type ExplanationNode, explain } from "./evaluation/explain.js";
import { analyseProgram, type ListFileResult } from "./program.js";
import { createDecoder, type Decoder } from "./records/decoder.js";
import type { JsonValue } from "./records/json-value.js";
import type { Rejection } from "./records/rejection.js";
import { type CustomerRecord, customerZodSchema } from "./records/zod-schema.js";
import { parseIsoDay } from "./values/calendar.js";
import { createZone } from "./values/zone.js";

export interface CompileOptions {
  /** The texts of files that `list … from` names, by path from the program's root: `{ "rural.txt": "Natanz\nAbyaneh" }`. */
  readonly lists?: Readonly<Record<string, string>>;
  /** The text of `seg.json`. */
  readonly config?: string;
  /** Demand that every segment is placed in a declared criterion. */
  readonly strict?: boolean;
  /** What `today` is: `"2026-11-22"`; the day counts whole. By default the present day. */
  readonly asOf?: string;
  /** What `now` is, in milliseconds since 1970-01-01T00:00Z; for tests. Not together with `asOf`. */
  readonly now?: number;
  /** IANA name; in place of the one in `seg.json`. */
  readonly timeZone?: string;
}

/** A compiled program: its findings, and what it makes of customers. */
export interface CompiledProgram {
  /** All findings, sorted by file and position. */
  readonly diagnostics: readonly Diagnostic[];
  /** Without errors. Only then can customers be classified: half a program would put them in wrong places. */
  readonly ok: boolean;
  readonly model: Model;
  /** What `today` and `now` are, fixed when the program was compiled. */
  readonly clock: Clock;
  /**
   * Checks a customer against the `customer` block and the `require` rules, and says where it belongs.
   * @param customer a plain object, as `JSON.parse` gives it.
   */
  classify(customer: unknown): Classification;
  /**
   * Why a customer is in a segment or is not: every condition with the values seen.
   * @param segment `"High"`, or `"Income.High"` where several criteria have one so named.
   */
  explain(customer: unknown, segment: string): Explanation;
  /** A zod schema that accepts the customers `classify` accepts, with the same reasons for those it rejects. */
  readonly customerSchema: ZodType<CustomerRecord, unknown>;
  /** The same program on another day; nothing is checked again. */
  at(options: Pick<CompileOptions, "asOf" | "now">): CompiledProgram;
}

export type Classification =
  | {
      readonly kind: "accepted";
      /** The value of the `key` field, or null if the program has none. */
      readonly key: string | null;
      /**
       * Criterion → segment. Null: in none of them. An array: all of an `overlapping` criterion. The object has no
       * prototype, so any name is safe to look up.
       */
      readonly segments: Readonly<Record<string, string | readonly string[] | null>>;
      /** Exclusive criteria with several segments that hold; such a customer is in none of them. */
      readonly ambiguous: Readonly<Record<string, readonly string[]>>;
    }
  | RejectedCustomer;

export type Explanation = { readonly kind: "accepted"; readonly explanation: ExplanationNode } | RejectedCustomer;

export interface RejectedCustomer {
  readonly kind: "rejected";
  readonly key: string | null;
  /** At least one: path, value, reason, code. */
  readonly reasons: readonly Rejection[];
}

/**
 * Compiles a program of Seg. Never throws for what is in the files: look at `ok` and `diagnostics`.
 *
 * @example
 * ```ts
 * const program = compile({
 *   "shop.seg": `
 *     customer { id: text key  city: text folded  income: number 0.. }
 *     criterion Income {
 *       segment High where income >= 80_000
 *       otherwise Other
 *     }`,
 * });
 * if (!program.ok) throw new Error(program.diagnostics[0]?.message);
 * program.classify({ id: "1", city: "Tehran", income: 90_000 });
 * // { kind: "accepted", key: "1", segments: { Income: "High" }, ambiguous: {} }
 * ```
 *
 * @param files text by path from the program's root, with `/` between folders.
 * @throws RangeError if `asOf` is no day or `timeZone` no zone.
 */
export function compile(files: Readonly<Record<string, string>>, options: CompileOptions = {}): CompiledProgram {
  const { model, diagnostics } = analyseProgram({
    files: Object.entries(files).map(([path, text]) => ({ path, text })),
    config: options.config === undefined ? null : { path: "seg.json", text: options.config },
    readList: (fromFile, path) => findList(options.lists ?? {}, fromFile, path),
    strict: options.strict ?? false,
  });
  return programOn(model, diagnostics, options);
}

function programOn(model: Model, diagnostics: readonly Diagnostic[], options: CompileOptions): CompiledProgram {
  const ok = diagnostics.every(({ severity }) => severity !== "error");
  const clock = clockFrom(model, options);
  // Made when they are first needed: an editor that only wants findings pays for none of them.
  let decoder: Decoder | undefined;
  let classifier: Classifier | undefined;
  let schema: ZodType<CustomerRecord, unknown> | undefined;
  const demandOk = (): void => {
    if (ok) return;
    const first = diagnostics.find(({ severity }) => severity === "error");
    throw new Error(`The program has errors, so it cannot classify customers. The first: ${first?.message}`);
  };
  const decode = (customer: unknown) => {
    demandOk();
    decoder ??= createDecoder(model, clock);
    return decoder.decode(customer as JsonValue);
  };
  return {
    diagnostics,
    ok,
    model,
    clock,
    classify(customer) {
      const decoded = decode(customer);
      if (decoded.kind === "rejected") return decoded;
      classifier ??= createClassifier(model, clock);
      return { kind: "accepted", key: decoded.key, ...named(model, classifier, decoded.row) };
    },
    explain(customer, name) {
      const segment = findSegment(model, name);
      const decoded = decode(customer);
      if (decoded.kind === "rejected") return decoded;
      return { kind: "accepted", explanation: explain(segment, decoded.row, model, clock) };
    },
    get customerSchema() {
      schema ??= customerZodSchema(model, clock);
      return schema;
    },
    at({ asOf, now }) {
      const { asOf: _day, now: _instant, ...rest } = options;
      const day = { ...(asOf === undefined ? {} : { asOf }), ...(now === undefined ? {} : { now }) };
      return programOn(model, diagnostics, { ...rest, ...day });
    },
  };
}

function clockFrom(model: Model, { asOf, now, timeZone }: CompileOptions): Clock {
  if (timeZone !== undefined && createZone(timeZone) === null) {
    throw new RangeError(
      `There is no time zone ${JSON.stringify(timeZone)}; write an IANA name such as "Asia/Tehran".`,
    );
  }
  const settings = { ...model.settings, ...(timeZone === undefined ? {} : { timeZone }) };
  if (asOf === undefined) return createClock(settings, now === undefined ? {} : { now });
  const day = parseIsoDay(asOf);
  if (day === null) throw new RangeError(`${JSON.stringify(asOf)} is no day; write it as "2026-11-22".`);
  return createClock(settings, { asOf: day });
}

/** A list file by its path from the root, or as it is written in the program. */
function findList(lists: Readonly<Record<string, string>>, fromFile: string, written: string): ListFileResult {
  const path = resolved(fromFile, written);
  if (path === null) return { kind: "outside" };
  const found = [path, written].find((candidate) => Object.hasOwn(lists, candidate));
  return found === undefined ? { kind: "absent" } : { kind: "text", path, text: lists[found]! };
}

/** Null if it leads out of the program's root. */
function resolved(fromFile: string, written: string): string | null {
  const parts = fromFile.split("/").slice(0, -1);
  for (const part of written.split(/[\\/]/)) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join("/");
}

function findSegment(model: Model, name: string) {
  const segments = model.criteria.flatMap((criterion) => criterion.segments);
  const [found, ...more] = segments.filter((segment) => segment.id === name || segment.name === name);
  const exact = segments.find((segment) => segment.id === name);
  if (exact !== undefined) return exact;
  if (found === undefined) throw new RangeError(`The program has no segment ${JSON.stringify(name)}.`);
  if (more.length > 0) {
    const ids = [found, ...more].map(({ id }) => JSON.stringify(id)).join(", ");
    throw new RangeError(`Several segments are called ${JSON.stringify(name)}; say which: ${ids}.`);
  }
  return found;
}

function named(model: Model, classifier: Classifier, row: Row) {
  const segments: Record<string, string | readonly string[] | null> = Object.create(null);
  const ambiguous: Record<string, readonly string[]> = Object.create(null);
  const outcomes = classifier.classify(row);
  for (const [index, criterion] of model.criteria.entries()) {
    const outcome = outcomes[index]!;
    const names = namesOf(criterion, outcome);
    if (criterion.overlapping) segments[criterion.name] = names;
    else segments[criterion.name] = typeof outcome === "number" ? (names[0] ?? null) : null;
    if (!criterion.overlapping && names.length > 1) ambiguous[criterion.name] = names;
  }
  return { segments, ambiguous };
}

function namesOf({ segments }: Criterion, outcome: Outcome): readonly string[] {
  const indexes = typeof outcome === "number" ? (outcome === -1 ? [] : [outcome]) : outcome;
  return indexes.map((index) => segments[index]!.name);
}
