import type { Criterion } from "../../src/condition/model.js";
import type { Scalar } from "../../src/condition/schema.js";
import type { Outcome } from "../../src/evaluation/classifier.js";
import type { ExactValue } from "../../src/evaluation/exact.js";
import type { Decoded } from "../../src/records/decoder.js";
import { KeyRunWriter } from "../keys/key-run.js";
import { MembershipBytes, type MembershipForm } from "../writers/membership-bytes.js";
import { cellOf } from "../writers/memberships.js";
import { Combinations } from "./combinations.js";
import { type RejectedLine, type ScannedBlock, SEVERAL } from "./scanned-block.js";
import { TextColumnWriter } from "./text-column.js";

/** Room for so many records; more is made when it is needed. */
const ROOM = 4096;
/** So many different combinations, and bytes of what is written for them, are remembered from block to block. */
const MOST_COMBINATIONS = 1 << 13;
const MOST_BYTES = 1 << 23;

/** What is wanted of the records of a block beside their keys and segments. */
export interface ColumnsWanted {
  readonly keyed: boolean;
  readonly values: boolean;
  /** How the accepted records are to be written, if they are. */
  readonly rows: MembershipForm | null;
}

/** The columns of the block that is being read. */
export class Columns {
  lines = 0;
  readonly #criteria: readonly Criterion[];
  readonly #wanted: ColumnsWanted;
  readonly #rows: MembershipBytes | null;
  readonly #combinations: Combinations;
  readonly #keys = new TextColumnWriter();
  readonly #identities = new TextColumnWriter();
  readonly #run = new KeyRunWriter();
  #bytes: Uint8Array = new Uint8Array();
  #records = 0;
  #accepted = 0;
  /** Whether each line so far is an accepted record. */
  #isDense = true;
  #hasIdentities = false;
  #isInOrder = true;
  #numbers = new Uint32Array(ROOM);
  #lineNumbers = new Uint32Array(ROOM);
  #ofRecords = new Uint32Array(ROOM);
  /** Of those that are remembered: the number in this block, from 1; 0 if it did not occur. */
  #inBlock = new Uint32Array(64);
  /** Those of this block, in the order in which they occurred. */
  #occurring: number[] = [];
  #counts = new Uint32Array(64);
  #combination = 0;
  #values: ExactValue[] = [];
  #rejected: RejectedLine[] = [];

  constructor(criteria: readonly Criterion[], wanted: ColumnsWanted) {
    this.#criteria = criteria;
    this.#wanted = wanted;
    this.#combinations = new Combinations(criteria);
    this.#rows = wanted.rows === null ? null : new MembershipBytes(wanted.rows);
  }

