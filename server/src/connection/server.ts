import {
  type ClientCapabilities,
  type Connection,
  DidChangeWorkspaceFoldersNotification,
  type DidChangeWorkspaceFoldersParams,
  type DocumentDiagnosticParams,
  ErrorCodes,
  FileChangeType,
  type InitializeParams,
  type InitializeResult,
  ResponseError,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReport,
} from "vscode-languageserver";
import type { Feature } from "../features/feature.js";
import { encodedUri, normalUri, uriOfDisk } from "../program/uris.js";
import type { SampleReader } from "../sample/sample-reader.js";
import type { Files } from "../workspace/files.js";
import type { LiveProgram } from "../workspace/live-program.js";
import { readSettings } from "../workspace/settings.js";
import { type FileEvent, Workspace } from "../workspace/workspace.js";
import { Background } from "./background.js";
import { agreedEncoding, capabilitiesOf } from "./capabilities.js";
import { type ClientOptions, clientOptions } from "./client-options.js";
import type { Milestones } from "./milestones.js";
import { documentDiagnostics, workspaceDiagnostics } from "./pulled-diagnostics.js";
import { Queue } from "./queue.js";
import { Reports } from "./reports.js";
import { answer, answerFeatures, type Phase, type RequestSurroundings } from "./requests.js";
import { Sampling } from "./sampling.js";
import { ServedDocuments } from "./served-documents.js";
import { SettingsReader } from "./settings-reader.js";
import { Watching } from "./watching.js";

/** What a server is made of besides its connection. */
export interface ServerParts {
  readonly files: Files;
  readonly features: readonly Feature[];
  /** As the client's log shows it. */
  readonly version: string;
  /** Reads files of customers; null where nobody can beside the requests. */
  readonly sampleReader: SampleReader | null;
  readonly milestones?: Milestones | null;
}

const FILE_EVENTS = {
  [FileChangeType.Created]: "created",
  [FileChangeType.Changed]: "changed",
  [FileChangeType.Deleted]: "deleted",
} as const;

