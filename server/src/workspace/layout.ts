import { CONFIGURATION_NAME, isLeftOut, isProgramFile, programsOf } from "@seg-lang/language";
import { folderOf, nameOf, pathBelow } from "../program/uris.js";
import type { Files } from "./files.js";

/** Which files make one program: see "Programs and names" in the reference of the language. URIs are normal. */
export interface ProgramPlace {
  /** The same as long as the program is: its root, or its lone file. */
  readonly id: string;
  /** Of a lone file: its folder. */
  readonly root: string;
  /** `seg.json`, where there is one. */
  readonly config: string | null;
  /** In the order of the command line. */
  readonly files: readonly PlacedFile[];
}

export interface PlacedFile {
  readonly uri: string;
  /** As the program calls it: relative to the root. */
  readonly path: string;
}

/**
 * The programs of a workspace: those of its folders, and those that open files outside belong to. A program's root is the
 * nearest folder upward with a `seg.json`; else the folder of the workspace; else the file stands alone. Hidden folders and
 * `node_modules` are left out: what is opened in them stands alone, too.
 */
export async function findPrograms(
  folders: readonly string[],
  open: readonly string[],
  files: Files,
): Promise<readonly ProgramPlace[]> {
  const search = new Search(files);
  for (const folder of outermost(folders)) {
    const configured = await search.nearestConfiguration(folder);
    await search.enter(configured ?? folder, folder);
  }
  for (const uri of open) {
    if (search.isKnown(uri)) continue;
    const root = await search.rootOf(uri, folders);
    if (root === null) search.addLone(uri);
    else await search.addOpen(uri, root);
  }
  return search.programs();
}

/** Folders inside others are of the same programs. */
function outermost(folders: readonly string[]): readonly string[] {
  return folders.filter((folder) => !folders.some((other) => pathBelow(other, folder) !== null));
}

interface FoundProgram {
  readonly config: string | null;
  readonly files: Set<string>;
}

class Search {
  readonly #files: Files;
  readonly #programs = new Map<string, FoundProgram>();
  readonly #lone = new Set<string>();
  readonly #configured = new Map<string, Promise<boolean>>();

  constructor(files: Files) {
    this.#files = files;
  }

  isKnown(uri: string): boolean {
    return this.#lone.has(uri) || [...this.#programs.values()].some(({ files }) => files.has(uri));
  }

  addLone(uri: string): void {
    this.#lone.add(uri);
  }

  programs(): readonly ProgramPlace[] {
    const found = [...this.#programs].map(([root, { config, files }]) => ({
      id: root,
      root,
      config,
      files: [...files].sort().map((uri) => ({ uri, path: pathBelow(root, uri)! })),
    }));
    const lone = [...this.#lone].map((uri) => ({
      id: uri,
      root: folderOf(uri),
      config: null,
      files: [{ uri, path: nameOf(uri) }],
    }));
    return [...found.filter(({ files }) => files.length > 0), ...lone];
  }

  async nearestConfiguration(folder: string): Promise<string | null> {
    for (let at = folder; ; at = folderOf(at)) {
      if (await this.#isConfigured(at)) return at;
      if (folderOf(at) === at || !folderOf(at).includes("://")) return null;
    }
  }

  /** The root that a file belongs to by its path; null where it stands alone. */
  async rootOf(uri: string, folders: readonly string[]): Promise<string | null> {
    if (!isProgramFile(uri) || !uri.includes("://")) return null;
    const configured = await this.nearestConfiguration(folderOf(uri));
    const holding = outermost(folders).find((folder) => pathBelow(folder, uri) !== null) ?? null;
    const root = configured ?? holding;
    if (root === null) return null;
    const between = pathBelow(root, uri)!.split("/").slice(0, -1);
    return between.some(isLeftOut) ? null : root;
  }

  /** Adds a file that an editor holds, saved or not, and all else of its program. */
  async addOpen(uri: string, root: string): Promise<void> {
    await this.enter(root, null);
    this.#programs.get(root)!.files.add(uri);
  }

  /** Reads a root; `below`: take in the programs inside that folder, too. */
  async enter(root: string, below: string | null): Promise<void> {
    if (below === null && this.#programs.has(root)) return;
    const search = programsOf(root, below);
    let step = search.next();
    while (step.done !== true) step = search.next((await this.#files.entries(step.value)) ?? []);
    for (const { root: at, isConfigured, files } of step.value) {
      const config = isConfigured ? `${at}/${CONFIGURATION_NAME}` : null;
      if (!this.#programs.has(at)) this.#programs.set(at, { config, files: new Set(files) });
    }
  }

  #isConfigured(folder: string): Promise<boolean> {
    const known = this.#configured.get(folder) ?? this.#files.exists(`${folder}/${CONFIGURATION_NAME}`);
    this.#configured.set(folder, known);
    return known;
  }
}

/** Whether what happens to a file can change which programs there are. A folder has no name to tell by. */
export function shapesPrograms(uri: string): boolean {
  const name = nameOf(uri);
  return isProgramFile(uri) || name === CONFIGURATION_NAME || !name.includes(".");
}
