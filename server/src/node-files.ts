import { folderEntries, isOnDisk, readProgramFile } from "@seg-lang/language/node";
import { diskPath } from "./program/uris.js";
import type { Files } from "./workspace/files.js";

/** The files of this computer. Reading is synchronous underneath: programs are small, and a disk is quicker than a turn. */
export const diskFiles: Files = {
  async entries(folder) {
    const path = diskPath(folder);
    if (path === null) return null;
    try {
      return folderEntries(path);
    } catch {
      return null;
    }
  },
  async exists(uri) {
    const path = diskPath(uri);
    return path !== null && isOnDisk(path);
  },
  async read(uri, within) {
    const path = diskPath(uri);
    if (path === null) return { kind: "absent" };
    return within === undefined ? readProgramFile(path, "program") : readProgramFile(path, "list", diskPath(within));
  },
};
