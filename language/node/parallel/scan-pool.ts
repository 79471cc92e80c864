import type { Worker } from "node:worker_threads";
import type { OccurrenceCount } from "../../src/records/occurrence.js";
import type { BrokenBlock, LineBlock, ScannedBlock } from "../scan/scanned-block.js";
import { startScanThread } from "./scan-thread.js";
import type { FromThread, ScanWork, ToThread } from "./scan-work.js";

/** So many blocks of each thread are under way: one that it scans, one that waits for it. */
const UNDER_WAY = 2;

/**
 * Scans blocks in threads; the answers come in the order of the blocks. `tell` receives at the end which keys occurred in
 * the data. Whoever stops early stops the threads.
 */
export async function* scanInThreads(
  work: ScanWork,
  threads: number,
  blocks: AsyncIterable<LineBlock>,
  tell: (occurrences: readonly OccurrenceCount[]) => void,
): AsyncGenerator<ScannedBlock | BrokenBlock> {
  const pool: ScanThread[] = [];
  try {
    for (let index = 0; index < threads; index += 1) pool.push(new ScanThread(startScanThread(work)));
    const waiting: Promise<ScannedBlock | BrokenBlock>[] = [];
    const rooms: ArrayBuffer[] = [];
    let next = 0;
    let failure: { readonly error: unknown } | null = null;
    const source = blocks[Symbol.asyncIterator]();
    try {
      for (;;) {
        let item: IteratorResult<LineBlock>;
        try {
          item = await source.next();
        } catch (error) {
          // What came before is to be told before.
          failure = { error };
          break;
        }
        if (item.done) break;
        waiting.push(pool[next % threads]!.scan(item.value, rooms.pop() ?? null));
        next += 1;
        if (waiting.length < threads * UNDER_WAY) continue;
        const scanned = await waiting.shift()!;
        yield scanned;
        // Whoever asks for the next has read this one.
        if (scanned.kind === "scanned" && scanned.rows !== null) rooms.push(scanned.rows.bytes.buffer);
      }
      for (const scanned of waiting.splice(0)) yield await scanned;
    } finally {
      for (const scanned of waiting) scanned.catch(() => {});
      await source.return?.();
    }
    if (failure !== null) throw failure.error;
    for (const thread of pool) tell(await thread.end());
  } finally {
    await Promise.all(pool.map((thread) => thread.stop()));
  }
}

/** A thread, and whoever waits for its answers, in the order in which they were asked for. */
class ScanThread {
  readonly #worker: Worker;
  readonly #asked: { readonly resolve: (answer: FromThread) => void; readonly reject: (error: unknown) => void }[] = [];
  #broken: { readonly error: unknown } | null = null;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.on("message", (answer: FromThread) => this.#asked.shift()?.resolve(answer));
    worker.on("error", (error) => this.#fail(error));
    worker.on("exit", () => this.#fail(new Error("a thread ended before its work was done")));
  }

  async scan({ bytes, length, spare }: LineBlock, room: ArrayBuffer | null): Promise<ScannedBlock | BrokenBlock> {
    const question: ToThread = { kind: "scan", bytes: bytes.buffer, length, room };
    const answer = await this.#ask(question, room === null ? [bytes.buffer] : [bytes.buffer, room]);
    if (answer.kind !== "scanned") throw new Error("a thread answered what it was not asked");
    spare.push(Buffer.from(answer.bytes));
    return answer.block;
  }

  async end(): Promise<readonly OccurrenceCount[]> {
    const answer = await this.#ask({ kind: "end" }, []);
    return answer.kind === "ended" ? answer.occurrences : [];
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }

  #ask(question: ToThread, transfer: ArrayBuffer[]): Promise<FromThread> {
    return new Promise((resolve, reject) => {
      if (this.#broken !== null) reject(this.#broken.error);
      else {
        this.#asked.push({ resolve, reject });
        this.#worker.postMessage(question, transfer);
      }
    });
  }

  #fail(error: unknown): void {
    this.#broken ??= { error };
    for (const { reject } of this.#asked.splice(0)) reject(error);
  }
}
