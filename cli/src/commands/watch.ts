import { basename } from "node:path";
import { watch } from "chokidar";
import { CommandFailure, EXIT, type ExitStatus } from "../exit-status.js";
import { prose } from "../reporters/style.js";
import { type CheckFormat, checkReport } from "./check-report.js";
import type { CommandContext } from "./context.js";
import { type OpenedProgram, type OpenOptions, openProgram } from "./programs.js";

/** Editors save in several steps; what comes within this time (milliseconds) is one change. */
const QUIET = 60;
const CLEAR = "\u001b[2J\u001b[3J\u001b[H";

/** Checks again whenever a file of the programs changes, until Ctrl-C. */
export async function watchPrograms(
  paths: readonly string[],
  opening: OpenOptions,
  options: { readonly format: CheckFormat; readonly stats?: boolean },
  context: CommandContext,
): Promise<ExitStatus> {
  const { interruption, output, notes, notesStyle } = context;
  const named = paths.length === 0 ? ["."] : paths;
  const previous = new Map<string, OpenedProgram>();
  const roots = new Set<string>();

  const checkAll = async () => {
    if (process.stdout.isTTY === true) output.write(CLEAR);
    try {
      const programs = named.map((path) => {
        const before = previous.get(path);
        const opened = openProgram(path, { ...opening, ...(before ? { previous: before } : {}) });
        previous.set(path, opened);
        roots.add(opened.root);
        return opened.checked;
      });
      output.write(await checkReport(programs, options, context));
    } catch (error) {
      // A file that is gone for a moment must not end the watch.
      if (!(error instanceof CommandFailure)) throw error;
      notes.write(`${notesStyle.colours.red("error:")} ${prose(error.message, notesStyle)}\n`);
    }
    notes.write(notesStyle.colours.dim("Watching; Ctrl-C ends.\n"));
  };

  await checkAll();
  const watcher = watch([...new Set([...roots, ...named])], {
    ignoreInitial: true,
    ignored: (path) => isLeftOut(basename(path)) && !roots.has(path),
  });
  let timer: NodeJS.Timeout | undefined;
  let failure: ((error: unknown) => void) | undefined;
  watcher.on("all", () => {
    clearTimeout(timer);
    timer = setTimeout(() => void checkAll().catch((error: unknown) => failure?.(error)), QUIET);
  });
  try {
    await new Promise<void>((stop, fail) => {
      failure = fail;
      watcher.on("error", fail);
      if (interruption.aborted) stop();
      interruption.addEventListener("abort", () => stop(), { once: true });
    });
  } finally {
    clearTimeout(timer);
    await watcher.close();
  }
  return EXIT.interrupted;
}

/** As programs are loaded: no hidden folders, nothing that npm installed. */
function isLeftOut(name: string): boolean {
  return name === "node_modules" || (name.startsWith(".") && name !== "." && name !== "..");
}
