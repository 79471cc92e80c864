import { write as callSystem, constants } from "node:fs";
import { open, readlink, realpath, rename, stat, unlink } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { dataRules } from "../../src/diagnostics/rules/data.js";
import { dataError } from "../../src/records/data-error.js";
import { errorCode, systemReason } from "../system-reason.js";
import { keepAtExit, removeAtExit } from "../temporary.js";
import { GzipOutput } from "./gzip-output.js";
import type { Output } from "./output.js";
import { Pending } from "./pending.js";

/** Where a result goes. A stream belongs to the caller and is not ended. */
export type OutputTarget =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "stream"; readonly name: string; readonly stream: Writable };

/** Characters or bytes gathered before the system is asked to write. */
const BUFFER_LENGTH = 256 * 1024;
/** Bytes that are written where they are: to gather them would cost more than to ask the system once more. */
const WRITTEN_AT_ONCE = 32 * 1024;
/** As many links in a row as Linux follows. */
const MOST_LINKS = 40;
/** Milliseconds. */
const FULL_PIPE_WAIT = 2;
const writeBytes = promisify(callSystem);
let serial = 0;

/** Opens what is to be written; a file whose name ends in `.gz` is compressed. */
export async function openOutput(target: OutputTarget): Promise<Output> {
  if (target.kind === "stream") return new StreamOutput(target.name, target.stream);
  const file = await openFileOutput(target.path);
  return /\.gz$/i.test(target.path) ? new GzipOutput(file) : file;
}

/**
 * A file is written beside its target under another name and renamed when complete, so nobody ever sees half of it. What
 * is no ordinary file (`/dev/stdout`, a named pipe) cannot be renamed over and is written directly.
 */
async function openFileOutput(path: string): Promise<Output> {
  try {
    const descriptor = await openDescriptor(path);
    if (descriptor !== null) return new FileOutput(path, new Descriptor(descriptor), path, null);
    const target = await realTarget(path);
    if (target.special) return new FileOutput(path, await open(target.path, constants.O_WRONLY), target.path, null);
    serial += 1;
    const temporary = join(dirname(target.path), `.${basename(target.path)}.${process.pid}-${serial}.part`);
    const file = await open(temporary, "wx");
    removeAtExit(temporary);
    return new FileOutput(path, file, target.path, temporary);
  } catch (error) {
    if (errorCode(error) === "EISDIR") throw dataError(dataRules.directoryGiven, { path, use: "write" });
    throw dataError(dataRules.outputFailed, { path, reason: systemReason(error) });
  }
}

/** Follows links, so that a link stays one and the file behind it is replaced, or made. */
async function realTarget(path: string): Promise<{ path: string; special: boolean }> {
  const real = await behindLinks(path);
  try {
    const found = await stat(real);
    if (found.isDirectory()) throw Object.assign(new Error("it is a folder"), { code: "EISDIR" });
    return { path: real, special: !found.isFile() };
  } catch (error) {
    if (errorCode(error) !== "ENOENT") throw error;
    return { path: real, special: false };
  }
}

/** The absolute path of the file that is written where `path` is named, links followed; it need not exist. */
export async function behindLinks(path: string): Promise<string> {
  let at = resolve(path);
  for (let hops = 0; hops < MOST_LINKS; hops += 1) {
    try {
      return await realpath(at);
    } catch (error) {
      if (errorCode(error) !== "ENOENT") throw error;
    }
    try {
      at = resolve(await realpath(dirname(at)), await readlink(at));
    } catch {
      return at;
    }
  }
  return at;
}

/**
 * The number behind a name for what the process has open already: `/dev/stdout`, `/dev/fd/3`, or a link to one. Such a
 * name leads to a pipe, which has no path, or to a file that somebody else is writing: nothing may be put in its place.
 */
async function openDescriptor(path: string): Promise<number | null> {
  let at = resolve(path);
  for (let hops = 0; hops < MOST_LINKS; hops += 1) {
    const match = /^\/(?:dev|proc\/(?:self|\d+))\/fd\/(\d+)$/.exec(at);
    if (match !== null) return Number(match[1]);
    try {
      const target = await readlink(at);
      at = resolve(await realpath(dirname(at)), target);
    } catch {
      return null;
    }
  }
  return null;
}

/** What bytes are written to. */
interface Sink {
  write(bytes: Uint8Array, from: number): Promise<{ readonly bytesWritten: number }>;
  close(): Promise<void>;
}

