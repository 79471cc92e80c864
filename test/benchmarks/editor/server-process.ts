import { type ChildProcessByStdio, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import type { Readable, Writable } from "node:stream";
import { CAPABILITIES, fileUri } from "../../../server/src/testing/client.js";

interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

interface Published {
  readonly uri: string;
  readonly version?: number;
}

/** A wave of findings that somebody waits for: the check's of a version of a file, or the proofs of all that was said. */
interface Awaited {
  isThis(message: Message): boolean;
  done(): void;
}

/**
 * The language server in a process of its own, talked to over its pipes as an editor does. Times are those of the client:
 * from the writing of a message to the reading of what answers it.
 */
export class ServerProcess {
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;
  readonly #answers = new Map<number, (message: Message) => void>();
  readonly #ended: Promise<number | null>;
  #awaited: Awaited[] = [];
  #read: Buffer[] = [];
  #length = 0;
  #wanted = 0;
  #count = 0;

  constructor(command: readonly [string, ...string[]]) {
    const [program, ...words] = command;
    this.#process = spawn(program, words, { stdio: ["pipe", "pipe", "inherit"] });
    this.#ended = new Promise((resolve) => this.#process.once("exit", resolve));
    this.#process.stdout.on("data", (data: Buffer) => this.#take(data));
  }

  async initialize(folder: string): Promise<void> {
    const uri = fileUri(folder);
    await this.request("initialize", {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: "bench" }],
      capabilities: CAPABILITIES,
      initializationOptions: { diagnostics: "push", programStatus: true },
    });
    this.notify("initialized", {});
  }

  request(method: string, params?: unknown): Promise<unknown> {
    this.#count += 1;
    const id = this.#count;
    this.#send({ id, method, ...(params === undefined ? {} : { params }) });
    return new Promise((resolve, reject) => {
      this.#answers.set(id, ({ result, error }) => {
        if (error === undefined) resolve(result);
        else reject(new Error(`${method}: ${error.message}`));
      });
    });
  }

  notify(method: string, params: unknown): void {
    this.#send({ method, params });
  }

  /** The check's findings of this version of a file. */
  checked(uri: string, version: number): Promise<void> {
    return this.#until(
      ({ method, params }) =>
        method === "textDocument/publishDiagnostics" &&
        (params as Published).uri === uri &&
        (params as Published).version === version,
    );
  }

  /** The end of the proofs. */
  proved(): Promise<void> {
    return this.#until(
      ({ method, params }) => method === "seg/programStatus" && (params as { proving: boolean }).proving === false,
    );
  }

  /** Bytes of memory that the process takes up now. Null where the system does not say. */
  get residentMemory(): number | null {
    const found = this.#inProc("status", /^VmRSS:\s*(\d+) kB/m);
    return found === null ? null : Number(found[1]) * 1024;
  }

  /** Milliseconds of processor time up to now, of all its threads. Null where the system does not say. */
  get processorTime(): number | null {
    // The 14th and 15th word, in hundredths of a second; the second one is a name in parentheses.
    const found = this.#inProc("stat", /\) \S+(?: \S+){10} (\d+) (\d+)/);
    return found === null ? null : (Number(found[1]) + Number(found[2])) * 10;
  }

  async stop(): Promise<void> {
    await this.request("shutdown");
    this.notify("exit", undefined);
    const status = await this.#ended;
    if (status !== 0) throw new Error(`The server ended with ${status}`);
  }

  #inProc(name: string, pattern: RegExp): RegExpExecArray | null {
    try {
      return pattern.exec(readFileSync(`/proc/${this.#process.pid}/${name}`, "utf8"));
    } catch {
      return null;
    }
  }

  #until(isThis: (message: Message) => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#awaited.push({ isThis, done: resolve });
    });
  }

  #send(message: object): void {
    const body = JSON.stringify({ jsonrpc: "2.0", ...message });
    this.#process.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  /** Pieces are joined only when a message is whole: a large one comes in many. */
  #take(data: Buffer): void {
    this.#read.push(data);
    this.#length += data.length;
    while (this.#length > this.#wanted) {
      const all = Buffer.concat(this.#read);
      const head = all.indexOf("\r\n\r\n");
      this.#read = [all];
      if (head < 0) return;
      const size = Number(/Content-Length: (\d+)/i.exec(all.toString("latin1", 0, head))![1]);
      const end = head + 4 + size;
      if (all.length < end) {
        this.#wanted = end - 1;
        return;
      }
      this.#wanted = 0;
      this.#read = [all.subarray(end)];
      this.#length = all.length - end;
      this.#receive(JSON.parse(all.toString("utf8", head + 4, end)) as Message);
    }
  }

  #receive(message: Message): void {
    const { id, method } = message;
    if (method === undefined) {
      const answer = this.#answers.get(Number(id));
      this.#answers.delete(Number(id));
      answer?.(message);
      return;
    }
    if (id !== undefined) this.#reply(id, method, message.params);
    const waiting = this.#awaited;
    this.#awaited = waiting.filter((each) => !each.isThis(message));
    for (const each of waiting) if (!this.#awaited.includes(each)) each.done();
  }

  /** What an editor would say. */
  #reply(id: number | string, method: string, params: unknown): void {
    const isAsked = method === "workspace/configuration";
    this.#send({ id, result: isAsked ? (params as { items: unknown[] }).items.map(() => null) : null });
  }
}
