/** What `seg` tells the shell. Documented in `seg --help` and in cli/README.md; scripts rely on these numbers. */
export const EXIT = {
  fine: 0,
  /** The program has errors, a persona is not where it was expected, a file is not formatted. */
  problems: 1,
  /** Wrong usage or configuration, or a file that cannot be read or written. */
  usage: 2,
  /** Records were rejected, more than `--max-rejects` allows. */
  rejected: 3,
  /** A bug of ours. */
  bug: 70,
  /** Stopped by Ctrl-C: 128 and the number of the signal, as shells count. */
  interrupted: 130,
  /** Stopped by SIGTERM, as a cancelled job is. */
  terminated: 143,
  /** Its terminal was closed. */
  hungUp: 129,
} as const;

export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

/** Ends the command with one clear message instead of a result. Everything else that is thrown is a bug of ours. */
export class CommandFailure extends Error {
  readonly status: ExitStatus;
  /** Of the rule whose page says more, if there is one. */
  readonly code: string | null;

  constructor(message: string, status: ExitStatus = EXIT.usage, code: string | null = null) {
    super(message);
    this.name = "CommandFailure";
    this.status = status;
    this.code = code;
  }
}

/** What went wrong with a file, in words: never the text of a system call. */
export function fileProblem(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  switch (code) {
    case "ENOENT":
      return "there is no such file or folder";
    case "EISDIR":
      return "it is a folder, not a file";
    case "ENOTDIR":
      return "a part of its path is a file, not a folder";
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
    case "ELOOP":
      return "its symbolic links lead round in a circle";
    case "ENAMETOOLONG":
      return "the name is too long";
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
