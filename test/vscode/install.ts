import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

/** The VS Code that the extension is tried in: the one inside this release of code-server, on a Node of its own. */
const CODE_SERVER = "code-server@4.139.1";
const NODE = "node@24.21.0";

export interface Installation {
  readonly node: string;
  /** The folder of VS Code's server. */
  readonly vscode: string;
  readonly chromium: string;
}

/** Installs from npm what is not there yet, into a cache that outlives the checkout. Throws with what is to be done. */
export function install(): Installation {
  const chromium = chromiumOnPath();
  if (chromium === null) {
    throw new Error(
      "Chromium is needed to show VS Code, and is not on the PATH. On Debian and Ubuntu: apt-get install chromium",
    );
  }
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "seg-vscode");
  const home = join(cache, `${CODE_SERVER}-${NODE}`);
  if (!existsSync(home)) {
    mkdirSync(cache, { recursive: true });
    const fresh = mkdtempSync(join(cache, "installing-"));
    try {
      fill(fresh);
      // Another run may have been faster: then its installation is as good.
      if (!existsSync(home)) renameSync(fresh, home);
    } finally {
      rmSync(fresh, { recursive: true, force: true });
    }
  }
  return {
    node: join(home, "node/node_modules/node/bin/node"),
    vscode: join(home, "package/lib/vscode"),
    chromium,
  };
}

function fill(folder: string): void {
  console.log(`Installing VS Code (${CODE_SERVER}) into ${folder}; it takes a minute, once`);
  const node = join(folder, "node");
  mkdirSync(node);
  npm(node, "init", "--yes");
  npm(node, "install", "--no-save", NODE);
  npm(folder, "pack", CODE_SERVER);
  const archive = `${CODE_SERVER.replace("@", "-")}.tgz`;
  run(folder, "tar", "-xzf", archive);
  rmSync(join(folder, archive));
  npm(join(folder, "package/lib/vscode"), "install", "--omit=dev", "--ignore-scripts");
}

/** The network may fail for a moment, so it is tried again. */
function npm(folder: string, ...words: readonly string[]): void {
  const attempts = 3;
  for (let attempt = 1; attempt < attempts; attempt++) {
    try {
      run(folder, "npm", ...words, "--no-audit", "--no-fund", "--loglevel=error");
      return;
    } catch (error) {
      console.log(`Once more, as ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  run(folder, "npm", ...words, "--no-audit", "--no-fund", "--loglevel=error");
}

function run(cwd: string, command: string, ...words: readonly string[]): void {
  const { status, stdout, stderr, error } = spawnSync(command, words, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${words.join(" ")} failed: ${error?.message ?? `${stdout}${stderr}`}`);
}

function chromiumOnPath(): string | null {
  const folders = (process.env.PATH ?? "").split(delimiter);
  for (const name of ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"]) {
    const found = folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
    if (found !== undefined) return found;
  }
  return null;
}
