import * as vscode from "vscode";
import * as assert from "./assert.js";
import {
  closeWritten,
  codeOf,
  diagnostic,
  editorTest,
  eventually,
  noDiagnostic,
  open,
  replace,
  writtenDocument,
} from "./harness.js";

export const diagnosticsTests = [
  editorTest("an overlap is shown with a customer, and points to the other segment", async () => {
    const { document } = await open("shop/segments.seg");
    const overlap = await eventually("the overlap of Urban and Rural", () =>
      vscode.languages.getDiagnostics(document.uri).find(({ message }) => /Rasht/.test(message)),
    );
    assert.match(codeOf(overlap), /^SEG400[17]$/);
    assert.match(overlap.message, /Urban/);
    assert.match(overlap.message, /Rural/);
    assert.equal(overlap.source, "seg");
    const related = overlap.relatedInformation ?? [];
    assert.ok(related.length > 0, "nothing is related");
    assert.ok(typeof overlap.code === "object", "the code links to no page");
  }),
  editorTest("a mistake is shown at once, and gone when it is corrected", async () => {
    const editor = await open("shop/segments.seg");
    await replace(editor, "income >= 80_000", "incme >= 80_000");
    const unknown = await eventually("the unknown name", () =>
      vscode.languages.getDiagnostics(editor.document.uri).find(({ message }) => message.includes("incme")),
    );
    assert.equal(unknown.severity, vscode.DiagnosticSeverity.Error);
    await replace(editor, "incme >= 80_000", "income >= 80_000");
    await noDiagnostic(editor.document, codeOf(unknown));
  }),
  editorTest("a change in one file clears a finding in another", async () => {
    const { document } = await open("shop/segments.seg");
    const before = await eventually("the overlap", () =>
      vscode.languages.getDiagnostics(document.uri).find(({ message }) => /Rasht/.test(message)),
    );
    const customer = await open("shop/customer.seg");
    await replace(customer, `"Tehran", "Rasht", "Shiraz"`, `"Tehran", "Shiraz"`);
    await noDiagnostic(document, codeOf(before));
    await vscode.commands.executeCommand("workbench.action.files.revert");
    await diagnostic(document, codeOf(before));
  }),
  editorTest("the customer who is in both segments opens as JSON", async () => {
    const { document } = await open("shop/segments.seg");
    const overlap = await eventually("the overlap", () =>
      vscode.languages.getDiagnostics(document.uri).find(({ message }) => /Rasht/.test(message)),
    );
    const { line, character } = overlap.range.start;
    await vscode.commands.executeCommand("seg.showWitness", {
      uri: document.uri.toString(),
      position: { line, character },
    });
    await writtenDocument(/"city": "Rasht"/);
    assert.equal(vscode.window.activeTextEditor?.document.uri.path, document.uri.path);
    await closeWritten();
  }),
];
