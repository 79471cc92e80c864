import { spawn } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { DocumentDiagnosticReport, WorkspaceDiagnosticReport } from "vscode-languageserver/node";
import { CAPABILITIES, fileUri } from "./testing/client.js";
import { APART, CUSTOMER, OVERLAP, serverProcesses } from "./testing/processes.js";

const { folder, start, stop, forked } = serverProcesses();

describe("a session", () => {
  it("shows findings in two waves, and clears them when they are gone", async () => {
    const root = folder({ "customer.seg": CUSTOMER, "age.seg": OVERLAP });
    const client = await start({ folders: [root] });
    const uri = fileUri(join(root, "age.seg"));
    await client.until(() => client.codes(uri).includes("SEG4001"), "the overlap");
    const { diagnostics } = client.last(uri)!;
    const overlap = diagnostics.find(({ code }) => code === "SEG4001")!;
    expect(overlap.relatedInformation?.[0]?.location.uri).toBe(uri);
    expect(overlap.data).toMatchObject({ rule: "overlapping-segments", overlap: ["Age.Young", "Age.Old"] });

    await client.open(uri, OVERLAP);
    await client.replace(uri, 2, `${OVERLAP}segment Broken where agee > 1\n`);
    await client.until(() => client.last(uri)?.version === 2, "the first wave");
    // The name is wrong at once, and the overlap is still shown.
    const first = client.published.find(({ version }) => version === 2)!;
    expect(first.diagnostics.map(({ code }) => code)).toEqual(expect.arrayContaining(["SEG3001", "SEG4001"]));

    await client.replace(uri, 3, APART);
    await client.until(() => client.last(uri)?.version === 3 && client.codes(uri).length === 0, "the empty array");
    await stop(client);
  });

  it("never shows a finding twice, nor lets one flicker while something else is typed", async () => {
    const root = folder({ "customer.seg": CUSTOMER, "age.seg": OVERLAP });
    const client = await start({ folders: [root] });
    const uri = fileUri(join(root, "age.seg"));
    await client.open(uri, OVERLAP);
    await client.until(() => client.codes(uri).includes("SEG4001"));
    const before = client.published.length;
    let text = OVERLAP;
    for (let version = 2; version < 12; version += 1) {
      text = `// ${"x".repeat(version)}\n${OVERLAP}`;
      await client.replace(uri, version, text);
      await client.until(() => client.last(uri)?.version === version);
    }
    const since = client.published.slice(before).filter((each) => each.uri === uri);
    expect(since.map(({ diagnostics }) => diagnostics.map(({ code }) => code))).toEqual(since.map(() => ["SEG4001"]));
    expect(since.at(-1)?.diagnostics[0]?.range.start.line).toBe(3);
    await stop(client);
  });

  it("tells of what is open before it has read all of a large program", async () => {
    const many = Array.from({ length: 3_000 }, (_, index) => `segment S${index} where city = "Town ${index}"\n`);
    const root = folder({ "customer.seg": CUSTOMER, "many.seg": `${many.join("")}segment Wrong where agee > 1\n` });
    const client = await start({ folders: [root] });
    const uri = fileUri(join(root, "young.seg"));
    await client.open(uri, "segment Young where agee < 30 and S7\n");
    const other = fileUri(join(root, "many.seg"));
    await client.until(() => client.codes(other).includes("SEG3001"), "what is wrong elsewhere");
    const order = client.published.map(({ uri: of, diagnostics }) => [of, diagnostics.map(({ code }) => code)]);
    expect(order[0]).toEqual([uri, ["SEG3001"]]);
    expect(order.filter(([of]) => of === uri)).toHaveLength(1);
    await stop(client);
  });

  it("fetches diagnostics where the client wants to, and is told to fetch them again", async () => {
    const root = folder({ "customer.seg": CUSTOMER, "age.seg": OVERLAP, "seg.json": "{}" });
    const capabilities = {
      ...CAPABILITIES,
      textDocument: { ...CAPABILITIES.textDocument, diagnostic: { relatedInformation: true, dataSupport: true } },
      workspace: { ...CAPABILITIES.workspace, diagnostics: { refreshSupport: true } },
    };
    const client = await start({ folders: [root], capabilities });
    const uri = fileUri(join(root, "age.seg"));
    await client.until(() => client.refreshes > 0, "a refresh");
    const pull = (previousResultId?: string) =>
      client.request<DocumentDiagnosticReport>("textDocument/diagnostic", {
        textDocument: { uri },
        ...(previousResultId === undefined ? {} : { previousResultId }),
      });
    let report = await pull();
    while (report.kind === "full" && report.items.length === 0) report = await pull();
    expect(report.kind === "full" && report.items.map(({ code }) => code)).toEqual(["SEG4001"]);
    expect(await pull(report.resultId)).toEqual({ kind: "unchanged", resultId: report.resultId });

    const all = await client.request<WorkspaceDiagnosticReport>("workspace/diagnostic", {
      previousResultIds: [
        { uri, value: report.resultId! },
        { uri: fileUri(join(root, "gone.seg")), value: "7" },
      ],
      partialResultToken: "pieces",
    });
    expect(all.items).toEqual([]);
    const [piece] = client.progress as { token: string; value: WorkspaceDiagnosticReport }[];
    expect(piece?.token).toBe("pieces");
    expect(piece?.value.items.map((item) => [item.uri.replace(/.*\//, ""), item.kind])).toEqual([
      ["age.seg", "unchanged"],
      ["customer.seg", "full"],
      ["gone.seg", "full"],
    ]);
    // An edit is seen by the next request.
    await client.open(uri, OVERLAP);
    await client.replace(uri, 2, "segment A where nothing > 1");
    const next = await pull(report.resultId);
    expect(next.kind === "full" && next.items.map(({ code }) => code)).toContain("SEG3001");
    // What the proofs find in one file, and what an edit means for others, no request could have seen: they are told to ask.
    const { refreshes } = client;
    await client.replace(uri, 3, OVERLAP);
    await client.until(() => client.refreshes > refreshes, "a refresh after the proofs");
    const customer = fileUri(join(root, "customer.seg"));
    await client.open(customer, CUSTOMER);
    await client.until(() => client.progress.length > 0);
    const before = client.refreshes;
    await client.replace(customer, 2, CUSTOMER.replace("age", "years"));
    await client.until(() => client.refreshes > before, "a refresh of the other file");
    const other = await pull();
    expect(other.kind === "full" && other.items.map(({ code }) => code)).toContain("SEG3001");
    expect(client.published).toEqual([]);
    await stop(client);
  });

  it("is asked for diagnostics once more where they have changed while the client was being told", async () => {
    const root = folder({ "customer.seg": CUSTOMER, "age.seg": APART });
    const capabilities = {
      ...CAPABILITIES,
      textDocument: { ...CAPABILITIES.textDocument, diagnostic: {} },
      workspace: { ...CAPABILITIES.workspace, diagnostics: { refreshSupport: true } },
    };
    const client = await start({ folders: [root], capabilities });
    const answers: (() => void)[] = [];
    client.connection.onRequest("workspace/diagnostic/refresh", () => {
      return new Promise<null>((resolve) => answers.push(() => resolve(null)));
    });
    const uri = fileUri(join(root, "age.seg"));
    await client.open(uri, APART);
    await client.replace(uri, 2, OVERLAP);
    await client.until(() => answers.length === 1, "a refresh");
    await client.replace(uri, 3, "segment A where nothing > 1");
    const customer = fileUri(join(root, "customer.seg"));
    // Whatever is asked now has been read after the edit.
    await client.request("textDocument/documentSymbol", { textDocument: { uri: customer } });
    answers[0]!();
    await client.until(() => answers.length === 2, "another refresh");
    answers[1]!();
    await stop(client);
  });

  it("tells how programs stand to a client that asks for it", async () => {
    const root = folder({ "all.seg": CUSTOMER + OVERLAP });
    const client = await start({ folders: [root], initializationOptions: { programStatus: true } });
    await client.until(() => client.statuses.length >= 2);
    expect(client.statuses[0]).toMatchObject({ segments: 2, criteria: 1, proofs: null, proving: true });
    expect(client.statuses.at(-1)).toMatchObject({ proofs: { overlapping: 1, gaps: 0 }, proving: false });
    await stop(client);
  });
});

describe("the process", () => {
  it("ends with 1 where the client goes without a word", async () => {
    const client = await start({ folders: null });
    await client.notify("exit");
    expect(await client.exited).toBe(1);
  });

  it("ends when its input is closed (biome-vscode#743)", async () => {
    const client = await start({ folders: null });
    client.process.stdin!.end();
    expect(await client.exited).toBe(1);
  });

  it("ends when the client's process has (biome-vscode#743)", async () => {
    const editor = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    const client = await start({ folders: null, processId: editor.pid! });
    editor.kill("SIGKILL");
    expect(await client.exited).toBe(1);
  });

  it("ends when the editor that has forked it does, before a word was said (biome-vscode#743)", async () => {
    const fork = `require("node:child_process").fork(process.argv[1], { stdio: ["ignore", "inherit", "ignore", "ipc"] })
      .send({ jsonrpc: "2.0", id: 1, method: "test/nothing" });
      process.stdout.write("forked");
      setInterval(() => {}, 1000);`;
    const editor = spawn(process.execPath, ["-e", fork, forked()], { stdio: ["ignore", "pipe", "inherit"] });
    await new Promise((resolve) => editor.stdout.once("data", resolve));
    // The server holds the other end, too: it is closed when both have ended.
    const closed = new Promise((resolve) => editor.stdout.once("close", resolve));
    const exited = new Promise((resolve) => editor.once("exit", (_, signal) => resolve(signal)));
    editor.kill("SIGKILL");
    expect(await exited).toBe("SIGKILL");
    await closed;
  });
});
