import type { CommandContext } from "./commands/context.js";
import { CommandFailure, EXIT, type ExitStatus } from "./exit-status.js";
import { styleFor } from "./reporters/style.js";
import { streamOutput } from "./terminal/output.js";
import { VERSION } from "./version.js";

/**
 * Ways to be stopped: Ctrl-C, whoever started the command (a cancelled job), a closed terminal. Each leaves nothing half
 * written. The status is 128 and the number of the signal, as shells count.
 */
const STOPS = { SIGINT: EXIT.interrupted, SIGTERM: EXIT.terminated, SIGHUP: EXIT.hungUp } as const;

/** The whole process: reads the command line, runs the command, leaves its status in `process.exitCode`. */
export async function run(words: readonly string[]): Promise<void> {
  const context = processContext();
  process.once("uncaughtException", (error) => {
    reportBug(error, words);
    process.exit(EXIT.bug);
  });
  process.exitCode = await runCommand(words, context);
}

async function runCommand(words: readonly string[], context: ProcessContext): Promise<ExitStatus> {
  let status: ExitStatus;
  try {
    const { execute } = await import("./command-line.js");
    status = await execute(words, context);
    await context.output.finish();
  } catch (error) {
    if (!(error instanceof CommandFailure)) {
      reportBug(error, words);
      return EXIT.bug;
    }
    await reportFailure(error, context);
    status = error.status;
  }
  return context.interruption.aborted ? context.stopStatus() : status;
}

async function reportFailure({ message, code }: CommandFailure, { notes, notesStyle }: CommandContext): Promise<void> {
  const { prose } = await import("./reporters/style.js");
  const { colours } = notesStyle;
  const more = code === null ? "" : colours.dim(`More: seg help ${code}\n`);
  notes.write(`${colours.red("error:")} ${prose(message, notesStyle)}\n${more}`);
}

interface ProcessContext extends CommandContext {
  /** Of the signal that stopped the command. */
  stopStatus(): ExitStatus;
}

function processContext(): ProcessContext {
  const interruption = new AbortController();
  let stopStatus: ExitStatus = EXIT.interrupted;
  for (const [signal, status] of Object.entries(STOPS)) {
    process.on(signal, () => {
      // Asked twice, the process ends at once.
      if (interruption.signal.aborted) process.exit(status);
      stopStatus = status;
      interruption.abort();
    });
  }
  return {
    stopStatus: () => stopStatus,
    output: streamOutput(process.stdout, "standard output"),
    style: styleFor(process.stdout, process.env),
    notes: streamOutput(process.stderr, "standard error"),
    notesStyle: styleFor(process.stderr, process.env),
    interruption: interruption.signal,
  };
}

/** The only place that shows a stack: a bug of ours, with all that a report of it needs. */
function reportBug(error: unknown, words: readonly string[]): void {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const command = ["seg", ...words].map((word) => (/^[\w./:=@,%+-]+$/.test(word) ? word : JSON.stringify(word)));
  const lines = [
    "seg met a bug of its own and stopped. No file was left half written.",
    "Please report it with these lines, and with the program if you may share it:",
    "",
    `  version  seg ${VERSION}, Node ${process.version}, ${process.platform} ${process.arch}`,
    `  command  ${command.join(" ")}`,
    ...stack.split("\n").map((line) => `  ${line}`),
  ];
  process.stderr.write(`${lines.join("\n")}\n`);
}
