import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ClientCapabilities, CodeAction, TextDocumentEdit, WorkspaceEdit } from "vscode-languageserver/node";
import { diskPath, normalUri } from "./program/uris.js";
import { CAPABILITIES, fileUri } from "./testing/client.js";
import { serverProcesses } from "./testing/processes.js";

const processes = serverProcesses();
const { stop } = processes;

const ABLE: ClientCapabilities = {
  ...CAPABILITIES,
  workspace: { ...CAPABILITIES.workspace, textDocumentContent: {} },
  window: { ...CAPABILITIES.window, showDocument: { support: true } },
};

/** A client with a program of one file, open, and what the server has asked of it. */
async function start(text: string) {
  const root = processes.folder({ "main.seg": text });
  const client = await processes.start({ folders: [root], capabilities: ABLE });
  const asked = { edits: [] as WorkspaceEdit[], shown: [] as string[], refreshed: [] as string[], accepts: true };
  client.connection.onRequest("workspace/applyEdit", ({ edit }: { edit: WorkspaceEdit }) => {
    asked.edits.push(edit);
    return { applied: asked.accepts };
  });
  client.connection.onRequest("window/showDocument", ({ uri }: { uri: string }) => {
    asked.shown.push(uri);
    return { success: true };
  });
  client.connection.onRequest("workspace/textDocumentContent/refresh", ({ uri }: { uri: string }) => {
    asked.refreshed.push(uri);
    return null;
  });
  const uri = fileUri(join(root, "main.seg"));
  await client.open(uri, text);
  await client.until(() => client.last(uri)?.version === 1, "diagnostics");
  const run = (command: string, ...args: readonly unknown[]) =>
    client.request<unknown>("workspace/executeCommand", { command, arguments: args });
  const fetch = async (document: string) =>
    (await client.request<{ text: string }>("workspace/textDocumentContent", { uri: document })).text;
  return { client, uri, asked, run, fetch };
}

const CUSTOMER = "customer { id: text key, age: integer 0..120 }\n";
const AT_THIRD_LINE = { line: 2, character: 12 };

describe("commands over stdio", () => {
  it("let the editor apply their edits, and fail where it does not", async () => {
    const { client, uri, asked, run } = await start(`${CUSTOMER}segment A where age == 3\n`);
    expect(await run("seg.fixAll", { uri })).toBeNull();
    const [change] = asked.edits[0]!.documentChanges as TextDocumentEdit[];
    expect(change!.textDocument).toEqual({ uri, version: 1 });
    expect(change!.edits).toEqual([
      { range: { start: { line: 1, character: 21 }, end: { line: 1, character: 22 } }, newText: "" },
    ]);
    asked.accepts = false;
    await expect(run("seg.fixAll", { uri })).rejects.toThrow(/did not apply/);
    await stop(client);
  });

  it("say what to do where they are about no place", async () => {
    const { client, run } = await start(CUSTOMER);
    expect(await run("seg.showProof")).toBeNull();
    await client.until(() => client.warnings.length > 0, "a message");
    expect(client.warnings[0]).toMatch(/^Put the cursor on a criterion/);
    await stop(client);
  });

  it("open documents that follow the program", async () => {
    const overlap = `${CUSTOMER}criterion Age {\n  segment Young where age < 40\n  segment Old where age >= 30\n}\n`;
    const { client, uri, asked, run, fetch } = await start(overlap);
    await client.until(() => client.codes(uri).includes("SEG4001"), "an overlap");
    const place = { uri, position: AT_THIRD_LINE };
    await run("seg.showWitness", place);
    await run("seg.showDescription", place);
    const [witness, description] = asked.shown as [string, string];
    expect(JSON.parse(await fetch(witness))).toHaveProperty("age");
    expect(await fetch(description)).toContain("age < 40");
    await client.replace(uri, 2, overlap.replace("< 40", "< 25"));
    const isNew = (document: string) => () => asked.refreshed.includes(document);
    await client.until(isNew(description), "a new description");
    expect(await fetch(description)).toContain("age < 25");
    await client.until(isNew(witness), "a new witness");
    expect(JSON.parse(await fetch(witness))).toMatch(/^No customer is known/);
    expect(await fetch("seg-view:/rules/SEG4001.md")).toContain("overlapping-segments");
    await stop(client);
  });

  it("open documents that say so when their program is gone", async () => {
    const { client, uri, asked, run, fetch } = await start(`${CUSTOMER}criterion C {\n  segment A where age > 3\n}\n`);
    await run("seg.showDescription", { uri, position: AT_THIRD_LINE });
    const [description] = asked.shown as [string];
    expect(await fetch(description)).toContain("age > 3");
    rmSync(diskPath(normalUri(uri))!);
    await client.close(uri);
    await client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri, type: 3 }] });
    await client.until(() => asked.refreshed.includes(description), "a new description");
    expect(await fetch(description)).toBe("The program is not open any more.\n");
    await stop(client);
  });

  it("stand beside code actions, whose edits are made when they are chosen", async () => {
    const { client, uri } = await start(`${CUSTOMER}segment A where age = 3 or age = 4\n`);
    const at = { line: 1, character: 24 };
    const actions = await client.request<CodeAction[]>("textDocument/codeAction", {
      textDocument: { uri },
      range: { start: at, end: at },
      context: { diagnostics: [], only: ["refactor"] },
    });
    expect(actions.map(({ title }) => title)).toEqual(["Write as `in […]`"]);
    const { edit } = await client.request<CodeAction>("codeAction/resolve", actions[0]);
    const [change] = edit!.documentChanges as TextDocumentEdit[];
    expect(change!.edits.map((each) => ("newText" in each ? each.newText : ""))).toEqual(["in [3, 4]"]);
    await stop(client);
  });
});
