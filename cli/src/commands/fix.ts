import { resolve } from "node:path";
import {
  type AppliedFix,
  allRules,
  applySafeFixes,
  type Diagnostic,
  errorCount,
  type Fixed,
  findRule,
  LineIndex,
  nearestName,
  type SourceFile,
} from "@seg-lang/language";
import { systemReason } from "@seg-lang/language/node";
import { CommandFailure, type ExitStatus } from "../exit-status.js";
import { byteOrderMark, replaceFile, whyNotReplaced } from "../replace-file.js";
import { counted } from "../reporters/report.js";
import { prose } from "../reporters/style.js";
import type { CommandContext } from "./context.js";
import {
  analyse,
  errorStatus,
  fromHere,
  isBelow,
  loadPrograms,
  type NamedProgram,
  type OpenedProgram,
} from "./programs.js";

export interface FixOptions {
  readonly dryRun?: boolean;
  /** Names or codes; without any, all. */
  readonly rule: readonly string[];
}

/** Applies the safe fixes of what is wrong in programs; fails where errors remain. */
export async function fix(paths: readonly string[], options: FixOptions, context: CommandContext): Promise<ExitStatus> {
  const codes = options.rule.map(ruleCode);
  const wants = ({ code }: Diagnostic) => codes.length === 0 || codes.includes(code);
  const results = loadPrograms(paths).map((program) => fixProgram(program, wants));
  const files = results.flatMap((result) => result.files);
  if (!context.interruption.aborted) {
    if (!options.dryRun) refuseUnwritable(files);
    for (const file of files) await show(file, options, context);
    if (options.dryRun) context.notes.write(prose(whereToApply(files), context.notesStyle));
  }
  context.notes.write(prose(`${summary(results, options, wants)}\n`, context.notesStyle));
  return errorStatus(results.map(({ last }) => last.checked));
}

interface FixedProgram {
  readonly files: readonly FixedFile[];
  readonly fixed: Fixed;
  /** The program as it is now. */
  readonly last: OpenedProgram;
}

interface FixedFile {
  /** From the working folder. */
  readonly path: string;
  /** As a patch names it, and from which folder: the working folder, or the program's own if that lies elsewhere. */
  readonly patched: { readonly path: string; readonly from: string };
  readonly before: string;
  readonly after: string;
  readonly applied: readonly AppliedFix[];
}

function fixProgram(
  { name: shown, named, found }: NamedProgram,
  wants: (diagnostic: Diagnostic) => boolean,
): FixedProgram {
  const { root, input } = found;
  const touchable = [...input.files, ...(input.config === null ? [] : [input.config])].filter(({ path }) =>
    named.some((name) => isBelow(resolve(root, path), resolve(name))),
  );
  let last: OpenedProgram | undefined;
  const check = (files: readonly SourceFile[]) => {
    const texts = new Map(files.map(({ path, text }) => [path, text]));
    const now = <F extends SourceFile>(file: F): F => ({ ...file, text: texts.get(file.path) ?? file.text });
    const changed = { ...input, files: input.files.map(now), config: input.config === null ? null : now(input.config) };
    last = analyse(shown, { ...found, input: changed }, { prove: {}, ...(last ? { previous: last } : {}) });
    return last.checked.diagnostics;
  };
  const fixed = applySafeFixes({ files: touchable, check, wants });
  // What was checked last may be what was taken back.
  check(fixed.files);
  const files = fixed.files.flatMap(({ path, text }, index) => {
    const before = touchable[index]!.text;
    if (text === before) return [];
    const applied = fixed.applied.filter((each) => each.diagnostic.location.file === path);
    const here = fromHere(resolve(root, path));
    const patched = here.startsWith("../") ? { path, from: fromHere(root) } : { path: here, from: "." };
    return [{ path: here, patched, before, after: text, applied }];
  });
  return { files, fixed, last: last! };
}

/** Before the first is written: fixes in half of the files of a program can be worse than none. */
function refuseUnwritable(files: readonly FixedFile[]): void {
  const refused = files.flatMap(({ path }) => {
    const reason = whyNotReplaced(path);
    return reason === null ? [] : [`\`${path}\` cannot be written: ${reason}.`];
  });
  if (refused.length > 0) throw new CommandFailure(`${refused.join("\n")}\nNo file was changed.`);
}

/** Patches name no path that leads upward: git would not take it. */
function whereToApply(files: readonly FixedFile[]): string {
  const folders = [...new Set(files.map(({ patched }) => patched.from))].filter((from) => from !== ".");
  return folders.map((from) => `The paths in the patch start at \`${from}\`: apply it there.\n`).join("");
}

async function show(file: FixedFile, { dryRun }: FixOptions, { output, style }: CommandContext): Promise<void> {
  if (dryRun) {
    const { unifiedPatch } = await import("../reporters/patch.js");
    const mark = byteOrderMark(file.path);
    output.write(unifiedPatch(file.patched.path, mark + file.before, mark + file.after, style));
    return;
  }
  try {
    replaceFile(file.path, file.before, file.after);
  } catch (error) {
    throw new CommandFailure(`Could not write \`${file.path}\`, which stays as it was: ${systemReason(error)}.`);
  }
  const rows = file.applied.map(({ diagnostic, fix: { title }, text }) => {
    const { line, character } = new LineIndex(text).position(diagnostic.location.span.start);
    const place = `${line + 1}:${character + 1}`;
    return `  ${style.colours.dim(`${place.padStart(7)}  ${diagnostic.code}`)}  ${prose(title, style)}`;
  });
  output.write(`${[style.colours.bold(prose(file.path, style)), ...rows].join("\n")}\n`);
}

function summary(
  results: readonly FixedProgram[],
  { dryRun }: FixOptions,
  wants: (diagnostic: Diagnostic) => boolean,
): string {
  const files = results.flatMap((each) => each.files);
  const applied = results.reduce((count, { fixed }) => count + fixed.applied.length, 0);
  const takenBack = results.reduce((count, { fixed }) => count + fixed.takenBack.length, 0);
  const findings = results.flatMap(({ last }) => last.checked.diagnostics);
  const errors = errorCount(findings);
  const choices = findings.filter((each) => wants(each) && each.fixes.some(({ safe }) => !safe)).length;
  const done =
    applied === 0 ? "Nothing to fix" : `${counted(applied, "fix", "fixes")} in ${counted(files.length, "file")}`;
  return [
    `${done}${dryRun && applied > 0 ? "; nothing was changed" : ""}.`,
    ...(takenBack > 0 ? [`${counted(takenBack, "fix", "fixes")} taken back: there would have been more errors.`] : []),
    ...(errors > 0 ? [`${counted(errors, "error")} ${errors === 1 ? "remains" : "remain"}.`] : []),
    ...(choices > 0 ? [`${counted(choices, "finding")} with a fix that somebody has to choose.`] : []),
    ...(errors > 0 || choices > 0 ? ["`seg check` shows them."] : []),
  ].join(" ");
}

function ruleCode(text: string): string {
  const rule = findRule(text);
  if (rule !== undefined) return rule.code;
  const nearest = nearestName(
    text,
    allRules.flatMap(({ code, name }) => [code, name]),
  );
  const hint = nearest === null ? "" : ` Did you mean \`${nearest}\`?`;
  throw new CommandFailure(`There is no rule called \`${text}\`.${hint}`);
}
