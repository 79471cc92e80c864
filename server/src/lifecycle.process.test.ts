import { spawn } from "node:child_process";
import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  CancellationTokenSource,
  type DocumentDiagnosticReport,
  LSPErrorCodes,
  type TextDocumentEdit,
  type WorkspaceDiagnosticReport,
  type WorkspaceEdit,
} from "vscode-languageserver/node";
import { inManyFiles } from "../../test/benchmarks/edit/programs.js";
import type { ProgramStatus } from "./protocol.js";
import { CAPABILITIES, fileUri } from "./testing/client.js";
import { serverProcesses, write } from "./testing/processes.js";

const { folder, start, stop, launch, forked } = serverProcesses();

const CUSTOMER = "customer { id: text key, age: integer 0..120, city: text }\n";
const OVERLAP = `criterion Age exhaustive {
  segment Young where age < 40
  segment Old where age >= 30
}
`;
const APART = OVERLAP.replace("age < 40", "age < 30");

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

describe("settings (prisma/language-tools#1869)", () => {
  it.each([[null], [undefined], ["nonsense"], [{ prove: 7, lens: null }], [[]]])(
    "%j do not keep it from starting",
    async (settings) => {
      const root = folder({ "a.seg": CUSTOMER + OVERLAP });
      const client = await start({ folders: [root], settings, initializationOptions: settings });
      const uri = fileUri(join(root, "a.seg"));
      await client.until(() => client.codes(uri).includes("SEG4001"));
      await stop(client);
    },
  );

  it("may be missing together with everything else that a client could say", async () => {
    const client = await start({ folders: null, capabilities: {}, processId: null });
    const uri = "untitled:Untitled-1";
    await client.open(uri, `${CUSTOMER}segment A where agee > 1`);
    await client.until(() => client.codes(uri).includes("SEG3001"));
    expect(client.registered.size).toBe(0);
    await stop(client);
  });

  it("take effect when they change, and a wrong one is told once", async () => {
    const root = folder({ "a.seg": CUSTOMER + OVERLAP });
    const client = await start({ folders: [root], settings: { prove: "off" } });
    const uri = fileUri(join(root, "a.seg"));
    await client.open(uri, CUSTOMER + OVERLAP);
    await client.until(() => client.last(uri)?.version === 1 && client.codes(uri).length === 0, "no proofs");
    client.settings = { prove: "change", sampleData: 3 };
    await client.notify("workspace/didChangeConfiguration", { settings: null });
    await client.until(() => client.codes(uri).includes("SEG4001"));
    await client.notify("workspace/didChangeConfiguration", { settings: null });
    client.settings = { prove: "off" };
    await client.notify("workspace/didChangeConfiguration", { settings: null });
    await client.until(() => client.codes(uri).length === 0);
    expect(client.warnings).toHaveLength(1);
    await stop(client);
  });

  it("may be others in each folder, also in one that is opened later", async () => {
    const [quiet, proved, late] = [0, 1, 2].map(() => folder({ "a.seg": CUSTOMER + OVERLAP })) as [
      string,
      string,
      string,
    ];
    const uri = (root: string) => fileUri(join(root, "a.seg"));
    const client = launch({ settings: { prove: "off" } });
    client.folderSettings.set(fileUri(proved), { prove: "change" });
    client.folderSettings.set(fileUri(late), { prove: "change", lens: 7 });
    await client.initialize({ folders: [quiet, proved] });
    await client.open(uri(quiet), CUSTOMER + OVERLAP);
    await client.until(() => client.codes(uri(proved)).includes("SEG4001"), "the proofs of one folder");
    await client.notify("workspace/didChangeWorkspaceFolders", {
      event: { added: [{ uri: fileUri(late), name: "late" }], removed: [] },
    });
    await client.until(() => client.codes(uri(late)).includes("SEG4001"), "the proofs of the folder that came later");
    expect(client.codes(uri(quiet))).toEqual([]);
    client.folderSettings.set(fileUri(proved), { prove: "off" });
    client.settings = { prove: "change" };
    await client.notify("workspace/didChangeConfiguration", { settings: null });
    await client.until(() => client.codes(uri(quiet)).includes("SEG4001") && client.codes(uri(proved)).length === 0);
    await stop(client);
  });

  it("that the editor answers with an error, or with something else, leave the defaults", async () => {
    for (const answer of [null, 7, [], {}]) {
      const root = folder({ "a.seg": CUSTOMER + OVERLAP });
      const client = launch({ settings: null });
      client.connection.onRequest("workspace/configuration", () => {
        if (answer === null) throw new Error("no settings today");
        return answer;
      });
      await client.initialize({ folders: [root] });
      await client.until(() => client.codes(fileUri(join(root, "a.seg"))).includes("SEG4001"));
      const failures = client.failures.splice(0);
      expect(failures.map((each) => each.includes("no settings today"))).toEqual(answer === null ? [true] : []);
      await stop(client);
    }
  });

  it("are sent by editors that cannot be asked for them, at the beginning and later", async () => {
    const root = folder({ "a.seg": CUSTOMER + OVERLAP });
    const { configuration: _, ...workspace } = CAPABILITIES.workspace!;
    const client = await start({
      folders: [root],
      capabilities: { ...CAPABILITIES, workspace },
      initializationOptions: { settings: { prove: "off" } },
    });
    const uri = fileUri(join(root, "a.seg"));
    await client.open(uri, CUSTOMER + OVERLAP);
    await client.until(() => client.last(uri)?.version === 1);
    const lenses = async () => JSON.stringify(await client.request("textDocument/codeLens", { textDocument: { uri } }));
    expect(await lenses()).toContain("proofs are switched off");
    await client.notify("workspace/didChangeConfiguration", { settings: { seg: { prove: "change" } } });
    await client.until(() => client.codes(uri).includes("SEG4001"));
    await client.notify("workspace/didChangeConfiguration", { settings: { seg: { prove: "off" } } });
    await client.until(() => client.codes(uri).length === 0);
    expect(client.received).not.toContain("workspace/configuration");
    await stop(client);
  });

  it("can ask for proofs when a file is saved", async () => {
    const root = folder({ "a.seg": CUSTOMER + OVERLAP });
    const client = await start({ folders: [root], settings: { prove: "save" } });
    const uri = fileUri(join(root, "a.seg"));
    await client.open(uri, CUSTOMER + APART);
    await client.until(() => client.last(uri)?.version === 1 && client.codes(uri).length === 0);
    await client.replace(uri, 2, CUSTOMER + OVERLAP);
    await client.until(() => client.last(uri)?.version === 2);
    expect(client.codes(uri)).toEqual([]);
    await client.notify("textDocument/didSave", { textDocument: { uri } });
    await client.until(() => client.codes(uri).includes("SEG4001"));
    await stop(client);
  });
});

