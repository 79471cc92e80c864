import { ANY_ORDER, NO_ORDER, RISING } from "./key-order.js";
import { type KeyGroups, type KeyRun, KeyRunReader, KeyRunWriter } from "./key-run.js";

/** Bytes of a run that is made here. */
const RUN_LENGTH = 1 << 16;

interface PlacedRun {
  readonly run: KeyGroups;
  /** Added to the lines in it. */
  readonly linesBefore: number;
}

/**
 * Keys that came in one order, with a few bytes for each, however long they are: what they have in common with the key
 * before is not kept. A key that goes on in the order needs no search to be known as new.
 */
export class OrderedKeys {
  readonly #runs: PlacedRun[] = [];
  readonly #writer = new KeyRunWriter();
  readonly #reader = new KeyRunReader();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Takes a key if it goes on in the order. */
  append(bytes: Uint8Array, start: number, end: number, line: number): boolean {
    // One by one they are taken to rise: two keys alone would show the wrong order too often.
    if (this.#size === 0) this.#writer.orders = RISING;
    if (!this.#writer.add(bytes, start, end, line)) return false;
    this.#size += 1;
    if (this.#writer.length > RUN_LENGTH) this.#close();
    return true;
  }

  /** Takes keys that are in order among themselves if all of them go on in the order. */
  appendRun(run: KeyRun, linesBefore: number): boolean {
    const behind = this.#writer.ordersBehind(run.first);
    const known = this.#size === 0 ? ANY_ORDER : this.#writer.orders;
    const orders = known & behind & run.orders;
    if (orders === NO_ORDER) return false;
    this.#close();
    this.#runs.push({ run, linesBefore });
    this.#writer.followRun(run);
    this.#writer.orders = orders;
    this.#size += run.size;
    return true;
  }

  /** The line of a key, 0 if it is not there. */
  line(bytes: Uint8Array, start: number, end: number): number {
    const orders = this.#writer.orders;
    let low = -1;
    let high = this.#runs.length + (this.#writer.size > 0 ? 1 : 0);
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (this.#reader.isBefore(this.#run(middle).run, 0, orders, bytes, start, end)) high = middle;
      else low = middle;
    }
    if (low < 0) return 0;
    const { run, linesBefore } = this.#run(low);
    const line = this.#reader.line(run, orders, bytes, start, end);
    return line < 0 ? 0 : linesBefore + line;
  }

  /** Hands over all keys, each in bytes that are used again for the next. */
  forEach(take: (bytes: Uint8Array, length: number, line: number) => void): void {
    this.#close();
    for (const { run, linesBefore } of this.#runs)
      this.#reader.forEach(run, (bytes, length, line) => take(bytes, length, linesBefore + line));
  }

  #run(index: number): PlacedRun {
    return this.#runs[index] ?? { run: this.#writer.look(), linesBefore: 0 };
  }

  #close(): void {
    if (this.#writer.size > 0) this.#runs.push({ run: this.#writer.take(), linesBefore: 0 });
  }
}
