import { expect, it } from "vitest";
import { Queue } from "./queue.js";

/** As a message comes: its bytes are read in one turn of the loop, and it is handed on in the next. */
function arriving(queue: Queue, task: () => void): void {
  setImmediate(() => setImmediate(() => queue.add(task)));
}

it("What comes while the background works is done before it goes on", async () => {
  const done: string[] = [];
  await new Promise<void>((resolve) => {
    const queue = new Queue(
      async () => {
        done.push("background");
        const steps = done.filter((each) => each === "background").length;
        if (steps < 4) arriving(queue, () => done.push(`message ${steps}`));
        else resolve();
        return steps < 4;
      },
      (error) => {
        throw error;
      },
    );
    queue.wake();
  });
  expect(done).toEqual(["background", "message 1", "background", "message 2", "background", "message 3", "background"]);
});
