import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CAPABILITIES, fileUri } from "./testing/client.js";
import { CUSTOMER, serverProcesses, write } from "./testing/processes.js";

const { folder, start, stop } = serverProcesses();

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
