import { lstatSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { isAbsolute, join, relative, sep } from "node:path";
import type { FolderEntry } from "../src/program-files.js";
import { fileText, type ReadText, sizeProblem, type UnreadableFile } from "../src/source/file-text.js";
import { errorCode, systemReason } from "./system-reason.js";

export type DiskText = ReadText | { readonly kind: "absent" } | { readonly kind: "outside" };

/**
 * Reads a file that a program is made of, or one that a list names. `within`: the folder that it must lie in, links resolved.
 * Commands and editors read the disk by this, so that both say the same. Never throws.
 */
export function readProgramFile(path: string, use: "program" | "list", within: string | null = null): DiskText {
  if (path.includes("\0")) return { kind: "absent" };
  try {
    if (within !== null && !isInside(realpathSync(within), realpathSync(path))) return { kind: "outside" };
    const found = statSync(path);
    if (found.isDirectory()) return unreadable("it is a folder");
    if (!found.isFile()) return unreadable("it is no ordinary file");
    return sizeProblem(found.size) ?? fileText(readFileSync(path), use);
  } catch (error) {
    const code = errorCode(error);
    if (code !== "ENOENT" && code !== "ENOTDIR") return unreadable(systemReason(error));
    return isLink(path) ? unreadable("it is a link to a file that is not there") : { kind: "absent" };
  }
}

/** What a folder holds. Throws what the operating system says. */
export function folderEntries(folder: string): readonly FolderEntry[] {
  return readdirSync(folder, { withFileTypes: true }).map((entry): FolderEntry => {
    const { name } = entry;
    if (entry.isFile()) return { name, kind: "file" };
    if (entry.isDirectory()) return { name, kind: "folder" };
    return { name, kind: entry.isSymbolicLink() && !leadsElsewhere(join(folder, name)) ? "file" : "other" };
  });
}

/** Whether a folder holds something of that name, be it a link that leads nowhere. Never throws. */
export function isOnDisk(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== "" && way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Whether a link leads to something that is no file: a folder, a device. */
function leadsElsewhere(link: string): boolean {
  try {
    return !statSync(link).isFile();
  } catch {
    return false;
  }
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  } catch {
    return false;
  }
}

function unreadable(reason: string): UnreadableFile {
  return { kind: "unreadable", reason };
}
