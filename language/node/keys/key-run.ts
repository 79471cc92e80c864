import { ANY_ORDER, type KeyOrders, NO_ORDER, ordersOf } from "./key-order.js";

export interface KeyGroups {
  readonly bytes: Uint8Array;
  /** Where each group begins in the bytes. */
  readonly groups: Uint32Array;
  /** How many keys there are. */
  readonly size: number;
}

/**
 * Keys in order, each with its line. Groups of keys follow each other: the first key of a group is whole, each other one says
 * only how many bytes of the key before it are cut off at its end and what comes in their place (front coding).
 */
export interface KeyRun extends KeyGroups {
  /** In which orders they stand, all of them. */
  readonly orders: KeyOrders;
  readonly first: Uint8Array;
  readonly last: Uint8Array;
}

/** Keys of a group. To find one means to go through half a group; each group costs its first key and its place. */
const GROUP = 32;
/**
 * The first byte of a key that is not the first of its group: how many bytes are cut off, and how many come. A key for which
 * that is too little, or which does not stand in the line behind the other's, has numbers behind this byte.
 */
const LONG_FORM = 0xf0;
const LARGEST_CUT = 14;
const LARGEST_SUFFIX = 15;
const LONGEST_NUMBER = 5;
const ROOM = 1 << 14;

/** Makes runs of keys that come in order, one after the other. */
export class KeyRunWriter {
  /** In which orders all keys stood so far, also those of runs before. */
  orders: KeyOrders = ANY_ORDER;
  /** Of the run that is being made. */
  size = 0;
  #bytes = new Uint8Array(ROOM);
  #length = 0;
  #groups = new Uint32Array(64);
  #first = new Uint8Array();
  #last = new Uint8Array(64);
  /** -1: no key came yet. */
  #lastLength = -1;
  #lastLine = 0;

  get length(): number {
    return this.#length;
  }

  /** Makes a new run, as if no key had come yet. */
  reset(): void {
    this.orders = ANY_ORDER;
    this.#lastLength = -1;
    this.#clear();
  }

