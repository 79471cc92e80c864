import type { MembershipCell, MembershipWriter } from "./memberships.js";

/** Bytes to begin with, and beyond which many rows are not likely to come. */
const ROOM = 1 << 18;
/** So many different endings of rows are kept. */
const MOST_ENDINGS = 1 << 16;
const BACKSLASH = 0x5c;
const QUOTE = 0x22;

/** How rows of a form begin, and which keys stand in them as they are. */
export interface ByteForm {
  /** What stands before a key. */
  readonly before: string;
  /** By byte: 1 where a key with it is written otherwise than by its own bytes. */
  readonly special: Uint8Array;
}

export function ndjsonForm(keyColumn: string): ByteForm {
  const special = new Uint8Array(256).fill(1, 0, 0x20);
  special[QUOTE] = 1;
  special[BACKSLASH] = 1;
  return { before: `{${JSON.stringify(keyColumn)}:"`, special };
}

/** Signs in whose neighbourhood quotes, blanks or formulas are to be thought of are left to the writer of texts. */
export function csvForm(): ByteForm {
  const special = new Uint8Array(256).fill(1);
  for (let byte = 0x30; byte <= 0x39; byte += 1) special[byte] = 0;
  for (let byte = 0x41; byte <= 0x5a; byte += 1) special[byte] = special[byte + 0x20] = 0;
  special[0x2e] = 0;
  special[0x5f] = 0;
  return { before: "", special };
}

/**
 * Rows of memberships as bytes: a key that was read as bytes is copied, and what follows it is the same for all customers
 * in the same segments. Whatever is not so plain is written by the writer of texts.
 */
export class MembershipBytes {
  readonly #writer: MembershipWriter;
  readonly #form: ByteForm;
  readonly #before: Uint8Array;
  /** For each criterion, how many outcomes there are, "none" among them. */
  readonly #counts: readonly number[];
  readonly #names: readonly (readonly string[])[];
  readonly #endings = new Map<number, Uint8Array>();
  #bytes = Buffer.allocUnsafe(ROOM);
  #length = 0;

  /** `segments`: the names of those of each criterion. */
  constructor(writer: MembershipWriter, form: ByteForm, segments: readonly (readonly string[])[]) {
    this.#writer = writer;
    this.#form = form;
    this.#before = Buffer.from(form.before);
    this.#names = segments;
    this.#counts = segments.map(({ length }) => length + 1);
    this.#addText(writer.begin());
  }

  add(key: string, cells: readonly MembershipCell[]): void {
    this.#addText(this.#writer.customer(key, cells));
  }

  /**
   * A customer whose key stands between two places of `keys`, in the segments whose numbers stand at `at` in `outcomes`, one
   * for each criterion, -1 for none. False where that must be written by `add`.
   */
  addPlain(keys: Uint8Array, start: number, end: number, outcomes: Int32Array, at: number): boolean {
    const ending = this.#ending(outcomes, at);
    if (ending === null) return false;
    const before = this.#before;
    this.#reserve(before.length + end - start + ending.length);
    const bytes = this.#bytes;
    const { special } = this.#form;
    let place = this.#length;
    for (let index = 0; index < before.length; index += 1) bytes[place + index] = before[index]!;
    place += before.length;
    for (let index = start; index < end; index += 1) {
      const byte = keys[index]!;
      if (special[byte] === 1) return false;
      bytes[place] = byte;
      place += 1;
    }
    // So few bytes are copied sooner one by one than by a call.
    for (let index = 0; index < ending.length; index += 1) bytes[place + index] = ending[index]!;
    this.#length = place + ending.length;
    return true;
  }

  end(): void {
    this.#addText(this.#writer.end());
  }

  take(): Uint8Array {
    const taken = this.#bytes.subarray(0, this.#length);
    this.#bytes = Buffer.allocUnsafe(Math.max(ROOM, this.#length));
    this.#length = 0;
    return taken;
  }

  /** What follows the key; null for what is not to be kept. */
  #ending(outcomes: Int32Array, at: number): Uint8Array | null {
    let number = 0;
    for (let index = 0; index < this.#counts.length; index += 1) {
      const outcome = outcomes[at + index]!;
      if (outcome < -1) return null;
      number = number * this.#counts[index]! + outcome + 1;
    }
    const known = this.#endings.get(number);
    if (known !== undefined) return known;
    if (number > Number.MAX_SAFE_INTEGER || this.#endings.size === MOST_ENDINGS) return null;
    const cells = this.#names.map((names, index) => names[outcomes[at + index]!] ?? null);
    // The row of a customer whose key is one letter, without its beginning.
    const ending = Buffer.from(this.#writer.customer("k", cells).slice(this.#form.before.length + 1));
    this.#endings.set(number, ending);
    return ending;
  }

  #addText(text: string): void {
    this.#reserve(3 * text.length);
    this.#length += this.#bytes.write(text, this.#length, "utf8");
  }

  #reserve(length: number): void {
    if (this.#length + length <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(2 * (this.#length + length));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}
