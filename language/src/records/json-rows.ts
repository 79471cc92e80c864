import type { CustomerSchema } from "../condition/schema.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { dataRules } from "../diagnostics/rules/data.js";
import { jsonCells } from "./cell-form.js";
import type { Decoder } from "./decoder.js";
import { isFromRows } from "./grouping.js";
import { type JsonCells, jsonRowCells } from "./json-cells.js";
import { parseJson } from "./json-text.js";
import { isJsonObject, type JsonObject } from "./json-value.js";
import { brokenRecord, type RawRecord } from "./raw-record.js";

/** So many rows' keys are kept, to say what a key that never occurs may have been meant to be. */
const LOOKED_INTO = 1000;

/** Makes rows of a table of the objects of JSON that has one for each element of a list `from rows`. */
export class JsonRows {
  readonly #cells: JsonCells;
  readonly #seen = new Set<string>();
  readonly #others = new Set<string>();
  #rows = 0;

  constructor(cells: JsonCells) {
    this.#cells = cells;
  }

  get header(): readonly string[] {
    return this.#cells.header;
  }

  /** As if the keys that occurred were a header. */
  problems(decoder: Decoder): readonly Diagnostic[] {
    if (this.#rows === 0) return [];
    return decoder.cellDecoder([...this.#seen, ...this.#others], jsonCells).problems;
  }

  row(record: RawRecord): RawRecord {
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

/** Whether records of JSON may be rows at all: their list `from rows` may lie in a row each. */
export function mayBeRows({ record, key }: CustomerSchema): boolean {
  return key !== null && record.fields.some(isFromRows);
}

/** What makes rows of a file's records, judged by the first of them; null where these are customers themselves. */
export function rowsOf(first: readonly RawRecord[], { record }: CustomerSchema): JsonRows | null {
  const cells = jsonRowCells(record);
  return cells.areRows(first.map(objectIn).filter((object) => object !== null)) ? new JsonRows(cells) : null;
}

function objectIn(record: RawRecord): JsonObject | null {
  if (record.kind !== "json") return null;
  const parsed = parseJson(record.text);
  return parsed.kind === "value" && isJsonObject(parsed.value) ? parsed.value : null;
}
