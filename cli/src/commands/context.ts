import type { Style } from "../reporters/style.js";
import type { Output } from "../terminal/output.js";

/** What a command may touch of the world around it. */
export interface CommandContext {
  readonly output: Output;
  readonly style: Style;
  /** Standard error: progress, notes, what went wrong. */
  readonly notes: Output;
  readonly notesStyle: Style;
  /** Aborted by Ctrl-C: remove what is half written, say how far it came. */
  readonly interruption: AbortSignal;
}
