import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { registerFileReading } from "./file-reading.js";
import { newProgram } from "./new-program.js";
import { PersonaTests } from "./persona-tests.js";
import { registerRenaming } from "./renaming.js";
import { chooseSampleData } from "./sample-data.js";
import { StatusBar } from "./status-bar.js";

/** What other extensions, and tests, may use. */
export interface Extension {
  /** Settles when the server answers. */
  readonly ready: Promise<void>;
}

export type MakeClient = (output: vscode.LogOutputChannel) => BaseLanguageClient;

/** Starts the language server and everything that shows what it says. */
export async function startExtension(context: vscode.ExtensionContext, makeClient: MakeClient): Promise<Extension> {
  const output = vscode.window.createOutputChannel("Seg", { log: true });
  const client = makeClient(output);
  context.subscriptions.push(
    output,
    new StatusBar(client),
    new PersonaTests(client),
    registerFileReading(client),
    vscode.commands.registerCommand("seg.restart", () => restart(client)),
    vscode.commands.registerCommand("seg.showOutput", () => output.show()),
    vscode.commands.registerCommand("seg.newProgram", newProgram),
    registerRenaming(client),
    vscode.commands.registerCommand("seg.chooseSampleData", chooseSampleData),
    client,
  );
  await start(client, output);
  return { ready: Promise.resolve() };
}

async function start(client: BaseLanguageClient, output: vscode.LogOutputChannel): Promise<void> {
  try {
    await client.start();
  } catch (error) {
    output.error(String(error));
    // Nobody waits for the answer: the extension is there all the same, and can be told to start the server again.
    void vscode.window.showErrorMessage("Seg's language server did not start.", "Show Output").then((choice) => {
      if (choice !== undefined) output.show();
    });
  }
}

async function restart(client: BaseLanguageClient): Promise<void> {
  if (client.isRunning()) await client.stop();
  await client.start();
  vscode.window.setStatusBarMessage("Seg: the language server has been restarted", 3000);
}
