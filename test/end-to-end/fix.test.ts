import { spawnSync } from "node:child_process";
import { chmodSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Workspace } from "./seg.js";

const CUSTOMER = "customer { id: text key  city: text  age: integer 0..120 }\n";
const FOREIGN = `${CUSTOMER}segment Tehran where city == 'Tehran' && age != 3\n`;
const FIXED = `${CUSTOMER}segment Tehran where city = "Tehran" and age != 3\n`;
const CHOICE = `${CUSTOMER}segment Tehran where cty = "Tehran"\n`;

describe("fix", () => {
  test("applies what is safe and says what it did; once more, there is nothing to do", async () => {
    const folder = new Workspace({ "a.seg": FOREIGN });
    expect(await folder.seg(["fix"])).toEqual({
      status: 0,
      stdout:
        'a.seg\n     2:27  SEG1201  Write `=`\n     2:30  SEG1202  Write "Tehran"\n     2:39  SEG1201  Write `and`\n',
      stderr: "3 fixes in 1 file.\n",
    });
    expect(folder.read("a.seg")).toBe(FIXED);
    expect(await folder.seg(["fix"])).toEqual({ status: 0, stdout: "", stderr: "Nothing to fix.\n" });
  });

  test("what somebody has to choose is left; errors that remain fail", async () => {
    const folder = new Workspace({ "a.seg": CHOICE });
    const { status, stderr } = await folder.seg(["fix"]);
    expect(status).toBe(1);
    expect(stderr).toBe(
      "Nothing to fix. 1 error remains. 1 finding with a fix that somebody has to choose. `seg check` shows them.\n",
    );
    expect(folder.read("a.seg")).toBe(CHOICE);
  });

  test("--dry-run changes nothing and prints a patch that git applies", async () => {
    const folder = new Workspace({ "a.seg": FOREIGN, "deep/b.seg": "segment Old where age == 100" });
    const { status, stdout, stderr } = await folder.seg(["fix", "--dry-run"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "4 fixes in 2 files; nothing was changed.\n" });
    expect(stdout).toContain("--- a/deep/b.seg\n+++ b/deep/b.seg\n@@ -1,1 +1,1 @@\n");
    expect(folder.read("a.seg")).toBe(FOREIGN);
    const applied = spawnSync("git", ["apply", "-"], { cwd: folder.path, input: stdout, encoding: "utf8" });
    expect(applied.stderr).toBe("");
    expect(folder.read("a.seg")).toBe(FIXED);
    expect(folder.read("deep/b.seg")).toBe("segment Old where age = 100");
  });

  test("line ends of Windows stay, in the file and in the patch", async () => {
    const folder = new Workspace({ "a.seg": FOREIGN.replaceAll("\n", "\r\n") });
    const { stdout } = await folder.seg(["fix", "--dry-run"]);
    expect(stdout).toContain(`+${FIXED.split("\n")[1]}\r\n`);
    await folder.seg(["fix"]);
    expect(folder.read("a.seg")).toBe(FIXED.replaceAll("\n", "\r\n"));
  });

  test.each([["foreign-quotes"], ["SEG1202"]])("--rule %s fixes this rule alone", async (rule) => {
    const folder = new Workspace({ "a.seg": FOREIGN });
    const { status } = await folder.seg(["fix", "--rule", rule]);
    expect(status).toBe(1);
    expect(folder.read("a.seg")).toBe(FOREIGN.replaceAll("'", '"'));
  });

  test("only what is named is touched, the whole program is checked", async () => {
    const folder = new Workspace({ "seg.json": "{}", "one/a.seg": FOREIGN, "two/b.seg": FOREIGN.split("\n")[1]! });
    const { status, stdout } = await folder.seg(["fix", "one"]);
    expect({ status, first: stdout.split("\n")[0] }).toEqual({ status: 1, first: "one/a.seg" });
    expect(folder.read("two/b.seg")).toContain("==");
  });

  test("a byte order mark stays, in the file and in the patch", async () => {
    const folder = new Workspace({ "a.seg": `\ufeff${FOREIGN.split("\n")[1]}\r\n`, "b.seg": CUSTOMER });
    const { stdout } = await folder.seg(["fix", "--dry-run"]);
    const applied = spawnSync("git", ["apply", "--check", "-"], { cwd: folder.path, input: stdout, encoding: "utf8" });
    expect({ status: applied.status, stderr: applied.stderr }).toEqual({ status: 0, stderr: "" });
    await folder.seg(["fix"]);
    expect(folder.read("a.seg")).toBe(`\ufeff${FIXED.split("\n")[1]}\r\n`);
  });

  test("a file that is read-only stops it before anything is written", async () => {
    const folder = new Workspace({ "seg.json": "{}", "a.seg": FOREIGN, "b.seg": FOREIGN.split("\n")[1]! });
    chmodSync(join(folder.path, "b.seg"), 0o444);
    const { status, stdout, stderr } = await folder.seg(["fix"]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain("`b.seg` cannot be written: it is read-only.\nNo file was changed.");
    expect(folder.read("a.seg")).toBe(FOREIGN);
    expect(await folder.seg(["fix", "--dry-run"])).toMatchObject({ stderr: expect.stringContaining("nothing was") });
  });

  test("the patch of a program elsewhere names no path upward, and says where it begins", async () => {
    const folder = new Workspace({ "shop/deep/a.seg": FOREIGN, "here/notes.txt": "" });
    const cwd = join(folder.path, "here");
    const { stdout, stderr } = await folder.seg(["fix", "--dry-run", "../shop"], { cwd });
    expect(stdout).toContain("--- a/deep/a.seg\n+++ b/deep/a.seg\n");
    expect(stderr).toContain("The paths in the patch start at `../shop`: apply it there.\n");
    expect((await folder.seg(["fix", "../shop"], { cwd })).stdout).toMatch(/^\.\.\/shop\/deep\/a\.seg\n/);
    expect(folder.read("shop/deep/a.seg")).toBe(FIXED);
  });

  test("permissions stay, nothing is left beside the file", async () => {
    const folder = new Workspace({ "a.seg": FOREIGN });
    chmodSync(join(folder.path, "a.seg"), 0o640);
    await folder.seg(["fix"]);
    expect(statSync(join(folder.path, "a.seg")).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder.path)).toEqual(["a.seg"]);
  });

  test.each<[string, string[], RegExp]>([
    ["a missing file", ["fix", "nowhere.seg"], /nowhere\.seg/],
    ["a rule that is none", ["fix", "--rule", "foreign-qoutes"], /no rule called `foreign-qoutes`.*`foreign-quotes`/],
  ])("%s: status 2", async (_, words, message) => {
    const { status, stdout, stderr } = await new Workspace({ "a.seg": FOREIGN }).seg(words);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(message);
  });
});
