import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
/** A `PATH` on which there is nothing. */
const path = mkdtempSync(join(tmpdir(), "seg-path-"));
afterAll(() => rmSync(path, { recursive: true }));

test("where Chromium is missing, the tests in VS Code say how to install it, and nothing else", () => {
  const words = ["--conditions=seg-source", "--import", "tsx", "test/vscode/run.ts"];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, {
    cwd: root,
    env: { PATH: path },
    encoding: "utf8",
  });
  expect(status).toBe(1);
  expect(stdout).toBe("");
  expect(stderr).toBe(
    "Chromium is needed to show VS Code, and is not on the PATH. On Debian and Ubuntu: apt-get install chromium\n",
  );
});

test("where editors are missing and cannot be installed, the build says which, and how", () => {
  const { status, stderr } = spawnSync("/bin/bash", [".ci/install-editors"], {
    cwd: root,
    env: { PATH: path },
    encoding: "utf8",
  });
  expect(status).toBe(1);
  expect(stderr).toContain("Without them the extension cannot be tried in the real editors. On Debian and Ubuntu:");
  expect(stderr).toContain("  apt-get install chromium neovim emacs-nox elpa-eglot\n");
});
