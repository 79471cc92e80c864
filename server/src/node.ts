import { createConnection, IPCMessageReader, IPCMessageWriter } from "vscode-languageserver/node";
import type { Milestones } from "./connection/milestones.js";
import { serve } from "./connection/server.js";
import type { Feature } from "./features/feature.js";
import { features } from "./features/registry.js";
import { diskFiles } from "./node-files.js";
import { isSampleThread, threadReader } from "./node-sample.js";

export interface NodeServerOptions {
  readonly transport: "stdio" | "ipc";
  /** As the client's log shows it. */
  readonly version: string;
  /** In place of those of the registry. */
  readonly features?: readonly Feature[];
  readonly milestones?: Milestones;
}

/**
 * Starts the language server in this process, which ends as the protocol says: with `exit`, and when the client is no more
 * (its process has ended, its end of the pipe is closed).
 */
export function startNodeServer({ transport, version, features: own = features, milestones }: NodeServerOptions): void {
  // The same bundle, started again beside the server: see node-sample.ts.
  if (isSampleThread) return;
  const connection =
    transport === "stdio"
      ? createConnection(process.stdin, process.stdout)
      : createConnection(new IPCMessageReader(process), new IPCMessageWriter(process));
  // Standard output belongs to the protocol.
  console.log = console.info = console.debug = console.error;
  const log = (error: unknown) => {
    // Nobody reads what is written any more.
    if (error instanceof Error && "code" in error && error.code === "EPIPE") process.exit(1);
    connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  };
  // Whoever started the server may have wanted to end at the first of these.
  process.removeAllListeners("uncaughtException");
  process.on("uncaughtException", log);
  process.on("unhandledRejection", log);
  serve(connection, {
    files: diskFiles,
    features: own,
    version,
    sampleReader: threadReader,
    milestones: milestones ?? null,
  });
}
