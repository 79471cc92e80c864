import {
  type MembershipCell,
  type MembershipLayout,
  type MembershipWriter,
  membershipWriter,
  type TextFormat,
} from "./memberships.js";

const BACKSLASH = 0x5c;
const QUOTE = 0x22;
/** Bytes and rows to begin with room for. */
const ROOM = 1 << 18;
const ROWS = 1 << 12;

/** How memberships are written: data only, so that threads can be told. */
export interface MembershipForm {
  readonly format: TextFormat;
  readonly layout: MembershipLayout;
}

/** Rows one after the other, each with what separates it from one before. */
export interface MembershipRows {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where each row ends. */
  readonly ends: Uint32Array<ArrayBuffer>;
}

/**
 * Writes rows of memberships as bytes: a key that was read as bytes is copied, and what follows it is the same for all
 * customers in the same segments. Whatever is not so plain is written as text.
 */
export class MembershipBytes {
  readonly #writer: MembershipWriter;
  /** By byte: 1 where a key with it is written otherwise than by its own bytes. */
  readonly #special: Uint8Array;
  readonly #before: Int32Array;
  readonly #beforeLength: number;
  readonly #endings: Ending[] = [];
  #endingBytes = 0;
  #room = ROOM;
  #bytes = new Uint8Array();
  #view = new DataView(this.#bytes.buffer);
  #length = 0;
  #ends = new Uint32Array(ROWS);
  #rows = 0;

  constructor({ format, layout }: MembershipForm) {
    this.#writer = membershipWriter(format, layout);
    this.#special = format === "csv" ? specialInCsv() : specialInJson();
    const cells = layout.criteria.map(() => null);
    // Rows differ from the first byte of their keys on.
    const [one, other] = ["k", "l"].map((key) => Buffer.from(this.#text(key, cells)));
    const before = one!.subarray(
      0,
      one!.findIndex((byte, index) => byte !== other![index]),
    );
    this.#beforeLength = before.length;
    this.#before = wordsOf(before);
  }

  /** How many endings there are, and of how many bytes. */
  get endings(): { readonly count: number; readonly bytes: number } {
    return { count: this.#endings.length, bytes: this.#endingBytes };
  }

  /** What follows the keys of customers with these memberships; endings are numbered from 0 in the order in which they come. */
  addEnding(cells: readonly MembershipCell[]): void {
    const bytes = Buffer.from(this.#text("k", cells)).subarray(this.#beforeLength + 1);
    this.#endings.push({ cells, bytes: Uint8Array.from(bytes) });
    this.#endingBytes += bytes.length;
  }

  forgetEndings(): void {
    this.#endings.length = 0;
    this.#endingBytes = 0;
  }

  /** A row whose key stands between two places of `bytes`, in UTF-8. */
  add(bytes: Uint8Array, start: number, end: number, ending: number): void {
    const { bytes: rest, cells } = this.#endings[ending]!;
    const before = this.#before;
    const beforeLength = this.#beforeLength;
    const special = this.#special;
    this.#reserve(beforeLength + end - start + rest.length + 4);
    const view = this.#view;
    // So few bytes are copied sooner by words than by a call; what is too much is overwritten.
    for (let word = 0; word < before.length; word += 1) view.setInt32(this.#length + 4 * word, before[word]!, true);
    const rows = this.#bytes;
    let place = this.#length + beforeLength;
    for (let at = start; at < end; at += 1) {
      const byte = bytes[at]!;
      if (special[byte] === 1) {
        this.#addText(Buffer.from(bytes.buffer, bytes.byteOffset).toString("utf8", start, end), cells);
        return;
      }
      rows[place] = byte;
      place += 1;
    }
    rows.set(rest, place);
    this.#length = place + rest.length;
    this.#finish();
  }

  /** Begins anew, in a buffer that nobody reads any more, if there is one. */
  begin(buffer: ArrayBuffer | null): void {
    this.#bytes = new Uint8Array(buffer ?? new ArrayBuffer(this.#room));
    this.#view = new DataView(this.#bytes.buffer);
    this.#length = 0;
    this.#rows = 0;
  }

  /** All rows since `begin`, in the buffer in which they were written. */
  take(): MembershipRows {
    this.#room = Math.max(this.#room, this.#bytes.length);
    return { bytes: this.#bytes, ends: this.#ends.slice(0, this.#rows) };
  }

  #text(key: string, cells: readonly MembershipCell[]): string {
    return this.#writer.separator + this.#writer.customer(key, cells);
  }

  #addText(key: string, cells: readonly MembershipCell[]): void {
    const text = this.#text(key, cells);
    this.#reserve(3 * text.length);
    this.#length += Buffer.from(this.#bytes.buffer).write(text, this.#length, "utf8");
    this.#finish();
  }

  #finish(): void {
    if (this.#rows === this.#ends.length) {
      const larger = new Uint32Array(2 * this.#rows);
      larger.set(this.#ends);
      this.#ends = larger;
    }
    this.#ends[this.#rows] = this.#length;
    this.#rows += 1;
  }

  #reserve(length: number): void {
    if (this.#length + length <= this.#bytes.length) return;
    const larger = new Uint8Array(2 * (this.#length + length));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }
}

interface Ending {
  readonly cells: readonly MembershipCell[];
  readonly bytes: Uint8Array;
}

/** Bytes in words of four, the last one filled up with zeros. */
function wordsOf(bytes: Uint8Array): Int32Array {
  const padded = new Uint8Array((bytes.length + 3) & ~3);
  padded.set(bytes);
  const view = new DataView(padded.buffer);
  return Int32Array.from({ length: padded.length / 4 }, (_, word) => view.getInt32(4 * word, true));
}

function specialInJson(): Uint8Array {
  const special = new Uint8Array(256).fill(1, 0, 0x20);
  special[QUOTE] = 1;
  special[BACKSLASH] = 1;
  return special;
}

/** Signs in whose neighbourhood quotes, blanks or formulas are to be thought of are left to the writer of texts. */
function specialInCsv(): Uint8Array {
  const special = new Uint8Array(256).fill(1);
  for (let byte = 0x30; byte <= 0x39; byte += 1) special[byte] = 0;
  for (let byte = 0x41; byte <= 0x5a; byte += 1) special[byte] = special[byte + 0x20] = 0;
  special[0x2e] = 0;
  special[0x5f] = 0;
  return special;
}
