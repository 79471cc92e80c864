import { spawn, spawnSync } from "node:child_process";
import { chmodSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { outcomeOf, Workspace } from "./seg.js";

/** The editors themselves, with the configuration that the documentation gives. */
const page = readFileSync(new URL("../../server/docs/editors.md", import.meta.url), "utf8");
const command = fileURLToPath(new URL("../../cli/dist/seg.mjs", import.meta.url));

function configuration(language: string): string {
  const block = new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(page)?.[1];
  if (block === undefined) throw new Error(`The page has no ${language}`);
  return block;
}

function isInstalled(program: string, ...words: readonly string[]): boolean {
  return spawnSync(program, words, { stdio: "ignore" }).status === 0;
}

const PROGRAM = `customer { id: text key  سن: integer 0..120 }

criterion گروه {
  segment جوان where سن <= 30
  segment بزرگ where سن >= 30
}
`;

/** A folder with a program of two segments that share an age, and `seg` on the path. */
function workspace(files: Readonly<Record<string, string>>): Workspace {
  const folder = new Workspace({ "shop/seg.json": "{}", "shop/مشتریان.seg": PROGRAM, ...files });
  folder.write("bin/seg", `#!/bin/sh\nexec "${process.execPath}" "${command}" "$@"\n`);
  chmodSync(join(folder.path, "bin/seg"), 0o755);
  return folder;
}

async function run(folder: Workspace, program: string, words: readonly string[]): Promise<string> {
  const child = spawn(program, words, {
    cwd: folder.path,
    env: {
      ...process.env,
      HOME: folder.path,
      XDG_CONFIG_HOME: join(folder.path, "config"),
      PATH: `${join(folder.path, "bin")}${delimiter}${process.env.PATH}`,
    },
  });
  child.stdin.end();
  const { stdout, stderr } = await outcomeOf(child);
  return `${stdout}\n${stderr}`;
}

const hasNeovim = isInstalled("nvim", "--version");
const hasEglot = isInstalled("emacs", "--batch", "--eval", "(require 'eglot)");

describe.skipIf(!hasNeovim)("Neovim (skipped where nvim is not installed)", () => {
  test("shows the overlap, hovers over a Persian name, renames it and lays the file out", async () => {
    const folder = workspace({
      "init.lua": configuration("lua"),
      "try.lua": `
        local function wait(what, condition)
          if not vim.wait(60000, condition, 50) then print("IN VAIN " .. what) vim.cmd("cquit 1") end
        end
        vim.cmd("edit shop/مشتریان.seg")
        wait("for the client", function() return #vim.lsp.get_active_clients() > 0 end)
        wait("for the overlap", function()
          for _, each in ipairs(vim.diagnostic.get(0)) do
            if each.message:find("بزرگ") then print("DIAGNOSTIC " .. each.message) return true end
          end
        end)
        local at = { textDocument = vim.lsp.util.make_text_document_params(), position = { line = 3, character = 21 } }
        local function ask(method, params)
          local answers = vim.lsp.buf_request_sync(0, method, params, 30000)
          for _, answer in pairs(answers or {}) do
            if answer.error then print("ERROR " .. answer.error.message) end
            return answer.result
          end
        end
        print("HOVER " .. vim.inspect(ask("textDocument/hover", at)))
        at.newName = "سال"
        vim.lsp.util.apply_workspace_edit(ask("textDocument/rename", at), "utf-16")
        print("RENAMED " .. table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "|"))
        local edits = ask("textDocument/formatting", {
          textDocument = at.textDocument, options = { tabSize = 2, insertSpaces = true } })
        vim.lsp.util.apply_text_edits(edits, 0, "utf-16")
        print("FORMATTED " .. table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "|"))
        vim.cmd("qall!")
      `,
    });
    const said = await run(folder, "nvim", ["--headless", "-u", "init.lua", "-S", "try.lua"]);
    expect(said).not.toMatch(/IN VAIN|ERROR/);
    expect(said).toMatch(/DIAGNOSTIC .*30/);
    expect(said).toMatch(/HOVER [\s\S]*integer/);
    expect(said).toContain("segment جوان where سال <= 30");
    expect(said).toMatch(/FORMATTED customer \{\|/);
  });
});

describe.skipIf(!hasEglot)("Emacs with eglot (skipped where it is not installed)", () => {
  test("shows the overlap, and renames a Persian name", async () => {
    const folder = workspace({
      "init.el": configuration("elisp"),
      "try.el": `
        (require 'eglot)
        (load-file "init.el")
        (defun seg-wait (what condition)
          (let ((end (+ (float-time) 60)))
            (while (not (funcall condition))
              (when (> (float-time) end) (message "IN VAIN %s" what) (kill-emacs 1))
              (accept-process-output nil 0.1))))
        (setq eglot-sync-connect 60 eglot-connect-timeout 60 eglot-autoshutdown nil)
        (find-file "shop/مشتریان.seg")
        (apply #'eglot--connect (eglot--guess-contact))
        (seg-wait "for the connection" (lambda () (eglot-managed-p)))
        (flymake-mode 1)
        (flymake-start)
        (seg-wait "for the overlap"
          (lambda () (seq-some (lambda (each) (string-match-p "بزرگ" (flymake-diagnostic-text each)))
                               (progn (flymake-start) (flymake-diagnostics)))))
        (message "DIAGNOSTIC %s" (mapconcat #'flymake-diagnostic-text (flymake-diagnostics) " / "))
        (goto-char (point-min))
        (search-forward "where سن")
        (backward-char 1)
        (setq eglot-confirm-server-initiated-edits nil)
        (eglot-rename "سال")
        (message "RENAMED %s" (buffer-string))
        (set-buffer-modified-p nil)
        (eglot-shutdown (eglot-current-server))
        (kill-emacs 0)
      `,
    });
    const said = await run(folder, "emacs", ["--batch", "-l", "try.el"]);
    expect(said).not.toContain("IN VAIN");
    expect(said).toMatch(/DIAGNOSTIC .*30/);
    expect(said).toContain("segment جوان where سال <= 30");
  });
});
