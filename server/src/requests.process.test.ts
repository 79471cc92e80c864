import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  CancellationTokenSource,
  LSPErrorCodes,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from "vscode-languageserver/node";
import { inManyFiles } from "../../test/benchmarks/edit/programs.js";
import type { ProgramStatus } from "./protocol.js";
import { fileUri } from "./testing/client.js";
import { CUSTOMER, serverProcesses, write } from "./testing/processes.js";

const { folder, start, stop, launch } = serverProcesses();

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
