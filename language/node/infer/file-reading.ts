import { dataRules } from "../../src/diagnostics/rules/data.js";
import type { CellTable } from "../../src/inference/cell-table.js";
import type { Inference } from "../../src/inference/inference.js";
import { nameHints } from "../../src/inference/name-hints.js";
import { dataError } from "../../src/records/data-error.js";
import { typedDataPath } from "../../src/records/json/data-path.js";
import { parseJson } from "../../src/records/json-text.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../../src/records/json-value.js";
import { wrappedList } from "../../src/records/layout.js";
import type { RawRecord } from "../../src/records/raw-record.js";
import { kindOf } from "../../src/records/value-kinds.js";
import type { RecordSource } from "../readers/bytes.js";
import { openRecords, type ReadOptions, type RecordStream } from "../readers/read-records.js";
import { type Beginning, type PlainFile, plainFile, recordsAt } from "./places.js";
import type { SampleSize } from "./sample-size.js";
import { Shape } from "./shape.js";
import { SpreadSample } from "./spread-sample.js";

/** Places in a large file from which records are taken beside its beginning. */
const PLACES = 32;
/** Bytes of a place where the sample is counted in records. */
const PLACE_LENGTH = 1_000_000;

/** Hands the records of one file, or of a sample of it, to the inference. */
export class FileReading {
  name = "";
  readonly shape = new Shape();
  /** Not all of the file was read. */
  sampled = false;
  /** Places beyond the beginning that gave records. */
  places = 0;
  records = 0;
  characters = 0;
  /** Null of a pipe, and of what is compressed. */
  bytesTotal: number | null = null;
  /** Records that no block reads. */
  unreadable: { readonly count: number; readonly line: number; readonly reason: string } | null = null;
  readonly #inference: Inference;
  readonly #sample: SampleSize;
  readonly #options: ReadOptions;
  readonly #keepUp: () => void;
  #table: CellTable | null = null;
  /** The object that was read, as long as there is no other. */
  #only: JsonObject | null = null;

  /** `keepUp` is called between two pieces of the file, and stops the reading by throwing. */
  constructor(inference: Inference, sample: SampleSize, options: ReadOptions, keepUp: () => void) {
    this.#inference = inference;
    this.#sample = sample;
    this.#options = options;
    this.#keepUp = keepUp;
  }

