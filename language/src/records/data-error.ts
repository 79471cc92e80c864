import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Rule } from "../diagnostics/rule.js";

/** Something wrong with a file rather than with a place in the program. */
export type FileProblem = Pick<Diagnostic, "code" | "rule" | "severity" | "message">;

export function fileProblem<P>(rule: Rule<P>, parameters: P): FileProblem {
  return { code: rule.code, rule: rule.name, severity: rule.severity, message: rule.message(parameters) };
}

/** Carries a file problem out of a stream. The functions of this package that are called from outside never throw it. */
export class DataError extends Error {
  readonly problem: FileProblem;

  constructor(problem: FileProblem) {
    super(problem.message);
    this.name = "DataError";
    this.problem = problem;
  }
}

export function dataError<P>(rule: Rule<P>, parameters: P): DataError {
  return new DataError(fileProblem(rule, parameters));
}
