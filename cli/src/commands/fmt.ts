import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Diagnostic, formatFile, LineIndex, parseFile, type SyntaxFile } from "@seg-lang/language";
import { systemReason } from "@seg-lang/language/node";
import { CommandFailure, EXIT, type ExitStatus } from "../exit-status.js";
import { replaceFile } from "../replace-file.js";
import { counted } from "../reporters/report.js";
import { prose } from "../reporters/style.js";
import { decodeUtf8, readStandardInput } from "../terminal/input.js";
import type { CommandContext } from "./context.js";
import { fromHere, isBelow, loadPrograms } from "./programs.js";

export interface FormatOptions {
  readonly check?: boolean;
  readonly stdin?: boolean;
}

/** Writes programs in the one canonical layout. A file with syntax errors is left alone, with a message. */
export async function format(
  paths: readonly string[],
  options: FormatOptions,
  context: CommandContext,
): Promise<ExitStatus> {
  if (options.stdin) {
    if (paths.length > 0) throw new CommandFailure("`--stdin` reads standard input; name no files beside it.");
    return formatStandardInput(options, context);
  }
  const tally = { files: 0, changed: 0, broken: 0 };
  for (const path of filesOf(paths)) {
    if (context.interruption.aborted) break;
    tally.files += 1;
    const text = readText(path);
    const result = layOut(path, text);
    if (result.kind === "broken") {
      tally.broken += 1;
      context.notes.write(prose(`${result.message}\n`, context.notesStyle));
    } else if (result.changed) {
      tally.changed += 1;
      if (!options.check) writeText(path, text, result.text);
      context.output.write(`${options.check ? "not formatted: " : ""}${path}\n`);
    }
  }
  context.notes.write(`${summary(tally, options)}\n`);
  return tally.broken > 0 || (options.check && tally.changed > 0) ? EXIT.problems : EXIT.fine;
}

async function formatStandardInput({ check }: FormatOptions, context: CommandContext): Promise<ExitStatus> {
  const result = layOut("standard input", await readStandardInput(context.interruption));
  if (result.kind === "broken") {
    context.notes.write(prose(`${result.message}\n`, context.notesStyle));
    return EXIT.problems;
  }
  if (check) return result.changed ? EXIT.problems : EXIT.fine;
  context.output.write(result.text);
  return EXIT.fine;
}

type LayoutResult =
  | { readonly kind: "laid-out"; readonly text: string; readonly changed: boolean }
  | { readonly kind: "broken"; readonly message: string };

function layOut(path: string, text: string): LayoutResult {
  const file = parseFile(path, text);
  const formatted = formatFile(file);
  if (formatted === null) return { kind: "broken", message: leftAlone(file) };
  return { kind: "laid-out", text: formatted, changed: formatted !== text };
}

function leftAlone({ path, text, diagnostics }: SyntaxFile): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const place = ({ location }: Diagnostic) => {
    const { line, character } = new LineIndex(text).position(location.span.start);
    return `${line + 1}:${character + 1}`;
  };
  const [first] = errors;
  const detail = first === undefined ? "" : `\n  ${place(first)} ${first.message}`;
  return `${path} has ${counted(errors.length, "syntax error")} and was left as it is.${detail}`;
}

/** The `.seg` files named, or below the folders named, as paths from the working folder. */
function filesOf(paths: readonly string[]): readonly string[] {
  const files = new Set<string>();
  for (const { named, found } of loadPrograms(paths)) {
    for (const { path } of found.input.files) {
      const absolute = resolve(found.root, path);
      if (named.some((name) => isBelow(absolute, resolve(name)))) files.add(absolute);
    }
  }
  return [...files].map(fromHere);
}

function readText(path: string): string {
  try {
    return decodeUtf8(readFileSync(path), `\`${path}\``);
  } catch (error) {
    if (error instanceof CommandFailure) throw error;
    throw new CommandFailure(`Could not read \`${path}\`: ${systemReason(error)}.`);
  }
}

function writeText(path: string, before: string, after: string): void {
  try {
    replaceFile(path, before, after);
  } catch (error) {
    throw new CommandFailure(`Could not write \`${path}\`, which stays as it was: ${systemReason(error)}.`);
  }
}

function summary(tally: { files: number; changed: number; broken: number }, { check }: FormatOptions): string {
  const same = tally.files - tally.changed - tally.broken;
  const parts = [
    ...(tally.changed > 0 ? [`${counted(tally.changed, "file")} ${check ? "would change" : "formatted"}`] : []),
    ...(same > 0 ? [`${counted(same, "file")} already as they should be`] : []),
    ...(tally.broken > 0 ? [`${counted(tally.broken, "file")} left alone`] : []),
  ];
  return parts.join(", ").replace("1 file already as they should be", "1 file already as it should be");
}
