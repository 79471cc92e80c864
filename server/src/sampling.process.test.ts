import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { PersonaTest, PersonaTestResult, ProgramStatus } from "./protocol.js";
import { CAPABILITIES, fileUri } from "./testing/client.js";
import { serverProcesses } from "./testing/processes.js";

const processes = serverProcesses();
const { stop } = processes;

async function start(files: Readonly<Record<string, string>>, options: object = {}) {
  const root = processes.folder(files);
  const client = await processes.start({
    folders: [root],
    initializationOptions: { programStatus: true, ...options },
    capabilities: {
      ...CAPABILITIES,
      workspace: {
        ...CAPABILITIES.workspace,
        codeLens: { refreshSupport: true },
        inlayHint: { refreshSupport: true },
        textDocumentContent: {},
      },
    },
  });
  const sample = () => (client.statuses.at(-1) as ProgramStatus | undefined)?.sample ?? null;
  return { client, root, uri: fileUri(join(root, "shop.seg")), sample };
}

const SHOP = `customer { کد: text key, سن: integer, شهر: text }
criterion سن‌ها { segment جوان where سن < 40 segment پیر where سن >= 40 }
persona سارا { سن: 20 } in جوان
persona علی { سن: 20 } in پیر
`;
const CSV = "کد,سن,شهر\n۱,20,تهران\n۲,50,شیراز\n";
const SETTINGS = '{"sampleData":"customers.csv"}';

it("customers are counted, and a change of the data is seen", async () => {
  const { client, root, sample } = await start({ "shop.seg": SHOP, "seg.json": SETTINGS, "customers.csv": CSV });
  await client.until(() => sample()?.complete === true, "the count");
  expect(sample()).toEqual({ file: "customers.csv", customers: 2, complete: true });
  await client.until(() => client.received.includes("workspace/codeLens/refresh"), "the refresh of lenses");
  expect(JSON.stringify([...client.registered.values()])).toContain("**/customers.csv");

  writeFileSync(join(root, "customers.csv"), `${CSV}۳,60,رشت\n`);
  await client.until(() => sample()?.customers === 3, "the third customer");
  writeFileSync(join(root, "customers.csv"), `${CSV}۳,60,رشت\n۴,60,رشت\n`);
  expect(await client.request("workspace/executeCommand", { command: "seg.countSample", arguments: [] })).toBe(true);
  await client.until(() => sample()?.customers === 4, "the fourth customer");
  expect(client.warnings).toEqual([]);
  await stop(client);
});

it("customers inside of JSON are counted where seg.json says", async () => {
  const page = JSON.stringify({ data: { list: [{ کد: "۱", سن: 20, شهر: "تهران" }] } });
  const settings = '{"sampleData":"page.json","sampleDataPath":"data.list"}';
  const { client, sample } = await start({ "shop.seg": SHOP, "seg.json": settings, "page.json": page });
  await client.until(() => sample()?.complete === true, "the count");
  expect(sample()).toEqual({ file: "page.json", customers: 1, complete: true });
  await stop(client);
});

it("a customer is explained in a document that follows the program and the data", async () => {
  const { client, root, uri, sample } = await start({ "shop.seg": SHOP, "seg.json": SETTINGS, "customers.csv": CSV });
  const refreshed: string[] = [];
  client.connection.onRequest("workspace/textDocumentContent/refresh", ({ uri: document }: { uri: string }) => {
    refreshed.push(document);
    return null;
  });
  const explain = (...args: unknown[]) =>
    client.request<{ uri: string } | null>("workspace/executeCommand", {
      command: "seg.explainCustomer",
      arguments: args,
    });
  const place = { uri, position: { line: 0, character: 0 } };
  const document = (await explain(place, "۲"))!.uri;
  const fetched = async () =>
    (await client.request<{ text: string }>("workspace/textDocumentContent", { uri: document })).text;
  expect(await fetched()).toContain("سن‌ها  → پیر");
  await client.until(() => sample()?.complete === true, "the count");

  await client.open(uri, SHOP);
  const before = refreshed.length;
  await client.replace(uri, 2, SHOP.replace("< 40", "< 60").replace(">= 40", ">= 60"));
  await client.until(() => refreshed.length > before, "a new explanation");
  expect(await fetched()).toContain("سن‌ها  → جوان");
  writeFileSync(join(root, "customers.csv"), CSV.replace("50", "70"));
  await client.notify("workspace/didChangeWatchedFiles", {
    changes: [{ uri: fileUri(join(root, "customers.csv")), type: 2 }],
  });
  await client.until(() => refreshed.length > before + 1, "the customer of the new data");
  expect(await fetched()).toContain("سن‌ها  → پیر");

  expect(await explain(place, "۹")).toBeNull();
  expect(await explain(place)).toBeNull();
  expect(await explain(null, "۲")).toBeNull();
  expect(client.warnings).toEqual([
    expect.stringMatching(/^None of the 2 records is the one/),
    "Which customer? Give their `کد`.",
    expect.stringMatching(/^Put the cursor into a program/),
  ]);
  await stop(client);
});

