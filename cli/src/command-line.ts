import { Command, CommanderError, Option } from "commander";
import type { CheckOptions } from "./commands/check.js";
import type { CommandContext } from "./commands/context.js";
import type { DiffOptions } from "./commands/diff.js";
import type { ExplainOptions } from "./commands/explain.js";
import type { FixOptions } from "./commands/fix.js";
import type { FormatOptions } from "./commands/fmt.js";
import type { InferOptions } from "./commands/infer.js";
import type { RunOptions } from "./commands/run.js";
import type { TestOptions } from "./commands/test.js";
import { EXIT, type ExitStatus } from "./exit-status.js";
import { VERSION } from "./version.js";

const EXIT_STATUS_HELP = `
Exit status:
  0    fine
  1    problems in the program, a failed persona, a file that is not formatted, a change with --fail-on-change
  2    wrong usage or configuration, a file that cannot be read or written
  3    records were rejected or ambiguous, more than --max-rejects allows
  70   a bug of seg itself; it says what to report
  130  stopped by Ctrl-C (by another signal: 143 for SIGTERM, 129 for SIGHUP)

Colour goes to terminals only; FORCE_COLOR=1 switches it on, NO_COLOR=1 off, whatever else is set.`;

const DIFF_HELP = `
A program that <old> does not have, or has with errors, counts as new.

Exit status:
  0    compared, whoever moves
  1    --fail-on-change: it is not proved that nobody moves; or the program of [new] has errors
  2    wrong usage, no such revision, a file that cannot be read, no program on either side`;

const INFER_HELP = `
The block reads every record that was looked at without a reject. What the data leave open stands in its comments, and on
standard error: read it before you rely on it. Records that no block can read (broken JSON, rows longer than the header) are
counted on standard error.`;

const PROGRAM_ARGUMENT = "a folder or .seg file; the program is the nearest folder upward with a seg.json";
const AS_OF_DAY = "the day that `today` means, as 2026-11-22; `now` is its last instant";
const AS_OF = `${AS_OF_DAY}; or the instant that \`now\` means, as 2026-11-22T10:30Z`;

const DATA_PATH =
  "where the customers are inside the JSON of the data: data.customers; . for objects over several lines";

