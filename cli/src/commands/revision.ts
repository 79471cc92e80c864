import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, posix, relative, resolve, sep } from "node:path";
import {
  CONFIGURATION_NAME,
  isLeftOut,
  isProgramFile,
  type ListFileResult,
  type ProgramInput,
  type SourceFile,
} from "@seg-lang/language";
import { CommandFailure } from "../exit-status.js";
import type { Loaded } from "./programs.js";

/** As much as git may answer: a listing of every file of a large repository, or one large list. */
const MOST_BYTES = 1024 * 1024 * 1024;
/** As many links in a row as Linux follows. */
const MOST_LINKS = 40;
const LARGE_FILE_POINTER = "version https://git-lfs.github.com/spec/";

/** A program as a revision has it. */
export interface RevisionProgram extends Loaded {
  /** A file of the program as `git show` names it: `main:shop/a.seg`. */
  nameOf(file: string): string;
}

/**
 * Reads the programs that `path` belongs to, or that lie below it, as they were in a revision (a branch, a tag, a commit), by
 * the rules of `loadProgramsBelow`, from git's own store: the working tree is neither read nor touched. None where the
 * revision has none there. Fails the command with a clear message where there is no repository or no such revision.
 */
export function loadRevisionPrograms(revision: string, path: string): RevisionProgram[] {
  const place = placeInRepository(revision, path);
  const commit = commitOf(revision, place.folder);
  const tree = new RevisionTree(revision, commit, place.folder);
  return programsIn(tree, place.target, path).map(({ root, files }) => {
    const inProgram = (file: string) => (root === "" ? file : file.slice(root.length + 1));
    const configuration = at(root, CONFIGURATION_NAME);
    const config = tree.blobOf(configuration) === null ? [] : [configuration];
    const texts = tree.readAll([...files, ...config]);
    const source = (file: string): SourceFile => ({ path: inProgram(file), text: texts.get(file)! });
    const input: ProgramInput = {
      files: files.map(source),
      config: config.length === 0 ? null : source(configuration),
      readList: (fromFile, listPath) => readList(tree, root, fromFile, listPath),
    };
    return { kind: "loaded", root: join(place.top, root), input, nameOf: (file) => `${revision}:${at(root, file)}` };
  });
}

interface Place {
  /** An existing folder in the repository: git is asked from there. */
  readonly folder: string;
  /** Absolute: where the repository begins. */
  readonly top: string;
  /** The path that was named, from there, with `/`; "" is the whole repository. */
  readonly target: string;
}

function placeInRepository(revision: string, path: string): Place {
  const { folder, rest } = nearestFolder(path);
  const found = git(["rev-parse", "--show-toplevel", "--show-prefix"], folder);
  if (!found.ok) {
    throw new CommandFailure(
      `\`${revision}\` is no revision: \`${shown(folder)}\` is in no git repository.${otherwise(revision)}`,
    );
  }
  const [top = folder, prefix = ""] = found.output.toString("utf8").split("\n");
  const target = posix.join(prefix, rest.split(sep).join("/"));
  return { folder, top, target: target === "." ? "" : target.replace(/\/$/, "") };
}

/** The folder that is there now and lies nearest to a path which may exist only in the revision. */
function nearestFolder(path: string): { readonly folder: string; readonly rest: string } {
  let folder = resolve(path);
  while (!existsSync(folder) || !statSync(folder).isDirectory()) folder = dirname(folder);
  return { folder, rest: relative(folder, resolve(path)) };
}

function commitOf(revision: string, folder: string): string {
  const found = revision.startsWith("-")
    ? { ok: false as const, output: Buffer.alloc(0) }
    : git(["rev-parse", "--verify", "--quiet", `${revision}^{commit}`], folder);
  if (found.ok) return found.output.toString("utf8").trim();
  const shallow = git(["rev-parse", "--is-shallow-repository"], folder).output.toString("utf8").trim() === "true";
  const hint = shallow ? " The clone is shallow: fetch the history first (`git fetch --unshallow`)." : "";
  throw new CommandFailure(`Git knows no revision \`${revision}\`.${hint}${otherwise(revision)}`);
}

