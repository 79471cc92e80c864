import { EXIT, type ExitStatus } from "../exit-status.js";
import { prettyReport, prettyTimings } from "../reporters/pretty.js";
import type { CheckedProgram } from "../reporters/report.js";
import type { CommandContext } from "./context.js";
import { openPrograms } from "./programs.js";

export interface CheckOptions {
  readonly format: "pretty" | "json" | "sarif" | "github" | "junit";
  readonly watch?: boolean;
  readonly strict?: boolean;
  readonly stats?: boolean;
}

/** Finds what is wrong in programs; fails where there are errors. */
export async function check(
  paths: readonly string[],
  options: CheckOptions,
  context: CommandContext,
): Promise<ExitStatus> {
  if (options.watch) {
    const { watchPrograms } = await import("./watch.js");
    return watchPrograms(paths, options, context);
  }
  const programs = openPrograms(paths, options.strict ? { strict: true } : {}).map(({ checked }) => checked);
  context.output.write(await checkReport(programs, options, context));
  return checkStatus(programs);
}

export function checkStatus(programs: readonly CheckedProgram[]): ExitStatus {
  const failed = programs.some(({ diagnostics }) => diagnostics.some(({ severity }) => severity === "error"));
  return failed ? EXIT.problems : EXIT.fine;
}

/** The report in the format asked for; each reporter is loaded only where it is needed. */
export async function checkReport(
  programs: readonly CheckedProgram[],
  { format, stats }: CheckOptions,
  { style }: CommandContext,
): Promise<string> {
  switch (format) {
    case "pretty":
      return prettyReport(programs, style) + (stats ? `\n${prettyTimings(programs, style)}\n` : "");
    case "json":
      return (await import("../reporters/json.js")).jsonReport(programs);
    case "sarif":
      return (await import("../reporters/sarif.js")).sarifReport(programs);
    case "github":
      return (await import("../reporters/github.js")).githubReport(programs);
    case "junit":
      return (await import("../reporters/junit.js")).junitReport(programs);
  }
}
