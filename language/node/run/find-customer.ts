import { dataRules } from "../../src/diagnostics/rules/data.js";
import type { Clock } from "../../src/evaluation/clock.js";
import type { WrittenTexts } from "../../src/evaluation/written-texts.js";
import type { Program } from "../../src/program.js";
import type { CellDecoder } from "../../src/records/cell-decoder.js";
import { DataError, type FileProblem, fileProblem } from "../../src/records/data-error.js";
import { decodeRecord, expectationOf } from "../../src/records/decode-record.js";
import { createDecoder, type Decoded, type Decoder } from "../../src/records/decoder.js";
import type { DataPath } from "../../src/records/json/data-path.js";
import type { RecordSource } from "../readers/bytes.js";
import { openRecords } from "../readers/read-records.js";
import { GroupedRows, ROWS_HELD } from "./grouped-rows.js";
import { type Table, tableOf } from "./table.js";

export interface FindOptions {
  readonly program: Program;
  readonly clock: Clock;
  readonly data: RecordSource;
  readonly encoding?: string | null;
  /** The keys that lead to the customers inside JSON. */
  readonly path?: DataPath | null;
  /** As the data have it; without a `key` field the record's number. */
  readonly key: string;
  /** Holds then how the customer's folded texts were written. */
  readonly written?: WrittenTexts;
  readonly signal?: AbortSignal;
}

export type FindResult =
  /** `line` from 1; a record that is rejected is found too. */
  | { readonly kind: "found"; readonly line: number; readonly decoded: Decoded }
  | { readonly kind: "absent"; readonly records: number }
  | { readonly kind: "failed"; readonly problems: readonly FileProblem[] };

/** Looks a customer up in a file of records, and reads no further once it is found. Never throws for bad data. */
export async function findCustomer(options: FindOptions): Promise<FindResult> {
  const { program, clock, data, encoding = null, path = null, written, signal } = options;
  const { schema } = program.model;
  if (schema === null) return { kind: "failed", problems: [fileProblem(dataRules.noCustomerBlock, undefined)] };
  try {
    const expected = expectationOf(schema);
    const stream = await openRecords(data, { encoding, path, expected, ...(signal && { signal }) });
    const decoder = createDecoder(program.model, clock, { files: program.input.files, ...(written && { written }) });
    const { header, form, batches } = await tableOf(stream, schema);
    const cells = header === null ? null : decoder.cellDecoder(header, form);
    const errors = cells?.problems.filter(({ severity }) => severity === "error") ?? [];
    if (errors.length > 0) {
      await stream.close();
      return { kind: "failed", problems: errors };
    }
    let records = 0;
    for await (const { line, decoded } of decodedRecords(batches, decoder, cells, signal ?? null)) {
      records += 1;
      const key = schema.key === null ? String(records) : decoded.key;
      if (key === options.key) return { kind: "found", line, decoded };
      // Rows of several customers were read together: what they wrote is kept, and shown where all wrote the same.
      if (cells === null || cells.grouping === null) written?.clear();
    }
    return { kind: "absent", records };
  } catch (error) {
    if (signal?.aborted) return { kind: "failed", problems: [fileProblem(dataRules.interrupted, { records: 0 })] };
    if (error instanceof DataError) return { kind: "failed", problems: [error.problem] };
    throw error;
  }
}

/**
 * Reads one customer written as JSON, by the program's `customer` block. `written` holds then how the customer's folded texts
 * were written.
 */
export function customerFromJson(text: string, program: Program, clock: Clock, written?: WrittenTexts): Decoded {
  const decoder = createDecoder(program.model, clock, { files: program.input.files, ...(written && { written }) });
  return decodeRecord({ kind: "json", line: 1, text }, decoder, null);
}

async function* decodedRecords(
  batches: Table["batches"],
  decoder: Decoder,
  cells: CellDecoder | null,
  signal: AbortSignal | null,
): AsyncGenerator<{ line: number; decoded: Decoded }> {
  const grouping = cells?.grouping?.() ?? null;
  const grouped = grouping === null ? null : new GroupedRows(grouping, ROWS_HELD, signal);
  try {
    for await (const batch of batches) {
      for (const record of batch) {
        if (grouped === null || record.kind !== "cells") {
          yield { line: record.line, decoded: decodeRecord(record, decoder, cells) };
          continue;
        }
        const rejected = grouped.add(record.cells, record.line);
        if (rejected !== null) yield { line: record.line, decoded: rejected };
      }
    }
    for await (const customers of grouped?.finish() ?? []) yield* customers;
  } finally {
    grouped?.dispose();
  }
}
