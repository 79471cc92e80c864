import { prettyReport, prettyTimings } from "../reporters/pretty.js";
import type { CheckedProgram } from "../reporters/report.js";
import type { CommandContext } from "./context.js";

export type CheckFormat = "pretty" | "json" | "sarif" | "github" | "junit";

/** The report in the format asked for; each reporter is loaded only where it is needed. */
export async function checkReport(
  programs: readonly CheckedProgram[],
  { format, stats }: { readonly format: CheckFormat; readonly stats?: boolean },
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
