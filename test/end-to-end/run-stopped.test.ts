import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { outcomeOf, startSeg } from "./seg.js";
import { namesIn, shop } from "./shop.js";

describe("Ctrl-C, or another signal that stops", () => {
  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const)(
    "%s in the middle of a run: says how far it came, leaves no half of a file, status %d",
    async (signal, expected) => {
      const folder = shop();
      const before = namesIn(folder);
      // An endless input: the run cannot be over before it is stopped.
      const child = startSeg(["run", "--data", "-", "--out", "out.csv", "--rejects", "rejects.ndjson"], {
        cwd: folder.path,
      });
      const feed = feedForever(child);
      const done = outcomeOf(child);
      await until(() => namesIn(folder).length > before.length);
      expect(namesIn(folder)).not.toContain("out.csv");
      child.kill(signal);
      const { status, stderr } = await done;
      clearInterval(feed);
      expect(status).toBe(expected);
      expect(stderr).toMatch(/[Ii]nterrupted after [\d,]+ records?; no output was left behind/);
      expect(namesIn(folder)).toEqual(before);
    },
  );

  test("a bug in the middle of a run: status 70, what to report, and no half of a file", async () => {
    // A stand-in for any bug: an exception thrown while the run is at work.
    const folder = shop({ "bug.mjs": 'process.on("SIGUSR2", () => { throw new Error("a bug on demand"); });\n' });
    const before = namesIn(folder);
    const child = startSeg(["run", "--data", "-", "--out", "out.csv", "--rejects", "rejects.ndjson"], {
      cwd: folder.path,
      env: { NODE_OPTIONS: `--import=${pathToFileURL(join(folder.path, "bug.mjs"))}` },
    });
    const feed = feedForever(child);
    const done = outcomeOf(child);
    await until(() => namesIn(folder).length === before.length + 2);
    child.kill("SIGUSR2");
    const { status, stderr } = await done;
    clearInterval(feed);
    expect(status).toBe(70);
    expect(stderr).toMatch(
      /bug of its own[\s\S]*No file was left half written[\s\S]*command {2}seg run[\s\S]*a bug on demand/,
    );
    expect(namesIn(folder)).toEqual(before);
  });

  test("while waiting for standard input", async () => {
    const folder = shop();
    const child = startSeg(["run", "--data", "-"], { cwd: folder.path });
    const done = outcomeOf(child);
    child.stdin.write("id,city,age,spent\na,Tehran,20,1\n");
    // Started far enough to have its handlers in place.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    child.kill("SIGINT");
    expect((await done).status).toBe(130);
    child.stdin.destroy();
  });
});

/** Writes customers without end, thousands at a time, to the standard input of a run. */
function feedForever({ stdin }: ReturnType<typeof startSeg>): NodeJS.Timeout {
  stdin.on("error", () => {});
  stdin.write("id,city,age,spent\n");
  let number = 0;
  const chunk = () => Array.from({ length: 20_000 }, () => `k${number++},Tehran,20,1\n`).join("");
  return setInterval(() => stdin.write(chunk()), 20);
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}
