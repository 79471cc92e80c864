import { isUtf8 } from "node:buffer";
import { lstatSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import type { FolderEntry } from "@seg-lang/language";
import { systemReason } from "@seg-lang/language/node";
import { diskPath, pathBelow, uriOfDisk } from "./program/uris.js";
import type { Files, FileText } from "./workspace/files.js";

/** The files of this computer. Reading is synchronous underneath: programs are small, and a disk is quicker than a turn. */
export const diskFiles: Files = {
  async entries(folder) {
    const path = diskPath(folder);
    if (path === null) return null;
    try {
      return readdirSync(path, { withFileTypes: true }).map((entry): FolderEntry => {
        const { name } = entry;
        if (entry.isFile()) return { name, kind: "file" };
        if (entry.isDirectory()) return { name, kind: "folder" };
        return { name, kind: entry.isSymbolicLink() && !leadsElsewhere(`${path}/${name}`) ? "file" : "other" };
      });
    } catch {
      return null;
    }
  },
  async exists(uri) {
    const path = diskPath(uri);
    return path !== null && statSync(path, { throwIfNoEntry: false }) !== undefined;
  },
  async read(uri, within) {
    const path = diskPath(uri);
    return path === null ? { kind: "absent" } : readText(path, within === undefined ? null : diskPath(within));
  },
};

function leadsElsewhere(link: string): boolean {
  try {
    return !statSync(link).isFile();
  } catch {
    return false;
  }
}

function readText(path: string, within: string | null): FileText {
  try {
    if (within !== null && !isInside(within, path)) return { kind: "outside" };
    const found = statSync(path);
    if (found.isDirectory()) return { kind: "unreadable", reason: "it is a folder" };
    if (!found.isFile()) return { kind: "unreadable", reason: "it is no ordinary file" };
    const bytes = readFileSync(path);
    if (!isUtf8(bytes)) return { kind: "unreadable", reason: "it is not UTF-8; save it as UTF-8" };
    return { kind: "text", text: bytes.toString("utf8").replace(/^\ufeff/, "") };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code !== "ENOENT" && code !== "ENOTDIR") return { kind: "unreadable", reason: systemReason(error) };
    const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
    return isLink ? { kind: "unreadable", reason: "it is a link to a file that is not there" } : { kind: "absent" };
  }
}

function isInside(folder: string, path: string): boolean {
  return pathBelow(uriOfDisk(realpathSync(folder)), uriOfDisk(realpathSync(path))) !== null;
}