/** Reads the words of the command line, runs the command they name, and gives its status. */
export async function execute(words: readonly string[], context: CommandContext): Promise<ExitStatus> {
  let status: ExitStatus = EXIT.fine;
  const program = commandLine(context, (result) => {
    status = result;
  });
  try {
    await program.parseAsync(words.length === 0 ? ["--help"] : words, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.fine : EXIT.usage;
  }
  return status;
}

/** What `seg` understands: every command with its options, and where its work is found. */
function commandLine(context: CommandContext, finish: (status: ExitStatus) => void): Command {
  const program = new Command("seg")
    .description("Customer segments as programs: check them, run them over data, ask why.")
    .version(VERSION, "-v, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.output.write(text),
      writeErr: (text) => context.notes.write(text),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .showHelpAfterError("Try `seg --help`.")
    .addHelpText("after", EXIT_STATUS_HELP);

  command(program, "check")
    .description("find what is wrong in programs")
    .argument("[path...]", PROGRAM_ARGUMENT)
    .addOption(formats(["pretty", "json", "sarif", "github", "junit"]))
    .option("--watch", "check again whenever a file changes")
    .option("--strict", "demand a declared criterion for every segment, no gap, and nothing undecided")
    .option("--proofs", "print why segments have no customer in common")
    .option("--as-of <day>", "prove for this day alone, as 2026-11-22; else for every day that seg.json allows")
    .option("--stats", "print how long each stage took")
    .action(async (paths: string[], options: CheckOptions) => {
      const { check } = await import("./commands/check.js");
      finish(await check(paths, options, context));
    });

  command(program, "run")
    .description("put every customer of a data file into segments")
    .argument("[path]", PROGRAM_ARGUMENT)
    .option(
      "--data <file>",
      "customers as CSV, NDJSON or a JSON array; - reads standard input; else the sampleData of seg.json",
    )
    .option(
      "--out <file>",
      "write one row per customer: key and segments (.csv, .ndjson, .json or .parquet; .csv.gz is compressed)",
    )
    .option(
      "--rejects <file>",
      "write the records that were rejected or ambiguous, with their reasons (the same endings)",
    )
    .option("--max-rejects <limit>", "how many records may be rejected, as 100 or 0.5%")
    .option("--as-of <day>", AS_OF)
    .option("--segment <name>", "list the members of one segment in place of the summary")
    .option(
      "--sort-by <expression>",
      "rank members, or the rows of --out, by a value, largest first: 'sum(orders.total)'",
    )
    .option("--csv-safe", "write CSV cells so that no spreadsheet takes one for a formula")
    .option(
      "--threads <number>",
      "read large NDJSON files in so many threads (default: as many as there are processors, at most 4)",
    )
    .option("--encoding <name>", "encoding of the data where it is not UTF-8: windows-1256, latin1, …")
    .option("--path <keys>", DATA_PATH)
    .addOption(formats(["pretty", "json"]))
    .action(async (path: string | undefined, options: RunOptions) => {
      const { runData } = await import("./commands/run.js");
      finish(await runData(path, options, context));
    });

  command(program, "explain")
    .description("say why a customer is, or is not, in each segment")
    .argument("[path]", PROGRAM_ARGUMENT)
    .requiredOption(
      "--customer <customer>",
      "the customer: a JSON object, @FILE with one, or a key to look up in --data",
    )
    .option("--data <file>", "where to look up the key; - reads standard input")
    .option("--segment <name>", "explain this segment only")
    .option("--as-of <day>", AS_OF)
    .option("--encoding <name>", "encoding of the data where it is not UTF-8")
    .option("--path <keys>", DATA_PATH)
    .addOption(formats(["pretty", "json"]))
    .action(async (path: string | undefined, options: ExplainOptions) => {
      const { explain } = await import("./commands/explain.js");
      finish(await explain(path, options, context));
    });

  command(program, "test")
    .description("check that every persona is where the program says")
    .argument("[path...]", PROGRAM_ARGUMENT)
    .addOption(formats(["pretty", "json", "junit"]))
    .option("--as-of <day>", AS_OF)
    .action(async (paths: string[], options: TestOptions) => {
      const { test } = await import("./commands/test.js");
      finish(await test(paths, options, context));
    });

  command(program, "diff")
    .description("say which customers move between two programs, and prove which do not")
    .argument("<old>", "a folder or .seg file, or a git revision: a branch, a tag, a commit")
    .argument("[new]", "the same; without it the working tree is compared with the revision <old>")
    .option("--path <path>", "where the program lies, of a revision; by default the folder given, or the current one")
    .option("--data <file>", "count how many of these customers move")
    .option("--as-of <day>", AS_OF_DAY)
    .option("--encoding <name>", "encoding of the data where it is not UTF-8")
    .option("--data-path <keys>", DATA_PATH)
    .option("--fail-on-change", "exit with 1 unless it is proved that nobody moves")
    .addOption(formats(["pretty", "json", "markdown"]))
    .addHelpText("after", DIFF_HELP)
    .action(async (before: string, after: string | undefined, options: DiffOptions) => {
      const { diff } = await import("./commands/diff.js");
      finish(await diff(before, after, options, context));
    });

  command(program, "fix")
    .description("apply the safe fixes of what `seg check` finds")
    .argument("[path...]", PROGRAM_ARGUMENT)
    .option("--dry-run", "change nothing; print what would change as a patch")
    .option("--rule <name>", "only the fixes of this rule, by name or code; may be given again", gathered, [])
    .action(async (paths: string[], options: FixOptions) => {
      const { fix } = await import("./commands/fix.js");
      finish(await fix(paths, options, context));
    });

  command(program, "fmt")
    .description("write programs in the one canonical layout")
    .argument("[path...]", "folders or .seg files")
    .option("--check", "change nothing; name the files that would change, and exit with 1 if there are any")
    .option("--stdin", "format standard input to standard output")
    .action(async (paths: string[], options: FormatOptions) => {
      const { format } = await import("./commands/fmt.js");
      finish(await format(paths, options, context));
    });

  command(program, "infer")
    .description("write a customer block from data: types, formats, choices, what may be missing")
    .argument("<file...>", "customers as CSV, NDJSON or a JSON array, all files together; - reads standard input")
    .option("--out <file>", "write the block to a new file in place of standard output")
    .option("--force", "overwrite the file of --out")
    .option(
      "--sample <size>",
      "how much to read: a number of records, an amount of text as 200MB, or all; by default 32MB of larger data",
    )
    .option("--encoding <name>", "encoding of the data where it is not UTF-8: windows-1256, latin1, …")
    .option("--path <keys>", DATA_PATH)
    .addHelpText("after", INFER_HELP)
    .action(async (files: string[], options: InferOptions) => {
      const { infer } = await import("./commands/infer.js");
      finish(await infer(files, options, context));
    });

  command(program, "lsp")
    .description("start the language server, for an editor")
    .option("--stdio", "over standard input and output: the only way there is")
    .action(async () => {
      const { lsp } = await import("./commands/lsp.js");
      await lsp(context);
    });

  command(program, "help")
    .description("explain a message or a command")
    .argument("[topic]", "a code (SEG3004), the name of a rule, or a command")
    .action(async (topic: string | undefined) => {
      const { help } = await import("./commands/help.js");
      finish(await help(topic, program, context));
    });

  for (const each of program.commands) refuseRepeated(each);
  return program;
}

/** An option that is given twice would silently be what was given last. */
function refuseRepeated(command: Command): void {
  for (const option of command.options) {
    if (option.isBoolean() || option.parseArg === (gathered as Option["parseArg"])) continue;
    let isGiven = false;
    command.on(`option:${option.name()}`, () => {
      if (isGiven) command.error(`error: \`${option.long}\` is given twice, and can have one value only`);
      isGiven = true;
    });
  }
}

function command(program: Command, name: string): Command {
  return program
    .command(name)
    .helpOption("-h, --help", "print this help")
    .showHelpAfterError(`Try \`seg ${name} --help\`.`);
}

/** For an option that may be given several times. */
function gathered(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

function formats(choices: readonly string[]): Option {
  return new Option("--format <format>", "how to print the result").choices(choices).default("pretty");
}
