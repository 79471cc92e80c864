import type { CustomerSchema, Row } from "../../src/condition/schema.js";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import { dataRules } from "../../src/diagnostics/rules/data.js";
import { type Classifier, createClassifier, type Outcome } from "../../src/evaluation/classifier.js";
import type { ExactValue } from "../../src/evaluation/exact.js";
import type { CellDecoder } from "../../src/records/cell-decoder.js";
import { DataError, fileProblem } from "../../src/records/data-error.js";
import { decodeRecord, expectationOf } from "../../src/records/decode-record.js";
import { createDecoder, type Decoded, type Decoder } from "../../src/records/decoder.js";
import type { Grouping } from "../../src/records/grouping.js";
import { dataName } from "../../src/records/occurrence.js";
import type { RawRecord } from "../../src/records/raw-record.js";
import { KeyIndex } from "../keys/key-index.js";
import { scanWork } from "../parallel/scan-work.js";
import { openRecords, type RecordStream } from "../readers/read-records.js";
import { BlockScanner } from "../scan/block-scanner.js";
import { readByProgram } from "../scan/paths-read.js";
import { scanHere, soundBlocks } from "../scan/scan-in-turn.js";
import type { BrokenBlock, LineBlock, ScannedBlock } from "../scan/scanned-block.js";
import { cellOf, type MembershipCell } from "../writers/memberships.js";
import { BlockTaker } from "./block-taker.js";
import { GroupedRows, ROWS_HELD } from "./grouped-rows.js";
import { allowsRejects, type RunOptions } from "./options.js";
import { detached, openOutputs, type RunOutputs } from "./outputs.js";
import { Ranking } from "./ranking.js";
import { ambiguity, Rejects, repeatedKey } from "./rejects.js";
import type { ListedCustomer, Progress, RunResult, RunSummary, SampledCustomer } from "./summary.js";
import { type Table, tableOf } from "./table.js";
import { Tally } from "./tally.js";

/**
 * Classifies every customer of a file: decode, check, classify, count, write. Memory is flat in the size of the file but
 * for the keys (to find repeated ones) and sorted output. Never throws: what goes wrong with files
 * is a failed result, and then no output is left behind.
 */
export async function run(options: RunOptions): Promise<RunResult> {
  const { schema } = options.program.model;
  if (schema === null) {
    return { kind: "failed", problems: [fileProblem(dataRules.noCustomerBlock, undefined)], records: 0 };
  }
  let current: Run | null = null;
  let stream: RecordStream | null = null;
  let outputs: RunOutputs | null = null;
  try {
    const { data, encoding = null, path = null, signal } = options;
    const expected = expectationOf(schema);
    stream = await openRecords(data, { encoding, path, expected, ...(signal && { signal }) });
    outputs = await openOutputs(options);
    current = new Run(options, schema, stream, outputs);
    return await current.toEnd();
  } catch (error) {
    await outputs?.discard();
    const records = current?.records ?? 0;
    if (options.signal?.aborted) {
      const rows = current?.rows ?? 0;
      const told = fileProblem(dataRules.interrupted, rows === 0 ? { records } : { records, rows });
      return { kind: "failed", problems: [told], records };
    }
    if (error instanceof DataError) return { kind: "failed", problems: [error.problem], records };
    throw error;
  } finally {
    await stream?.close();
  }
}

/** Bytes of a file from which on starting threads costs less than they win. */
const WORTH_THREADS = 32_000_000;

class Run {
  /** Read so far. */
  records = 0;
  /** Read so far of customers that are not put together yet. */
  rows = 0;
  readonly #options: RunOptions;
  readonly #schema: CustomerSchema;
  readonly #stream: RecordStream;
  readonly #outputs: RunOutputs;
  readonly #decoder: Decoder;
  readonly #keyColumn: string | null;
  readonly #classifier: Classifier;
  readonly #tally: Tally;
  readonly #rejects: Rejects;
  readonly #keys = new KeyIndex();
  readonly #listing: Ranking<ListedCustomer> | null;
  readonly #isListed: (outcomes: readonly Outcome[]) => boolean;
  readonly #sample: SampledCustomer[] = [];
  // Used again for each customer.
  readonly #outcomes: Outcome[];
  readonly #cells: MembershipCell[];
  readonly #started = performance.now();
  #rejected = 0;

