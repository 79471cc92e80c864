import { setFlagsFromString } from "node:v8";

/** How much a function must do (bytes of its code that are run) before V8 considers compiling it anew: its own number. */
const USUAL = 67_584;
/** What has to be done for the first findings is done once: less than this, of most functions. */
const LATE = 600_000;
/** From V8 12 on (Node 22) it counts calls, waits for many more of them, and does not know the option. */
const COUNTS_BYTES = Number.parseInt(process.versions.v8, 10) < 12;

/**
 * Lets V8 run code as it is for longer. Of the time that a start takes, a quarter went into machine code for functions that had
 * hardly anything left to do.
 */
export function optimiseLate(): void {
  optimiseAfter(LATE);
}

export function optimiseAsUsual(): void {
  optimiseAfter(USUAL);
}

function optimiseAfter(work: number): void {
  if (COUNTS_BYTES) setFlagsFromString(`--interrupt-budget=${work}`);
}
