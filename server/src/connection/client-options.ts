import type { ClientCapabilities, InitializeParams } from "vscode-languageserver";
import { type InitializationOptions, VIEW_SCHEME } from "../protocol.js";

/** What the client asks for at the beginning, defaults filled in. */
export interface ClientOptions {
  /** Diagnostics are sent as they are found, or fetched by the client. */
  readonly pulls: boolean;
  readonly programStatus: boolean;
  readonly personaTests: boolean;
  readonly rulePages: string | null;
  readonly reference: string | null;
  readonly snippets: boolean;
  /** Settings of an editor that cannot be asked for them. */
  readonly settings: unknown;
}

/** Reads what a client sent, which may be anything. Never throws. */
export function clientOptions({ capabilities, initializationOptions }: InitializeParams): ClientOptions {
  const given = (
    typeof initializationOptions === "object" && initializationOptions !== null ? initializationOptions : {}
  ) as { readonly [K in keyof InitializationOptions]?: unknown };
  const canPull = pullsDiagnostics(capabilities ?? {});
  return {
    pulls: canPull && given.diagnostics !== "push",
    programStatus: given.programStatus === true,
    personaTests: given.personaTests === true,
    rulePages: rulePages(given.rulePages, capabilities ?? {}),
    reference: typeof given.reference === "string" ? given.reference : null,
    snippets: canSnip(capabilities ?? {}) && given.snippets !== false,
    settings: given.settings,
  };
}

/** A client that cannot be told to ask again would never see what the proofs find. */
function pullsDiagnostics({ textDocument, workspace }: ClientCapabilities): boolean {
  return typeof textDocument?.diagnostic === "object" && workspace?.diagnostics?.refreshSupport === true;
}

function canSnip({ textDocument }: ClientCapabilities): boolean {
  return textDocument?.completion?.completionItem?.snippetSupport === true;
}

function rulePages(given: unknown, { workspace }: ClientCapabilities): string | null {
  if (typeof given === "string" && given.includes("{code}")) return given;
  return workspace?.textDocumentContent === undefined ? null : `${VIEW_SCHEME}:/rules/{code}.md`;
}
