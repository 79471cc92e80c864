import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { type Outcome, outcomeOf, startSeg, Workspace } from "./seg.js";

const CUSTOMER = "customer { id: text key  city: text  age: integer 0..120 }\n";
const GOOD = `${CUSTOMER}criterion Age { segment Young where age < 30 segment Old where age >= 30 }\n`;
const BAD = GOOD.replace("age < 30", "aeg < 30");
const LISTED = `${CUSTOMER}list cities from "cities.txt"\nsegment Urban where city in cities\n`;

/** A watch that is under way; ended at the latest when the test is. */
class Watch {
  readonly #child: ReturnType<typeof startSeg>;
  readonly ended: Promise<Outcome>;
  #output = "";
  #listeners = new Set<() => void>();

  private constructor(folder: Workspace, words: readonly string[]) {
    this.#child = startSeg(["check", "--watch", ...words], { cwd: folder.path });
    this.ended = outcomeOf(this.#child);
    onTestFinished(() => void this.#child.kill("SIGKILL"));
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        this.#output += chunk;
        for (const listener of this.#listeners) listener();
      });
    }
  }

  /** Resolves once changes are looked for. */
  static async over(folder: Workspace, ...words: string[]): Promise<Watch> {
    const watch = new Watch(folder, words);
    await watch.checks(1);
    return watch;
  }

  get output(): string {
    return this.#output;
  }

  get checked(): number {
    return this.#output.split("Watching; Ctrl-C ends.").length - 1;
  }

  /** Resolves once so many checks are over. */
  checks(count: number): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (this.checked < count) return;
        this.#listeners.delete(look);
        resolve();
      };
      this.#listeners.add(look);
      look();
    });
  }

  stop(): Promise<Outcome> {
    this.#child.kill("SIGINT");
    return this.ended;
  }
}

describe("check --watch", () => {
  test("checks again after a change of a file, and after one that is new; Ctrl-C ends it", async () => {
    const folder = new Workspace({ "a.seg": GOOD });
    const watch = await Watch.over(folder);
    expect(watch.output).toContain("No errors: 2 segments");
    folder.write("a.seg", BAD);
    await watch.checks(2);
    expect(watch.output).toContain("SEG3001");
    folder.write("a.seg", GOOD);
    await watch.checks(3);
    folder.write("deep/b.seg", "criterion More { segment Rest where age > 100 }\n");
    await watch.checks(4);
    const { status, stdout, stderr } = await watch.stop();
    expect(status).toBe(130);
    expect(stdout).toMatch(/No errors: 3 segments, 2 criteria in 2 files[^\n]*\n$/);
    expect(stderr.replaceAll("Watching; Ctrl-C ends.\n", "")).toBe("");
  });

  test("files that are none of the program's are nothing to it", async () => {
    const folder = new Workspace({ "a.seg": GOOD });
    const watch = await Watch.over(folder);
    folder.write("out.log", "one");
    folder.write("deep/notes.txt", "two");
    folder.write(".hidden/x.seg", BAD);
    folder.write("node_modules/p/x.seg", BAD);
    // What is seen comes in its order: by the time that this one is, those before it would have been.
    await new Promise((resolve) => setTimeout(resolve, 300));
    folder.write("a.seg", BAD);
    await watch.checks(2);
    expect((await watch.stop()).stdout.match(/No errors/g)).toHaveLength(1);
    expect(watch.checked).toBe(2);
  });

  test("its own output in the same folder is nothing to it, either", async () => {
    const folder = new Workspace({ "a.seg": GOOD });
    const watch = await Watch.over(folder, ".", "a.seg", "./a.seg");
    expect(watch.output.match(/No errors/g)).toHaveLength(1);
    folder.write("a.seg", `${GOOD}// again\n`);
    await watch.checks(2);
    const { stdout } = await watch.stop();
    expect(stdout.match(/No errors: 2 segments/g)).toHaveLength(2);
  });

  test.each([["."], ["a.seg"]])("a list file of %s belongs to it, also while it is not there", async (path) => {
    const folder = new Workspace({ "a.seg": LISTED });
    const watch = await Watch.over(folder, path);
    expect(watch.output).toContain("cities.txt");
    folder.write("cities.txt", "Tehran\n");
    await watch.checks(2);
    folder.write("cities.txt", "Tehran\nRasht\nTehran\n");
    await watch.checks(3);
    const { stdout } = await watch.stop();
    expect(stdout).toMatch(/\n1 error/);
    expect(stdout).toContain("No errors: 1 segment");
  });

  test("a program that is new below the folder is checked, too", async () => {
    const folder = new Workspace({ "one/seg.json": "{}", "one/a.seg": GOOD });
    const watch = await Watch.over(folder);
    mkdirSync(join(folder.path, "two"));
    folder.write("two/b.seg", GOOD);
    folder.write("two/seg.json", "{}");
    await watch.checks(2);
    expect((await watch.stop()).stdout).toMatch(/2 programs in all\. No errors: 4 segments[^\n]*\n$/);
  });

  test("a path that is not there is an error at once", async () => {
    const folder = new Workspace({});
    const { status, stdout, stderr } = await folder.seg(["check", "--watch", "nowhere.seg"]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain("no file or folder `nowhere.seg`");
  });
});
