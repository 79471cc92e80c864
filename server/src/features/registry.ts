import type { Feature } from "./feature.js";

/**
 * Everything the server answers, besides documents, diagnostics and the protocol's own housekeeping. One line a method:
 *
 *     documentFeature(HoverRequest.type, hover, { hoverProvider: true }),
 *     documentFeature(CompletionResolveRequest.type, completionResolve, {}),
 *     workspaceFeature(WorkspaceSymbolRequest.type, workspaceSymbol, { workspaceSymbolProvider: true }),
 *     commandFeature("seg.explain", explain),
 */
export const features: readonly Feature[] = [];
