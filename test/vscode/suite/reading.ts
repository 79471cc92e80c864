import * as vscode from "vscode";
import * as assert from "./assert.js";
import { editorTest, eventually, open, placeOf, write } from "./harness.js";

function textOf(hovers: readonly vscode.Hover[]): string {
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (typeof content === "string" ? content : content.value))
    .join("\n");
}

async function hoverAt(document: vscode.TextDocument, position: vscode.Position): Promise<string> {
  return textOf(await vscode.commands.executeCommand("vscode.executeHoverProvider", document.uri, position));
}

export const readingTests = [
  editorTest("hover tells the type of a field and the meaning of a segment", async () => {
    const { document } = await open("shop/segments.seg");
    assert.match(await hoverAt(document, placeOf(document, "income >= 80_000", 1)), /number/);
    assert.match(await hoverAt(document, placeOf(document, "Middle", 1)), /income/);
  }),
  editorTest("completion offers the fields, and the choices of a field", async () => {
    const labels = async (path: string, text: string, offset = 0) => {
      const { document } = await open(path);
      const list: vscode.CompletionList = await vscode.commands.executeCommand(
        "vscode.executeCompletionItemProvider",
        document.uri,
        placeOf(document, text, offset),
      );
      return list.items.map(({ label }) => (typeof label === "string" ? label : label.label));
    };
    const fields = await labels("shop/segments.seg", "income >= 80_000");
    for (const field of ["city", "income", "age", "orders"]) assert.ok(fields.includes(field), `${field} is missing`);
    const choices = await labels("shop/personas.seg", '"online" }', 1);
    for (const choice of ["online", "store", "phone"]) assert.ok(choices.includes(choice), `${choice} is missing`);
  }),
  editorTest("definitions and references lead across files", async () => {
    const { document } = await open("shop/segments.seg");
    const found: readonly (vscode.Location | vscode.LocationLink)[] = await vscode.commands.executeCommand(
      "vscode.executeDefinitionProvider",
      document.uri,
      placeOf(document, "urbanList", 2),
    );
    const uris = found.map((place) => ("targetUri" in place ? place.targetUri : place.uri).path);
    assert.equal(
      uris.map((path) => path.split("/").at(-1)),
      ["customer.seg"],
    );
    const references: readonly vscode.Location[] = await vscode.commands.executeCommand(
      "vscode.executeReferenceProvider",
      document.uri,
      placeOf(document, "Urban where", 1),
    );
    const files = new Set(references.map(({ uri }) => uri.path.split("/").at(-1)));
    assert.equal([...files].sort(), ["personas.seg", "segments.seg"]);
  }),
  editorTest("lenses say what is proved, and how many customers are in a segment", async () => {
    const { document } = await open("shop/segments.seg");
    const titles = await eventually("the counts", async () => {
      const lenses: readonly vscode.CodeLens[] = await vscode.commands.executeCommand(
        "vscode.executeCodeLensProvider",
        document.uri,
        100,
      );
      const all = lenses.map(({ command }) => command?.title ?? "");
      return all.some((title) => /customers/.test(title)) && all.some((title) => /exclusive/i.test(title)) ? all : null;
    });
    assert.ok(titles.length >= 9, `only ${titles.length} lenses`);
  }),
  editorTest("the outline nests segments in their criteria", async () => {
    const { document } = await open("shop/segments.seg");
    const symbols: readonly vscode.DocumentSymbol[] = await vscode.commands.executeCommand(
      "vscode.executeDocumentSymbolProvider",
      document.uri,
    );
    const income = symbols.find(({ name }) => name === "Income");
    assert.equal(
      income?.children.map(({ name }) => name),
      ["High", "Middle", "Low", "Unknown"],
    );
  }),
  editorTest("hints and signatures are shown where they are asked for", async () => {
    await write("hints/seg.json", "{}");
    const text =
      "customer { سن: integer, orders: list of { total: number } }\nsegment پیر where sum(orders.total) > 60\n";
    await write("hints/shop.seg", text);
    const { document } = await open("hints/shop.seg");
    const hints: readonly vscode.InlayHint[] = await vscode.commands.executeCommand(
      "vscode.executeInlayHintProvider",
      document.uri,
      new vscode.Range(0, 0, document.lineCount, 0),
    );
    assert.equal(
      hints.map(({ position, label }) => [document.offsetAt(position), label]),
      [[text.indexOf("پیر") + 3, "stands alone"]],
    );
    const help: vscode.SignatureHelp = await vscode.commands.executeCommand(
      "vscode.executeSignatureHelpProvider",
      document.uri,
      placeOf(document, "orders.total)"),
    );
    assert.equal(help.signatures[help.activeSignature]?.label, "sum(list.field)");
  }),
  editorTest("names are coloured by what they mean", async () => {
    const { document } = await open("shop/segments.seg");
    const tokens: vscode.SemanticTokens | undefined = await vscode.commands.executeCommand(
      "vscode.provideDocumentSemanticTokens",
      document.uri,
    );
    assert.ok((tokens?.data.length ?? 0) > 100, "there are hardly any tokens");
  }),
];
