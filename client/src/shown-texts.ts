import * as vscode from "vscode";
import type { Middleware } from "vscode-languageclient";
import { isolated } from "./isolation.js";

/** Sets names from right to left apart in everything that is only shown. What is inserted, renamed or opened passes as it is. */
export const shownTexts = {
  handleDiagnostics(uri, diagnostics, next) {
    for (const diagnostic of diagnostics) {
      diagnostic.message = isolated(diagnostic.message);
      for (const related of diagnostic.relatedInformation ?? []) related.message = isolated(related.message);
    }
    next(uri, diagnostics);
  },
  async provideCodeLenses(document, token, next) {
    const lenses = await next(document, token);
    for (const { command } of lenses ?? []) if (command !== undefined) command.title = isolated(command.title);
    return lenses;
  },
  async provideInlayHints(document, range, token, next) {
    const hints = await next(document, range, token);
    for (const hint of hints ?? []) {
      if (typeof hint.label === "string") hint.label = isolated(hint.label);
      else for (const part of hint.label) part.value = isolated(part.value);
      if (hint.tooltip !== undefined) hint.tooltip = shown(hint.tooltip);
    }
    return hints;
  },
  async provideCodeActions(document, range, context, token, next) {
    const actions = await next(document, range, context, token);
    for (const action of actions ?? []) action.title = isolated(action.title);
    return actions;
  },
  async provideSignatureHelp(document, position, context, token, next) {
    const help = await next(document, position, context, token);
    for (const signature of help?.signatures ?? []) {
      if (signature.documentation !== undefined) signature.documentation = shown(signature.documentation);
    }
    return help;
  },
  async resolveCompletionItem(item, token, next) {
    const resolved = await next(item, token);
    if (resolved?.detail !== undefined) resolved.detail = isolated(resolved.detail);
    if (resolved?.documentation !== undefined) resolved.documentation = shown(resolved.documentation);
    return resolved;
  },
} satisfies Middleware;

/** As `shownTexts` does it, for hovers. */
export function shownHover(hover: vscode.Hover | null | undefined): vscode.Hover | null | undefined {
  if (hover === null || hover === undefined) return hover;
  for (const content of hover.contents) {
    if (content instanceof vscode.MarkdownString) content.value = isolated(content.value);
  }
  return hover;
}

function shown<T extends string | vscode.MarkdownString>(text: T): T;
function shown(text: string | vscode.MarkdownString): string | vscode.MarkdownString {
  if (typeof text === "string") return isolated(text);
  text.value = isolated(text.value);
  return text;
}
