import type { CustomerSchema } from "../../src/condition/schema.js";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import { type CellForm, csvCells, jsonCells } from "../../src/records/cell-form.js";
import type { Decoder } from "../../src/records/decoder.js";
import { type JsonRows, mayBeRows, rowsOf } from "../../src/records/json-rows.js";
import type { RawRecord } from "../../src/records/raw-record.js";
import type { RecordStream } from "../readers/read-records.js";

/** The records of a file, and how they are read where they are rows of a table. */
export interface Table {
  /** Null where every record is a customer in JSON. */
  readonly header: readonly string[] | null;
  readonly form: CellForm;
  readonly batches: AsyncIterable<readonly RawRecord[]>;
  /** After the last row: what is wrong with keys that JSON may lack. Of CSV the header says it before. */
  problems(decoder: Decoder): readonly Diagnostic[];
}

/**
 * JSON whose objects do not hold the list `from rows` has an object for each element of it; these are made into rows. It is
 * one or the other for a whole file, by its first records.
 */
export async function tableOf(stream: RecordStream, schema: CustomerSchema): Promise<Table> {
  const { header, batches } = stream;
  const asTheyAre = { header, form: csvCells, batches, problems: () => [] };
  if (header !== null || !mayBeRows(schema)) return asTheyAre;
  const [first, all] = await peeked(batches);
  const rows = rowsOf(first, schema);
  if (rows === null) return { ...asTheyAre, batches: all };
  const problems = (decoder: Decoder) => rows.problems(decoder);
  return { header: rows.header, form: jsonCells, batches: made(rows, all), problems };
}

async function* made(
  rows: JsonRows,
  batches: AsyncIterable<readonly RawRecord[]>,
): AsyncGenerator<readonly RawRecord[]> {
  for await (const batch of batches) yield batch.map((record) => rows.row(record));
}

/** The first records, and all of them. */
async function peeked(
  batches: AsyncIterable<readonly RawRecord[]>,
): Promise<readonly [readonly RawRecord[], AsyncIterable<readonly RawRecord[]>]> {
  const iterator = batches[Symbol.asyncIterator]();
  let next = await iterator.next();
  while (next.done !== true && next.value.length === 0) next = await iterator.next();
  const first = next.done === true ? [] : next.value;
  return [first, all()];

  async function* all(): AsyncGenerator<readonly RawRecord[]> {
    try {
      for (; next.done !== true; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
}