/** What else the user may have meant by the name. */
function otherwise(name: string): string {
  return existsSync(name)
    ? " To compare two programs that lie here, name both: `seg diff OLD NEW`."
    : ` There is no file or folder \`${name}\` either.`;
}

type Blob = { readonly hash: string; readonly isLink: boolean };

/** All files of a commit. Paths are those of the repository, with `/`. */
class RevisionTree {
  readonly #revision: string;
  readonly #folder: string;
  readonly #blobs = new Map<string, Blob>();
  readonly #folders = new Set<string>([""]);

  constructor(revision: string, commit: string, folder: string) {
    this.#revision = revision;
    this.#folder = folder;
    const listing = git(["ls-tree", "-r", "-z", "--full-tree", commit], folder);
    for (const line of listing.output.toString("utf8").split("\0")) {
      const entry = /^(\d+) blob ([0-9a-f]+)\t([\s\S]+)$/.exec(line);
      if (entry === null) continue;
      const [, mode, hash, path] = entry;
      this.#blobs.set(path!, { hash: hash!, isLink: mode === "120000" });
      for (let up = posix.dirname(path!); up !== "." && !this.#folders.has(up); up = posix.dirname(up)) {
        this.#folders.add(up);
      }
    }
  }

  get paths(): Iterable<string> {
    return this.#blobs.keys();
  }

  isFolder(path: string): boolean {
    return this.#folders.has(path);
  }

  /** The content of a file, links followed as far as they lead to files of the commit; null if there is none. */
  blobOf(path: string): string | null {
    let at = path;
    for (let hops = 0; hops < MOST_LINKS; hops += 1) {
      const blob = this.#blobs.get(at);
      if (blob === undefined) return null;
      if (!blob.isLink) return blob.hash;
      at = posix.join(posix.dirname(at), this.#read(blob.hash).toString("utf8"));
    }
    return null;
  }

  text(path: string, hash: string): string {
    return this.#decode(path, this.#read(hash));
  }

  /** The texts of many files with one question to git. */
  readAll(paths: readonly string[]): Map<string, string> {
    const hashes = paths.map((path) => {
      const hash = this.blobOf(path);
      if (hash === null) throw this.#failure(path, "it is a link to a file that is not there");
      return hash;
    });
    const { output } = git(["cat-file", "--batch"], this.#folder, `${hashes.join("\n")}\n`);
    const texts = new Map<string, string>();
    let from = 0;
    for (const path of paths) {
      // Each answer: `<hash> blob <size>`, a line end, the bytes, a line end.
      const lineEnd = output.indexOf(10, from);
      const size = Number(output.toString("latin1", from, lineEnd).split(" ")[2]);
      texts.set(path, this.#decode(path, output.subarray(lineEnd + 1, lineEnd + 1 + size)));
      from = lineEnd + 1 + size + 1;
    }
    return texts;
  }

  #read(hash: string): Buffer {
    return git(["cat-file", "blob", hash], this.#folder).output;
  }

  #decode(path: string, bytes: Uint8Array): string {
    let text: string;
    try {
      text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      throw this.#failure(path, "it is not UTF-8");
    }
    if (text.startsWith(LARGE_FILE_POINTER)) throw this.#failure(path, "git has only a pointer to it (Git LFS)");
    return text;
  }

  #failure(path: string, reason: string): UnreadableInRevision {
    return new UnreadableInRevision(`\`${this.#revision}:${path}\` cannot be read: ${reason}.`, reason);
  }
}

class UnreadableInRevision extends CommandFailure {
  readonly reason: string;

