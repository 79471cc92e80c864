import { COMMANDS, VIEW_SCHEME } from "@seg-lang/server/protocol";
import * as vscode from "vscode";
import type { LanguageClientOptions } from "vscode-languageclient";
import { explainCustomer } from "./explain-customer.js";
import { shownHover, shownTexts } from "./shown-texts.js";
import { writtenDocuments } from "./written-documents.js";

/** Commands that are about a place: called from the palette they are about the cursor. */
const ABOUT_A_PLACE: readonly string[] = [
  COMMANDS.showWitness,
  COMMANDS.showProof,
  COMMANDS.showPredicate,
  COMMANDS.showDescription,
  COMMANDS.explainCustomer,
  COMMANDS.fixAll,
];

export function clientOptions(outputChannel: vscode.LogOutputChannel): LanguageClientOptions {
  return {
    documentSelector: [{ language: "seg" }, { pattern: "**/seg.json", language: "json" }],
    outputChannel,
    // Snippets are contributed by the extension: the server is not to offer its own beside them.
    initializationOptions: { snippets: false, programStatus: true, personaTests: true, diagnostics: "push" },
    // What a program says of itself is shown, too, and is not to run commands.
    markdown: { supportHtml: false, isTrusted: false },
    middleware: {
      ...shownTexts,
      ...writtenDocuments,
      executeCommand: (command, given, next) => {
        const place = given.length === 0 && ABOUT_A_PLACE.includes(command) ? placeOfCursor() : null;
        const all = place === null ? given : [place];
        return command === COMMANDS.explainCustomer ? explainCustomer(all, next) : next(command, all);
      },
      // What the server writes is for reading: nothing is checked or offered there.
      provideHover: async (document, position, token, next) =>
        document.uri.scheme === VIEW_SCHEME ? null : shownHover(await next(document, position, token)),
    },
  };
}

function placeOfCursor() {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || editor.document.languageId !== "seg") return null;
  const { line, character } = editor.selection.active;
  return { uri: editor.document.uri.toString(), position: { line, character } };
}
