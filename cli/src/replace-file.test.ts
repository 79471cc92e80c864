import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { replaceFile, whyNotReplaced } from "./replace-file.js";

function file(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "seg-replace-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "a.seg");
  writeFileSync(path, text);
  return path;
}

test.each([0o600, 0o640, 0o666, 0o755])("permissions %o stay, and nothing is left beside the file", (mode) => {
  const path = file("old");
  chmodSync(path, mode);
  replaceFile(path, "old", "new");
  expect(readFileSync(path, "utf8")).toBe("new");
  expect(statSync(path).mode & 0o777).toBe(mode);
  expect(readdirSync(join(path, ".."))).toEqual(["a.seg"]);
});

test("a byte order mark stays, none is added", () => {
  const marked = file("\ufeffold");
  replaceFile(marked, "old", "new");
  expect(readFileSync(marked, "utf8")).toBe("\ufeffnew");
  const plain = file("old");
  replaceFile(plain, "old", "new");
  expect(readFileSync(plain, "utf8")).toBe("new");
});

test("a link stays a link, what it leads to is written", () => {
  const path = file("old");
  const link = join(path, "../link.seg");
  symlinkSync("a.seg", link);
  replaceFile(link, "old", "new");
  expect(readFileSync(path, "utf8")).toBe("new");
  expect(readdirSync(join(path, ".."), { withFileTypes: true }).map((entry) => entry.isSymbolicLink())).toEqual([
    false,
    true,
  ]);
});

test("what is read-only, gone, or changed since it was read stays as it is", () => {
  const path = file("old");
  expect(whyNotReplaced(path)).toBeNull();
  expect(() => replaceFile(path, "older", "new")).toThrow("changed it meanwhile");
  chmodSync(path, 0o444);
  expect(whyNotReplaced(path)).toBe("it is read-only");
  expect(() => replaceFile(path, "old", "new")).toThrow("read-only");
  expect(readFileSync(path, "utf8")).toBe("old");
  expect(whyNotReplaced(join(path, "../b.seg"))).toMatch(/no such file/);
});
