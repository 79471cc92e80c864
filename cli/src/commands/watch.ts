import { readdirSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { CONFIGURATION_NAME, isLeftOut, isProgramFile } from "@seg-lang/language";
import { watch } from "chokidar";
import { CommandFailure, EXIT, type ExitStatus } from "../exit-status.js";
import { prose } from "../reporters/style.js";
import { type CheckFormat, checkReport } from "./check-report.js";
import type { CommandContext } from "./context.js";
import { analyse, isBelow, loadPrograms, type NamedProgram, type OpenedProgram, type OpenOptions } from "./programs.js";

/** Editors save in several steps; what comes within this time (milliseconds) is one change. */
const QUIET = 60;
/** What is written into a new folder before the watch of it has begun is not told: so long (milliseconds) after, it is looked for. */
const SETTLED = 300;
const CLEAR = "\u001b[2J\u001b[3J\u001b[H";

/**
 * Checks again whenever a file of the programs changes, until Ctrl-C. What cannot be read at first fails the command; what
 * cannot be read later is reported, and the watch goes on.
 */
export async function watchPrograms(
  paths: readonly string[],
  opening: OpenOptions,
  options: { readonly format: CheckFormat; readonly stats?: boolean },
  context: CommandContext,
): Promise<ExitStatus> {
  const { interruption, output, notes, notesStyle } = context;
  const watched = new WatchedPrograms(paths, opening);
  const checkAll = async () => {
    const programs = watched.check();
    if (process.stdout.isTTY === true) output.write(CLEAR);
    output.write(await checkReport(programs, options, context));
  };
  const checkAgain = async () => {
    try {
      await checkAll();
    } catch (error) {
      // A file that is gone for a moment must not end the watch.
      if (!(error instanceof CommandFailure)) throw error;
      notes.write(`${notesStyle.colours.red("error:")} ${prose(error.message, notesStyle)}\n`);
    }
  };

  const sayThatItWatches = () => notes.write(notesStyle.colours.dim("Watching; Ctrl-C ends.\n"));

  await checkAll();
  const watcher = watch([...watched.places], {
    ignoreInitial: true,
    ignored: (path) => !watched.includes(path),
  });
  const known = new Set(watched.places);
  // Only those: what is watched already would be looked through again, and what is new there taken for old.
  const watchNewPlaces = () => {
    const added = [...watched.places].filter((place) => !known.has(place));
    for (const place of added) known.add(place);
    if (added.length > 0) watcher.add(added);
  };
  let timer: NodeJS.Timeout | undefined;
  const looks = new Set<NodeJS.Timeout>();
  try {
    await new Promise<void>((stop, fail) => {
      const again = () => {
        checkAgain()
          .then(() => {
            watchNewPlaces();
            sayThatItWatches();
          })
          .catch(fail);
      };
      const changed = () => {
        clearTimeout(timer);
        timer = setTimeout(again, QUIET);
      };
      watcher.on("all", (event, path) => {
        if (watched.concerns(path)) changed();
        if (event !== "addDir") return;
        const look = setTimeout(() => {
          looks.delete(look);
          if (watched.isNewIn(path)) changed();
        }, SETTLED);
        looks.add(look);
      });
      watcher.on("error", fail);
      // Said when it is true: what is saved from now on is seen.
      watcher.on("ready", sayThatItWatches);
      if (interruption.aborted) stop();
      interruption.addEventListener("abort", () => stop(), { once: true });
    });
  } finally {
    clearTimeout(timer);
    for (const look of looks) clearTimeout(look);
    await watcher.close();
  }
  return EXIT.interrupted;
}

/** The programs of some paths, and what in the file system they depend on. */
class WatchedPrograms {
  readonly #paths: readonly string[];
  readonly #opening: OpenOptions;
  #opened = new Map<string, OpenedProgram>();
  /** Absolute: folders and files that changes are looked for in. It only grows. */
  readonly places = new Set<string>();
  /** Roots of programs that any `.seg` file below belongs to. */
  readonly #folders = new Set<string>();
  readonly #reads = new Set<string>();

  constructor(paths: readonly string[], opening: OpenOptions) {
    this.#paths = paths;
    this.#opening = opening;
  }

  check(): OpenedProgram["checked"][] {
    const found = loadPrograms(this.#paths);
    const opened = new Map(found.map((program) => [program.key, this.#open(program)]));
    this.#opened = opened;
    for (const program of found) this.#remember(program, opened.get(program.key)!);
    return [...opened.values()].map(({ checked }) => checked);
  }

  /** Whether a change of this file can change what was found. */
  concerns(path: string): boolean {
    if (this.#reads.has(path)) return true;
    const isOfProgram = isProgramFile(path) || basename(path) === CONFIGURATION_NAME;
    return isOfProgram && [...this.#folders].some((folder) => isBelow(path, folder));
  }

  /** Whether a folder holds files of a program that no check has read yet. */
  isNewIn(folder: string): boolean {
    try {
      const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name));
      return paths.some((path) => !this.#reads.has(path) && this.concerns(path) && this.#isLookedAt(path));
    } catch {
      // It is gone again, or cannot be read: the check would say so.
      return false;
    }
  }

  /** Whether no folder on the way to a file is left out. */
  #isLookedAt(path: string): boolean {
    return [...this.#folders].some((folder) => {
      if (!isBelow(path, folder)) return false;
      for (let at = path; at !== folder; at = dirname(at)) if (isLeftOut(basename(at))) return false;
      return true;
    });
  }

  /** Whether to look at a file, or into a folder, at all. */
  includes(path: string): boolean {
    if (this.places.has(path)) return true;
    return !isLeftOut(basename(path)) && [...this.#folders].some((folder) => isBelow(path, folder));
  }

  #open({ name, key, found }: NamedProgram): OpenedProgram {
    const previous = this.#opened.get(key);
    return analyse(name, found, { ...this.#opening, ...(previous === undefined ? {} : { previous }) });
  }

  #remember({ named, found }: NamedProgram, { root, reads }: OpenedProgram): void {
    for (const read of reads) this.#reads.add(read);
    // A lone file may lie among thousands of others, which are no part of its program.
    const isLone = found.input.config === null && named.every((name) => reads.includes(resolve(name)));
    // A program may be new below a folder that was named.
    const folders = isLone ? [] : [root, ...named.map((name) => resolve(name)).filter((path) => !reads.includes(path))];
    for (const folder of folders) this.#folders.add(folder);
    // A file that is not there yet shows in its folder.
    for (const place of isLone ? [...reads, ...reads.map(dirname)] : folders) this.places.add(place);
  }
}
