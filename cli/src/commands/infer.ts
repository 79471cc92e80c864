import { existsSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import {
  type InferResult,
  inferCustomer,
  parseSampleSize,
  type RecordSource,
  type SampleSize,
  systemReason,
} from "@seg-lang/language/node";
import { CommandFailure, EXIT, type ExitStatus } from "../exit-status.js";
import { replaceFile } from "../replace-file.js";
import { prose } from "../reporters/style.js";
import { countText } from "../terminal/bars.js";
import { createProgress } from "../terminal/progress.js";
import type { CommandContext } from "./context.js";
import { dataPath } from "./data.js";

export interface InferOptions {
  readonly out?: string;
  readonly force?: boolean;
  readonly sample?: string;
  readonly encoding?: string;
  readonly path?: string;
}

/** So many doubts are told beside the block, which has them all as comments. */
const MOST_DOUBTS = 10;

/** Writes a `customer` block from data, to standard output or to a new file. */
export async function infer(
  files: readonly string[],
  options: InferOptions,
  context: CommandContext,
): Promise<ExitStatus> {
  const { out, force } = options;
  if (out !== undefined && existsSync(out)) {
    if (files.some((file) => isSameFile(file, out))) throw isDataItself(out);
    if (!force) throw existsAlready(out);
  }
  const result = await inferWithProgress(files.map(sourceOf), options, context);
  const { notes, notesStyle, output } = context;
  if (result.kind === "failed") {
    for (const { message, code } of result.problems) {
      const more = notesStyle.colours.dim(`More: seg help ${code}`);
      notes.write(`${notesStyle.colours.red("error:")} ${prose(message, notesStyle)}\n${more}\n`);
    }
    return EXIT.usage;
  }
  if (out === undefined) output.write(result.text);
  else writeBlock(out, result.text, force ?? false);
  tell(result, out ?? null, context);
  return EXIT.fine;
}

function sourceOf(file: string): RecordSource {
  return file === "-"
    ? { kind: "stream", name: "standard input", stream: process.stdin }
    : { kind: "file", path: file };
}

async function inferWithProgress(
  files: readonly RecordSource[],
  { sample, encoding, path }: InferOptions,
  { interruption }: CommandContext,
): Promise<InferResult> {
  if (files.filter(({ kind }) => kind === "stream").length > 1) {
    throw new CommandFailure("Standard input can be read once; name `-` once.");
  }
  const progress = createProgress("Reading");
  try {
    return await inferCustomer({
      files,
      encoding: encoding ?? null,
      path: dataPath(path),
      ...(sample === undefined ? {} : { sample: sampleSize(sample) }),
      signal: interruption,
      onProgress: ({ characters, records }) => progress.update(characters, null, `${countText(records)} records`),
    });
  } finally {
    progress.stop();
  }
}

function sampleSize(text: string): SampleSize {
  const size = parseSampleSize(text);
  if (size !== null) return size;
  throw new CommandFailure(
    `\`--sample\` wants a number of records, as 10000, an amount of text, as 200MB, or \`all\`; \`${text}\` is none of these.`,
  );
}

/** Whole or not at all; what is there already is only replaced with `--force`. */
function writeBlock(path: string, text: string, force: boolean): void {
  try {
    if (force && existsSync(path)) {
      replaceFile(path, readFileSync(path, "utf8").replace(/^\ufeff/, ""), text);
      return;
    }
    writeNew(path, text);
  } catch (error) {
    if (error instanceof CommandFailure) throw error;
    throw new CommandFailure(`Could not write \`${path}\`: ${systemReason(error)}.`);
  }
}

function writeNew(path: string, text: string): void {
  let created = false;
  try {
    writeFileSync(path, "", { flag: "wx" });
    created = true;
    writeFileSync(path, text);
  } catch (error) {
    if (created) rmSync(path, { force: true });
    else if (existsSync(path)) throw existsAlready(path);
    throw error;
  }
}

/** Of which the second is there; links are followed. */
function isSameFile(file: string, other: string): boolean {
  return file !== "-" && existsSync(file) && realpathSync(file) === realpathSync(other);
}

function isDataItself(path: string): CommandFailure {
  return new CommandFailure(
    `\`${path}\` is one of the files to be read; writing there would destroy it. Name another file.`,
  );
}

function existsAlready(path: string): CommandFailure {
  return new CommandFailure(
    `\`${path}\` exists already and stays as it is. Name another file, or overwrite it with \`--force\`.`,
  );
}

function tell(
  { notes: told, doubts }: Extract<InferResult, { kind: "inferred" }>,
  out: string | null,
  { notes, notesStyle }: CommandContext,
): void {
  const lines = [...told, ...(out === null ? [] : [`Wrote \`${out}\`.`])];
  if (doubts.length > 0) lines.push("To be looked at, as comments of the block say:");
  for (const { field, sentence } of doubts.slice(0, MOST_DOUBTS)) {
    lines.push(`  ${field === null ? "" : `${field}: `}${sentence}`);
  }
  if (doubts.length > MOST_DOUBTS) lines.push(`  … and ${doubts.length - MOST_DOUBTS} more`);
  for (const line of lines) notes.write(`${prose(line, notesStyle)}\n`);
}
