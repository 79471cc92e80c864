import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { loadProgram, loadProgramsBelow } from "./programs.js";

const base = mkdtempSync(join(tmpdir(), "seg-programs-"));
afterAll(() => rmSync(base, { recursive: true }));

let number = 0;

/** A folder with these files; a content that begins with `->` is a link. */
function folder(files: Readonly<Record<string, string | Buffer>>): string {
  number += 1;
  const root = join(base, String(number));
  mkdirSync(root);
  for (const [path, content] of Object.entries(files)) {
    const full = join(root, path);
    mkdirSync(dirname(full), { recursive: true });
    if (typeof content === "string" && content.startsWith("->")) symlinkSync(content.slice(2), full);
    else writeFileSync(full, content);
  }
  return root;
}

function load(path: string) {
  const loaded = loadProgram(path);
  if (loaded.kind === "failed") return loaded.problems.map(({ rule }) => rule);
  const { root, input } = loaded;
  return { root, files: input.files.map((file) => file.path), config: input.config?.path ?? null };
}

describe("the root of a program", () => {
  it("is the folder named, with all its .seg files, sorted", () => {
    const root = folder({ "b.seg": "", "a/x.seg": "", "a/y.txt": "", ".git/h.seg": "", "node_modules/p/q.seg": "" });
    expect(load(root)).toEqual({ root, files: ["a/x.seg", "b.seg"], config: null });
  });

  it("is the lone file's folder, and the program that file alone", () => {
    const root = folder({ "a.seg": "", "b.seg": "" });
    expect(load(join(root, "a.seg"))).toEqual({ root, files: ["a.seg"], config: null });
  });

  it("is the nearest folder upward with a seg.json, whatever was named below", () => {
    const root = folder({
      "seg.json": "{}",
      "a.seg": "",
      "deep/er/b.seg": "",
      "other/seg.json": "{}",
      "other/c.seg": "",
    });
    const whole = { root, files: ["a.seg", "deep/er/b.seg"], config: "seg.json" };
    expect(load(root)).toEqual(whole);
    expect(load(join(root, "deep"))).toEqual(whole);
    expect(load(join(root, "deep/er/b.seg"))).toEqual(whole);
    expect(load(join(root, "other"))).toEqual({ root: join(root, "other"), files: ["c.seg"], config: "seg.json" });
  });

  it("does not follow links to folders, but to files", () => {
    const root = folder({ "a.seg": "x", loop: "->.", "looks.seg": "->.", "b.seg": "->a.seg" });
    expect(load(root)).toMatchObject({ files: ["a.seg", "b.seg"] });
  });
});

describe("what cannot be loaded", () => {
  it.each([
    ["a path that leads nowhere", {}, "nothing", "file-not-found"],
    ["a folder without programs", { "a.txt": "" }, "", "no-program-files"],
    ["a file that is no program", { "a.csv": "" }, "a.csv", "not-a-program-file"],
    ["a program that is not UTF-8", { "a.seg": Buffer.from([0x63, 0xff]) }, "", "file-unreadable"],
    ["a configuration that is not UTF-8", { "a.seg": "", "seg.json": Buffer.from([0xff]) }, "", "file-unreadable"],
    ["a link that leads nowhere", { "a.seg": "", "gone.seg": "->nowhere" }, "", "file-unreadable"],
    ["a link to itself", { "a.seg": "", "round.seg": "->round.seg" }, "", "file-unreadable"],
    ["a path through a file", { "a.seg": "" }, "a.seg/b.seg", "file-unreadable"],
  ] as const)("%s", (_, files, path, rule) => {
    expect(load(join(folder(files), path))).toEqual([rule]);
  });

  it.each([
    ["->nowhere", "it is a link to a file that is not there"],
    ["->a.seg", "its links lead in a circle"],
    [Buffer.from("\ufeffcustomer {}", "utf16le"), "it is UTF-16; save it as UTF-8"],
    [Buffer.from("customer {}", "utf16le"), "it is UTF-16; save it as UTF-8"],
    [Buffer.alloc(100), "it does not look like a text file"],
    [Buffer.from("customer { ä: text }", "latin1"), "it is not UTF-8; save it as UTF-8"],
  ])("is named by its path from the working folder, with the reason", (content, reason) => {
    const root = folder({ "a.seg": content });
    const loaded = loadProgram(root);
    const path = relative(process.cwd(), join(root, "a.seg"));
    expect(loaded).toMatchObject({ problems: [{ message: `\`${path}\` cannot be read: ${reason}.` }] });
  });

  it("drops a byte order mark", () => {
    const loaded = loadProgram(folder({ "a.seg": "\ufeffcustomer {}" }));
    expect(loaded.kind === "loaded" && loaded.input.files[0]?.text).toBe("customer {}");
  });
});

