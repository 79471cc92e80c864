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
