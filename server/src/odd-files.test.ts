import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { analyseProgram } from "@seg-lang/language";
import { loadProgram } from "@seg-lang/language/node";
import { afterAll, describe, expect, it } from "vitest";
import { filesOfClient } from "./browser-files.js";
import { diskFiles } from "./node-files.js";
import { diskPath, normalUri, uriOfDisk } from "./program/uris.js";
import { type FileReading, type FileRequest, type FolderListing, LIST_FOLDER } from "./protocol.js";
import type { Files } from "./workspace/files.js";
import { Workspace } from "./workspace/workspace.js";

const base = mkdtempSync(join(tmpdir(), "seg-odd-files-"));
afterAll(() => rmSync(base, { recursive: true }));

/** What lies at a path: a content; a link, a folder, a pipe, or so many bytes of nothing. */
type Content =
  | string
  | Buffer
  | { readonly link: string }
  | { readonly folder: true }
  | { readonly pipe: true }
  | { readonly bytes: number };

function lay(path: string, content: Content): void {
  mkdirSync(dirname(path), { recursive: true });
  if (typeof content === "string" || Buffer.isBuffer(content)) writeFileSync(path, content);
  else if ("link" in content) symlinkSync(content.link, path);
  else if ("folder" in content) mkdirSync(path);
  else if ("pipe" in content) execFileSync("mkfifo", [path]);
  else {
    writeFileSync(path, "");
    truncateSync(path, content.bytes);
  }
}

/** Says what an editor would of a file that is open in a browser. */
const clientFiles: Files = filesOfClient(async (method, { uri }: FileRequest): Promise<FolderListing | FileReading> => {
  const path = diskPath(normalUri(uri))!;
  if (method === LIST_FOLDER) {
    return readdirSync(path).map((name) => ({
      name,
      kind: statSync(join(path, name), { throwIfNoEntry: false })?.isFile() === false ? "folder" : "file",
    }));
  }
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return { kind: "absent" };
  if (found.isDirectory()) return { kind: "unreadable", reason: "it is a folder" };
  return { kind: "bytes", bytes: new Uint8Array(readFileSync(path)).buffer };
}).files;

/** The messages of the program of a folder, as far as they come before proofs. */
async function inEditor(root: string, files: Files): Promise<readonly string[]> {
  const workspace = new Workspace(files);
  workspace.folders = [uriOfDisk(root)];
  await workspace.settleLayout();
  for (const program of workspace.programs) await program.settle();
  return workspace.programs.flatMap(({ shown }) => shown.map(({ message }) => message));
}

function onCommandLine(root: string): readonly string[] {
  const loaded = loadProgram(root);
  if (loaded.kind === "loaded") return analyseProgram(loaded.input).diagnostics.map(({ message }) => message);
  const here = `\`${relative(process.cwd(), root)}/`;
  return loaded.problems.map(({ message }) => message.replace(here, "`"));
}

const CUSTOMER = "customer { id: text key, city: text }\n";
const LIST = (path: string) => `${CUSTOMER}list a from ${JSON.stringify(path)}\nsegment A where city in a\n`;
const utf16 = (text: string) => Buffer.from(text, "utf16le");
const ROOT = "the root of the program";

/** Contents of any file of a program. */
const CONTENTS: readonly (readonly [what: string, content: Content])[] = [
  ["UTF-8 with its mark", "\ufeffRey\n"],
  ["UTF-16 with its mark", utf16("\ufeffRey\r\nرشت\r\n")],
  ["UTF-16 with its mark, big end first", utf16("\ufeffRey\n").swap16()],
  ["UTF-16 without a mark", utf16("Rey\n")],
  ["UTF-32", Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0])],
  ["bytes that are no UTF-8", Buffer.from("Köln\n", "latin1")],
  ["zeros", Buffer.alloc(100)],
  ["a zero among letters", "Rey\0\nQom and many others"],
  ["a workbook", Buffer.concat([Buffer.from("PK\x03\x04"), Buffer.alloc(50)])],
  ["gzip", gzipSync("Rey\n")],
  ["nothing", ""],
];