  /** Throws a DataError. */
  async read(source: RecordSource): Promise<void> {
    const file = source.kind === "file" ? await plainFile(source.path, this.#options.encoding ?? null) : null;
    const stream = await openRecords(source, this.#options);
    this.name = stream.name;
    this.bytesTotal = file?.isPacked ? null : stream.bytesTotal;
    if (stream.header !== null) {
      this.#table = this.#inference.table(stream.header);
      for (const column of this.#table.columns) this.shape.add(column);
    }
    if (file !== null && (!file.isSearchable || stream.layout === "json-path")) {
      await this.#readThrough(stream);
      this.#endBeginning();
      return;
    }
    // Half of a sample is the beginning of the file, if the file is known to be longer than the whole sample.
    const beginning = await this.#readBeginning(stream, file !== null && this.#isLonger(file) ? 0.5 : 1);
    this.#endBeginning();
    if (this.sampled && file !== null && beginning !== null)
      await this.#readPlaces(file, stream.bytesRead(), beginning);
  }

  #endBeginning(): void {
    if (this.#only !== null && this.records === 1) this.#rejectWrapper(this.#only);
  }

  #isLonger({ size }: PlainFile): boolean {
    return this.#sample.kind === "records" || (this.#sample.kind === "characters" && size > this.#sample.count);
  }

  /** Answers what tells records in the middle of the file; null where they cannot be told. */
  async #readBeginning({ layout, batches }: RecordStream, share: number): Promise<Beginning | null> {
    let first = 0;
    let last = 0;
    for await (const batch of batches) {
      for (const record of batch) {
        this.sampled = this.#amount() >= this.#goal() * share;
        if (this.sampled) break;
        if (first === 0) first = record.line;
        last = record.line;
        this.#take(record);
      }
      if (this.sampled) break;
      this.#keepUp();
    }
    const columns = this.#table?.width ?? 0;
    const lineEach = last - first < this.records + (this.unreadable?.count ?? 0);
    // Where cells hold line ends, rows of one cell or two are not to be told from lines of a text.
    if (layout === "csv" && !lineEach && columns < 3) return null;
    if (layout !== "csv" && layout !== "ndjson" && layout !== "json-array") return null;
    return { layout, headerLines: Math.max(0, first - 1), columns, resembles: (record) => this.#resembles(record) };
  }

  /** Where records cannot be looked for in the middle, all of the file is read, and what lies between places is passed over. */
  async #readThrough({ batches }: RecordStream): Promise<void> {
    const half = this.#goal() / 2;
    const isCounted = this.#sample.kind === "records";
    const rest = new SpreadSample<RawRecord>(half, (record) => (isCounted ? 1 : lengthOf(record)));
    for await (const batch of batches) {
      let taken = 0;
      while (taken < batch.length && this.#amount() < half) {
        this.#take(batch[taken]!);
        taken += 1;
      }
      rest.add(taken === 0 ? batch : batch.slice(taken));
      this.#keepUp();
    }
    this.sampled = !rest.isAll;
    for (const place of rest.places()) {
      for (const record of place) this.#take(record);
      this.places += 1;
    }
  }

  async #readPlaces(file: PlainFile, read: number, beginning: Beginning): Promise<void> {
    const spacing = Math.floor((file.size - read) / PLACES);
    const goal = Math.ceil((this.#goal() - this.#amount()) / PLACES);
    const length = Math.min(spacing, this.#sample.kind === "records" ? PLACE_LENGTH : goal);
    for (let place = 0; place < PLACES && length > 0; place += 1) {
      // The last place is the end of the file: what is new often stands there.
      const offset = place === PLACES - 1 ? file.size - length : read + place * spacing;
      const records = await recordsAt(file, offset, length, beginning, this.#options);
      for (const record of this.#sample.kind === "records" ? records.slice(0, goal) : records) this.#take(record);
      if (records.length > 0) this.places += 1;
      this.#keepUp();
    }
  }

  #goal(): number {
    return this.#sample.kind === "all" ? Number.POSITIVE_INFINITY : this.#sample.count;
  }

  #amount(): number {
    return this.#sample.kind === "records" ? this.records + (this.unreadable?.count ?? 0) : this.characters;
  }

  #take(record: RawRecord): void {
    const reason = this.#whyUnreadable(record);
    if (reason === null) {
      this.records += 1;
      return;
    }
    const { count, line, reason: earlier } = this.unreadable ?? { count: 0, line: record.line, reason };
    this.unreadable = { count: count + 1, line, reason: earlier };
  }

  /** Hands the record over; why it cannot be read, or null. */
  #whyUnreadable(record: RawRecord): string | null {
    switch (record.kind) {
      case "broken":
        return record.rejection.reason;
      case "cells": {
        const { cells } = record;
        this.characters += lengthOf(record);
        const columns = this.#table?.width ?? 0;
        if (this.#table !== null && this.#inference.row(cells, this.#table)) return null;
        return dataRules.tooManyCells.message({ cells: cells.length, columns });
      }
      case "json": {
        this.characters += lengthOf(record);
        const parsed = parseJson(record.text);
        if (parsed.kind === "error") {
          return dataRules.notJson.message({ problem: parsed.problem, column: parsed.offset + 1 });
        }
        return this.#takeJson(parsed.value);
      }
    }
  }

  #takeJson(value: JsonValue): string | null {
    if (!this.#inference.json(value)) {
      return dataRules.notAnObject.message({ found: value === null ? "null" : kindOf(value) });
    }
    if (isJsonObject(value)) {
      this.#only = this.records === 0 ? value : null;
      for (const key of Object.keys(value)) this.shape.add(key);
    }
    return null;
  }

  #resembles(record: RawRecord): boolean {
    if (record.kind !== "json") return false;
    const parsed = parseJson(record.text);
    return parsed.kind === "value" && this.#inference.resembles(parsed.value);
  }

  /** An object that is alone in its file, has no identifier, and holds a list of objects is no customer. */
  #rejectWrapper(object: JsonObject): void {
    if (this.#options.path !== null || Object.keys(object).some((key) => nameHints(key).identifier > 0)) return;
    // No customer has a key without a name.
    const keys = wrappedList(object, [""]);
    if (keys !== null) throw dataError(dataRules.wrappedJson, { path: this.name, keys: typedDataPath(keys) });
  }
}

/** Characters, with the signs between cells and records. */
function lengthOf(record: RawRecord): number {
  if (record.kind === "cells") return record.cells.reduce((sum, cell) => sum + cell.length + 1, 0);
  return record.kind === "json" ? record.text.length + 1 : 0;
}
