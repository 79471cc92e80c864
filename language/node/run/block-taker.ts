import type { Criterion } from "../../src/condition/model.js";
import type { Outcome } from "../../src/evaluation/classifier.js";
import type { Rejection } from "../../src/records/rejection.js";
import type { KeyIndex } from "../keys/key-index.js";
import { type ScannedBlock, SEVERAL } from "../scan/scanned-block.js";
import { cellOf } from "../writers/memberships.js";
import type { RunOutputs } from "./outputs.js";
import type { Ranking } from "./ranking.js";
import { ambiguity, repeatedKey } from "./rejects.js";
import type { ListedCustomer, RejectedRecord } from "./summary.js";
import type { Conflict, Tally } from "./tally.js";

export interface BlockTakerParts {
  readonly criteria: readonly Criterion[];
  /** Null: customers are known by their numbers. */
  readonly keyColumn: string | null;
  readonly keys: KeyIndex;
  readonly tally: Tally;
  readonly outputs: RunOutputs;
  readonly listing: Ranking<ListedCustomer> | null;
  readonly isListed: (outcomes: readonly Outcome[]) => boolean;
  /** Receives rejected and ambiguous records in their order; `isRejected`: it is no customer. */
  readonly reject: (record: RejectedRecord, isRejected: boolean) => void;
}

/** An accepted record of a block whose key had been read before. */
interface Repeated {
  readonly index: number;
  /** In which line. */
  readonly known: number;
}

/** Counts, writes and lists the customers of blocks, one block after the other. What is the same for many is done once. */
export class BlockTaker {
  /** Taken so far. */
  records = 0;
  readonly #parts: BlockTakerParts;
  #lines = 0;

  constructor(parts: BlockTakerParts) {
    this.#parts = parts;
  }

  take(block: ScannedBlock): void {
    const repeated = this.#repeated(block);
    const combinations = this.#combinations(block);
    for (const { index } of repeated) block.counts[block.combinations[index]!]! -= 1;
    const conflicts = combinations.map((outcomes, number) => {
      const customers = block.counts[number]!;
      return customers === 0 ? [] : this.#parts.tally.count(outcomes, customers);
    });
    this.#reject(block, repeated, conflicts);
    this.#write(block, repeated, combinations);
    this.records += block.records;
    this.#lines += block.lines;
  }

  #repeated(block: ScannedBlock): readonly Repeated[] {
    const identities = block.identities ?? block.keys;
    if (identities === null) return [];
    const { keys } = this.#parts;
    if (block.run !== null && keys.addRun(block.run, this.#lines + 1)) return [];
    const repeated: Repeated[] = [];
    const { bytes, ends } = identities;
    for (let index = 0, start = 0; index < block.accepted; index += 1) {
      const end = ends[index]!;
      const known = keys.addBytes(bytes, start, end, this.#line(block, index));
      if (known !== 0) repeated.push({ index, known });
      start = end;
    }
    return repeated;
  }

  #combinations({ counts, outcomes, several }: ScannedBlock): (readonly Outcome[])[] {
    const width = this.#parts.criteria.length;
    return Array.from(counts, (_, number) =>
      Array.from(outcomes.subarray(number * width, (number + 1) * width), (outcome, index) =>
        outcome === SEVERAL ? several.get(number * width + index)! : outcome,
      ),
    );
  }

  /** Rejected lines, repeated keys and conflicts, in the order of the records. */
  #reject(block: ScannedBlock, repeated: readonly Repeated[], conflicts: readonly (readonly Conflict[])[]): void {
    const { keyColumn, reject } = this.#parts;
    const found: { readonly number: number; readonly record: RejectedRecord; readonly isRejected: boolean }[] = [];
    const add = (
      number: number,
      line: number,
      own: string | null,
      reasons: readonly Rejection[],
      rejected: boolean,
    ) => {
      const record = this.records + number + 1;
      const key = keyColumn === null ? String(record) : own;
      found.push({ number, record: { record, line, key, reasons }, isRejected: rejected });
    };
    for (const { number, line, key, reasons } of block.rejected)
      add(number, this.#lines + line + 1, key, reasons, true);
    for (const { index, known } of repeated) {
      const key = this.#key(block, index);
      const reasons = [repeatedKey(keyColumn ?? "", key, known)];
      add(numberOf(block, index), this.#line(block, index), key, reasons, true);
    }
    if (conflicts.some(({ length }) => length > 0)) {
      const without = new Set(repeated.map(({ index }) => index));
      for (const [index, combination] of block.combinations.entries()) {
        if (without.has(index)) continue;
        for (const { criterion, segments } of conflicts[combination]!) {
          const reasons = [ambiguity(criterion, segments)];
          add(numberOf(block, index), this.#line(block, index), this.#key(block, index), reasons, false);
        }
      }
    }
    found.sort((a, b) => a.number - b.number);
    for (const { record, isRejected } of found) reject(record, isRejected);
  }

  #write(block: ScannedBlock, repeated: readonly Repeated[], combinations: readonly (readonly Outcome[])[]): void {
    const { criteria, outputs, listing, isListed } = this.#parts;
    const { rows, accepted } = block;
    let from = 0;
    if (rows !== null) {
      for (const { index } of repeated) {
        outputs.rows(rows, from, index);
        from = index + 1;
      }
      outputs.rows(rows, from, accepted);
    }
    const listed = combinations.map((outcomes) => listing !== null && isListed(outcomes));
    const isWritten = rows === null && outputs.wantsMemberships;
    if (!isWritten && !listed.includes(true)) return;
    const cells = combinations.map((outcomes) => outcomes.map((outcome, index) => cellOf(criteria[index]!, outcome)));
    let next = 0;
    for (const [index, combination] of block.combinations.entries()) {
      if (repeated[next]?.index === index) {
        next += 1;
        continue;
      }
      if (!isWritten && !listed[combination]) continue;
      const key = this.#key(block, index);
      const value = block.values?.[index];
      if (isWritten) outputs.customer(key, cells[combination]!, value);
      if (listed[combination]) listing?.add({ key, value });
    }
  }

  #line({ places }: ScannedBlock, index: number): number {
    return this.#lines + (places === null ? index : places.lines[index]!) + 1;
  }

  #key(block: ScannedBlock, index: number): string {
    const { keys } = block;
    if (keys === null) return String(this.records + numberOf(block, index) + 1);
    const { buffer, byteOffset, length } = keys.bytes;
    return Buffer.from(buffer, byteOffset, length).toString(
      "utf8",
      index === 0 ? 0 : keys.ends[index - 1],
      keys.ends[index],
    );
  }
}

function numberOf({ places }: ScannedBlock, index: number): number {
  return places === null ? index : places.numbers[index]!;
}
