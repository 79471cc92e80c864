import {
  CallHierarchyIncomingCallsRequest,
  CallHierarchyOutgoingCallsRequest,
  CallHierarchyPrepareRequest,
  CodeActionKind,
  CodeActionRequest,
  CodeActionResolveRequest,
  CodeLensRequest,
  CompletionRequest,
  CompletionResolveRequest,
  DeclarationRequest,
  DefinitionRequest,
  DocumentFormattingRequest,
  DocumentHighlightRequest,
  DocumentLinkRequest,
  DocumentOnTypeFormattingRequest,
  DocumentRangeFormattingRequest,
  DocumentRangesFormattingRequest,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  HoverRequest,
  ImplementationRequest,
  InlayHintRequest,
  LinkedEditingRangeRequest,
  PrepareRenameRequest,
  ReferencesRequest,
  RenameRequest,
  SelectionRangeRequest,
  SemanticTokensDeltaRequest,
  SemanticTokensRangeRequest,
  SemanticTokensRequest,
  SignatureHelpRequest,
  TextDocumentContentRequest,
  TypeDefinitionRequest,
  WillRenameFilesRequest,
  WorkspaceSymbolRequest,
} from "vscode-languageserver";
import { COMMANDS, VIEW_SCHEME } from "../protocol.js";
import { legend } from "../tokens/token-table.js";
import { incomingCalls, outgoingCalls, prepareCallHierarchy } from "./call-hierarchy.js";
import { codeAction, FIX_ALL_KIND } from "./code-action.js";
import { codeActionResolve } from "./code-action-resolve.js";
import { codeLens } from "./code-lens.js";
import { countSample } from "./commands/count-sample.js";
import { explainCustomer } from "./commands/explain-customer.js";
import { fixAll } from "./commands/fix-all.js";
import { showDescription, showPredicate, showProof, showWitness } from "./commands/show-documents.js";
import { completion, TRIGGERS } from "./completion.js";
import { completionResolve } from "./completion-resolve.js";
import { definition } from "./definition.js";
import { documentHighlight } from "./document-highlight.js";
import { documentLink } from "./document-link.js";
import { documentSymbol } from "./document-symbol.js";
import { commandFeature, documentFeature, type Feature, workspaceFeature } from "./feature.js";
import { foldingRange } from "./folding-range.js";
import { formatting, onTypeFormatting, rangeFormatting, rangesFormatting } from "./formatting.js";
import { hover } from "./hover.js";
import { implementation } from "./implementation.js";
import { inlayHint } from "./inlay-hint.js";
import { linkedEditingRange } from "./linked-editing-range.js";
import { PersonaTestsRequest, personaTests, RunPersonaTestsRequest, runPersonaTests } from "./persona-tests.js";
import { references } from "./references.js";
import { prepareRename, rename } from "./rename.js";
import { selectionRange } from "./selection-range.js";
import { semanticTokens, semanticTokensDelta, semanticTokensRange } from "./semantic-tokens.js";
import { signatureHelp } from "./signature-help.js";
import { textDocumentContent } from "./text-document-content.js";
import { typeDefinition } from "./type-definition.js";
import { MOVED_FILES, willRenameFiles } from "./will-rename-files.js";
import { workspaceSymbol } from "./workspace-symbol.js";

/**
 * Everything the server answers, besides documents, diagnostics and the protocol's own housekeeping. One line a method:
 *
 *     documentFeature(HoverRequest.type, hover, { hoverProvider: true }),
 *     documentFeature(CompletionResolveRequest.type, completionResolve, {}),
 *     workspaceFeature(WorkspaceSymbolRequest.type, workspaceSymbol, { workspaceSymbolProvider: true }),
 *     commandFeature("seg.explain", explain),
 */
