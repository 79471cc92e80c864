import type {
  CancellationToken,
  ClientCapabilities,
  ProtocolRequestType,
  Range,
  ServerCapabilities,
  WorkspaceEdit,
} from "vscode-languageserver";
import type { ProgramView } from "../program/view.js";
import type { SampleActions } from "../sample/sample-reader.js";

/**
 * What a feature may know besides the program. A feature answers at once, from the view; one that must wait for something
 * (a run over data) reads all it needs of the view before its first `await`: afterwards the view is another program's.
 */
export interface FeatureContext {
  /** What the client can do, as it said at the beginning. */
  readonly client: ClientCapabilities;
  readonly token: CancellationToken;
  /** Completions may hold places to be filled in: the client can, and has no snippets of its own. */
  readonly snippets: boolean;
  /** Where the reference of the language is, to be linked with a heading behind `#`; null where nobody has said. */
  readonly reference: string | null;
  /** The sample data of programs; null where files of customers cannot be read. */
  readonly sample: SampleActions | null;
  /** What a feature remembers of a document from one request to the next (the last semantic tokens); gone when it is closed. */
  memoryOf(uri: string): Map<string, unknown>;
}

export type Answer<R> = R | null | Promise<R | null>;

/** What the server says of itself, as far as one feature goes; the parts of all features are joined. */
export type Capability = ServerCapabilities | ((client: ClientCapabilities) => ServerCapabilities);

/** A feature that is about one document, and so about one program. */
export interface DocumentFeature {
  readonly kind: "document";
  readonly method: string;
  readonly capability: Capability;
  /** The URI of the document that a request is about; null where it names none. */
  documentOf(params: unknown): string | null;
  handle(view: ProgramView, params: unknown, context: FeatureContext): Answer<unknown>;
}

/** A feature that is about all programs. */
export interface WorkspaceFeature {
  readonly kind: "workspace";
  readonly method: string;
  readonly capability: Capability;
  handle(views: readonly ProgramView[], params: unknown, context: FeatureContext): Answer<unknown>;
}

/**
 * A command (`workspace/executeCommand`). Its first argument is `{ uri, … }`, of a document of the program that it is about; the
 * view is null where none is named, or it belongs to no program.
 */
export interface CommandFeature {
  readonly kind: "command";
  readonly command: string;
  handle(view: ProgramView | null, args: readonly unknown[], context: FeatureContext): Answer<CommandResult>;
}

export interface CommandResult {
  /** Applied by the editor; the command has failed where it refuses. */
  readonly edit?: { readonly label: string; readonly edit: WorkspaceEdit };
  /** Opened by the editor, where it can. */
  readonly show?: { readonly uri: string; readonly selection?: Range };
  /** Told to the user: what to do instead, where nothing could be done. */
  readonly message?: string;
  /** What the client gets back: plain data. */
  readonly result?: unknown;
}

export type Feature = DocumentFeature | WorkspaceFeature | CommandFeature;

/**
 * A feature whose requests name their document: by `textDocument.uri`, by `item.uri` (call hierarchy), or, where they
 * resolve something that was sent before, by `data.uri`. Others say by `document` how the document is found.
 */
export function documentFeature<P, R, PR, E, RO>(
  type: ProtocolRequestType<P, R, PR, E, RO>,
  handle: (view: ProgramView, params: P, context: FeatureContext) => Answer<R>,
  capability: Capability,
  document?: (params: P) => string | null,
): DocumentFeature {
  return {
    kind: "document",
    method: type.method,
    capability,
    documentOf: document === undefined ? documentOf : (params) => document(params as P),
    handle: (view, params, context) => handle(view, params as P, context),
  };
}

export function workspaceFeature<P, R, PR, E, RO>(
  type: ProtocolRequestType<P, R, PR, E, RO>,
  handle: (views: readonly ProgramView[], params: P, context: FeatureContext) => Answer<R>,
  capability: Capability,
): WorkspaceFeature {
  return {
    kind: "workspace",
    method: type.method,
    capability,
    handle: (views, params, context) => handle(views, params as P, context),
  };
}

export function commandFeature(command: string, handle: CommandFeature["handle"]): CommandFeature {
  return { kind: "command", command, handle };
}

function documentOf(params: unknown): string | null {
  return uriIn(params, "textDocument") ?? uriIn(params, "item") ?? uriIn(params, "data");
}

function uriIn(params: unknown, key: string): string | null {
  const part = property(params, key);
  const uri = property(part, "uri");
  return typeof uri === "string" ? uri : null;
}

function property(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}
