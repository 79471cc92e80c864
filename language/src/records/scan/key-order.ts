import type { RecordType } from "../../condition/schema.js";
import { dataName } from "../occurrence.js";
import { skipBlanks, skipString, skipValue } from "./json-skip.js";

/** A key as it comes in the data: with all that stands between the value before it and its own. */
export interface KeyStep {
  /** UTF-8, without quotes. */
  readonly key: Uint8Array;
  /** `,"city":` or `, "city": `; of the first key `"city":`. */
  readonly before: Uint8Array;
}

/** The order in which each kind of object has its keys, as far as it was seen. */
export type KeyOrders = ReadonlyMap<RecordType, readonly KeyStep[]>;

/** So many objects of a kind are looked at: the one with the most keys shows the order. */
const LOOKED_AT = 50;

/**
 * Learns from the first lines of a file in which order its objects have their keys. Data are written by programs, so most
 * objects are like them; what is learned makes reading fast, and what is not so is read all the same.
 */
export function learnKeyOrders(record: RecordType, bytes: Uint8Array, end: number): KeyOrders {
  const learner = new Learner();
  let at = 0;
  for (let line = 0; line < LOOKED_AT && at < end; line += 1) {
    learner.object(record, bytes, skipBlanks(bytes, at));
    const next = bytes.indexOf(0x0a, at);
    if (next === -1) break;
    at = next + 1;
  }
  return learner.orders;
}

class Learner {
  readonly orders = new Map<RecordType, readonly KeyStep[]>();
  readonly #looked = new Map<RecordType, number>();

  /** Looks at the object at `at`, if there is one; answers the place behind it, or -1. */
  object(record: RecordType, bytes: Uint8Array, at: number): number {
    const looked = this.#looked.get(record) ?? 0;
    if (bytes[at] !== 0x7b || looked === LOOKED_AT) return skipValue(bytes, at);
    this.#looked.set(record, looked + 1);
    const steps: KeyStep[] = [];
    let place = at + 1;
    for (;;) {
      const start = place;
      const quote = skipBlanks(bytes, bytes[skipBlanks(bytes, place)] === 0x2c ? skipBlanks(bytes, place) + 1 : place);
      if (bytes[quote] !== 0x22) break;
      const keyEnd = skipString(bytes, quote + 1);
      if (keyEnd < 0) return -1;
      const colon = skipBlanks(bytes, keyEnd);
      const value = skipBlanks(bytes, colon + 1);
      const key = bytes.slice(quote + 1, keyEnd - 1);
      steps.push({ key, before: bytes.slice(start, value) });
      place = this.#value(record, key, bytes, value);
      if (bytes[colon] !== 0x3a || place < 0) return -1;
    }
    if (steps.length > (this.orders.get(record)?.length ?? 0) && isWithoutRepetition(steps)) {
      this.orders.set(record, steps);
    }
    place = skipBlanks(bytes, place);
    return bytes[place] === 0x7d ? place + 1 : -1;
  }

  #value(record: RecordType, key: Uint8Array, bytes: Uint8Array, at: number): number {
    const name = new TextDecoder().decode(key);
    const type = record.fields.find((field) => dataName(field) === name)?.type;
    if (type?.kind === "record") return this.object(type, bytes, at);
    if (type?.kind === "list" && type.element.kind === "record" && bytes[at] === 0x5b) {
      return this.#list(type.element, bytes, at);
    }
    return skipValue(bytes, at);
  }

  #list(element: RecordType, bytes: Uint8Array, at: number): number {
    let place = skipBlanks(bytes, at + 1);
    while (bytes[place] === 0x7b) {
      place = this.object(element, bytes, place);
      if (place < 0) return -1;
      place = skipBlanks(bytes, place);
      if (bytes[place] === 0x2c) place = skipBlanks(bytes, place + 1);
    }
    return bytes[place] === 0x5d ? place + 1 : -1;
  }
}

function isWithoutRepetition(steps: readonly KeyStep[]): boolean {
  return new Set(steps.map(({ key }) => key.join())).size === steps.length;
}