  constructor(options: RunOptions, schema: CustomerSchema, stream: RecordStream, outputs: RunOutputs) {
    const { program, clock, exclusive, listing, sort } = options;
    const { model } = program;
    this.#options = options;
    this.#schema = schema;
    this.#stream = stream;
    this.#outputs = outputs;
    this.#decoder = createDecoder(model, clock, { files: program.input.files });
    this.#keyColumn = schema.key === null ? null : dataName(schema.key);
    const classifier = createClassifier(model, clock, exclusive === undefined ? {} : { exclusive });
    this.#classifier = classifier;
    this.#tally = new Tally(classifier.criteria);
    this.#rejects = new Rejects((record) => outputs.reject(record));
    this.#listing =
      listing === undefined ? null : new Ranking(listing.limit ?? Number.POSITIVE_INFINITY, sort?.descending ?? null);
    this.#isListed = membershipTest(classifier.criteria, listing?.segment ?? null);
    this.#outcomes = new Array<Outcome>(classifier.criteria.length).fill(-1);
    this.#cells = new Array<MembershipCell>(classifier.criteria.length).fill(null);
  }

  async toEnd(): Promise<RunResult> {
    const table = await tableOf(this.#stream, this.#schema);
    const { header, form, batches } = table;
    const cells = header === null ? null : this.#decoder.cellDecoder(header, form);
    const columnProblems = cells?.problems ?? [];
    if (columnProblems.some(({ severity }) => severity === "error")) {
      await this.#outputs.discard();
      return { kind: "failed", problems: columnProblems, records: 0 };
    }
    if (cells !== null && cells.grouping !== null) await this.#readGroups(cells.grouping(), batches);
    else if (this.#stream.blocks !== null && this.#wantsNoRows()) await this.#readBlocks(this.#stream.blocks);
    else await this.#readRecords(cells, batches);
    const missingKeys = header === null ? this.#decoder.missingKeys() : table.problems(this.#decoder);
    await this.#outputs.complete();
    return { kind: "completed", summary: this.#summary([...columnProblems, ...missingKeys]) };
  }

  /** Whether nobody looks at the customers on the way. */
  #wantsNoRows(): boolean {
    const { onCustomer, isEnough, sampleKeep = 0 } = this.#options;
    return onCustomer === undefined && isEnough === undefined && sampleKeep === 0;
  }

  async #readBlocks(blocks: AsyncIterable<LineBlock>): Promise<void> {
    const taker = new BlockTaker({
      criteria: this.#classifier.criteria,
      keyColumn: this.#keyColumn,
      keys: this.#keys,
      tally: this.#tally,
      outputs: this.#outputs,
      listing: this.#listing,
      isListed: this.#isListed,
      reject: (record, isRejected) => {
        if (isRejected) this.#rejected += 1;
        this.#rejects.add(record);
      },
    });
    for await (const block of soundBlocks(this.#stream.name, await this.#scanned(blocks))) {
      taker.take(block);
      this.records = taker.records;
      await this.#keepUp();
    }
  }

  /** In threads where that is wanted and worth it; else here. */
  async #scanned(blocks: AsyncIterable<LineBlock>): Promise<AsyncIterable<ScannedBlock | BrokenBlock>> {
    const { program, clock, sort, threads = 1, exclusive } = this.#options;
    const { model } = program;
    const { bytesTotal } = this.#stream;
    const rows = this.#keyColumn === null ? null : this.#outputs.form;
    if (threads > 1 && sort === undefined && (bytesTotal === null || bytesTotal >= WORTH_THREADS)) {
      const names = this.#classifier.criteria.map(({ name }) => name).filter((name) => exclusive?.(name) ?? false);
      const { scanInThreads } = await import("../parallel/scan-pool.js");
      const work = scanWork({ model, files: program.input.files, clock, exclusive: names, rows });
      return scanInThreads(work, threads, blocks, (counts) => this.#decoder.addOccurrences(counts));
    }
    const isRead = sort === undefined ? readByProgram(model) : () => true;
    const parts = { decoder: this.#decoder, classifier: this.#classifier, isRead, sortBy: sort?.by ?? null, rows };
    return scanHere(new BlockScanner(parts), blocks);
  }

  async #readRecords(cells: CellDecoder | null, batches: Table["batches"]): Promise<void> {
    for await (const batch of batches) {
      for (const record of batch) this.#take(record.line, decodeRecord(record, this.#decoder, cells));
      await this.#keepUp();
      if (this.#isEnough()) return;
    }
  }

  async #readGroups(grouping: Grouping, batches: Table["batches"]): Promise<void> {
    const { rowsHeld = ROWS_HELD, signal = null } = this.#options;
    const grouped = new GroupedRows(grouping, rowsHeld, signal);
    try {
      for await (const batch of batches) {
        for (const record of batch) this.#takeRow(record, grouped);
        await this.#keepUp();
        if (this.#isEnough()) break;
      }
      for await (const customers of grouped.finish()) {
        this.rows = 0;
        for (const { line, decoded } of customers) this.#take(line, decoded);
        await this.#keepUp();
      }
    } finally {
      grouped.dispose();
    }
  }

  #takeRow(record: RawRecord, grouping: GroupedRows): void {
    if (record.kind !== "cells") {
      this.#take(record.line, decodeRecord(record, this.#decoder, null));
      return;
    }
    this.rows += 1;
    const rejected = grouping.add(record.cells, record.line);
    if (rejected !== null) this.#take(record.line, rejected);
  }

  #take(line: number, decoded: Decoded): void {
    this.records += 1;
    const key = this.#keyColumn === null ? String(this.records) : decoded.key;
    if (decoded.kind === "rejected") {
      this.#reject(line, key, decoded.reasons);
      return;
    }
    const { identity } = decoded;
    const known = identity === null ? 0 : this.#keys.add(String(identity), line);
    if (known !== 0) this.#rejectRepeated(line, key ?? "", known);
    else this.#accept(line, key ?? "", decoded.row);
  }

  /** `known`: the line in which the key was read before. */
  #rejectRepeated(line: number, key: string, known: number): void {
    this.#reject(line, key, [repeatedKey(this.#keyColumn ?? "", key, known)]);
  }

