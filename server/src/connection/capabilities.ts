import { type ClientCapabilities, type ServerCapabilities, TextDocumentSyncKind } from "vscode-languageserver";
import type { Feature } from "../features/feature.js";
import type { PositionEncoding } from "../program/places.js";

const ENCODINGS: readonly PositionEncoding[] = ["utf-16", "utf-8", "utf-32"];

/** The client's first choice among what the server knows; UTF-16 where it says nothing. */
export function agreedEncoding(client: ClientCapabilities): PositionEncoding {
  const offered: readonly unknown[] = client.general?.positionEncodings ?? [];
  const found = offered.find((each) => ENCODINGS.some((known) => known === each));
  return (found as PositionEncoding | undefined) ?? "utf-16";
}

/** What the server can do, all features together. */
export function capabilitiesOf(
  features: readonly Feature[],
  client: ClientCapabilities,
  { encoding, pulls }: { readonly encoding: PositionEncoding; readonly pulls: boolean },
): ServerCapabilities {
  const files = {
    filters: [{ pattern: { glob: "**/*.seg" } }, { pattern: { glob: "**/*", matches: "folder" as const } }],
  };
  const own: ServerCapabilities = {
    positionEncoding: encoding,
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
    workspace: {
      workspaceFolders: { supported: true, changeNotifications: true },
      fileOperations: { didCreate: files, didRename: files, didDelete: files },
    },
    ...(pulls
      ? { diagnosticProvider: { identifier: "seg", interFileDependencies: true, workspaceDiagnostics: true } }
      : {}),
  };
  const commands = features.flatMap((feature) => (feature.kind === "command" ? [feature.command] : []));
  if (commands.length > 0) own.executeCommandProvider = { commands };
  const parts = features.flatMap((feature) => {
    if (feature.kind === "command") return [];
    return [typeof feature.capability === "function" ? feature.capability(client) : feature.capability];
  });
  return parts.reduce<ServerCapabilities>((all, part) => joined(all, part) as ServerCapabilities, own);
}

/** Objects are joined key by key; of anything else the later one counts. */
function joined(first: unknown, second: unknown): unknown {
  if (!isRecord(first) || !isRecord(second)) return second;
  const result: Record<string, unknown> = { ...first };
  for (const [key, value] of Object.entries(second)) result[key] = key in first ? joined(first[key], value) : value;
  return result;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
