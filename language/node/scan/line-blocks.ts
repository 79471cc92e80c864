import { RECORD_LIMIT } from "../../src/records/json/ndjson.js";
import { PADDING } from "../../src/records/scan/byte-block.js";
import type { LineBlock } from "./scanned-block.js";

/** Bytes of a block, where no line is longer. */
const BLOCK = 1 << 20;
const LINE_END = 0x0a;

/** A line beyond what can be read as a record: the first of those that come after the blocks so far. */
export class LineTooLong extends Error {}

/** Where the bytes of blocks come from. */
export interface BlockReader {
  /** Whether bytes are to be had at any time, so that it is no harm to wait for more than are needed. */
  readonly isReady: boolean;
  /** Reads into a buffer between two places; answers how many bytes came, 0 at the end. Fails with a DataError. */
  read(buffer: Buffer, from: number, to: number): Promise<number>;
  close(): Promise<void>;
}

/** Bytes that somebody else has in buffers of his own. */
export function copyingReader(chunks: AsyncGenerator<Buffer>): BlockReader {
  let rest: Buffer = Buffer.alloc(0);
  return {
    isReady: false,
    async read(buffer, from, to) {
      while (rest.length === 0) {
        const next = await chunks.next();
        if (next.done) return 0;
        rest = next.value;
      }
      const length = rest.copy(buffer, from, 0, to - from);
      rest = rest.subarray(length);
      return length;
    },
    close: async () => void (await chunks.return(undefined)),
  };
}

/**
 * Cuts bytes into blocks of whole lines; the last line may lack its end, and is given one. While a block is looked at, the
 * next is read. Fails with `LineTooLong`, or as the reader does. `spare`: buffers of blocks that nobody reads any more, to be
 * used again: new ones cost as much as reading.
 */
export async function* lineBlocks(reader: BlockReader, spare: Buffer<ArrayBuffer>[] = []): AsyncGenerator<LineBlock> {
  let block: Buffer<ArrayBuffer> = spare.pop() ?? Buffer.allocUnsafeSlow(BLOCK + PADDING);
  let length = 0;
  let ahead: Promise<number> | null = null;
  try {
    for (;;) {
      const taken = await (ahead ?? reader.read(block, length, block.length - PADDING));
      ahead = null;
      if (taken === 0) break;
      length += taken;
      if (length < block.length - PADDING) continue;
      const end = block.subarray(0, length).lastIndexOf(LINE_END) + 1;
      if (end === 0) {
        if (length > RECORD_LIMIT) throw new LineTooLong();
        block = larger(block, length);
        continue;
      }
      const next = bufferFor(length - end, spare);
      block.copy(next, 0, end, length);
      length -= end;
      if (reader.isReady) {
        ahead = reader.read(next, length, next.length - PADDING);
        // It is waited for above, unless nobody wants more.
        ahead.catch(() => {});
      }
      yield { bytes: block, length: end, spare };
      block = next;
    }
    if (length === 0) return;
    block[length] = LINE_END;
    yield { bytes: block, length: length + (block[length - 1] === LINE_END ? 0 : 1), spare };
  } finally {
    await ahead?.catch(() => {});
    await reader.close();
  }
}

/** Room for so many bytes, and as many again. */
function bufferFor(length: number, spare: Buffer<ArrayBuffer>[]): Buffer<ArrayBuffer> {
  const wanted = Math.max(BLOCK, 2 * length) + PADDING;
  const known = spare.pop();
  // One that was made for a very long line is not kept for others.
  const isFitting = known !== undefined && known.length >= wanted && known.length < 4 * wanted;
  return isFitting ? known : Buffer.allocUnsafeSlow(wanted);
}

function larger(block: Buffer<ArrayBuffer>, length: number): Buffer<ArrayBuffer> {
  const made = Buffer.allocUnsafeSlow(2 * block.length);
  block.copy(made, 0, 0, length);
  return made;
}
