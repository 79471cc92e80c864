export const CONFIGURATION_NAME = "seg.json";

/** What a folder holds. */
export interface FolderEntry {
  readonly name: string;
  /** A link to a file is a file; so is one that leads nowhere, that it may be said. Linked folders are "other": they could lead in circles, or out. */
  readonly kind: "file" | "folder" | "other";
}

/** A program in a tree of folders: all its files but the lists that they name. */
export interface ProgramFolder {
  /** The folder that its paths are relative to. */
  readonly root: string;
  readonly isConfigured: boolean;
  /** Sorted. */
  readonly files: readonly string[];
}

/** Whether a file is of a program, if it lies in one's folder. */
export function isProgramFile(path: string): boolean {
  return path.endsWith(".seg");
}

/** Whether no program is looked for in a folder of this name. */
export function isLeftOut(name: string): boolean {
  return name === "node_modules" || name.startsWith(".");
}

/**
 * The program of a root and the programs inside it, as far as these lie in the folder `within` (null: none): each folder with a
 * `seg.json` is the root of one. The first is that of `root`, though it may have no files. Paths are joined by `/`. Asks for the
 * entries of a folder by yielding its path: who looks them up may do so at once, or wait for them.
 */
export function* programsOf(
  root: string,
  within: string | null,
): Generator<string, readonly ProgramFolder[], readonly FolderEntry[]> {
  const found: ProgramFolder[] = [];

  function* enter(folder: string, files: string[] | null): Generator<string, void, readonly FolderEntry[]> {
    const entries = yield folder;
    const isConfigured = entries.some(({ name }) => name === CONFIGURATION_NAME);
    let own = files;
    if (own === null || isConfigured) {
      if (own !== null && !isInside(folder, within)) return;
      own = [];
      found.push({ root: folder, isConfigured, files: own });
    }
    for (const { name, kind } of entries) {
      const path = folder.endsWith("/") ? folder + name : `${folder}/${name}`;
      if (kind === "file" && isProgramFile(name)) own.push(path);
      else if (kind === "folder" && !isLeftOut(name)) yield* enter(path, own);
    }
    if (own !== files) own.sort();
  }

  yield* enter(root, null);
  return found;
}

function isInside(folder: string, within: string | null): boolean {
  return within !== null && `${folder}/`.startsWith(within.endsWith("/") ? within : `${within}/`);
}
