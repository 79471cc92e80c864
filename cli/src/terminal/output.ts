import { systemReason } from "@seg-lang/language/node";
import { CommandFailure } from "../exit-status.js";

/** Where a command writes: standard output or standard error. */
export interface Output {
  write(text: string): void;
  /** True once the reader has gone (`seg … | head`): there is no use in writing on. */
  readonly closed: boolean;
  /** Resolves when everything is written; fails with a clear message where it could not be. */
  finish(): Promise<void>;
}

/** A reader who has read enough is no error; a full disk is one. */
export function streamOutput(stream: NodeJS.WriteStream, name: string): Output {
  let problem: unknown = null;
  stream.on("error", (error) => {
    problem ??= error;
  });
  return {
    get closed() {
      return problem !== null;
    },
    write(text) {
      if (problem === null && text !== "") stream.write(text);
    },
    async finish() {
      if (problem === null) await new Promise<void>((done) => stream.write("", () => done()));
      if (problem !== null && !isBrokenPipe(problem)) {
        throw new CommandFailure(`Could not write to ${name}: ${systemReason(problem)}.`);
      }
    },
  };
}

function isBrokenPipe(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "EPIPE" || code === "ERR_STREAM_DESTROYED" || code === "EOF";
}
