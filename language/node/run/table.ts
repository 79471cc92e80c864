import type { CustomerSchema } from "../../src/condition/schema.js";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import { dataRules } from "../../src/diagnostics/rules/data.js";
import { type CellForm, csvCells, jsonCells } from "../../src/records/cell-form.js";
import type { Decoder } from "../../src/records/decoder.js";
import { isFromRows } from "../../src/records/grouping.js";
import { type JsonCells, jsonRowCells } from "../../src/records/json-cells.js";
import { parseJson } from "../../src/records/json-text.js";
import { isJsonObject, type JsonObject } from "../../src/records/json-value.js";
import { brokenRecord, type RawRecord } from "../../src/records/raw-record.js";
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

/** So many rows' keys are kept, to say what a key that never occurs may have been meant to be. */
const LOOKED_INTO = 1000;

/**
 * JSON whose objects do not hold the list `from rows` has an object for each element of it; these are made into rows. It is
 * one or the other for a whole file, by its first records.
 */
export async function tableOf(stream: RecordStream, { record, key }: CustomerSchema): Promise<Table> {
  const { header, batches } = stream;
  const asTheyAre = { header, form: csvCells, batches, problems: () => [] };
  if (header !== null || key === null || !record.fields.some(isFromRows)) return asTheyAre;
  const cells = jsonRowCells(record);
  const [first, all] = await peeked(batches);
  if (!cells.areRows(first.map(objectIn).filter((object) => object !== null))) return { ...asTheyAre, batches: all };
  const rows = new JsonRows(cells);
  const made = rows.made(all);
  return { header: cells.header, form: jsonCells, batches: made, problems: (decoder) => rows.problems(decoder) };
}

class JsonRows {
  readonly #cells: JsonCells;
  readonly #seen = new Set<string>();
  readonly #others = new Set<string>();
  #rows = 0;

  constructor(cells: JsonCells) {
    this.#cells = cells;
  }

  async *made(batches: AsyncIterable<readonly RawRecord[]>): AsyncGenerator<readonly RawRecord[]> {
    for await (const batch of batches) yield batch.map((record) => this.#row(record));
  }

  /** As if the keys that occurred were a header. */
  problems(decoder: Decoder): readonly Diagnostic[] {
    if (this.#rows === 0) return [];
    return decoder.cellDecoder([...this.#seen, ...this.#others], jsonCells).problems;
  }

  #row(record: RawRecord): RawRecord {
    const object = objectIn(record);
    if (object === null) return record;
    const { line } = record;
    const list = this.#cells.listIn(object);
    if (list !== null) return brokenRecord(line, dataRules.listAmongRows, { list }, "");
    const { header } = this.#cells;
    const cells = this.#cells.cells(object);
    if (this.#seen.size < header.length) {
      for (const [index, name] of header.entries()) {
        if (cells[index] !== "" || Object.hasOwn(object, name)) this.#seen.add(name);
      }
    }
    if (this.#rows < LOOKED_INTO) {
      for (const name of Object.keys(object)) if (!header.includes(name)) this.#others.add(name);
    }
    this.#rows += 1;
    return { kind: "cells", line, cells };
  }
}

function objectIn(record: RawRecord): JsonObject | null {
  if (record.kind !== "json") return null;
  const parsed = parseJson(record.text);
  return parsed.kind === "value" && isJsonObject(parsed.value) ? parsed.value : null;
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
