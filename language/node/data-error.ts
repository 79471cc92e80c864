import type { Diagnostic } from "../src/diagnostics/diagnostic.js";
import type { Rule } from "../src/diagnostics/rule.js";

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

/** What the operating system said, in words that follow a colon. */
export function systemReason(error: unknown): string {
  const code = errorCode(error);
  switch (code) {
    case "ENOENT":
      return "there is no such file or folder";
    case "EACCES":
    case "EPERM":
      return "you have no permission";
    case "ENOSPC":
    case "EDQUOT":
      return "the disk is full";
    case "EROFS":
      return "the disk is read-only";
    case "EMFILE":
    case "ENFILE":
      return "too many files are open";
    case "ENOTDIR":
      return "a part of the path is a file, not a folder";
    case "ENAMETOOLONG":
      return "the name is too long";
    case "EFBIG":
      return "the file would become too large";
    case "EIO":
      return "the disk or network reported a fault";
    case "EISDIR":
      return "it is a folder";
    case "ELOOP":
      return "its links lead in a circle";
    default:
      return error instanceof Error ? error.message : String(error);
  }
}

export function errorCode(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}
