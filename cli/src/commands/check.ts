import type { ExitStatus } from "../exit-status.js";
import { type CheckFormat, checkReport } from "./check-report.js";
import type { CommandContext } from "./context.js";
import { errorStatus, openPrograms } from "./programs.js";

export interface CheckOptions {
  readonly format: CheckFormat;
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
  return errorStatus(programs);
}
