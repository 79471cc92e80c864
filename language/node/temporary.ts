import { rmSync } from "node:fs";

/** What is to be gone when the process ends, however it ends: files of outputs and of sorting that are not done with. */
const unfinished = new Set<string>();
let watchingExit = false;

/** A process that ends in the middle, by a bug or because it is asked to twice, must leave nothing half written. */
export function removeAtExit(path: string): void {
  unfinished.add(path);
  if (watchingExit) return;
  watchingExit = true;
  process.on("exit", () => {
    for (const left of unfinished) rmSync(left, { force: true, recursive: true });
  });
}

/** It is gone already, or is to stay. */
export function keepAtExit(path: string): void {
  unfinished.delete(path);
}