describe("list files", () => {
  const root = folder({
    "in/a.seg": "",
    "in/near.txt": "near",
    "top.txt": "\ufefftop",
    "latin.txt": Buffer.from([0xe9]),
    "in/out.txt": `->${join(base, "secret.txt")}`,
    "in/link.txt": "->../top.txt",
  });
  writeFileSync(join(base, "secret.txt"), "secret");
  const loaded = loadProgram(root);
  const read = loaded.kind === "loaded" ? loaded.input.readList : () => ({ kind: "absent" }) as const;

  it.each([
    ["near.txt", { kind: "text", path: "in/near.txt", text: "near" }],
    ["../top.txt", { kind: "text", path: "top.txt", text: "top" }],
    ["link.txt", { kind: "text", path: "in/link.txt", text: "top" }],
    ["../../secret.txt", { kind: "outside" }],
    ["/etc/hostname", { kind: "outside" }],
    ["out.txt", { kind: "outside" }],
    ["absent.txt", { kind: "absent" }],
    ["../in", { kind: "unreadable", reason: "it is a folder" }],
    ["..", { kind: "unreadable", reason: "it is a folder" }],
    ["../latin.txt", { kind: "unreadable", reason: "it is not UTF-8; save it as UTF-8" }],
  ] as const)("%s", (path, expected) => {
    expect(read("in/a.seg", path)).toMatchObject(expected);
  });
});

describe("the programs below a path", () => {
  const below = (path: string) => {
    const found = loadProgramsBelow(path);
    if (found.kind === "failed") return found.problems.map(({ rule }) => rule);
    return found.programs.map(({ root, input }) => [relative(base, root), input.files.map((file) => file.path)]);
  };
  const name = (root: string) => relative(base, root);

  it("are all that have a seg.json, in a folder that is no program itself", () => {
    const root = folder({
      "shop/seg.json": "{}",
      "shop/deep/a.seg": "",
      "deep/bank/seg.json": "{}",
      "deep/bank/b.seg": "",
      "empty/seg.json": "{}",
      "node_modules/p/seg.json": "{}",
      "node_modules/p/x.seg": "",
      ".cache/seg.json": "{}",
      ".cache/x.seg": "",
    });
    expect(below(root)).toEqual([
      [`${name(root)}/deep/bank`, ["b.seg"]],
      [`${name(root)}/shop`, ["deep/a.seg"]],
    ]);
  });

  it("are one, where there is no seg.json", () => {
    const root = folder({ "one/a.seg": "", "two/b.seg": "" });
    expect(below(root)).toEqual([[name(root), ["one/a.seg", "two/b.seg"]]]);
    expect(below(join(root, "one"))).toEqual([[`${name(root)}/one`, ["a.seg"]]]);
    expect(below(join(root, "one/a.seg"))).toEqual([[`${name(root)}/one`, ["a.seg"]]]);
  });

  it("are the folder's own and those inside it", () => {
    const root = folder({ "seg.json": "{}", "a.seg": "", "in/seg.json": "{}", "in/b.seg": "", "other/c.txt": "" });
    const own = [name(root), ["a.seg"]];
    const inner = [`${name(root)}/in`, ["b.seg"]];
    expect(below(root)).toEqual([own, inner]);
    expect(below(join(root, "in"))).toEqual([inner]);
    expect(below(join(root, "other"))).toEqual([own]);
  });

  it("are those below alone, where the folder's own lies elsewhere", () => {
    const root = folder({ "seg.json": "{}", "a.seg": "", "deep/in/seg.json": "{}", "deep/in/b.seg": "" });
    expect(below(join(root, "deep"))).toEqual([[`${name(root)}/deep/in`, ["b.seg"]]]);
  });

  it("fail where there is none, where the path leads nowhere, and where one cannot be read", () => {
    expect(below(folder({ "a.txt": "" }))).toEqual(["no-program-files"]);
    expect(below(join(base, "nowhere"))).toEqual(["file-not-found"]);
    expect(below(join(folder({ "a.seg": "" }), "a.seg", "b"))).toHaveLength(1);
    const root = folder({ "in/seg.json": "{}", "in/b.seg": Buffer.from([0xff, 0xfe, 0xfd]), "ok/seg.json": "{}" });
    expect(below(root)).toEqual(["file-unreadable"]);
  });
});