it("data that are not there are spoken of once, and counted when they come", async () => {
  const { client, root, uri, sample } = await start({ "shop.seg": SHOP, "seg.json": SETTINGS });
  await client.until(() => client.warnings.length > 0, "the warning");
  expect(client.warnings[0]).toContain("customers.csv");
  await client.open(uri, SHOP);
  await client.replace(uri, 2, SHOP.replace("< 40", "< 39"));
  writeFileSync(join(root, "customers.csv"), CSV);
  await client.until(() => sample()?.complete === true, "the count");
  expect(client.warnings).toHaveLength(1);
  await stop(client);
});

it("requests are answered while a million customers are counted, and typing gives up what is out of date", async () => {
  const rows = Array.from({ length: 1_000_000 }, (_, at) => `${at},${at % 80},تهران`).join("\n");
  const { client, uri, sample } = await start({
    "shop.seg": SHOP,
    "seg.json": SETTINGS,
    "customers.csv": `کد,سن,شهر\n${rows}\n`,
  });
  await client.open(uri, SHOP);
  const isCounted = () => (client.statuses as ProgramStatus[]).some((status) => status.sample?.complete === true);
  const work = "Counting the customers of customers.csv";
  await client.until(() => client.work.includes(work), "word of the count");
  // Answered before the count has come to its end: no request waits for it.
  for (let version = 2; version < 40; version += 1) {
    await client.replace(uri, version, SHOP.replace("< 40", `< ${version}`));
    const position = { line: 1, character: "criterion سن‌ها { segment جوان where ".length };
    const found = await client.request<{ items: { label: string }[] }>("textDocument/completion", {
      textDocument: { uri },
      position,
    });
    expect(found.items.map(({ label }) => label)).toContain("سن");
    const symbols = await client.request<unknown[]>("textDocument/documentSymbol", { textDocument: { uri } });
    expect(symbols.length).toBeGreaterThan(0);
    if (version === 2) expect(isCounted()).toBe(false);
  }
  await client.until(() => sample()?.complete === true, "the whole count");
  expect(sample()?.customers).toBe(1_000_000);
  await client.until(() => client.work.at(-1) === `end of ${work}`, "the end of the count");
  await stop(client);
});

it("the server ends while a count is under way", async () => {
  const rows = Array.from({ length: 200_000 }, (_, at) => `${at},${at % 80},تهران`).join("\n");
  const { client, sample } = await start({
    "shop.seg": SHOP,
    "seg.json": SETTINGS,
    "customers.csv": `کد,سن,شهر\n${rows}\n`,
  });
  await client.until(() => sample() !== null, "the first customers");
  await stop(client);
});

it("personas are listed, run, and said to have changed", async () => {
  const { client, uri } = await start({ "shop.seg": SHOP }, { personaTests: true });
  let changes = 0;
  client.connection.onNotification("seg/personaTestsChanged", () => {
    changes += 1;
  });
  const tests = await client.request<PersonaTest[]>("seg/personaTests");
  expect(tests.map(({ name }) => name)).toEqual(["سارا", "علی"]);
  const results = await client.request<PersonaTestResult[]>("seg/runPersonaTests", { ids: tests.map(({ id }) => id) });
  expect(results.map(({ outcome }) => outcome)).toEqual(["passed", "failed"]);
  expect(results[1]?.messages[0]).toMatchObject({ uri, range: { start: { line: 3, character: 26 } } });
  await client.open(uri, SHOP);
  const before = changes;
  await client.replace(uri, 2, SHOP.replace("سن < 40", "سن < 10").replace("سن >= 40", "سن >= 10"));
  await client.until(() => changes > before, "the notice");
  const again = await client.request<PersonaTestResult[]>("seg/runPersonaTests", { ids: null });
  expect(again.map(({ outcome }) => outcome)).toEqual(["failed", "passed"]);
  await stop(client);
});
