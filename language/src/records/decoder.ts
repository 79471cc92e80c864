import type { Model, Require } from "../condition/model.js";
import type { CustomerSchema, Field, Row, Scalar } from "../condition/schema.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { dataRules } from "../diagnostics/rules/data.js";
import type { Clock } from "../evaluation/clock.js";
import { compileCondition } from "../evaluation/predicate.js";
import type { WrittenTexts } from "../evaluation/written-texts.js";
import { LineIndex } from "../source/line-index.js";
import type { SourceFile } from "../source/source.js";
import { formatDay } from "../values/calendar.js";
import { formatInstant } from "../values/zone.js";
import { type CellDecoder, createCellDecoder } from "./cell-decoder.js";
import type { CellForm } from "./cell-form.js";
import { jsonRowReader } from "./json-row.js";
import { isJsonObject, type JsonObject, type JsonValue, ownProperty, shown, spelling } from "./json-value.js";
import { dataName, type Occurrence, type OccurrenceCount } from "./occurrence.js";
import type { ReadingContext } from "./reading-context.js";
import { type Rejection, Rejections } from "./rejection.js";
import { createRecordScanner, type RecordScanner, type ScannerOptions } from "./scan/record-scanner.js";
import { kindOf } from "./value-kinds.js";

export type Decoded = Accepted | Rejected;

export interface Accepted {
  readonly kind: "accepted";
  readonly row: Row;
  /** As it goes into output: a text as the data have it (not folded). Null without a `key` field. */
  readonly key: string | null;
  /** What makes keys the same: a folded text is compared folded. Null without a `key` field. */
  readonly identity: Scalar | null;
}

export interface Rejected {
  readonly kind: "rejected";
  /** The key as far as it could be read. */
  readonly key: string | null;
  /** At least one. */
  readonly reasons: readonly Rejection[];
}

/** Turns the records of one file into rows. It keeps count of the keys that occur, so use one per file. */
export interface Decoder {
  readonly schema: CustomerSchema | null;
  /** A record as JSON has it. Never throws, whatever the value. */
  decode(value: JsonValue | undefined): Decoded;
  /** A decoder for the rows below this header; for CSV, if nothing else is said. */
  cellDecoder(header: readonly string[], form?: CellForm): CellDecoder;
  /**
   * Reads records from UTF-8 as far as it is sure of them, to go on with `decode` where it is not; null where it never
   * would be.
   */
  scanner(options: Pick<ScannerOptions, "toText" | "isRead" | "beginning">): RecordScanner | null;
  /** Which keys occurred in the JSON records so far, for a decoder that reads others of the same file. */
  occurrences(): readonly OccurrenceCount[];
  addOccurrences(counts: readonly OccurrenceCount[]): void;
  /** After the last JSON record: a message for each declared key that never occurred. */
  missingKeys(): readonly Diagnostic[];
}

export interface DecoderOptions {
  /** The texts of the program, to say in which line a broken `require` stands. */
  readonly files?: readonly SourceFile[];
  /** Takes note of how folded texts are written. Whoever hands it in clears it between records. */
  readonly written?: WrittenTexts;
}

/**
 * The decoder and validator of customer records: generated from the `customer` block and the `require` rules of the
 * model. A row it accepts has every value in its type, domain and step, and breaks no rule.
 */
export function createDecoder(model: Model, clock: Clock, options: DecoderOptions = {}): Decoder {
  const { written } = options;
  const context: ReadingContext = { model, clock, rejections: new Rejections(), ...(written && { written }) };
  const occurrences: Occurrence[] = [];
  const { schema } = model;
  const readRow = jsonRowReader(schema?.record ?? { kind: "record", fields: [] }, [], context, occurrences);
  const keyOf = schema === null ? null : keyReader(schema);
  const checkRequires = requireCheck(model, clock, options.files ?? [], context.rejections);
  const finish = (row: Row, key: string | null, identity: Scalar | null): Decoded => {
    if (context.rejections.list.length === 0) checkRequires.reject(row);
    if (context.rejections.list.length > 0) return { kind: "rejected", key, reasons: context.rejections.take() };
    return { kind: "accepted", row, key, identity };
  };

  return {
    schema,
    decode(value) {
      if (!isJsonObject(value)) {
        const found = value === null || value === undefined ? "null" : kindOf(value);
        context.rejections.add(dataRules.notAnObject, { found }, value);
        return { kind: "rejected", key: null, reasons: context.rejections.take() };
      }
      const row = readRow(value);
      if (keyOf === null) return finish(row, null, null);
      const identity = keyOf.identity(row);
      return finish(row, identity === null ? null : keyOf.text(identity, keyOf.raw(value)), identity);
    },
    cellDecoder(header, form) {
      return createCellDecoder(header, context, keyOf, finish, form);
    },
    scanner(options) {
      const breaksRule = (row: Row) => !checkRequires.hold(row);
      const keyText = (identity: Scalar) => keyOf?.text(identity, null) ?? "";
      return createRecordScanner(context, { ...options, key: schema?.key ?? null, occurrences, breaksRule, keyText });
    },
    occurrences: () => occurrences.map((occurrence) => occurrence.count()),
    addOccurrences(counts) {
      for (const [index, occurrence] of occurrences.entries()) occurrence.add(counts[index]!);
    },
    missingKeys() {
      return occurrences.flatMap((occurrence) => occurrence.missingKeys(context));
    },
  };
}

