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
