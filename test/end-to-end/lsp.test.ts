import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { outcomeOf, startSeg, Workspace } from "./seg.js";

function message(content: object): string {
  const text = JSON.stringify({ jsonrpc: "2.0", ...content });
  return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
}

test("`seg lsp --stdio` answers an editor, and ends with it", async () => {
  const { path } = new Workspace({ "shop.seg": "customer { age: integer }" });
  const child = startSeg(["lsp", "--stdio"], { cwd: path });
  const said = outcomeOf(child);
  child.stdin.write(
    message({ id: 1, method: "initialize", params: { processId: null, rootUri: null, capabilities: {} } }),
  );
  child.stdin.write(message({ method: "initialized", params: {} }));
  child.stdin.write(message({ id: 3, method: "seg/personaTests" }));
  child.stdin.write(message({ id: 2, method: "shutdown" }));
  await new Promise<void>((resolve) => {
    child.stdout.on("data", (chunk) => String(chunk).includes('"id":2') && resolve());
  });
  child.stdin.write(message({ method: "exit" }));
  const { status, stdout, stderr } = await said;
  expect(stdout).toContain('"renameProvider"');
  // Without parameters, as some clients ask.
  expect(stdout).toContain('"id":3,"result":[]');
  expect(stdout).toContain('"id":2');
  expect(stderr).toBe("");
  expect(status).toBe(0);
});

test("it ends when its input does", async () => {
  const child = startSeg(["lsp", "--stdio"]);
  const said = outcomeOf(child);
  child.stdin.end();
  expect((await said).stdout).toBe("");
});

/** Starts the server, waits until it has told of a mistake, and ends it. */
async function tellsOfMistake(folder: string, env: Readonly<Record<string, string>>): Promise<void> {
  const child = startSeg(["lsp", "--stdio"], { cwd: folder, env });
  const said = outcomeOf(child);
  const rootUri = `file://${folder}`;
  child.stdin.write(message({ id: 1, method: "initialize", params: { processId: null, rootUri, capabilities: {} } }));
  child.stdin.write(message({ method: "initialized", params: {} }));
  await new Promise<void>((resolve) => {
    child.stdout.on("data", (chunk) => String(chunk).includes("SEG3001") && resolve());
  });
  child.stdin.write(message({ id: 2, method: "shutdown" }));
  child.stdin.write(message({ method: "exit" }));
  const { status, stderr } = await said;
  expect(stderr).toBe("");
  expect(status).toBe(0);
}

test("what was compiled at a start is kept for the next, and made anew where it is damaged or somebody wants none", async () => {
  const { path } = new Workspace({ "shop.seg": "customer { age: integer }\nsegment A where agee > 1\n" });
  const cache = join(path, "cache");
  await tellsOfMistake(path, { NODE_DISABLE_COMPILE_CACHE: "1", NODE_COMPILE_CACHE: cache });
  expect(readdirSync(path)).toEqual(["shop.seg"]);

  await tellsOfMistake(path, { NODE_COMPILE_CACHE: cache });
  const kept = () => readdirSync(cache).filter((name) => name.endsWith(".code"));
  expect(kept()).toHaveLength(1);
  const code = join(cache, kept()[0]!);
  const { mtimeMs } = statSync(code);
  await tellsOfMistake(path, { NODE_COMPILE_CACHE: cache });
  expect(statSync(code).mtimeMs).toBe(mtimeMs);

  for (const damage of [
    () => truncateSync(code, 1_000),
    () => writeFileSync(code, readFileSync(code).fill(7, 100_000, 900_000)),
    () => writeFileSync(code, ""),
  ]) {
    damage();
    const damaged = readFileSync(code);
    await tellsOfMistake(path, { NODE_COMPILE_CACHE: cache });
    expect(readFileSync(code).equals(damaged)).toBe(false);
  }
  // A folder that cannot be one.
  await tellsOfMistake(path, { NODE_COMPILE_CACHE: join(path, "shop.seg", "cache") });
});