  /** Takes the key between two places, if it goes on in order behind the last; else nothing changes. */
  add(bytes: Uint8Array, start: number, end: number, line: number): boolean {
    const length = end - start;
    const before = this.#lastLength;
    const last = this.#last;
    const most = length < before ? length : before;
    let shared = 0;
    while (shared < most && bytes[start + shared] === last[shared]) shared += 1;
    if (before >= 0) {
      const difference = shared < most ? bytes[start + shared]! - last[shared]! : 0;
      const orders = this.orders & ordersOf(length - before, difference);
      if (orders === NO_ORDER) return false;
      this.orders = orders;
    }
    this.#reserve(length);
    if (this.size === 0) this.#first = bytes.slice(start, end);
    if (this.size % GROUP === 0) this.#begin(bytes, start, end, line);
    else this.#follow(bytes, start, length, shared, line);
    if (length > this.#last.length) this.#enlargeLast(length);
    for (let place = shared; place < length; place += 1) this.#last[place] = bytes[start + place]!;
    this.#lastLength = length;
    this.#lastLine = line;
    this.size += 1;
    return true;
  }

  /** Goes on behind the last key of another run. */
  followRun(run: KeyRun): void {
    this.orders = run.orders;
    if (run.last.length > this.#last.length) this.#enlargeLast(run.last.length);
    this.#last.set(run.last);
    this.#lastLength = run.last.length;
  }

  /** In which orders a key comes behind the last one. */
  ordersBehind(key: Uint8Array): KeyOrders {
    if (this.#lastLength < 0) return ANY_ORDER;
    const most = Math.min(key.length, this.#lastLength);
    let shared = 0;
    while (shared < most && key[shared] === this.#last[shared]) shared += 1;
    const difference = shared < most ? key[shared]! - this.#last[shared]! : 0;
    return ordersOf(key.length - this.#lastLength, difference);
  }

  /** The keys so far as a run; what comes next begins another, in the same order. */
  take(): KeyRun {
    const run = {
      bytes: this.#bytes.slice(0, this.#length),
      groups: this.#groups.slice(0, Math.ceil(this.size / GROUP)),
      size: this.size,
      orders: this.orders,
      first: this.#first,
      last: this.#last.slice(0, this.#lastLength),
    };
    this.#clear();
    return run;
  }

  /** The same to look into, until the next key comes. */
  look(): KeyGroups {
    return { bytes: this.#bytes, groups: this.#groups, size: this.size };
  }

  #clear(): void {
    this.#length = 0;
    this.size = 0;
  }

  #begin(bytes: Uint8Array, start: number, end: number, line: number): void {
    const group = this.size / GROUP;
    if (group === this.#groups.length) {
      const larger = new Uint32Array(2 * group);
      larger.set(this.#groups);
      this.#groups = larger;
    }
    this.#groups[group] = this.#length;
    this.#number(line);
    this.#number(end - start);
    this.#copy(bytes, start, end);
  }

  #follow(bytes: Uint8Array, start: number, length: number, shared: number, line: number): void {
    const cut = this.#lastLength - shared;
    const suffix = length - shared;
    if (cut <= LARGEST_CUT && suffix <= LARGEST_SUFFIX && line === this.#lastLine + 1) {
      this.#bytes[this.#length] = (cut << 4) | suffix;
      this.#length += 1;
    } else {
      this.#bytes[this.#length] = LONG_FORM;
      this.#length += 1;
      this.#number(line);
      this.#number(cut);
      this.#number(suffix);
    }
    this.#copy(bytes, start + shared, start + length);
  }

  #number(value: number): void {
    this.#length = writeNumber(this.#bytes, this.#length, value);
  }

  #copy(bytes: Uint8Array, start: number, end: number): void {
    let place = this.#length;
    for (let from = start; from < end; from += 1) {
      this.#bytes[place] = bytes[from]!;
      place += 1;
    }
    this.#length = place;
  }

  #reserve(length: number): void {
    const needed = this.#length + length + 1 + 3 * LONGEST_NUMBER;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(2 * needed);
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }

  #enlargeLast(length: number): void {
    const larger = new Uint8Array(2 * length);
    larger.set(this.#last);
    this.#last = larger;
  }
}

/** Looks into keys in order. */
export class KeyRunReader {
  #at = 0;

  /** Whether the key between two places comes before the first one of a group, in one of the orders of all keys. */
  isBefore(run: KeyGroups, group: number, orders: KeyOrders, bytes: Uint8Array, start: number, end: number): boolean {
    this.#at = run.groups[group]!;
    this.#number(run.bytes);
    const length = this.#number(run.bytes);
    const most = Math.min(length, end - start);
    const same = this.#same(run.bytes, length, bytes, start, end);
    const difference = same < most ? run.bytes[this.#at + same]! - bytes[start + same]! : 0;
    return (ordersOf(length - (end - start), difference) & orders) !== NO_ORDER;
  }

  /** The line of the key between two places, as it was added; -1 for a key that is not there. */
  line(run: KeyGroups, orders: KeyOrders, bytes: Uint8Array, start: number, end: number): number {
    let low = 0;
    let high = Math.ceil(run.size / GROUP);
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (this.isBefore(run, middle, orders, bytes, start, end)) high = middle;
      else low = middle;
    }
    return this.#lineInGroup(run, low, bytes, start, end);
  }

  #lineInGroup({ bytes: run, groups, size }: KeyGroups, group: number, bytes: Uint8Array, start: number, end: number) {
    const count = Math.min(GROUP, size - group * GROUP);
    const wanted = end - start;
    this.#at = groups[group]!;
    let line = this.#number(run);
    let length = this.#number(run);
    // Of the key that was passed last, so many first bytes are those of the wanted one.
    let same = this.#same(run, length, bytes, start, end);
    this.#at += length;
    for (let index = 1; same < wanted || length !== wanted; index += 1) {
      if (index === count) return -1;
      const form = run[this.#at]!;
      this.#at += 1;
      let cut = form >> 4;
      let suffix = form & LARGEST_SUFFIX;
      if (form === LONG_FORM) {
        line = this.#number(run);
        cut = this.#number(run);
        suffix = this.#number(run);
      } else line += 1;
      const shared = length - cut;
      if (shared <= same) same = shared + this.#same(run, suffix, bytes, start + shared, end);
      length = shared + suffix;
      this.#at += suffix;
    }
    return line;
  }

  /** Hands over all keys, each in bytes that are used again for the next. */
  forEach({ bytes: run, groups, size }: KeyGroups, take: (bytes: Uint8Array, length: number, line: number) => void) {
    let key = new Uint8Array(64);
    let length = 0;
    let line = 0;
    for (let index = 0; index < size; index += 1) {
      let cut = length;
      let suffix = 0;
      if (index % GROUP === 0) {
        this.#at = groups[index / GROUP]!;
        line = this.#number(run);
        suffix = this.#number(run);
      } else {
        const form = run[this.#at]!;
        this.#at += 1;
        line = form === LONG_FORM ? this.#number(run) : line + 1;
        cut = form === LONG_FORM ? this.#number(run) : form >> 4;
        suffix = form === LONG_FORM ? this.#number(run) : form & LARGEST_SUFFIX;
      }
      length += suffix - cut;
      if (length > key.length) {
        const larger = new Uint8Array(2 * length);
        larger.set(key);
        key = larger;
      }
      key.set(run.subarray(this.#at, this.#at + suffix), length - suffix);
      this.#at += suffix;
      take(key, length, line);
    }
  }

  /** How many of the next `length` bytes of the run are those between two places, from the first on. */
  #same(run: Uint8Array, length: number, bytes: Uint8Array, start: number, end: number): number {
    const most = Math.min(length, end - start);
    let same = 0;
    while (same < most && run[this.#at + same] === bytes[start + same]) same += 1;
    return same;
  }

  #number(bytes: Uint8Array): number {
    let value = 0;
    let factor = 1;
    for (;;) {
      const byte = bytes[this.#at]!;
      this.#at += 1;
      if (byte < 0x80) return value + byte * factor;
      value += (byte - 0x80) * factor;
      factor *= 0x80;
    }
  }
}

/** Seven bits a byte, the least first; the last byte is below 128. Answers the place behind it. */
export function writeNumber(bytes: Uint8Array, at: number, value: number): number {
  let place = at;
  let rest = value;
  while (rest >= 0x80) {
    bytes[place] = (rest % 0x80) + 0x80;
    place += 1;
    rest = Math.floor(rest / 0x80);
  }
  bytes[place] = rest;
  return place + 1;
}
