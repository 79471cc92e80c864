import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CAPABILITIES, fileUri } from "./testing/client.js";
import { APART, CUSTOMER, OVERLAP, serverProcesses } from "./testing/processes.js";

const { folder, start, stop, launch } = serverProcesses();

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