/** What lies there in place of a file, and what only a disk can tell. */
const THINGS: readonly (readonly [what: string, content: Content])[] = [
  ["a folder", { folder: true }],
  ["a link to a file", { link: "other" }],
  ["a link to nothing", { link: "nowhere" }],
  ["a link to itself", { link: "it" }],
  ["a link to a folder", { link: "." }],
  ["a pipe", { pipe: true }],
  ["too many bytes", { bytes: 500_000_001 }],
];

const isOnDiskOnly = (what: string) => /link|pipe|too many/.test(what);

describe("editor and command line say the same", () => {
  let number = 0;
  const folder = (files: Readonly<Record<string, Content>>): string => {
    number += 1;
    const root = join(base, String(number), ROOT);
    mkdirSync(root, { recursive: true });
    for (const [path, content] of Object.entries(files)) lay(join(root, path), content);
    return root;
  };

  const agree = async (files: Readonly<Record<string, Content>>, withBrowser: boolean) => {
    const root = folder(files);
    const said = onCommandLine(root);
    expect(await inEditor(root, diskFiles)).toEqual(said);
    if (withBrowser) expect(await inEditor(root, clientFiles)).toEqual(said);
    return said;
  };

  const named = (content: Content, name: string): Content =>
    typeof content === "object" && "link" in content && content.link === "it" ? { link: name } : content;

  it.each([...CONTENTS, ...THINGS])("of a list file that is %s", async (what, content) => {
    const files = { "a.seg": LIST("list.txt"), "list.txt": named(content, "list.txt"), other: "Rey\n" };
    await agree(files, !isOnDiskOnly(what));
  });

  it.each([...CONTENTS, ...THINGS])("of a table for a list that is %s", async (what, content) => {
    const files = {
      "a.seg": LIST("list.csv").replace('.csv"', '.csv" column "city"'),
      "list.csv": named(content, "list.csv"),
      other: "city\nRey\n",
    };
    await agree(files, !isOnDiskOnly(what));
  });

  it.each([...CONTENTS, ...THINGS])("of a seg.json that is %s", async (what, content) => {
    const files = { "a.seg": `${CUSTOMER}segment A where x`, "seg.json": named(content, "seg.json"), other: "{}" };
    await agree(files, !isOnDiskOnly(what));
  });

  it.each([...CONTENTS, ...THINGS])("of a file of the program that is %s", async (what, content) => {
    const files = { "a.seg": `${CUSTOMER}segment A where x`, "b.seg": named(content, "b.seg"), other: "segment B" };
    await agree(files, !isOnDiskOnly(what));
  });

  it.each([
    [""],
    ["."],
    [".."],
    ["../.."],
    ["list.txt/"],
    ["./in/../list.txt"],
    ["list.txt/deeper"],
    ["in"],
    ["in\\list.txt"],
    ["100% list?.txt"],
    ["100%25 list.txt"],
    ["/etc/hostname"],
    ["C:\\list.txt"],
    ["file:///list.txt"],
    [`../${ROOT}/list.txt`],
    ["../other/list.txt"],
    ["a\0b"],
    ["x".repeat(300)],
  ])("of a list from %j", async (path) => {
    const files = {
      "a.seg": LIST(path),
      "list.txt": "Rey\n",
      "in/list.txt": "Rey\n",
      "100% list?.txt": "Rey\n",
      "../other/list.txt": "Rey\n",
    };
    const isLong = path.length > 100;
    await agree(files, !isLong);
  });

  it("of a list that is named from the top of the disk", async () => {
    const root = folder({ "list.txt": "Rey\n" });
    lay(join(root, "a.seg"), LIST(join(root, "list.txt")));
    expect(onCommandLine(root).filter((message) => /list\.txt/.test(message))).toEqual([]);
    expect(await inEditor(root, diskFiles)).toEqual(onCommandLine(root));
  });

  it("and what a spreadsheet saves as Unicode text is a list", async () => {
    const files = { "a.seg": LIST("list.txt"), "list.txt": utf16("\ufeffRey\r\nرشت\r\n") };
    expect(await agree(files, true)).toEqual([]);
  });
});
