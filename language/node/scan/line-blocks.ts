import { PADDING } from "../../src/records/scan/byte-block.js";
import { RECORD_LIMIT } from "../readers/ndjson.js";
import type { LineBlock } from "./scanned-block.js";

/** Bytes of a block, where no line is longer. */
const BLOCK = 1 << 20;
const LINE_END = 0x0a;

/** A line beyond what can be read as a record: the first of those that come after the blocks so far. */
export class LineTooLong extends Error {}

/**
 * Cuts bytes into blocks of whole lines; the last line may lack its end, and is given one. Fails with `LineTooLong`, or as
 * `chunks` does. `spare`: buffers of blocks that nobody reads any more, to be used again: new ones cost as much as reading.
 */
export async function* lineBlocks(
  chunks: AsyncIterable<Buffer>,
  spare: Buffer<ArrayBuffer>[] = [],
): AsyncGenerator<LineBlock> {
  let block: Buffer<ArrayBuffer> = spare.pop() ?? Buffer.allocUnsafeSlow(BLOCK + PADDING);
  let length = 0;
  for await (const chunk of chunks) {
    for (let from = 0; from < chunk.length; ) {
      const room = block.length - PADDING - length;
      const taken = Math.min(room, chunk.length - from);
      chunk.copy(block, length, from, from + taken);
      from += taken;
      length += taken;
      if (taken < room) break;
      const end = block.subarray(0, length).lastIndexOf(LINE_END) + 1;
      if (end === 0) {
        if (length > RECORD_LIMIT) throw new LineTooLong();
        block = larger(block, length);
        continue;
      }
      const wanted = Math.max(BLOCK, 2 * (length - end)) + PADDING;
      const known = spare.pop();
      const next = known !== undefined && known.length >= wanted ? known : Buffer.allocUnsafeSlow(wanted);
      block.copy(next, 0, end, length);
      yield { bytes: block, length: end, spare };
      block = next;
      length -= end;
    }
  }
  if (length === 0) return;
  block[length] = LINE_END;
  yield { bytes: block, length: length + (block[length - 1] === LINE_END ? 0 : 1), spare };
}

function larger(block: Buffer<ArrayBuffer>, length: number): Buffer<ArrayBuffer> {
  const made = Buffer.allocUnsafeSlow(2 * block.length);
  block.copy(made, 0, 0, length);
  return made;
}
