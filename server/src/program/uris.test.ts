import { describe, expect, it } from "vitest";
import { diskPath, encodedUri, folderOf, joinedUri, nameOf, normalUri, pathBelow, uriOfDisk } from "./uris.js";

describe("Windows URIs (language-server-protocol#1786)", () => {
  it.each([
    ["file:///c%3A/Users/me/a.seg"],
    ["file:///C%3A/Users/me/a.seg"],
    ["file:///c:/Users/me/a.seg"],
    ["file:///C:/Users/me/a.seg"],
  ])("%s is one file, however it is spelled", (uri) => {
    expect(normalUri(uri)).toBe("file:///c:/Users/me/a.seg");
    expect(diskPath(normalUri(uri))).toBe("c:/Users/me/a.seg");
    expect(encodedUri(normalUri(uri))).toBe("file:///c%3A/Users/me/a.seg");
  });

  it("come from paths with either slash", () => {
    expect(uriOfDisk("C:\\Users\\me\\a b.seg")).toBe("file:///c:/Users/me/a b.seg");
    expect(uriOfDisk("c:/Users/me/")).toBe("file:///c:/Users/me");
    expect(uriOfDisk("\\\\server\\share\\a.seg")).toBe("file://server/share/a.seg");
    expect(diskPath("file://server/share/a.seg")).toBe("//server/share/a.seg");
    expect(diskPath("file:///c:")).toBe("c:/");
  });
});

describe("URIs", () => {
  it.each([
    ["file:///home/%D8%B1%D8%B6%D8%A7/a%20b.seg", "file:///home/رضا/a b.seg"],
    ["file:///home/رضا/a%20b.seg", "file:///home/رضا/a b.seg"],
    ["file:///a/100%25.seg", "file:///a/100%.seg"],
    ["file:///a/what%3F%23.seg", "file:///a/what?#.seg"],
    ["file:///a/100%.seg", "file:///a/100%.seg"],
    ["untitled:Untitled-1", "untitled:Untitled-1"],
    ["FILE:///a.seg", "file:///a.seg"],
    ["vscode-vfs://github/me/%D8%B1.seg", "vscode-vfs://github/me/ر.seg"],
    ["git:/a/b.seg?%7B%22ref%22%3A%22~%22%7D", "git:/a/b.seg?%7B%22ref%22%3A%22~%22%7D"],
    ["", ""],
    ["no uri", "no uri"],
  ])("%s is %s", (uri, normal) => {
    expect(normalUri(uri)).toBe(normal);
    expect(normalUri(encodedUri(normal))).toBe(normal);
  });

  it("are encoded as VS Code does", () => {
    expect(encodedUri("file:///home/رضا/a b (1)#?.seg")).toBe(
      "file:///home/%D8%B1%D8%B6%D8%A7/a%20b%20%281%29%23%3F.seg",
    );
    expect(encodedUri("untitled:Untitled-1")).toBe("untitled:Untitled-1");
  });

  it("have folders, names and paths between them", () => {
    expect(folderOf("file:///a/b c/d.seg")).toBe("file:///a/b c");
    expect(folderOf("file:///d.seg")).toBe("file://");
    expect(nameOf("file:///a/b c/d.seg")).toBe("d.seg");
    expect(pathBelow("file:///a", "file:///a/b c/d.seg")).toBe("b c/d.seg");
    expect(pathBelow("file:///a", "file:///ab/d.seg")).toBeNull();
    expect(pathBelow("file:///a", "file:///a")).toBeNull();
  });

  it("are joined with paths, up to the top of the tree", () => {
    expect(joinedUri("file:///a/b", "../lists/./x y.txt")).toBe("file:///a/lists/x y.txt");
    expect(joinedUri("file:///a", "../../x.txt")).toBeNull();
    expect(joinedUri("vscode-vfs://github/me", "x.txt")).toBe("vscode-vfs://github/me/x.txt");
  });

  it("are joined with paths from the top, and as Windows writes them there", () => {
    expect(joinedUri("file:///a/b", "/c/x.txt")).toBe("file:///c/x.txt");
    expect(joinedUri("file:///a/b", "c\\x.txt")).toBe("file:///a/b/c\\x.txt");
    expect(joinedUri("file:///c:/a", "b\\x.txt")).toBe("file:///c:/a/b/x.txt");
    expect(joinedUri("file:///c:/a", "/x.txt")).toBe("file:///c:/x.txt");
    expect(joinedUri("file:///c:/a", "D:\\b\\x.txt")).toBe("file:///d:/b/x.txt");
  });

  it("are told from disk paths", () => {
    expect(uriOfDisk("/home/رضا/a b.seg")).toBe("file:///home/رضا/a b.seg");
    expect(uriOfDisk("/")).toBe("file:///");
    expect(diskPath("file:///home/رضا/a b.seg")).toBe("/home/رضا/a b.seg");
    expect(diskPath("untitled:Untitled-1")).toBeNull();
  });
});