export const features: readonly Feature[] = [
  documentFeature(DefinitionRequest.type, definition, { definitionProvider: true }),
  documentFeature(DeclarationRequest.type, definition, { declarationProvider: true }),
  documentFeature(TypeDefinitionRequest.type, typeDefinition, { typeDefinitionProvider: true }),
  documentFeature(ImplementationRequest.type, implementation, { implementationProvider: true }),
  documentFeature(ReferencesRequest.type, references, { referencesProvider: true }),
  documentFeature(DocumentHighlightRequest.type, documentHighlight, { documentHighlightProvider: true }),
  documentFeature(PrepareRenameRequest.type, prepareRename, {}),
  documentFeature(RenameRequest.type, rename, ({ textDocument }) => ({
    renameProvider: textDocument?.rename?.prepareSupport === true ? { prepareProvider: true } : true,
  })),
  workspaceFeature(WillRenameFilesRequest.type, willRenameFiles, {
    workspace: { fileOperations: { willRename: MOVED_FILES } },
  }),
  documentFeature(CodeActionRequest.type, codeAction, {
    codeActionProvider: {
      codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.Refactor, FIX_ALL_KIND],
      resolveProvider: true,
    },
  }),
  documentFeature(CodeActionResolveRequest.type, codeActionResolve, {}),
  documentFeature(DocumentSymbolRequest.type, documentSymbol, { documentSymbolProvider: true }),
  workspaceFeature(WorkspaceSymbolRequest.type, workspaceSymbol, { workspaceSymbolProvider: true }),
  documentFeature(DocumentLinkRequest.type, documentLink, { documentLinkProvider: {} }),
  documentFeature(CallHierarchyPrepareRequest.type, prepareCallHierarchy, { callHierarchyProvider: true }),
  documentFeature(CallHierarchyIncomingCallsRequest.type, incomingCalls, {}),
  documentFeature(CallHierarchyOutgoingCallsRequest.type, outgoingCalls, {}),
  documentFeature(LinkedEditingRangeRequest.type, linkedEditingRange, { linkedEditingRangeProvider: true }),
  documentFeature(CompletionRequest.type, completion, {
    completionProvider: { triggerCharacters: TRIGGERS, resolveProvider: true },
  }),
  documentFeature(CompletionResolveRequest.type, completionResolve, {}),
  documentFeature(HoverRequest.type, hover, { hoverProvider: true }),
  documentFeature(SignatureHelpRequest.type, signatureHelp, {
    signatureHelpProvider: { triggerCharacters: ["(", " "], retriggerCharacters: [")"] },
  }),
  documentFeature(InlayHintRequest.type, inlayHint, { inlayHintProvider: true }),
  documentFeature(FoldingRangeRequest.type, foldingRange, { foldingRangeProvider: true }),
  documentFeature(SelectionRangeRequest.type, selectionRange, { selectionRangeProvider: true }),
  documentFeature(DocumentFormattingRequest.type, formatting, { documentFormattingProvider: true }),
  documentFeature(DocumentRangeFormattingRequest.type, rangeFormatting, ({ textDocument }) => ({
    documentRangeFormattingProvider:
      textDocument?.rangeFormatting?.rangesSupport === true ? { rangesSupport: true } : true,
  })),
  documentFeature(DocumentRangesFormattingRequest.type, rangesFormatting, {}),
  documentFeature(DocumentOnTypeFormattingRequest.type, onTypeFormatting, {
    documentOnTypeFormattingProvider: { firstTriggerCharacter: "}", moreTriggerCharacter: ["\n"] },
  }),
  documentFeature(SemanticTokensRequest.type, semanticTokens, {
    semanticTokensProvider: { legend, full: { delta: true }, range: true },
  }),
  documentFeature(SemanticTokensDeltaRequest.type, semanticTokensDelta, {}),
  documentFeature(SemanticTokensRangeRequest.type, semanticTokensRange, {}),
  workspaceFeature(PersonaTestsRequest.type, personaTests, {}),
  workspaceFeature(RunPersonaTestsRequest.type, runPersonaTests, {}),
  commandFeature(COMMANDS.countSample, countSample),
  commandFeature(COMMANDS.explainCustomer, explainCustomer),
  documentFeature(CodeLensRequest.type, codeLens, { codeLensProvider: {} }),
  workspaceFeature(TextDocumentContentRequest.type, textDocumentContent, {
    workspace: { textDocumentContent: { schemes: [VIEW_SCHEME] } },
  }),
  commandFeature(COMMANDS.showWitness, showWitness),
  commandFeature(COMMANDS.showPredicate, showPredicate),
  commandFeature(COMMANDS.showDescription, showDescription),
  commandFeature(COMMANDS.showProof, showProof),
  commandFeature(COMMANDS.fixAll, fixAll),
];
