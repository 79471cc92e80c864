import {
  type CancellationToken,
  type ClientCapabilities,
  type Connection,
  ErrorCodes,
  type ExecuteCommandParams,
  LSPErrorCodes,
  MessageType,
  ResponseError,
  ShowMessageNotification,
  TextDocumentContentRequest,
} from "vscode-languageserver";
import type { CommandFeature, CommandResult, Feature, FeatureContext } from "../features/feature.js";
import { normalUri } from "../program/uris.js";
import type { ProgramView } from "../program/view.js";
import type { SampleActions } from "../sample/sample-reader.js";
import type { Workspace } from "../workspace/workspace.js";
import type { ClientOptions } from "./client-options.js";
import type { Queue } from "./queue.js";
import type { ServedDocuments } from "./served-documents.js";

/** Where the server is in its life. */
export type Phase = "waiting" | "running" | "shut-down";

export interface RequestSurroundings {
  readonly connection: Connection;
  readonly queue: Queue;
  readonly workspace: Workspace;
  readonly client: () => ClientCapabilities;
  readonly options: () => Pick<ClientOptions, "snippets" | "reference">;
  readonly phase: () => Phase;
  readonly served: ServedDocuments;
  readonly sample: () => SampleActions | null;
  /** Catches up with all that has changed, and tells what the check found. */
  readonly settle: (except?: string | null) => Promise<void>;
  /** Reads what has changed, as far as it is needed to know what can be written in a document. */
  readonly readAhead: (uri: string) => Promise<void>;
}

/** What is asked for with a keystroke is answered before the check, where it rests on names alone: somebody waits for it to go on. */
const WITH_KEYSTROKES: ReadonlySet<string> = new Set([
  "textDocument/completion",
  "textDocument/signatureHelp",
  "textDocument/onTypeFormatting",
]);

/**
 * Answers a method: in its turn, with programs as they are then; "cancelled" where nobody waits for it any more. What is
 * thrown is the answer to this one request, and a line in the log.
 */
export function answer(
  method: string,
  around: RequestSurroundings,
  handle: (params: unknown, token: CancellationToken) => unknown,
): void {
  const { connection, queue } = around;
  connection.onRequest(method, async (...given: readonly unknown[]) => {
    // A request without parameters is handed on without them: then the token comes first.
    const token = given.at(-1) as CancellationToken;
    const params = given.length > 1 ? given[0] : null;
    const phase = around.phase();
    if (phase === "waiting")
      throw new ResponseError(ErrorCodes.ServerNotInitialized, "The server has not been initialised.");
    if (phase === "shut-down") throw new ResponseError(ErrorCodes.InvalidRequest, "The server has been shut down.");
    try {
      const found = await queue.ask(async () => {
        if (token.isCancellationRequested) throw cancelled();
        const uri = documentIn(params);
        if (WITH_KEYSTROKES.has(method) && uri !== null) await around.readAhead(uri);
        else await around.settle(method === "textDocument/diagnostic" ? uri : null);
        return { answer: handle(params, token) };
      });
      if (token.isCancellationRequested) throw cancelled();
      return found ?? null;
    } catch (error) {
      if (error instanceof ResponseError) throw error;
      connection.console.error(
        `${method} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
      throw new ResponseError(
        ErrorCodes.InternalError,
        `${method} failed: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  });
}

/** Wires every feature to its method. */
export function answerFeatures(features: readonly Feature[], around: RequestSurroundings): void {
  const { workspace, served } = around;
  for (const feature of features) {
    if (feature.kind === "command") continue;
    answer(feature.method, around, (params, token) => {
      if (feature.kind === "workspace") {
        if (feature.method === TextDocumentContentRequest.method) served.fetched(documentIn(params) ?? "");
        const views = workspace.programs.map((program) => program.view());
        return feature.handle(views, params, contextOf(around, token));
      }
      const view = viewOf(workspace, feature.documentOf(params));
      return view === null ? null : feature.handle(view, params, contextOf(around, token));
    });
  }
  const commands = new Map(
    features.flatMap((each) => (each.kind === "command" ? [[each.command, each] as const] : [])),
  );
  if (commands.size > 0) {
    answer("workspace/executeCommand", around, (params, token) =>
      runCommand(commands, params as ExecuteCommandParams, around, token),
    );
  }
}

async function runCommand(
  commands: ReadonlyMap<string, CommandFeature>,
  { command, arguments: args = [] }: ExecuteCommandParams,
  around: RequestSurroundings,
  token: CancellationToken,
): Promise<unknown> {
  const feature = commands.get(command);
  if (feature === undefined) throw new ResponseError(ErrorCodes.InvalidParams, `There is no command ${command}.`);
  const result = await feature.handle(viewOf(around.workspace, documentIn(args[0])), args, contextOf(around, token));
  return result === null ? null : carryOut(result, around);
}

async function carryOut(
  { edit, show, message, result }: CommandResult,
  { connection, client }: RequestSurroundings,
): Promise<unknown> {
  if (edit !== undefined) {
    const { applied, failureReason } = await connection.workspace.applyEdit(edit);
    if (!applied) {
      throw new ResponseError(
        LSPErrorCodes.RequestFailed,
        failureReason ?? `The editor did not apply “${edit.label}”.`,
      );
    }
  }
  if (show !== undefined && client().window?.showDocument?.support === true) {
    await connection.window.showDocument({ ...show, takeFocus: true });
  }
  if (message !== undefined) {
    await connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Info, message });
  }
  return result ?? null;
}

function viewOf(workspace: Workspace, uri: string | null): ProgramView | null {
  return uri === null ? null : (workspace.programOf(uri)?.view() ?? null);
}

function contextOf(
  { workspace, client, options, sample }: RequestSurroundings,
  token: CancellationToken,
): FeatureContext {
  const { snippets, reference } = options();
  return {
    client: client(),
    token,
    snippets,
    reference,
    sample: sample(),
    // What is not open is remembered no longer than the request.
    memoryOf: (uri) => workspace.documents.get(normalUri(uri))?.memory ?? new Map<string, unknown>(),
  };
}

/** The URI in `{ textDocument: { uri } }` or `{ uri }`. */
function documentIn(params: unknown): string | null {
  if (typeof params !== "object" || params === null) return null;
  const { uri, textDocument } = params as {
    readonly uri?: unknown;
    readonly textDocument?: { readonly uri?: unknown } | null;
  };
  const found = textDocument?.uri ?? uri;
  return typeof found === "string" ? found : null;
}

function cancelled(): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestCancelled, "The request was cancelled.");
}
