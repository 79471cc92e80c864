import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { addAbortSignal, pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { dataRules } from "../../src/diagnostics/rules/data.js";
import { DataError, dataError } from "../../src/records/data-error.js";
import type { BlockReader } from "../scan/line-blocks.js";
import { errorCode, systemReason } from "../system-reason.js";
import { CHUNK, PlainFile } from "./plain-file.js";
import { readError } from "./read-error.js";

/** Where records come from. `name` stands in messages. */
export type RecordSource =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "stream"; readonly name: string; readonly stream: Readable };

export interface ByteSource {
  readonly name: string;
  /** Of the source itself, compressed or not; null of a stream. */
  readonly bytesTotal: number | null;
  /** How many of them were read so far. */
  bytesRead(): number;
  /** Unpacked. Failing with a DataError. */
  readonly chunks: AsyncIterable<Buffer>;
  /**
   * In place of the rest of `chunks`, once the first has come: reads from that place on, straight into the buffers of the
   * reader. Null where the bytes come from a pipe, or have to be unpacked.
   */
  directly(position: number): BlockReader | null;
}

/** Opens a source of bytes and unpacks gzip, told by its first bytes. */
export async function openBytes(source: RecordSource, signal?: AbortSignal): Promise<ByteSource> {
  const state: ReadState = { bytes: 0, packed: false };
  const opened = source.kind === "file" ? await openFile(source.path, signal) : openStream(source);
  const { name } = opened;
  const file = opened.input instanceof PlainFile ? opened.input : null;
  const stream = opened.input instanceof PlainFile ? null : opened.input;
  if (signal !== undefined && stream !== null) addAbortSignal(signal, stream);
  return {
    name,
    bytesTotal: file?.size ?? null,
    bytesRead: () => state.bytes,
    chunks: unpacked(name, counted(name, stream ?? file!.chunks(), state), state),
    directly: (position) => (file === null || state.packed ? null : directReader(file, position, state)),
  };
}

interface ReadState {
  bytes: number;
  packed: boolean;
}

async function openFile(path: string, signal: AbortSignal | undefined) {
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw dataError(dataRules.directoryGiven, { path, use: "read" });
    if (found.isFile()) return { name: path, input: await PlainFile.open(path, found.size, signal) };
  } catch (error) {
    throw readError(path, error);
  }
  return { name: path, input: createReadStream(path, { highWaterMark: CHUNK }) };
}

function openStream({ name, stream }: Extract<RecordSource, { kind: "stream" }>) {
  return { name, input: stream };
}

function directReader(file: PlainFile, from: number, state: ReadState): BlockReader {
  let position = from;
  return {
    isReady: true,
    async read(buffer, start, end) {
      const length = await file.read(buffer, start, end, position);
      position += length;
      state.bytes = Math.max(state.bytes, position);
      return length;
    },
    close: () => file.close(),
  };
}

async function* counted(name: string, stream: AsyncIterable<unknown>, counter: ReadState): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of stream) {
      const bytes = typeof chunk === "string" ? Buffer.from(chunk) : (chunk as Buffer);
      counter.bytes += bytes.length;
      yield bytes;
    }
  } catch (error) {
    throw readError(name, error);
  }
}

async function* unpacked(name: string, chunks: AsyncGenerator<Buffer>, state: ReadState): AsyncGenerator<Buffer> {
  const first: Buffer[] = [];
  let length = 0;
  // A pipe may deliver single bytes; two are needed to know gzip.
  while (length < 2) {
    const next = await chunks.next();
    if (next.done) break;
    first.push(next.value);
    length += next.value.length;
  }
  const head = Buffer.concat(first);
  if (head[0] !== 0x1f || head[1] !== 0x8b) {
    try {
      if (head.length > 0) yield head;
      yield* chunks;
    } finally {
      await chunks.return(undefined);
    }
    return;
  }
  state.packed = true;
  const gunzip = createGunzip({ chunkSize: CHUNK });
  // A failure reaches the loop below through the stream; nothing more is to be done here.
  pipeline(Readable.from(prepend(head, chunks)), gunzip, () => {});
  try {
    yield* gunzip;
  } catch (error) {
    if (error instanceof DataError) throw error;
    const reason = errorCode(error) === "Z_BUF_ERROR" ? "it ends too early" : systemReason(error);
    throw dataError(dataRules.brokenCompression, { path: name, reason });
  }
}

async function* prepend(head: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield head;
  yield* rest;
}
