/** A program whose files are given by path: `seg.json` configures it, `.seg` files are checked, others can be lists. */
export function inMemoryProgram(files, strict = false) {
  const config = files.get("seg.json");
  return {
    files: [...files].filter(([path]) => path.endsWith(".seg")).map(([path, text]) => ({ path, text })),
    config: config === undefined ? null : { path: "seg.json", text: config },
    readList: (fromFile, path) => readInMemory(files, fromFile, path),
    strict,
  };
}
function readInMemory(files, fromFile, path) {
  const parts = fromFile.split("/").slice(0, -1);
  for (const part of path.split("/")) {
    if (part === "..") {
      if (parts.pop() === undefined) return { kind: "outside" };
    } else if (part !== ".") parts.push(part);
  }
  const resolved = parts.join("/");
  const text = files.get(resolved);
  return text === undefined ? { kind: "absent" } : { kind: "text", path: resolved, text };
}
