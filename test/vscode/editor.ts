import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import type { Installation } from "./install.js";

const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const SETTINGS = {
  "security.workspace.trust.enabled": false,
  "chat.disableAIFeatures": true,
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "editor.fontSize": 15,
  "editor.minimap.enabled": false,
  "telemetry.telemetryLevel": "off",
  "extensions.ignoreRecommendations": true,
  "files.autoSave": "off",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
};

/** VS Code, served on this machine alone, and a browser that shows it. */
export class Editor {
  readonly #port: number;
  readonly #process: ChildProcess;
  readonly #browser: Browser;
  readonly #data: string;

  private constructor(port: number, process: ChildProcess, browser: Browser, data: string) {
    this.#port = port;
    this.#process = process;
    this.#browser = browser;
    this.#data = data;
  }

  /** With the packaged extension installed, if one is given. `environment` is what its extensions see besides. */
  static async start(
    { node, vscode, chromium: executablePath }: Installation,
    { vsix, environment }: { readonly vsix: string | null; readonly environment: Readonly<Record<string, string>> },
  ): Promise<Editor> {
    const data = mkdtempSync(join(tmpdir(), "seg-vscode-"));
    const extensions = join(data, "extensions");
    mkdirSync(join(data, "server/data/Machine"), { recursive: true });
    mkdirSync(extensions);
    writeFileSync(join(data, "server/data/Machine/settings.json"), JSON.stringify(SETTINGS));
    const main = join(vscode, "out/server-main.js");
    const folders = ["--server-data-dir", join(data, "server"), "--extensions-dir", extensions];
    if (vsix !== null) {
      const words = [main, ...folders, "--accept-server-license-terms", "--install-extension", vsix];
      const { status, stdout, stderr } = spawnSync(node, words, { encoding: "utf8" });
      if (status !== 0) throw new Error(`The extension was not installed: ${stdout}${stderr}`);
    }
    const port = await freePort();
    const server = spawn(
      node,
      [
        main,
        ...folders,
        "--host=127.0.0.1",
        `--port=${port}`,
        "--without-connection-token",
        "--accept-server-license-terms",
        "--telemetry-level=off",
        "--disable-workspace-trust",
        "--enable-smoke-test-driver",
      ],
      { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...environment } },
    );
    await answering(server, port);
    const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
    return new Editor(port, server, browser, data);
  }

  /** Opens a folder. `tests`: folders of an extension and of a test module that runs beside it. */
  async open(folder: string, tests?: { readonly extension: string; readonly module: string }): Promise<Page> {
    const context = await this.#browser.newContext({ viewport: { width: 1280, height: 800 }, deviceScaleFactor: 2 });
    const page = await context.newPage();
    const query = new URLSearchParams({ folder });
    if (tests !== undefined) {
      const remote = (path: string) => `vscode-remote://127.0.0.1:${this.#port}${path}`;
      query.set(
        "payload",
        JSON.stringify([
          ["extensionDevelopmentPath", remote(tests.extension)],
          ["extensionTestsPath", remote(tests.module)],
        ]),
      );
    }
    await page.goto(`http://127.0.0.1:${this.#port}/?${query}`);
    return page;
  }

  /** The folder of an installed extension. */
  extension(id: string): string {
    const folder = join(this.#data, "extensions");
    const found = readdirSync(folder).find((name) => name.startsWith(`${id}-`));
    if (found === undefined) throw new Error(`${id} is not installed`);
    return join(folder, found);
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    const gone = new Promise((resolve) => this.#process.once("exit", resolve));
    this.#process.kill();
    await gone;
    rmSync(this.#data, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A port that nobody listens at. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === "string") reject(new Error("No port is free"));
        else resolve(address.port);
      });
    });
  });
}

/** Waits until VS Code's server answers; says what it printed where it ends instead. */
async function answering(server: ChildProcess, port: number): Promise<void> {
  let printed = "";
  server.stdout?.on("data", (chunk) => (printed += String(chunk)));
  server.stderr?.on("data", (chunk) => (printed += String(chunk)));
  for (let attempt = 0; attempt < 300; attempt++) {
    if (server.exitCode !== null) break;
    const answer = await fetch(`http://127.0.0.1:${port}/version`).catch(() => null);
    if (answer?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  server.kill();
  throw new Error(`VS Code's server did not start:\n${printed}`);
}
