import type { CustomerSchema } from "../condition/schema.js";
import { type CellForm, csvCells, jsonCells } from "./cell-form.js";
import { DataError } from "./data-error.js";
import { decodeRecord, expectationOf } from "./decode-record.js";
import type { Decoded, Decoder } from "./decoder.js";
import type { DataPath } from "./json/data-path.js";
import { type JsonRows, mayBeRows, rowsOf } from "./json-rows.js";
import { recordsInText, type TextBatch, type TextRecords } from "./text-records.js";

export interface CustomersInText {
  readonly schema: CustomerSchema;
  readonly decoder: Decoder;
  /** Of the file, for messages; its ending decides what the text leaves open. */
  readonly name: string;
  /** The keys that lead to the customers inside JSON; null: its values are customers. */
  readonly path: DataPath | null;
  /** The text goes on, so its last record is left out. */
  readonly isCut: boolean;
}

/** One record, or one row of a customer who has more of them. */
export interface TextCustomer {
  /** Null where it is not yet known whether more is to come of the customer. */
  readonly decoded: Decoded | null;
  /** From 1. */
  readonly line: number;
  /** 0 … 1: how much of the text has been read. */
  readonly share: number;
}

/**
 * The customers of a text that lies in memory, in its order: JSON (lists, objects one after another, either inside others) or
 * CSV, read as `run` reads files. Who asks for the next may do other things in between. Throws a DataError at the first step where
 * nothing can be read, or later where reading breaks off.
 */
export function* customersInText(text: string, options: CustomersInText): Generator<TextCustomer> {
  const { schema, decoder, name, path, isCut } = options;
  const { header, form, batches } = tableIn(
    recordsInText(text, { name, path, isCut, expected: expectationOf(schema) }),
    schema,
  );
  const cells = header === null ? null : decoder.cellDecoder(header, form);
  const problem = cells?.problems.find(({ severity }) => severity === "error");
  if (problem !== undefined) throw new DataError(problem);
  const grouping = cells?.grouping?.() ?? null;
  for (const { records, share } of batches) {
    for (const record of records) {
      const { line } = record;
      const isRow = grouping !== null && record.kind === "cells";
      yield {
        decoded: isRow ? grouping.add(record.cells, line) : decodeRecord(record, decoder, cells),
        line,
        share,
      };
    }
  }
  for (const { line, decoded } of grouping?.finish() ?? []) yield { decoded, line, share: 1 };
}

interface Table {
  readonly header: readonly string[] | null;
  readonly form: CellForm;
  readonly batches: Iterable<TextBatch>;
}

/** Objects of JSON that are rows are made into rows, judged by the first of them. */
function tableIn({ header, batches }: TextRecords, schema: CustomerSchema): Table {
  if (header !== null || !mayBeRows(schema)) return { header, form: csvCells, batches };
  const held: TextBatch[] = [];
  for (let next = batches.next(); next.done !== true; next = batches.next()) {
    held.push(next.value);
    if (next.value.records.length > 0) break;
  }
  const rows = rowsOf(held.at(-1)?.records ?? [], schema);
  if (rows === null) return { header, form: csvCells, batches: following(held, batches) };
  return { header: rows.header, form: jsonCells, batches: made(rows, following(held, batches)) };
}

function* following(held: readonly TextBatch[], rest: Generator<TextBatch>): Generator<TextBatch> {
  yield* held;
  yield* rest;
}

function* made(rows: JsonRows, batches: Iterable<TextBatch>): Generator<TextBatch> {
  for (const { records, share } of batches) yield { records: records.map((record) => rows.row(record)), share };
}
