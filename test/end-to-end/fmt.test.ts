import { chmodSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Workspace } from "./seg.js";

const UNTIDY = 'customer{id:text key,city :text}\nsegment   Tehran where city="Tehran" // the capital\n';
const BROKEN = "customer { id: text key }\nsegment where where\n";

describe("fmt", () => {
  test("writes the canonical layout; once more, nothing changes", async () => {
    const folder = new Workspace({ "a.seg": UNTIDY });
    const first = await folder.seg(["fmt"]);
    expect(first).toMatchObject({ status: 0, stdout: "a.seg\n" });
    const text = folder.read("a.seg");
    expect(text).toContain('segment Tehran where city = "Tehran"  // the capital\n');
    const second = await folder.seg(["fmt"]);
    expect(second).toMatchObject({ status: 0, stdout: "" });
    expect(folder.read("a.seg")).toBe(text);
  });

  test("--check changes nothing and fails", async () => {
    const folder = new Workspace({ "a.seg": UNTIDY });
    expect(await folder.seg(["fmt", "--check"])).toMatchObject({ status: 1, stdout: "not formatted: a.seg\n" });
    expect(folder.read("a.seg")).toBe(UNTIDY);
    await folder.seg(["fmt"]);
    expect(await folder.seg(["fmt", "--check"])).toMatchObject({ status: 0, stdout: "" });
  });

  test("--stdin is a filter", async () => {
    const folder = new Workspace({});
    const { status, stdout } = await folder.seg(["fmt", "--stdin"], { input: UNTIDY });
    expect(status).toBe(0);
    expect(stdout).toContain('segment Tehran where city = "Tehran"  // the capital\n');
    expect(await folder.seg(["fmt", "--stdin"], { input: stdout })).toMatchObject({ stdout });
  });

  test("a file with syntax errors is left alone, the others are not", async () => {
    const folder = new Workspace({ "a.seg": BROKEN, "b.seg": UNTIDY });
    const { status, stdout, stderr } = await folder.seg(["fmt"]);
    expect(status).toBe(1);
    expect(stdout).toBe("b.seg\n");
    expect(stderr).toMatch(/a\.seg has 1 syntax error and was left as it is\.\n {2}2:\d+ /);
    expect(folder.read("a.seg")).toBe(BROKEN);
  });

  test("only what is named is touched", async () => {
    const folder = new Workspace({ "seg.json": "{}", "one/a.seg": UNTIDY, "two/b.seg": UNTIDY });
    await folder.seg(["fmt", "one"]);
    expect(folder.read("one/a.seg")).not.toBe(UNTIDY);
    expect(folder.read("two/b.seg")).toBe(UNTIDY);
  });

  test("permissions stay, nothing is left beside the file", async () => {
    const folder = new Workspace({ "a.seg": UNTIDY });
    chmodSync(join(folder.path, "a.seg"), 0o640);
    await folder.seg(["fmt"]);
    expect(statSync(join(folder.path, "a.seg")).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder.path)).toEqual(["a.seg"]);
  });

  test.each<[string, string[], RegExp]>([
    ["a missing file", ["fmt", "nowhere.seg"], /nowhere\.seg/],
    ["names beside --stdin", ["fmt", "--stdin", "a.seg"], /--stdin/],
  ])("%s: status 2", async (_, words, message) => {
    const { status, stderr } = await new Workspace({ "a.seg": UNTIDY }).seg(words);
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
  });

  test("standard input that is not UTF-8: status 2", async () => {
    const { status, stderr } = await new Workspace({}).seg(["fmt", "--stdin"], {
      input: new Uint8Array([0xff, 0xfe, 0x41]),
    });
    expect(status).toBe(2);
    expect(stderr).toContain("not UTF-8");
  });
});
