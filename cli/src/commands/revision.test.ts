import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { loadRevisionPrograms, type RevisionProgram } from "./revision.js";

/** A repository with one commit of these files and a tag on it; a link is written `→ target`. */
function repository(files: Readonly<Record<string, string | Uint8Array>>) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "seg-revision-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const git = (...words: string[]) => {
    const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "core.autocrlf=false"];
    const { status, stderr } = spawnSync("git", [...identity, ...words], { cwd: folder, encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
  };
  const write = (name: string, content: string | Uint8Array) => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    if (typeof content === "string" && content.startsWith("→ ")) symlinkSync(content.slice(2), path);
    else writeFileSync(path, content);
  };
  git("init", "-q", "-b", "main");
  for (const [name, content] of Object.entries(files)) write(name, content);
  git("add", "-A");
  git("commit", "-q", "-m", "First");
  git("tag", "v1");
  return { folder, git, write };
}

/** Of a revision that has one program there. */
function loadRevision(revision: string, path: string): RevisionProgram {
  const [program, ...others] = loadRevisionPrograms(revision, path);
  expect(others).toEqual([]);
  return program!;
}

const pathsOf = (loaded: ReturnType<typeof loadRevision>) => loaded.input.files.map(({ path }) => path);

test("reads the program of a revision, whatever the working tree has become", () => {
  const { folder, write } = repository({ "shop/seg.json": "{}", "shop/a.seg": "old", "shop/deep/b.seg": "b" });
  write("shop/a.seg", "new");
  rmSync(join(folder, "shop/deep"), { recursive: true });
  const loaded = loadRevision("v1", join(folder, "shop"));
  expect(loaded.root).toBe(join(folder, "shop"));
  expect(loaded.input.files).toEqual([
    { path: "a.seg", text: "old" },
    { path: "deep/b.seg", text: "b" },
  ]);
  expect(loaded.input.config).toEqual({ path: "seg.json", text: "{}" });
  expect(loaded.nameOf("deep/b.seg")).toBe("v1:shop/deep/b.seg");
});

test.each([["main"], ["v1"], ["HEAD"], ["HEAD~0"]])("the revision %s", (revision) => {
  const { folder } = repository({ "a.seg": "old" });
  expect(pathsOf(loadRevision(revision, folder))).toEqual(["a.seg"]);
});

test("a path that is gone from the working tree is looked up in the revision", () => {
  const { folder } = repository({ "shop/deep/a.seg": "old", "b.seg": "b" });
  rmSync(join(folder, "shop"), { recursive: true });
  expect(loadRevision("v1", join(folder, "shop/deep")).input.files).toEqual([{ path: "a.seg", text: "old" }]);
});

test("the program is found upward, hidden folders and programs inside are left out", () => {
  const { folder } = repository({
    "seg.json": "{}",
    "a.seg": "a",
    "deep/b.seg": "b",
    ".hidden/c.seg": "c",
    "node_modules/d.seg": "d",
    "other/seg.json": "{}",
    "other/e.seg": "e",
  });
  expect(pathsOf(loadRevision("v1", join(folder, "deep")))).toEqual(["a.seg", "deep/b.seg"]);
  expect(pathsOf(loadRevision("v1", join(folder, "deep/b.seg")))).toEqual(["a.seg", "deep/b.seg"]);
  expect(pathsOf(loadRevision("v1", join(folder, "other")))).toEqual(["e.seg"]);
});

test("a lone file without a seg.json is a program", () => {
  const { folder } = repository({ "a.seg": "a", "b.seg": "b" });
  expect(pathsOf(loadRevision("v1", join(folder, "b.seg")))).toEqual(["b.seg"]);
});

test("lists are read from the revision, and never from outside the program", () => {
  const { folder, write } = repository({
    "shop/seg.json": "{}",
    "shop/deep/a.seg": "a",
    "shop/lists/cities.txt": "\ufeffTehran\n",
    "shop/lists/link.txt": "→ cities.txt",
    "shop/lists/bad.txt": new Uint8Array([0xff, 0xfe]),
    "shop/lists/large.txt": "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n",
    "secret.txt": "x",
  });
  write("shop/lists/cities.txt", "Rasht\n");
  const { readList } = loadRevision("v1", join(folder, "shop")).input;
  const read = (path: string) => readList("deep/a.seg", path);
  expect(read("../lists/cities.txt")).toEqual({ kind: "text", path: "lists/cities.txt", text: "Tehran\n" });
  expect(read("../lists/link.txt")).toMatchObject({ kind: "text", text: "Tehran\n" });
  expect(read("../lists/none.txt")).toEqual({ kind: "absent" });
  expect(read("../lists")).toEqual({ kind: "unreadable", reason: "it is a folder" });
  expect(read("../lists/bad.txt")).toEqual({ kind: "unreadable", reason: "it is not UTF-8" });
  expect(read("../lists/large.txt")).toMatchObject({ kind: "unreadable", reason: expect.stringContaining("LFS") });
  expect(read("../../secret.txt")).toEqual({ kind: "outside" });
  expect(read("/etc/passwd")).toEqual({ kind: "outside" });
});

test("Persian names, blanks and links among the files", () => {
  const { folder } = repository({ "فروشگاه/مشتری ها.seg": "a\n\nb", "فروشگاه/link.seg": "→ مشتری ها.seg" });
  expect(loadRevision("main", join(folder, "فروشگاه")).input.files).toEqual([
    { path: "link.seg", text: "a\n\nb" },
    { path: "مشتری ها.seg", text: "a\n\nb" },
  ]);
});

test.each<[string, string, string, RegExp]>([
  ["an unknown revision", "mian", ".", /^Git knows no revision `mian`\. There is no file or folder `mian` either\.$/],
  ["an option in place of a revision", "--all", ".", /^Git knows no revision `--all`/],
  ["something that is no commit", "v1:a.seg", ".", /^Git knows no revision `v1:a\.seg`/],
  ["a file of another kind", "v1", "notes/a.txt", /is no `\.seg` file and no folder/],
  ["a program that is no text", "v1", "bad", /^`v1:bad\/a\.seg` cannot be read: it is not UTF-8\.$/],
])("%s: one clear message", (_, revision, path, message) => {
  const { folder } = repository({
    "a.seg": "a",
    "notes/a.txt": "",
    "bad/a.seg": new Uint8Array([0xff]),
  });
  expect(() => loadRevisionPrograms(revision, join(folder, path))).toThrow(message);
});

test("a folder above programs has all of them, others have none", () => {
  const { folder } = repository({
    "shop/seg.json": "{}",
    "shop/a.seg": "a",
    "deep/bank/seg.json": "{}",
    "deep/bank/b.seg": "b",
    "empty/seg.json": "{}",
    "node_modules/p/seg.json": "{}",
    "node_modules/p/x.seg": "x",
    "notes/a.txt": "",
  });
  const below = (path: string) =>
    loadRevisionPrograms("v1", join(folder, path)).map(({ root, input }) => [
      relative(folder, root),
      input.files.map((file) => file.path),
    ]);
  expect(below(".")).toEqual([
    ["deep/bank", ["b.seg"]],
    ["shop", ["a.seg"]],
  ]);
  expect(below("deep")).toEqual([["deep/bank", ["b.seg"]]]);
  expect([below("notes"), below("nowhere"), below("empty")]).toEqual([[], [], []]);
});

test("no repository at all: one clear message", () => {
  const folder = mkdtempSync(join(tmpdir(), "seg-revision-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  expect(() => loadRevisionPrograms("main", folder)).toThrow(/^`main` is no revision: `.*` is in no git repository\./);
});