/** Wires a server to a connection and listens. Nothing that a client sends ends it, but `exit`. */
export function serve(
  connection: Connection,
  { files, features, version, sampleReader, milestones = null }: ServerParts,
): void {
  const workspace = new Workspace(files);
  const reports = new Reports(workspace.documents);
  let phase: Phase = "waiting";
  let client: ClientCapabilities = {};
  let options: ClientOptions | null = null;
  let background: Background | null = null;
  let watching: Watching | null = null;
  let sampling: Sampling | null = null;

  const failed = (error: unknown) => {
    connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  };
  const queue = new Queue(async () => (phase === "running" && (await background?.step())) === true, failed);
  const served = new ServedDocuments(connection, () => client);
  const around: RequestSurroundings = {
    connection,
    queue,
    workspace,
    client: () => client,
    options: () => options ?? { snippets: false, reference: null },
    phase: () => phase,
    served,
    sample: () => sampling?.samples ?? null,
    settle: async (except = null) => {
      await background?.settle(except);
      queue.wake();
    },
    readAhead: async (uri) => {
      await background?.readAhead(uri);
      queue.wake();
    },
  };

  /** Takes note of something in its turn; before the beginning and after the end nothing is listened to. */
  const note =
    <P>(work: (params: P) => void | Promise<void>) =>
    (params: P) => {
      if (phase === "running") queue.add(() => work(params));
    };

  const foldersChanged = ({ event: { added, removed } }: DidChangeWorkspaceFoldersParams) => {
    const gone = new Set(removed.map(({ uri }) => normalUri(uri)));
    const kept = workspace.folders.filter((folder) => !gone.has(folder)).map(encodedUri);
    workspace.folders = [...kept, ...added.map(({ uri }) => uri)];
  };

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    if (phase !== "waiting")
      throw new ResponseError(ErrorCodes.InvalidRequest, "The server has been initialised before.");
    client = isObject(params.capabilities) ? params.capabilities : {};
    options = clientOptions(params);
    const { pulls, programStatus, personaTests, rulePages, settings } = options;
    const encoding = agreedEncoding(client);
    workspace.documents.encoding = encoding;
    workspace.folders = foldersOf(params);
    workspace.apply({ general: readSettings(settings).settings, folders: new Map() });
    watching = new Watching(connection, client);
    background = new Background(connection, workspace, reports, watching, {
      client,
      pulls,
      programStatus,
      personaTests,
      rulePages,
      served,
      milestones,
    });
    if (sampleReader !== null) {
      const tell = (program: LiveProgram) => background?.tell(program);
      sampling = new Sampling({ connection, client, workspace, files, queue, reader: sampleReader, tell });
      background.sampling = sampling;
    }
    phase = "running";
    return {
      capabilities: capabilitiesOf(features, client, { encoding, pulls }),
      serverInfo: { name: "seg", version },
    };
  });

  connection.onInitialized(() => {
    const settings = new SettingsReader(connection, client, options?.settings);
    let last: unknown;
    const apply = async (given: unknown) => {
      last = given;
      const next = await settings.read(given, workspace.folders);
      queue.add(async () => {
        workspace.apply(next);
        await background?.tellAll();
      });
    };
    connection.onDidChangeConfiguration(({ settings: given }) => void apply(given).catch(failed));
    void apply(undefined).catch(failed);
    void watching?.begin().catch(failed);
    connection.onNotification(
      DidChangeWorkspaceFoldersNotification.type,
      note((params) => {
        foldersChanged(params);
        // A folder may have settings of its own.
        void apply(last).catch(failed);
      }),
    );
    background?.begin(() => queue.wake());
  });

  connection.onShutdown(() => {
    phase = "shut-down";
    queue.close();
    sampling?.close();
    served.close();
  });

  connection.onDidOpenTextDocument(
    note(({ textDocument: { uri, languageId, version: opened, text } }) =>
      workspace.open(uri, languageId, opened, text),
    ),
  );
  connection.onDidChangeTextDocument(
    note(({ textDocument, contentChanges }) =>
      workspace.change(textDocument.uri, textDocument.version, contentChanges),
    ),
  );
  connection.onDidSaveTextDocument(note(({ textDocument }) => workspace.save(textDocument.uri)));
  connection.onDidCloseTextDocument(note(({ textDocument }) => workspace.close(textDocument.uri)));
  connection.onDidChangeWatchedFiles(
    note(({ changes }) =>
      workspace.filesChanged(changes.map(({ uri, type }) => ({ uri, kind: FILE_EVENTS[type] ?? "changed" }))),
    ),
  );
  const filesNoted = (events: readonly FileEvent[]) => workspace.filesChanged(events);
  connection.onNotification(
    "workspace/didCreateFiles",
    note(({ files: created }: { files: readonly { uri: string }[] }) =>
      filesNoted(created.map(({ uri }) => ({ uri, kind: "created" }))),
    ),
  );
  connection.onNotification(
    "workspace/didDeleteFiles",
    note(({ files: deleted }: { files: readonly { uri: string }[] }) =>
      filesNoted(deleted.map(({ uri }) => ({ uri, kind: "deleted" }))),
    ),
  );
  connection.onNotification(
    "workspace/didRenameFiles",
    note(({ files: renamed }: { files: readonly { oldUri: string; newUri: string }[] }) =>
      filesNoted(
        renamed.flatMap(({ oldUri, newUri }) => [
          { uri: oldUri, kind: "deleted" as const },
          { uri: newUri, kind: "created" as const },
        ]),
      ),
    ),
  );
  answer("textDocument/diagnostic", around, (params) =>
    documentDiagnostics(params as DocumentDiagnosticParams, reports),
  );
  answer("workspace/diagnostic", around, (params) => {
    const { partialResultToken: token } = params as WorkspaceDiagnosticParams;
    const send =
      token === undefined
        ? undefined
        : (piece: WorkspaceDiagnosticReport) => void connection.sendNotification("$/progress", { token, value: piece });
    return workspaceDiagnostics(params as WorkspaceDiagnosticParams, reports, send);
  });
  answerFeatures(features, around);
  connection.listen();
}

function foldersOf({ workspaceFolders, rootUri, rootPath }: InitializeParams): readonly string[] {
  if (Array.isArray(workspaceFolders)) return workspaceFolders.map(({ uri }) => uri);
  if (typeof rootUri === "string") return [rootUri];
  return typeof rootPath === "string" && rootPath !== "" ? [encodedUri(uriOfDisk(rootPath))] : [];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