describe("files", () => {
  it("that stand alone, without any folder, are checked (regal#1671)", async () => {
    const root = folder({ "one.seg": CUSTOMER, "two.seg": "segment A where nothing > 1" });
    const client = await start({ folders: null });
    const uri = fileUri(join(root, "one.seg"));
    await client.open(uri, `${CUSTOMER}segment A where age > "x"`);
    await client.until(() => client.codes(uri).length > 0);
    // The other file is none of its program, and is not spoken of.
    expect(client.last(fileUri(join(root, "two.seg")))).toBeUndefined();
    await client.close(uri);
    await client.until(() => client.codes(uri).length === 0, "the empty array");
    await stop(client);
  });

  it("that name something in another one learn of its change (astral-sh/ty#925)", async () => {
    const root = folder({ "customer.seg": CUSTOMER, "a.seg": "segment A where income > 1\n" });
    const client = await start({ folders: [root] });
    const [customer, a] = ["customer.seg", "a.seg"].map((name) => fileUri(join(root, name))) as [string, string];
    await client.until(() => client.codes(a).includes("SEG3001"));
    await client.open(customer, CUSTOMER);
    await client.replace(customer, 2, CUSTOMER.replace("city: text", "income: number"));
    await client.until(() => client.codes(a).length === 0, "the importer without its error (noir#12819)");
    await stop(client);
  });

  it("that are renamed, deleted or created are seen (gleam#3409)", async () => {
    const root = folder({
      "customer.seg": CUSTOMER,
      "a.seg": "segment A where wrong > 1\n",
      "in/b.seg": "segment B where wrong > 1\n",
    });
    const client = await start({ folders: [root] });
    const uri = (name: string) => fileUri(join(root, name));
    await client.until(() => client.codes(uri("a.seg")).length > 0 && client.codes(uri("in/b.seg")).length > 0);
    renameSync(join(root, "a.seg"), join(root, "c.seg"));
    await client.notify("workspace/didRenameFiles", { files: [{ oldUri: uri("a.seg"), newUri: uri("c.seg") }] });
    await client.until(() => client.codes(uri("a.seg")).length === 0 && client.codes(uri("c.seg")).length > 0);
    // A folder goes, and only the folder is told of.
    rmSync(join(root, "in"), { recursive: true });
    await client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: uri("in"), type: 3 }] });
    await client.until(() => client.codes(uri("in/b.seg")).length === 0);
    write(join(root, "d.seg"), "segment D where wrong > 1\n");
    await client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: uri("d.seg"), type: 1 }] });
    await client.until(() => client.codes(uri("d.seg")).length > 0);
    rmSync(join(root, "d.seg"));
    await client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: uri("d.seg"), type: 3 }] });
    await client.until(() => client.codes(uri("d.seg")).length === 0);
    await stop(client);
  });

  it("that the editor itself creates, renames or deletes are seen, folders among them", async () => {
    const root = folder({ "customer.seg": CUSTOMER, "in/b.seg": "segment B where wrong > 1\n" });
    const client = await start({ folders: [root] });
    const uri = (name: string) => fileUri(join(root, name));
    await client.until(() => client.codes(uri("in/b.seg")).length > 0);
    renameSync(join(root, "in"), join(root, "دیگر"));
    await client.notify("workspace/didRenameFiles", { files: [{ oldUri: uri("in"), newUri: uri("دیگر") }] });
    await client.until(() => client.codes(uri("in/b.seg")).length === 0 && client.codes(uri("دیگر/b.seg")).length > 0);
    write(join(root, "c.seg"), "segment C where wrong > 1\n");
    await client.notify("workspace/didCreateFiles", { files: [{ uri: uri("c.seg") }] });
    await client.until(() => client.codes(uri("c.seg")).length > 0);
    rmSync(join(root, "دیگر"), { recursive: true });
    rmSync(join(root, "c.seg"));
    await client.notify("workspace/didDeleteFiles", { files: [{ uri: uri("دیگر") }, { uri: uri("c.seg") }] });
    await client.until(() => client.codes(uri("دیگر/b.seg")).length === 0 && client.codes(uri("c.seg")).length === 0);
    await stop(client);
  });

  it.each([
    ["by URI", (root: string) => ({ rootUri: fileUri(root), rootPath: null })],
    ["by path", (root: string) => ({ rootUri: null, rootPath: root })],
  ])("of one folder are found where an old client names it %s", async (_, named) => {
    const root = folder({ "customer.seg": CUSTOMER, "in/b.seg": "segment B where wrong > 1\n" });
    const client = await start({ folders: null, capabilities: {}, params: named(root) });
    await client.until(() => client.codes(fileUri(join(root, "in/b.seg"))).includes("SEG3001"));
    await stop(client);
  });

  it("that lists name are watched, and a buffer wins over its file", async () => {
    const text = `${CUSTOMER}list cities from "شهرها و روستاها.dat"\nsegment A where city in cities\n`;
    const root = folder({ "برنامه.seg": text });
    const client = await start({ folders: [root] });
    const uri = fileUri(join(root, "برنامه.seg"));
    const list = join(root, "شهرها و روستاها.dat");
    await client.until(() => client.codes(uri).length > 0, "the list that is not there");
    await client.until(() =>
      [...client.registered.values()].some(({ options }) => JSON.stringify(options).includes("شهرها")),
    );
    write(list, "Rasht\n");
    await client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: fileUri(list), type: 1 }] });
    await client.until(() => client.codes(uri).length === 0, "the list that is there now");
    await client.open(uri, text.replace("city in", "cityy in"));
    await client.until(() => client.codes(uri).includes("SEG3001"));
    await client.close(uri);
    await client.until(() => client.codes(uri).length === 0, "what the disk says");
    await stop(client);
  });

  it("that are named no more are watched no more: watchers do not pile up (biome#6784)", async () => {
    const text = (list: number) => `${CUSTOMER}list cities from "list-${list}.txt"\nsegment A where city in cities\n`;
    const root = folder({ "a.seg": text(0) });
    const client = await start({ folders: [root] });
    const uri = fileUri(join(root, "a.seg"));
    const watched = (): readonly string[] =>
      JSON.stringify([...client.registered.values()].map(({ options }) => options)).match(/list-\d+/g) ?? [];
    const all = () => JSON.stringify([...client.registered.values()]);
    await client.until(() => watched().length > 0 && all().includes("**/*.seg"), "all that is watched");
    const registered = client.registered.size;
    await client.open(uri, text(0));
    for (let list = 1; list < 30; list += 1) {
      await client.replace(uri, list + 1, text(list));
      await client.until(() => watched().includes(`list-${list}`), "the list of this version");
    }
    await client.until(() => client.registered.size === registered, "the others to be given up");
    expect(watched()).toEqual(["list-29"]);
    await stop(client);
  });

  it("of several roots make several programs, and seg.json makes one of its own", async () => {
    const shop = folder({ "a.seg": CUSTOMER, "in/seg.json": "{}", "in/b.seg": "segment B where age > 1\n" });
    const bank = folder({
      "seg.json": '{ "rules": { "unknown-name": "warning" } }',
      "c.seg": `${CUSTOMER}segment C where wrong > 1\n`,
    });
    const client = await start({ folders: [shop, bank] });
    const inner = fileUri(join(shop, "in/b.seg"));
    const other = fileUri(join(bank, "c.seg"));
    await client.until(
      () => client.codes(inner).length > 0 && client.codes(fileUri(join(bank, "seg.json"))).includes("SEG6008"),
    );
    // Without its seg.json the inner folder is part of the outer one, and sees its customer.
    rmSync(join(shop, "in/seg.json"));
    await client.notify("workspace/didChangeWatchedFiles", {
      changes: [{ uri: fileUri(join(shop, "in/seg.json")), type: 3 }],
    });
    await client.until(() => client.codes(inner).length === 0);
    await client.notify("workspace/didChangeWorkspaceFolders", {
      event: { added: [], removed: [{ uri: fileUri(bank), name: "bank" }] },
    });
    await client.until(() => client.codes(other).length === 0);
    await client.notify("workspace/didChangeWorkspaceFolders", {
      event: { added: [{ uri: fileUri(bank), name: "bank" }], removed: [] },
    });
    await client.until(() => client.codes(other).length > 0);
    await stop(client);
  });

  it("are edited piece by piece, with CRLF and in the client's encoding", async () => {
    const client = await start({
      folders: null,
      capabilities: { ...CAPABILITIES, general: { positionEncodings: ["utf-8", "utf-16"] } },
      troubled: true,
    });
    const uri = "untitled:Untitled-1";
    await client.open(uri, `${CUSTOMER.trim()}\r\n// شهر 😀 x\r\nsegment A where age > 1\r\n`);
    // `x` is unit 15 of its line in UTF-8: 3 + 6 + 1 + 4 + 1.
    await client.notify("textDocument/didChange", {
      textDocument: { uri, version: 2 },
      contentChanges: [
        {
          range: { start: { line: 1, character: 15 }, end: { line: 1, character: 16 } },
          text: "yy\r\nsegment B where agee > 1",
        },
      ],
    });
    await client.until(() => client.codes(uri).includes("SEG3001"));
    expect(client.last(uri)?.diagnostics.find(({ code }) => code === "SEG3001")?.range).toEqual({
      start: { line: 2, character: 16 },
      end: { line: 2, character: 20 },
    });
    await stop(client);
  });
});