  #reject(line: number, key: string | null, reasons: Parameters<Rejects["add"]>[0]["reasons"]): void {
    this.#rejected += 1;
    this.#rejects.add({ record: this.records, line, key, reasons });
  }

  #accept(line: number, key: string, row: Row): void {
    const { sort, sampleKeep } = this.#options;
    this.#classifier.classifyInto(row, this.#outcomes);
    this.#options.onCustomer?.(row, this.#outcomes);
    this.#place(line, key, sort?.by(row));
    if (this.#sample.length < (sampleKeep ?? 0)) {
      this.#sample.push({ key, line, row, outcomes: [...this.#outcomes] });
    }
  }

  /** Counts and writes the customer whose outcomes were found. */
  #place(line: number, key: string, value: ExactValue): void {
    const { criteria } = this.#classifier;
    for (const { criterion, segments } of this.#tally.count(this.#outcomes, 1)) {
      this.#rejects.add({ record: this.records, line, key, reasons: [ambiguity(criterion, segments)] });
    }
    for (let index = 0; index < criteria.length; index += 1) {
      this.#cells[index] = cellOf(criteria[index]!, this.#outcomes[index]!);
    }
    this.#outputs.customer(key, this.#cells, value);
    if (this.#listing !== null && this.#isListed(this.#outcomes)) this.#listing.add({ key: detached(key), value });
  }

  /** Between two pieces of the file: writes, reports, and stops if that was asked for. */
  async #keepUp(): Promise<void> {
    await this.#outputs.flush();
    this.#options.onProgress?.(this.#progress());
    this.#options.signal?.throwIfAborted();
  }

  #isEnough(): boolean {
    return this.#options.isEnough?.(this.#progress()) ?? false;
  }

  #progress(): Progress {
    const { bytesTotal } = this.#stream;
    return { bytesRead: this.#stream.bytesRead(), bytesTotal, records: this.records };
  }

  #summary(problems: readonly Diagnostic[]): RunSummary {
    const { maxRejects } = this.#options;
    return {
      layout: this.#stream.layout,
      read: this.records,
      accepted: this.records - this.#rejected,
      rejected: this.#rejected,
      ambiguous: this.#tally.ambiguous,
      rejectsAllowed: allowsRejects(maxRejects ?? null, this.#rejected + this.#tally.ambiguous, this.records),
      criteria: this.#tally.counts(),
      firstRejects: this.#rejects.first,
      problems,
      listing: this.#listing === null ? null : { customers: this.#listing.items(), total: this.#listing.total },
      sample: this.#sample,
      bytes: this.#stream.bytesRead(),
      milliseconds: performance.now() - this.#started,
    };
  }
}

/** Whether a customer is a member of the segment of that id; of null, everybody is. */
function membershipTest(
  criteria: readonly { readonly overlapping: boolean; readonly segments: readonly { readonly id: string }[] }[],
  id: string | null,
): (outcomes: readonly Outcome[]) => boolean {
  if (id === null) return () => true;
  for (const [index, { overlapping, segments }] of criteria.entries()) {
    const number = segments.findIndex((segment) => segment.id === id);
    if (number === -1) continue;
    return (outcomes) => {
      const outcome = outcomes[index]!;
      // Several segments of an exclusive criterion are none.
      return typeof outcome === "number" ? outcome === number : overlapping && outcome.includes(number);
    };
  }
  return () => false;
}
