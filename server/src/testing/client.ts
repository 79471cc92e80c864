import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import {
  type ClientCapabilities,
  createProtocolConnection,
  ErrorCodes,
  type InitializeParams,
  type InitializeResult,
  Message,
  type MessageConnection,
  MessageType,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { encodedUri, normalUri, uriOfDisk } from "../program/uris.js";
import { ABLE_CLIENT } from "./view.js";

export interface ClientSetup {
  /** Absolute paths; one, or several roots. Null: no folder is open. */
  readonly folders: readonly string[] | null;
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: unknown;
  /** What the client answers when it is asked for the settings under `seg`. */
  readonly settings?: unknown;
  readonly processId?: number | null;
  /** The program and its arguments. */
  readonly command: Command;
  /** In place of what a client would say. */
  readonly params?: Partial<InitializeParams>;
}

export type Command = readonly [string, ...string[]];

export interface BuiltServers {
  /** The server as it is. */
  readonly plain: Command;
  /** The same with features that crash and dawdle: see there. */
  readonly troubled: Command;
  /** The module of the server as it is, which talks by IPC to whoever has forked it. */
  readonly forked: string;
}

/** Bundles the server from its sources into a folder: it starts many times more quickly so. */
export async function buildServers(folder: string): Promise<BuiltServers> {
  const source = (name: string) => fileURLToPath(new URL(name, import.meta.url));
  await build({
    entryPoints: {
      plain: source("source-server.ts"),
      troubled: source("troubled-server.ts"),
      forked: source("forked-server.ts"),
    },
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    conditions: ["seg-source"],
    keepNames: true,
    banner: {
      js: 'import { createRequire as $require } from "node:module"; const require = $require(import.meta.url);',
    },
    logLevel: "warning",
  });
  const command = (name: string): Command => [process.execPath, join(folder, `${name}.mjs`)];
  return { plain: command("plain"), troubled: command("troubled"), forked: join(folder, "forked.mjs") };
}

/** A client over real pipes, which keeps book of every message. */
export class TestClient {
  readonly process: ChildProcess;
  readonly connection: ProtocolConnection;
  /** Every `publishDiagnostics`, in order. */
  readonly published: PublishDiagnosticsParams[] = [];
  /** Methods of all that the server sent, notifications and requests. */
  readonly received: string[] = [];
  readonly log: string[] = [];
  /** What the log shows as errors: a test that wants none to be there takes it out. */
  readonly failures: string[] = [];
  readonly warnings: string[] = [];
  readonly registered = new Map<string, { readonly method: string; readonly options: unknown }>();
  readonly statuses: unknown[] = [];
  readonly progress: unknown[] = [];
  /** Titles of work in progress, in order: what has begun, `end of …` what has ended. */
  readonly work: string[] = [];
  /** What could be read as no message, or belongs to nothing that was asked. */
  readonly strays: string[] = [];
  readonly exited: Promise<number | null>;
  settings: unknown;
  /** By URI of a folder; of the others those above. */
  readonly folderSettings = new Map<string, unknown>();
  refreshes = 0;
  #asked = new Set<number | string>();
  /** Tokens of work that the server has announced; its title once it has begun. */
  #announced = new Map<number | string, string | null>();
  #waiting: (() => void)[] = [];
  errors = "";

  constructor([command, ...args]: Command, settings: unknown) {
    this.settings = settings;
    this.process = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"] });
    this.exited = new Promise((resolve) => this.process.once("exit", (code) => resolve(code)));
    this.process.stderr!.on("data", (data: Buffer) => {
      this.errors += data.toString();
    });
    const reader = new StreamMessageReader(this.process.stdout!);
    const writer = new StreamMessageWriter(this.process.stdin!);
    const write = writer.write.bind(writer);
    writer.write = (message: Message) => {
      if (Message.isRequest(message)) this.#asked.add(message.id!);
      return write(message);
    };
    reader.onError((error) => this.strays.push(error.message));
    this.connection = createProtocolConnection(reader, writer);
    const listen = reader.listen.bind(reader);
    reader.listen = (callback) =>
      listen((message) => {
        this.#note(message);
        callback(message);
      });
    this.#answer();
    this.connection.listen();
  }

  /** Starts a server and says hello. */
  static async start(setup: ClientSetup): Promise<TestClient> {
    const client = new TestClient(setup.command, setup.settings ?? null);
    const ended = client.exited.then((status) => {
      throw new Error(`The server ended with ${status}:\n${client.errors}`);
    });
    await Promise.race([client.initialize(setup), ended]);
    ended.catch(() => {});
    return client;
  }

  async initialize(setup: Omit<ClientSetup, "command">): Promise<InitializeResult> {
    const folders = setup.folders?.map((path) => ({ uri: fileUri(path), name: path })) ?? null;
    const result = await this.connection.sendRequest<InitializeResult>("initialize", {
      processId: setup.processId === undefined ? process.pid : setup.processId,
      rootUri: folders?.[0]?.uri ?? null,
      workspaceFolders: folders,
      capabilities: setup.capabilities ?? CAPABILITIES,
      ...(setup.initializationOptions === undefined ? {} : { initializationOptions: setup.initializationOptions }),
      ...setup.params,
    });
    await this.notify("initialized", {});
    return result;
  }

  request<R>(method: string, params?: unknown): Promise<R> {
    return this.connection.sendRequest<R>(method, params);
  }

  notify(method: string, params?: unknown): Promise<void> {
    return this.connection.sendNotification(method, params);
  }

  open(uri: string, text: string, { version = 1, languageId = "seg" } = {}): Promise<void> {
    return this.notify("textDocument/didOpen", { textDocument: { uri, languageId, version, text } });
  }

  /** Replaces the whole text. */
  replace(uri: string, version: number, text: string): Promise<void> {
    return this.notify("textDocument/didChange", { textDocument: { uri, version }, contentChanges: [{ text }] });
  }

  close(uri: string): Promise<void> {
    return this.notify("textDocument/didClose", { textDocument: { uri } });
  }

  /** The last diagnostics of a file; undefined where none were ever published. */
  last(uri: string): PublishDiagnosticsParams | undefined {
    return this.published.findLast((each) => normalUri(each.uri) === normalUri(uri));
  }

  /** Codes of the last diagnostics of a file, sorted. */
  codes(uri: string): readonly string[] {
    return (this.last(uri)?.diagnostics ?? []).map(({ code }) => String(code)).sort();
  }

  /** Waits until something has become true, looking at each message. */
  async until(condition: () => boolean, what = "what was waited for"): Promise<void> {
    const end = Date.now() + PATIENCE;
    while (!condition()) {
      if (Date.now() > end)
        throw new Error(
          `Never came: ${what}\n${this.errors}\n${this.log.join("\n")}\n${JSON.stringify(this.published.slice(-6))}`,
        );
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 500);
        this.#waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  /** Says goodbye as the protocol wants it; the exit status of the server. */
  async stop(): Promise<number | null> {
    await this.request("shutdown");
    await this.notify("exit");
    return this.exited;
  }

  /** Ends the server without a word, where a test has not. */
  kill(): void {
    if (this.process.exitCode === null) this.process.kill("SIGKILL");
  }

  /** Requests of this client that were never answered. */
  get unanswered(): number {
    return this.#asked.size;
  }

  #note(message: Message): void {
    if (Message.isResponse(message)) {
      if (!this.#asked.delete(message.id!)) this.strays.push(`an answer to ${message.id}`);
    } else if (Message.isNotification(message) && message.method === "$/progress")
      this.#noteProgress(message.params as ProgressParams);
    else if (Message.isNotification(message) || Message.isRequest(message)) this.received.push(message.method);
    else this.strays.push(JSON.stringify(message));
    setImmediate(() => {
      for (const wake of this.#waiting.splice(0)) wake();
    });
  }

  /** Work that the server has announced begins once, goes on, and ends once; other tokens are those of the client's requests. */
  #noteProgress({ token, value }: ProgressParams): void {
    const { kind, title = null } = value as { readonly kind?: string; readonly title?: string };
    const begun = this.#announced.get(token);
    if (begun === undefined) this.progress.push({ token, value });
    else if (kind === "begin" && begun === null && title !== null) {
      this.#announced.set(token, title);
      this.work.push(title);
    } else if (kind === "end" && begun !== null) {
      this.#announced.delete(token);
      this.work.push(`end of ${begun}`);
    } else if (kind !== "report" || begun === null) this.strays.push(`progress: ${JSON.stringify({ token, value })}`);
  }

  #answer(): void {
    const { connection } = this;
    connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => {
      this.published.push(params);
    });
    connection.onNotification("window/logMessage", ({ type, message }: { type: MessageType; message: string }) => {
      this.log.push(message);
      if (type === MessageType.Error) this.failures.push(message);
    });
    connection.onNotification("window/showMessage", ({ message }: { message: string }) => {
      this.warnings.push(message);
    });
    connection.onNotification("seg/programStatus", (status: unknown) => {
      this.statuses.push(status);
    });
    connection.onRequest("workspace/configuration", ({ items }: { items: readonly { scopeUri?: string }[] }) =>
      items.map(({ scopeUri }) => this.folderSettings.get(scopeUri ?? "") ?? this.settings),
    );
    connection.onRequest(
      "client/registerCapability",
      ({ registrations }: { registrations: readonly Registration[] }) => {
        for (const { id, method, registerOptions } of registrations) {
          this.registered.set(id, { method, options: registerOptions });
        }
      },
    );
    connection.onRequest(
      "client/unregisterCapability",
      ({ unregisterations }: { unregisterations: readonly { id: string }[] }) => {
        for (const { id } of unregisterations) this.registered.delete(id);
      },
    );
    connection.onRequest("window/workDoneProgress/create", ({ token }: { token: number | string }) => {
      this.#announced.set(token, null);
      return null;
    });
    connection.onRequest("workspace/diagnostic/refresh", () => {
      this.refreshes += 1;
      return null;
    });
    for (const method of ["workspace/codeLens/refresh", "workspace/inlayHint/refresh"])
      connection.onRequest(method, () => null);
    connection.onUnhandledNotification(({ method }) => {
      this.strays.push(method);
    });
    (connection as unknown as MessageConnection).onRequest((method) => {
      this.strays.push(method);
      return new ResponseError(ErrorCodes.MethodNotFound, `A client that never said that it knows ${method}`);
    });
  }
}

/** So long (milliseconds) anything is waited for: far longer than it takes, as the machine may be busy. */
const PATIENCE = 60_000;

interface ProgressParams {
  readonly token: number | string;
  readonly value: unknown;
}

interface Registration {
  readonly id: string;
  readonly method: string;
  readonly registerOptions: unknown;
}

/** The URI of a path on disk, as VS Code writes it. */
export function fileUri(path: string): string {
  return encodedUri(uriOfDisk(path));
}

/** A client that is sent diagnostics, and can be asked for settings and watching. */
export const CAPABILITIES: ClientCapabilities = {
  ...ABLE_CLIENT,
  workspace: {
    ...ABLE_CLIENT.workspace,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
  },
  window: { workDoneProgress: true },
};