  constructor(message: string, reason: string) {
    super(message);
    this.reason = reason;
  }
}

interface ProgramFiles {
  /** Where the program begins. */
  readonly root: string;
  readonly files: readonly string[];
}

/** The files of the programs by the rules of `loadProgramsBelow`. */
function programsIn(tree: RevisionTree, target: string, path: string): ProgramFiles[] {
  const lone = tree.blobOf(target) !== null;
  if (!lone && !tree.isFolder(target)) return [];
  if (lone && !isProgramFile(target)) throw new CommandFailure(`\`${path}\` is no \`.seg\` file and no folder.`);
  const folder = lone ? parent(target)! : target;
  const configured = nearestConfiguration(tree, folder);
  const root = configured ?? folder;
  const own = { root, files: lone && configured === null ? [target] : programFiles(tree, root) };
  if (lone) return own.files.length === 0 ? [] : [own];
  const others = configuredBelow(tree, folder)
    .filter((each) => each !== root)
    .map((each) => ({ root: each, files: programFiles(tree, each) }))
    .filter(({ files }) => files.length > 0);
  const isBelow = (file: string) => folder === "" || file.startsWith(`${folder}/`);
  const isPassedBy = own.files.length === 0 || (others.length > 0 && !own.files.some(isBelow));
  return isPassedBy ? others : [own, ...others];
}

/** The folders with a `seg.json`, from this one down, sorted. */
function configuredBelow(tree: RevisionTree, folder: string): string[] {
  const start = folder === "" ? "" : `${folder}/`;
  return [...tree.paths]
    .filter((path) => path.startsWith(start) && posix.basename(path) === CONFIGURATION_NAME)
    .map((path) => parent(path)!)
    .filter((found) => !found.slice(start.length).split("/").some(isLeftOut))
    .sort((a, b) => (a < b ? -1 : 1));
}

function nearestConfiguration(tree: RevisionTree, folder: string): string | null {
  for (let up: string | null = folder; up !== null; up = parent(up)) {
    if (tree.blobOf(at(up, CONFIGURATION_NAME)) !== null) return up;
  }
  return null;
}

function programFiles(tree: RevisionTree, root: string): string[] {
  const start = root === "" ? "" : `${root}/`;
  const belongs = (path: string) => {
    if (!isProgramFile(path) || !path.startsWith(start)) return false;
    for (let up = parent(path)!; up !== root; up = parent(up)!) {
      if (isLeftOut(posix.basename(up))) return false;
      if (tree.blobOf(at(up, CONFIGURATION_NAME)) !== null) return false;
    }
    return true;
  };
  return [...tree.paths].filter(belongs).sort((a, b) => (a < b ? -1 : 1));
}

function readList(tree: RevisionTree, root: string, fromFile: string, path: string): ListFileResult {
  const inRoot = posix.join(posix.dirname(fromFile), path);
  if (isAbsolute(path) || inRoot === ".." || inRoot.startsWith("../")) return { kind: "outside" };
  const whole = at(root, inRoot);
  if (tree.isFolder(whole)) return { kind: "unreadable", reason: "it is a folder" };
  const hash = tree.blobOf(whole);
  if (hash === null) return { kind: "absent" };
  try {
    return { kind: "text", path: inRoot, text: tree.text(whole, hash) };
  } catch (error) {
    if (error instanceof UnreadableInRevision) return { kind: "unreadable", reason: error.reason };
    throw error;
  }
}

/** The folder around a path; that of a file at the top is "", and that has none. */
function parent(path: string): string | null {
  if (path === "") return null;
  const up = posix.dirname(path);
  return up === "." ? "" : up;
}

function at(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}

interface Answer {
  readonly ok: boolean;
  readonly output: Buffer;
}

function git(words: readonly string[], cwd: string, input = ""): Answer {
  // Other people's settings must change neither the language of the answers nor what is read.
  const env = { ...process.env, LC_ALL: "C", GIT_OPTIONAL_LOCKS: "0" };
  const { status, stdout, error } = spawnSync("git", words, { cwd, input, env, maxBuffer: MOST_BYTES });
  if (error !== undefined) {
    const missing = "code" in error && error.code === "ENOENT";
    throw new CommandFailure(
      missing
        ? "To read a revision `seg` needs `git`, which was not found."
        : `git could not be run: ${error.message}.`,
    );
  }
  return { ok: status === 0, output: stdout };
}

function shown(folder: string): string {
  return relative(process.cwd(), folder) || ".";
}
