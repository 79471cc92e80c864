import type { ExitStatus } from "../exit-status.js";
import { type CheckFormat, checkReport } from "./check-report.js";
import type { CommandContext } from "./context.js";
import { dayNumber } from "./day.js";
import { errorStatus, type OpenOptions, openPrograms } from "./programs.js";

export interface CheckOptions {
  readonly format: CheckFormat;
  readonly watch?: boolean;
  readonly strict?: boolean;
  readonly stats?: boolean;
  readonly proofs?: boolean;
  readonly asOf?: string;
}

/** Finds what is wrong in programs; fails where there are errors. */
export async function check(
  paths: readonly string[],
  options: CheckOptions,
  context: CommandContext,
): Promise<ExitStatus> {
  if (options.watch) {
    const { watchPrograms } = await import("./watch.js");
    return watchPrograms(paths, openOptions(options), options, context);
  }
  const programs = openPrograms(paths, openOptions(options)).map(({ checked }) => checked);
  context.output.write(await checkReport(programs, options, context));
  return errorStatus(programs);
}

/** What is asked of each program: proofs always, certificates and a fixed day if the user says so. */
function openOptions({ strict, proofs, asOf }: CheckOptions): OpenOptions {
  return {
    ...(strict ? { strict: true } : {}),
    prove: { certificates: proofs === true, ...(asOf === undefined ? {} : { asOf: dayNumber(asOf) }) },
  };
}