/** Finishes a row that was read without rejections so far: checks the rules, and hands over. */
export type FinishRow = (row: Row, key: string | null, identity: Scalar | null) => Decoded;

export interface KeyReader {
  readonly field: Field;
  /** Null if it was missing or rejected. */
  identity(row: Row): Scalar | null;
  /** The text for output; `raw` is how the data spell it. */
  text(identity: Scalar, raw: string | null): string;
  raw(object: JsonObject): string | null;
}

function keyReader(schema: CustomerSchema): KeyReader | null {
  const field = schema.key;
  if (field === null || field.slot === null) return null;
  const slot = `f${field.slot}` as const;
  const names = dataPath(schema, field);
  return {
    field,
    identity: (row) => (row[slot] as Scalar | undefined) ?? null,
    text(identity, raw) {
      if (field.type.kind === "text") return raw ?? String(identity);
      if (field.type.kind === "date") return formatDay(Number(identity));
      if (field.type.kind === "datetime") return formatInstant(Number(identity));
      return String(identity);
    },
    raw(object) {
      let value: JsonValue | undefined = object;
      for (const name of names) value = isJsonObject(value) ? ownProperty(value, name) : undefined;
      return value === undefined ? null : spelling(value);
    },
  };
}

/** The names in the data that lead from the customer to a field. */
function dataPath(schema: CustomerSchema, wanted: Field): string[] {
  const names: string[] = [];
  let { fields } = schema.record;
  for (const name of wanted.path) {
    const field = fields.find((candidate) => candidate.name === name);
    names.push(field === undefined ? name : dataName(field));
    fields = field?.type.kind === "record" ? field.type.fields : [];
  }
  return names;
}

interface RequireCheck {
  /** Adds a rejection for each `require` the row breaks, with the values of the fields it reads. */
  reject(row: Row): void;
  /** Whether it breaks none. */
  hold(row: Row): boolean;
}

function requireCheck(model: Model, clock: Clock, files: readonly SourceFile[], rejections: Rejections): RequireCheck {
  const rules = model.requires.map((require) => ({
    holds: compileCondition(require.condition, model, clock),
    parameters: { text: require.text, place: placeOf(require, files) },
    fields: model.schema?.record.fields.filter((field) => require.reads.includes(field.name)) ?? [],
  }));
  return {
    hold: (row) => rules.every(({ holds }) => holds(row)),
    reject(row) {
      for (const { holds, parameters, fields } of rules) {
        if (holds(row)) continue;
        rejections.add(dataRules.brokenRequire, parameters, undefined);
        const last = rejections.list.length - 1;
        const value = fields.map((field) => `${field.name}: ${valueInWords(field, row)}`).join(", ");
        rejections.list[last] = { ...rejections.list[last]!, value };
      }
    },
  };
}

function placeOf({ location }: Require, files: readonly SourceFile[]): string | null {
  const file = files.find(({ path }) => path === location.file);
  if (file === undefined) return null;
  return `${file.path}, line ${new LineIndex(file.text).position(location.span.start).line + 1}`;
}

function valueInWords(field: Field, row: Row): string {
  if (field.type.kind === "record") return "{…}";
  const value = field.slot === null ? undefined : row[`f${field.slot}`];
  if (value === undefined) return "missing";
  if (Array.isArray(value)) return `${value.length} element${value.length === 1 ? "" : "s"}`;
  if (field.type.kind === "date") return formatDay(Number(value));
  if (field.type.kind === "datetime") return formatInstant(Number(value));
  return shown(value as Scalar);
}
