import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { type BuiltServers, buildServers, type ClientSetup, TestClient } from "./client.js";

export interface ServerProcesses {
  /** A folder with these files, which is removed when all tests are done. */
  folder(files: Readonly<Record<string, string>>): string;
  /** Starts a server and says hello. `troubled`: one that crashes and dawdles. What a test does not stop is killed. */
  start(setup: Omit<ClientSetup, "command"> & { readonly troubled?: boolean }): Promise<TestClient>;
  /** Says goodbye: everything was answered, nothing came that nobody asked for, and nothing failed that the test does not know of. */
  stop(client: TestClient): Promise<void>;
  /** The module of a server that talks by IPC to whoever has forked it. */
  forked(): string;
  /** Starts a server, and says nothing to it. */
  launch(how: { readonly troubled?: boolean; readonly settings: unknown }): TestClient;
}

/** So long (milliseconds) the servers may take to be built: far longer than it takes, as the machine may be busy. */
const PATIENCE = 120_000;

/** What a file of tests with real servers needs: built at its beginning, tidied up after each test and at the end. */
export function serverProcesses(): ServerProcesses {
  const base = mkdtempSync(join(tmpdir(), "seg-server-"));
  const clients: TestClient[] = [];
  let servers: BuiltServers | null = null;
  let count = 0;
  const built = () => {
    if (servers === null) throw new Error("The servers are built before the first test");
    return servers;
  };
  const command = (isTroubled: boolean) => (isTroubled ? built().troubled : built().plain);
  const noted = (client: TestClient) => {
    clients.push(client);
    return client;
  };
  beforeAll(async () => {
    servers = await buildServers(join(base, "servers"));
  }, PATIENCE);
  afterEach(() => {
    for (const client of clients.splice(0)) client.kill();
  });
  afterAll(() => rmSync(base, { recursive: true }));
  return {
    folder(files) {
      count += 1;
      const root = join(base, `f${count}`);
      mkdirSync(root);
      for (const [path, text] of Object.entries(files)) write(join(root, path), text);
      return root;
    },
    start: async ({ troubled = false, ...setup }) =>
      noted(await TestClient.start({ ...setup, command: command(troubled) })),
    forked: () => built().forked,
    launch: ({ troubled = false, settings }) => noted(new TestClient(command(troubled), settings)),
    async stop(client) {
      expect(await client.stop()).toBe(0);
      expect(client.unanswered).toBe(0);
      expect(client.strays).toEqual([]);
      expect(client.failures).toEqual([]);
      expect(client.errors).toBe("");
    },
  };
}

/** Writes a file, and the folders that it lies in. */
export function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** A program to begin with, and two criteria for it: one with an overlap, one without. */
export const CUSTOMER = "customer { id: text key, age: integer 0..120, city: text }\n";
export const OVERLAP = `criterion Age exhaustive {
  segment Young where age < 40
  segment Old where age >= 30
}
`;
export const APART = OVERLAP.replace("age < 40", "age < 30");
