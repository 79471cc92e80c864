import { dataRules } from "../../src/diagnostics/rules/data.js";
import { dataError } from "../../src/records/data-error.js";
import { RECORD_LIMIT } from "../../src/records/json/ndjson.js";
import { notUtf8 } from "../readers/text.js";
import type { BlockScanner } from "./block-scanner.js";
import { LineTooLong } from "./line-blocks.js";
import type { BrokenBlock, LineBlock, ScannedBlock } from "./scanned-block.js";

/** Scans one block after the other, in this thread. */
export async function* scanHere(
  scanner: BlockScanner,
  blocks: AsyncIterable<LineBlock>,
): AsyncGenerator<ScannedBlock | BrokenBlock> {
  let room: ArrayBuffer | null = null;
  for await (const block of blocks) {
    const scanned = scanner.scan(block, room);
    block.spare.push(block.bytes);
    yield scanned;
    // Whoever asks for the next has read this one.
    room = scanned.kind === "scanned" ? (scanned.rows?.bytes.buffer ?? null) : null;
  }
}

/** The scanned blocks of a file, in order. Fails with a DataError at what is no text, or too long a line. */
export async function* soundBlocks(
  name: string,
  scanned: AsyncIterable<ScannedBlock | BrokenBlock>,
): AsyncGenerator<ScannedBlock> {
  let lines = 0;
  try {
    for await (const block of scanned) {
      if (block.kind === "broken") throw notUtf8(name, lines, block);
      yield block;
      lines += block.lines;
    }
  } catch (error) {
    if (!(error instanceof LineTooLong)) throw error;
    const limit = RECORD_LIMIT / 1_000_000;
    throw dataError(dataRules.recordTooLong, { path: name, line: lines + 1, limit });
  }
}
