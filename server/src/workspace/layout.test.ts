import type { FolderEntry } from "@seg-lang/language";
import { describe, expect, it } from "vitest";
import type { Files } from "./files.js";
import { findPrograms } from "./layout.js";

/** A file system of these files, all of them empty. */
function filesOf(uris: readonly string[]): Files {
  return {
    async entries(folder) {
      const names = new Map<string, FolderEntry["kind"]>();
      for (const uri of uris) {
        if (!uri.startsWith(`${folder}/`)) continue;
        const [name, ...rest] = uri.slice(folder.length + 1).split("/");
        names.set(name!, rest.length > 0 ? "folder" : "file");
      }
      return names.size === 0 ? null : [...names].map(([name, kind]) => ({ name, kind }));
    },
    exists: async (uri) => uris.includes(uri),
    read: async () => ({ kind: "text", text: "" }),
  };
}

async function found(files: readonly string[], folders: readonly string[], open: readonly string[] = []) {
  const programs = await findPrograms(folders, open, filesOf(files));
  return programs.map(({ id, config, files: own }) => [id, config !== null, own.map(({ path }) => path)]);
}

const SHOP = ["file:///w/seg.json", "file:///w/a.seg", "file:///w/in/x.seg", "file:///w/in/deep/seg.json"];
const DEEP = "file:///w/in/deep/y.seg";
const OTHER = ["file:///w/other/seg.json", "file:///w/other/z.seg"];

describe("the programs of a window", () => {
  const all = [...SHOP, DEEP, ...OTHER];

  it("are those of its folders, and those inside", async () => {
    const own = ["file:///w", true, ["a.seg", "in/x.seg"]];
    expect(await found(all, ["file:///w"])).toEqual([
      own,
      ["file:///w/in/deep", true, ["y.seg"]],
      ["file:///w/other", true, ["z.seg"]],
    ]);
    // The folder is of the program above it; what lies elsewhere in that is nobody's business.
    expect(await found(all, ["file:///w/in"])).toEqual([own, ["file:///w/in/deep", true, ["y.seg"]]]);
  });

  it("are those inside each folder, also where several folders are of one program", async () => {
    const files = [...all, "file:///w/third/seg.json", "file:///w/third/t.seg"];
    const folders = ["file:///w/in", "file:///w/third", "file:///w/other"];
    expect((await found(files, folders)).map(([id]) => id)).toEqual([
      "file:///w",
      "file:///w/in/deep",
      "file:///w/third",
      "file:///w/other",
    ]);
    const shared = [...all, "file:///w/on/even/seg.json", "file:///w/on/even/e.seg"];
    expect((await found(shared, ["file:///w/in", "file:///w/on"])).map(([id]) => id)).toEqual([
      "file:///w",
      "file:///w/in/deep",
      "file:///w/on/even",
    ]);
  });

  it("are those of open files besides, saved or not", async () => {
    const open = ["file:///w/new.seg", "file:///lone/l.seg", "untitled:Untitled-1"];
    expect(await found(all, [], open)).toEqual([
      ["file:///w", true, ["a.seg", "in/x.seg", "new.seg"]],
      ["file:///lone/l.seg", false, ["l.seg"]],
      ["untitled:Untitled-1", false, ["Untitled-1"]],
    ]);
  });
});
