import { runPersona } from "@seg-lang/language";
import { CommandFailure, EXIT, type ExitStatus } from "../exit-status.js";
import {
  countPersonas,
  jsonPersonas,
  junitPersonas,
  prettyPersonas,
  type TestedProgram,
} from "../reporters/persona-report.js";
import { prettyReport } from "../reporters/pretty.js";
import type { CommandContext } from "./context.js";
import { clockFor } from "./day.js";
import { errorStatus, openPrograms } from "./programs.js";

export interface TestOptions {
  readonly format: "pretty" | "json" | "junit";
  readonly asOf?: string;
}

/** Checks that every persona is where the program says; fails where one is not, or could not be run. */
export async function test(
  paths: readonly string[],
  options: TestOptions,
  context: CommandContext,
): Promise<ExitStatus> {
  const opened = openPrograms(paths);
  const broken = opened
    .map(({ checked }) => checked)
    .map((checked) => ({ ...checked, diagnostics: checked.diagnostics.filter(({ severity }) => severity === "error") }))
    .filter(({ diagnostics }) => diagnostics.length > 0);
  if (broken.length > 0) {
    context.notes.write(prettyReport(broken, context.notesStyle));
    throw new CommandFailure("The program has errors, so no persona was run.", errorStatus(broken));
  }
  const programs = opened.map(({ checked, program: { model } }): TestedProgram => {
    const clock = clockFor(model.settings, options.asOf);
    return { checked, results: model.personas.map((persona) => runPersona(persona, model, clock)) };
  });
  context.output.write(report(programs, options, context));
  const { failed, notRun } = countPersonas(programs);
  return failed + notRun > 0 ? EXIT.problems : EXIT.fine;
}

function report(programs: readonly TestedProgram[], { format }: TestOptions, { style }: CommandContext): string {
  switch (format) {
    case "pretty":
      return prettyPersonas(programs, style);
    case "json":
      return jsonPersonas(programs);
    case "junit":
      return junitPersonas(programs);
  }
}