/** Written where the process stands in it, so that what comes before and after is kept; it stays open. */
class Descriptor implements Sink {
  readonly #number: number;

  constructor(number: number) {
    this.#number = number;
  }

  async write(bytes: Uint8Array, from: number): Promise<{ readonly bytesWritten: number }> {
    for (;;) {
      try {
        return await writeBytes(this.#number, bytes, from);
      } catch (error) {
        // A pipe that is full says so where the process shares it with others.
        if (errorCode(error) !== "EAGAIN") throw error;
        await sleep(FULL_PIPE_WAIT);
      }
    }
  }

  async close(): Promise<void> {}
}

class FileOutput implements Output {
  readonly name: string;
  readonly #file: Sink;
  readonly #target: string;
  readonly #temporary: string | null;
  readonly #pending = new Pending();
  #closed = false;

  constructor(name: string, file: Sink, target: string, temporary: string | null) {
    this.name = name;
    this.#file = file;
    this.#target = target;
    this.#temporary = temporary;
  }

  async write(content: string | Uint8Array): Promise<void> {
    if (typeof content !== "string" && content.length >= WRITTEN_AT_ONCE) {
      await this.#flush();
      await this.#writeAll(content);
      return;
    }
    this.#pending.add(content);
    if (this.#pending.length >= BUFFER_LENGTH) await this.#flush();
  }

  async finish(): Promise<void> {
    await this.#flush();
    try {
      await this.#close();
    } catch (error) {
      throw this.#failure(error);
    }
  }

  async publish(): Promise<void> {
    if (this.#temporary === null) return;
    try {
      await rename(this.#temporary, this.#target);
      keepAtExit(this.#temporary);
    } catch (error) {
      throw this.#failure(error);
    }
  }

  async discard(): Promise<void> {
    this.#pending.take();
    await this.#close().catch(() => {});
    if (this.#temporary === null) return;
    await unlink(this.#temporary).catch(() => {});
    keepAtExit(this.#temporary);
  }

  async #flush(): Promise<void> {
    if (this.#pending.length === 0) return;
    await this.#writeAll(this.#pending.take());
  }

  async #writeAll(bytes: Uint8Array): Promise<void> {
    try {
      for (let at = 0; at < bytes.length; ) at += (await this.#file.write(bytes, at)).bytesWritten;
    } catch (error) {
      throw this.#failure(error);
    }
  }

  async #close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#file.close();
  }

  #failure(error: unknown) {
    return errorCode(error) === "EPIPE"
      ? dataError(dataRules.outputClosed, { path: this.name })
      : dataError(dataRules.outputFailed, { path: this.name, reason: systemReason(error) });
  }
}

class StreamOutput implements Output {
  readonly name: string;
  readonly #stream: Writable;
  #error: unknown = null;
  readonly #onError = (error: unknown): void => {
    this.#error = error;
  };

  constructor(name: string, stream: Writable) {
    this.name = name;
    this.#stream = stream;
    stream.on("error", this.#onError);
  }

  async write(content: string | Uint8Array): Promise<void> {
    this.#check();
    // A stream reads bytes later.
    if (this.#stream.write(typeof content === "string" ? content : Uint8Array.prototype.slice.call(content))) return;
    await this.#room();
    this.#check();
  }

  async finish(): Promise<void> {
    this.#check();
    // An empty write comes back when everything before it has gone.
    await new Promise<void>((done) => this.#stream.write("", () => done()));
    this.#check();
    this.#stream.off("error", this.#onError);
  }

  async publish(): Promise<void> {}

  /** "drain" never comes from a stream that broke meanwhile. */
  #room(): Promise<void> {
    const stream = this.#stream;
    const events = ["drain", "close", "error"] as const;
    return new Promise((resolve) => {
      const done = () => {
        for (const event of events) stream.off(event, done);
        resolve();
      };
      for (const event of events) stream.on(event, done);
    });
  }

  async discard(): Promise<void> {
    // The listener stays: an error that comes late must not end the process.
  }

  #check(): void {
    if (this.#error === null && !this.#stream.destroyed) return;
    const code = errorCode(this.#error);
    if (this.#error === null || code === "EPIPE" || code === "ERR_STREAM_DESTROYED") {
      throw dataError(dataRules.outputClosed, { path: this.name });
    }
    throw dataError(dataRules.outputFailed, { path: this.name, reason: systemReason(this.#error) });
  }
}
