import { describe, expect, it } from "vitest";
import { type FolderEntry, programsOf } from "./program-files.js";

/** What is found in a tree of these files; the folders that were looked into go to `asked`. */
function found(files: readonly string[], root: string, within: string | null, asked: string[] = []) {
  const entries = (folder: string): readonly FolderEntry[] => {
    const names = new Map<string, FolderEntry["kind"]>();
    for (const file of files) {
      if (!file.startsWith(`${folder}/`)) continue;
      const [name, ...rest] = file.slice(folder.length + 1).split("/");
      names.set(name!, rest.length > 0 ? "folder" : file.endsWith("@") ? "other" : "file");
    }
    return [...names].map(([name, kind]) => ({ name, kind }));
  };
  const search = programsOf(root, within);
  let step = search.next();
  while (step.done !== true) {
    asked.push(step.value);
    step = search.next(entries(step.value));
  }
  return step.value.map((program) => [program.root, program.isConfigured, program.files]);
}

describe("the programs of a tree of folders", () => {
  const tree = [
    "/w/b.seg",
    "/w/a/x.seg",
    "/w/list.txt",
    "/w/in/seg.json",
    "/w/in/deep/c.seg",
    "/w/in/deep/on/seg.json",
  ];

  it("are that of its root, and none inside, unless they are asked for", () => {
    expect(found(tree, "/w", null)).toEqual([["/w", false, ["/w/a/x.seg", "/w/b.seg"]]]);
    expect(found(tree, "/w/in", null)).toEqual([["/w/in", true, ["/w/in/deep/c.seg"]]]);
  });

  it("are those inside a folder, too, also such as have no files yet", () => {
    const inner = [
      ["/w/in", true, ["/w/in/deep/c.seg"]],
      ["/w/in/deep/on", true, []],
    ];
    expect(found(tree, "/w", "/w")).toEqual([["/w", false, ["/w/a/x.seg", "/w/b.seg"]], ...inner]);
    expect(found(tree, "/w", "/w/in")).toEqual([["/w", false, ["/w/a/x.seg", "/w/b.seg"]], ...inner]);
    expect(found(tree, "/w", "/w/i")).toEqual([["/w", false, ["/w/a/x.seg", "/w/b.seg"]]]);
  });

  it("leave out hidden folders, what npm installed, and linked folders", () => {
    const asked: string[] = [];
    const files = ["/w/.git/a.seg", "/w/node_modules/p/b.seg", "/w/loop.seg@", "/w/c.seg", "/w/.d.seg"];
    expect(found(files, "/w", "/w", asked)).toEqual([["/w", false, ["/w/.d.seg", "/w/c.seg"]]]);
    expect(asked).toEqual(["/w"]);
  });

  it("are empty where there is nothing", () => {
    expect(found([], "/w", "/w")).toEqual([["/w", false, []]]);
  });
});