describe("requests", () => {
  it("that crash are answered with an error, and the server goes on (Azure/bicep#16219)", async () => {
    const root = folder({ "a.seg": CUSTOMER });
    const client = await start({ folders: [root], troubled: true });
    const textDocument = { uri: fileUri(join(root, "a.seg")) };
    for (let round = 0; round < 6; round += 1) {
      await expect(client.request("test/crash", { textDocument })).rejects.toThrow("crashed as asked");
    }
    expect(await client.request("test/crashLater", {})).toBe("soon");
    await client.until(
      () =>
        client.log.some((line) => line.includes("crashed later")) &&
        client.log.some((line) => line.includes("rejected later")),
    );
    expect(client.log.some((line) => line.includes("crashed as asked"))).toBe(true);
    expect(client.failures.splice(0)).toHaveLength(8);
    expect(await client.request("test/length", { textDocument })).toBe(CUSTOMER.length);
    await expect(client.request("test/length", null)).resolves.toBeNull();
    await expect(client.request("test/unknown", {})).rejects.toThrow();
    await stop(client);
  });

  it("wait for no proofs: completion is there while they are made (langium#1740)", async () => {
    const files = inManyFiles().files.slice(0, 5);
    const root = folder(Object.fromEntries(files.map(({ path, text }) => [path, text])));
    const client = await start({ folders: [root], initializationOptions: { programStatus: true } });
    const status = () => client.statuses.at(-1) as ProgramStatus | undefined;
    await client.until(() => status()?.proving === true, "the beginning of the proofs");
    const { path, text } = files[1]!;
    const textDocument = { uri: fileUri(join(root, path)) };
    await client.open(textDocument.uri, text);
    for (let version = 2; version < 6; version += 1) {
      await client.replace(textDocument.uri, version, `${text}segment New${version} by Everyone where ag`);
      const position = { line: text.split("\n").length - 1, character: "segment New2 by Everyone where ag".length };
      const found = await client.request<{ items: { label: string }[] } | { label: string }[]>(
        "textDocument/completion",
        { textDocument, position },
      );
      const items = Array.isArray(found) ? found : found.items;
      expect(items.map(({ label }) => label)).toContain("age");
      expect(status()).toMatchObject({ proving: true, proofs: null });
    }
    // As it takes long, the editor shows that it goes on, and no longer than it does.
    const work = "Proving segments apart";
    await client.until(() => client.work.includes(work), "word of the proofs");
    client.settings = { prove: "off" };
    await client.notify("workspace/didChangeConfiguration", { settings: null });
    await client.until(() => client.work.includes(`end of ${work}`), "the end of the proofs");
    await stop(client);
  });

  it("to rename name the versions that they are for (vscode-languageserver-node#752)", async () => {
    const root = folder({ "customer.seg": CUSTOMER, "a.seg": "segment A where age > 1\n" });
    const client = await start({ folders: [root] });
    const [customer, a] = ["customer.seg", "a.seg"].map((name) => fileUri(join(root, name))) as [string, string];
    await client.open(a, "segment A where age > 1\n");
    for (let version = 2; version < 5; version += 1) {
      await client.replace(a, version, `segment A where age > ${version}\n`);
    }
    const { documentChanges } = await client.request<WorkspaceEdit>("textDocument/rename", {
      textDocument: { uri: a },
      position: { line: 0, character: 17 },
      newName: "years",
    });
    const versions = (documentChanges as TextDocumentEdit[]).map(({ textDocument }) => [
      textDocument.uri,
      textDocument.version,
    ]);
    expect(Object.fromEntries(versions)).toEqual({ [a]: 4, [customer]: null });
    await stop(client);
  });

  it("that are cancelled end at once (vscode-languageserver-node#486)", async () => {
    const client = await start({ folders: null, troubled: true });
    const id = 4711;
    const answered = new Promise<{ code: number }>((resolve) => {
      client.process.stdout!.on("data", (data: Buffer) => {
        const error = new RegExp(`"id":${id},"error":(\\{[^}]*\\})`).exec(data.toString());
        if (error !== null) resolve(JSON.parse(error[1]!) as { code: number });
      });
    });
    const send = (message: object) => {
      const body = JSON.stringify({ jsonrpc: "2.0", ...message });
      client.process.stdin!.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    };
    send({ id, method: "test/dawdle", params: {} });
    // It is being worked at by now.
    await client.request("test/length", { textDocument: { uri: "untitled:x" } });
    send({ method: "$/cancelRequest", params: { id } });
    expect((await answered).code).toBe(-32800);
    expect(await client.stop()).toBe(0);
  });

  it("that are cancelled before their turn are not worked at", async () => {
    const client = await start({ folders: null, troubled: true });
    const file = join(folder({}), "go");
    const blocked = client.request<string>("test/block", { file });
    const sources = Array.from({ length: 5 }, () => new CancellationTokenSource());
    const refused = sources.map(({ token }) =>
      client.connection.sendRequest("test/count", {}, token).then(
        () => "worked at",
        ({ code }: { code: number }) => code,
      ),
    );
    for (const source of sources) source.cancel();
    // All of it has been sent, and what is sent next comes after it.
    await client.notify("test/nothing");
    write(file, "");
    expect(await blocked).toBe("let go");
    expect(await Promise.all(refused)).toEqual(sources.map(() => LSPErrorCodes.RequestCancelled));
    expect(await client.request<number>("test/count", {})).toBe(1);
    await stop(client);
  });

  it("see the text as it was when they were sent, though more was typed since", async () => {
    const client = await start({ folders: null, troubled: true });
    const uri = "untitled:Untitled-1";
    await client.open(uri, CUSTOMER);
    const lengths: Promise<number>[] = [];
    for (let version = 2; version < 30; version += 1) {
      void client.replace(uri, version, CUSTOMER + " ".repeat(version));
      lengths.push(client.request<number>("test/length", { textDocument: { uri } }));
    }
    expect(await Promise.all(lengths)).toEqual(lengths.map((_, index) => CUSTOMER.length + index + 2));
    await stop(client);
  });

  it("before the beginning and after the end are refused", async () => {
    const client = launch({ troubled: true, settings: null });
    const params = { textDocument: { uri: "untitled:x" } };
    await expect(client.request("test/length", params)).rejects.toMatchObject({ code: -32002 });
    await client.initialize({ folders: null });
    const again = { processId: null, rootUri: null, capabilities: {} };
    await expect(client.request("initialize", again)).rejects.toMatchObject({ code: -32600 });
    await client.request("shutdown");
    await expect(client.request("test/length", params)).rejects.toMatchObject({ code: -32600 });
    await client.notify("exit");
    expect(await client.exited).toBe(0);
  });

  it("about broken or empty code are answered (gleam-lang/gleam#5296)", async () => {
    const client = await start({ folders: null, troubled: true });
    const texts = [
      "",
      "\0",
      "customer",
      "customer {",
      "segment",
      "segment A where",
      "}",
      "`",
      '"',
      "/*",
      "criterion C { segment",
    ];
    for (const [index, text] of texts.entries()) {
      const uri = `untitled:x${index}`;
      await client.open(uri, text);
      expect(await client.request("test/length", { textDocument: { uri } })).toBe(text.length);
    }
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
