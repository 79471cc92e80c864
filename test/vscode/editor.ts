import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import type { Installation } from "./install.js";
import type { ExtensionHost } from "./suite/index.js";

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
  // Two pictures of the same thing are the same.
  "editor.cursorBlinking": "solid",
  "remote.autoForwardPorts": false,
};

/** As the extension's package.json names it. */
const EXTENSION = "seg-lang.seg-vscode";

/** So long (milliseconds) anything is waited for: far longer than it takes, as the machine may be busy. */
const PATIENCE = 120_000;

/** VS Code, served on this machine alone, and a browser that shows it. */
export class Editor {
  readonly #host: ExtensionHost;
  readonly #port: number;
  readonly #process: ChildProcess;
  readonly #browser: Browser;
  readonly #data: string;

  private constructor(host: ExtensionHost, port: number, process: ChildProcess, browser: Browser, data: string) {
    this.#host = host;
    this.#port = port;
    this.#process = process;
    this.#browser = browser;
    this.#data = data;
  }

  /** With the packaged extension installed, to run in a process of the server or in a worker of the browser. */
  static async start(
    { node, vscode, chromium: executablePath }: Installation,
    { vsix, host }: { readonly vsix: string; readonly host: ExtensionHost },
  ): Promise<Editor> {
    const data = mkdtempSync(join(tmpdir(), "seg-vscode-"));
    const extensions = join(data, "extensions");
    mkdirSync(join(data, "server/data/Machine"), { recursive: true });
    mkdirSync(extensions);
    writeFileSync(join(data, "server/data/Machine/settings.json"), JSON.stringify(SETTINGS));
    const main = join(vscode, "out/server-main.js");
    const folders = ["--server-data-dir", join(data, "server"), "--extensions-dir"];
    const words = [main, ...folders, extensions, "--accept-server-license-terms", "--install-extension", vsix];
    const { status, stdout, stderr } = spawnSync(node, words, { encoding: "utf8" });
    if (status !== 0) throw new Error(`The extension was not installed: ${stdout}${stderr}`);
    const port = await freePort();
    const server = spawn(
      node,
      [
        main,
        ...folders,
        // On the web the browser fetches the extension; VS Code's server is not to know of it.
        host === "process" ? extensions : join(data, "no-extensions"),
        "--host=127.0.0.1",
        `--port=${port}`,
        "--without-connection-token",
        "--accept-server-license-terms",
        "--telemetry-level=off",
        "--disable-workspace-trust",
        "--enable-smoke-test-driver",
      ],
      { stdio: ["ignore", "pipe", "pipe"] },
    );
    await answering(server, port);
    const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS, timeout: PATIENCE });
    return new Editor(host, port, server, browser, data);
  }

  /** Opens a folder. `tests`: a module within the extension, whose `run()` is called where the extension runs. */
  async open(folder: string, tests?: string): Promise<Page> {
    const context = await this.#browser.newContext({ viewport: { width: 1280, height: 800 }, deviceScaleFactor: 2 });
    context.setDefaultTimeout(PATIENCE);
    const page = await context.newPage();
    const query = new URLSearchParams({ folder });
    if (this.#host === "worker") await this.#offerInBrowser(context, tests);
    else if (tests !== undefined) {
      const remote = (path: string) => `vscode-remote://127.0.0.1:${this.#port}${path}`;
      query.set(
        "payload",
        JSON.stringify([
          ["extensionDevelopmentPath", remote(this.extension)],
          ["extensionTestsPath", remote(tests)],
        ]),
      );
    }
    await page.goto(`${this.#origin}/?${query}`);
    return page;
  }

  /** Has the workbench fetch the extension over HTTP, as VS Code on the web does: only then it runs in a worker of the browser. */
  async #offerInBrowser(context: BrowserContext, tests: string | undefined): Promise<void> {
    const served = "/extension-on-the-web";
    const uri = (path: string) => ({ scheme: "http", authority: `127.0.0.1:${this.#port}`, path: served + path });
    const options = {
      extensions: [uri("")],
      ...(tests === undefined ? {} : { extensionTestsPath: uri(tests.slice(this.extension.length)) }),
    };
    await context.route(`${this.#origin}${served}/**`, (route) => {
      const { pathname } = new URL(route.request().url());
      const path = join(this.extension, decodeURIComponent(pathname.slice(served.length)));
      return route.fulfill(existsSync(path) ? { path } : { status: 404 });
    });
    // The browser takes a page that it was handed so for one from afar, which may not talk to this machine unasked.
    await context.grantPermissions(["local-network-access"]);
    await context.route(`${this.#origin}/?**`, async (route) => {
      const response = await route.fetch();
      const html = await response.text();
      const body = html.replace(
        /(id="vscode-workbench-web-configuration" data-settings=")([^"]*)/,
        (_, start, settings) => {
          const configuration = JSON.parse(settings.replaceAll("&quot;", '"'));
          const developmentOptions = { ...configuration.developmentOptions, ...options };
          return start + JSON.stringify({ ...configuration, developmentOptions }).replaceAll('"', "&quot;");
        },
      );
      await route.fulfill({ response, body });
    });
  }

  get #origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** The folder that the extension is installed in. */
  get extension(): string {
    return folderOfExtension(join(this.#data, "extensions"));
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    const gone = new Promise((resolve) => this.#process.once("exit", resolve));
    this.#process.kill();
    await gone;
    rmSync(this.#data, { recursive: true, force: true, maxRetries: 5 });
  }
}

function folderOfExtension(extensions: string): string {
  const found = readdirSync(extensions).find((name) => name.startsWith(`${EXTENSION}-`));
  if (found === undefined) throw new Error(`${EXTENSION} is not installed`);
  return join(extensions, found);
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
  const end = Date.now() + PATIENCE;
  while (Date.now() < end && server.exitCode === null) {
    const answer = await fetch(`http://127.0.0.1:${port}/version`).catch(() => null);
    if (answer?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  server.kill();
  throw new Error(`VS Code's server did not start:\n${printed}`);
}