  /** `room`: a buffer for rows that nobody reads any more. */
  start(bytes: Uint8Array, room: ArrayBuffer | null): void {
    this.#bytes = bytes;
    this.lines = 0;
    this.#records = 0;
    this.#accepted = 0;
    this.#isDense = true;
    this.#hasIdentities = false;
    this.#isInOrder = this.#wanted.keyed;
    this.#keys.clear();
    this.#run.reset();
    this.#rows?.begin(room);
    for (const number of this.#occurring) this.#inBlock[number] = 0;
    this.#occurring = [];
    this.#values = [];
    this.#rejected = [];
    const kept = this.#rows?.endings.bytes ?? 0;
    if (this.#combinations.all.length <= MOST_COMBINATIONS && kept <= MOST_BYTES) return;
    this.#combinations.clear();
    this.#rows?.forgetEndings();
  }

  /** The first of a record: where it belongs. */
  classify(outcomes: readonly Outcome[], value: ExactValue): void {
    if (this.#accepted === this.#numbers.length) this.#grow();
    const combination = this.#combinations.numberOf(outcomes);
    this.#combination = combination;
    if (combination >= this.#inBlock.length) this.#inBlock = enlarged(this.#inBlock, 2 * combination);
    let number = this.#inBlock[combination]!;
    if (number === 0) number = this.#occur(combination);
    this.#counts[number - 1]! += 1;
    this.#ofRecords[this.#accepted] = number - 1;
    if (this.#wanted.values) this.#values.push(value);
  }

  /** After `classify`: the key stands between two places of the block; without a `key` field they are -1. */
  accept(keyStart: number, keyEnd: number, identity: Scalar | undefined): void {
    if (keyStart >= 0) {
      this.#keys.add(this.#bytes, keyStart, keyEnd);
      this.#rows?.add(this.#bytes, keyStart, keyEnd, this.#combination);
      this.#identify(identity === undefined ? null : String(identity));
    }
    this.#finish();
  }

  /** The same for a record that was read as text. */
  acceptText(key: string | null, identity: Scalar | null): void {
    if (key !== null) {
      this.#keys.addText(key);
      const { bytes, lastStart, length } = this.#keys;
      this.#rows?.add(bytes, lastStart, length, this.#combination);
      this.#identify(identity === null || String(identity) === key ? null : String(identity));
    }
    this.#finish();
  }

  reject({ key, reasons }: Extract<Decoded, { kind: "rejected" }>): void {
    this.#isDense = false;
    this.#rejected.push({ number: this.#records, line: this.lines, key, reasons });
    this.#records += 1;
  }

  skipBlank(): void {
    this.#isDense = false;
  }

  take(): ScannedBlock {
    const { keyed, values } = this.#wanted;
    const count = this.#accepted;
    const several = new Map<number, Exclude<Outcome, number>>();
    const width = this.#criteria.length;
    const outcomes = new Int32Array(this.#occurring.length * width);
    for (const [index, number] of this.#occurring.entries()) {
      for (const [criterion, outcome] of this.#combinations.all[number]!.entries()) {
        const place = index * width + criterion;
        outcomes[place] = typeof outcome === "number" ? outcome : SEVERAL;
        if (typeof outcome !== "number") several.set(place, outcome);
      }
    }
    return {
      kind: "scanned",
      lines: this.lines,
      records: this.#records,
      accepted: count,
      places: this.#isDense
        ? null
        : { numbers: this.#numbers.slice(0, count), lines: this.#lineNumbers.slice(0, count) },
      keys: keyed ? this.#keys.take() : null,
      identities: this.#hasIdentities ? this.#identities.take() : null,
      run: this.#isInOrder && count > 0 ? this.#run.take() : null,
      combinations: this.#ofRecords.slice(0, count),
      counts: this.#counts.slice(0, this.#occurring.length),
      outcomes,
      several,
      rows: keyed ? (this.#rows?.take() ?? null) : null,
      values: values ? this.#values : null,
      rejected: this.#rejected,
    };
  }

  /** After the key: `identity` is what makes it the same as another, null if the key itself does. */
  #identify(identity: string | null): void {
    if (identity !== null && !this.#hasIdentities) {
      // Until now keys were known by themselves.
      this.#hasIdentities = true;
      this.#identities.copy(this.#keys, this.#accepted);
    }
    if (this.#hasIdentities) {
      if (identity !== null) this.#identities.addText(identity);
      else this.#identities.add(this.#keys.bytes, this.#keys.lastStart, this.#keys.length);
    }
    if (!this.#isInOrder) return;
    const { bytes, lastStart, length } = this.#hasIdentities ? this.#identities : this.#keys;
    this.#isInOrder = this.#run.add(bytes, lastStart, length, this.lines);
  }

  #occur(combination: number): number {
    this.#occurring.push(combination);
    const number = this.#occurring.length;
    this.#inBlock[combination] = number;
    if (number > this.#counts.length) this.#counts = enlarged(this.#counts, 2 * number);
    this.#counts[number - 1] = 0;
    if (this.#rows !== null && combination === this.#rows.endings.count) {
      const outcomes = this.#combinations.all[combination]!;
      this.#rows.addEnding(outcomes.map((outcome, index) => cellOf(this.#criteria[index]!, outcome)));
    }
    return number;
  }

  #finish(): void {
    this.#numbers[this.#accepted] = this.#records;
    this.#lineNumbers[this.#accepted] = this.lines;
    this.#accepted += 1;
    this.#records += 1;
  }

  #grow(): void {
    const room = 2 * this.#numbers.length;
    this.#numbers = enlarged(this.#numbers, room);
    this.#lineNumbers = enlarged(this.#lineNumbers, room);
    this.#ofRecords = enlarged(this.#ofRecords, room);
  }
}

function enlarged(array: Uint32Array<ArrayBuffer>, length: number): Uint32Array<ArrayBuffer> {
  const made = new Uint32Array(length);
  made.set(array);
  return made;
}
