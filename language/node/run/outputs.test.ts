import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { PassThrough, Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { bytes, dataFolder, optionsFor, PEOPLE, programOf, SHOP } from "../../../test/kit/runs.js";
import type { RunOptions } from "./options.js";
import { run } from "./run.js";

const { folder, file } = dataFolder();

describe("outputs that fail leave nothing behind", () => {
  const program = programOf(SHOP);
  const data = file(PEOPLE, "people.ndjson");
  const leftovers = () => readdirSync(folder).filter((entry) => entry.endsWith(".part"));

  async function failure(more: Partial<RunOptions>): Promise<string[]> {
    const result = await run(optionsFor(program, data, more));
    return result.kind === "failed" ? result.problems.map(({ rule }) => rule) : ["completed"];
  }

  it.each([
    ["a name without ending", "out.txt", "unknown-output-format"],
    ["a folder that is not there", "no/where/out.csv", "output-failed"],
  ])("%s", async (_, name, rule) => {
    expect(await failure({ out: { kind: "file", path: join(folder, name) } })).toEqual([rule]);
  });

  it("a folder", async () => {
    expect(await failure({ out: { kind: "file", path: folder, format: "csv" } })).toEqual(["directory-given"]);
  });

  it("the data themselves, or one file for two outputs", async () => {
    expect(await failure({ out: { kind: "file", path: data } })).toEqual(["same-file"]);
    const twice = { kind: "file", path: join(folder, "both.ndjson") } as const;
    expect(await failure({ out: twice, rejects: twice })).toEqual(["same-file"]);
  });

  it("a link to a file that is not there yet: the link stays, the file is made", async () => {
    const [link, target] = [join(folder, "dangling.csv"), join(folder, "behind.csv")];
    symlinkSync("behind.csv", link);
    expect(await failure({ out: { kind: "file", path: link } })).toEqual(["completed"]);
    expect(readlinkSync(link)).toBe("behind.csv");
    expect(readFileSync(target, "utf8")).toMatch(/^id,/);
    unlinkSync(target);
    const both = { out: { kind: "file", path: link }, rejects: { kind: "file", path: target } } as const;
    expect(await failure(both)).toEqual(["same-file"]);
  });

  it("a file for rejects whose name says no format", async () => {
    expect(await failure({ rejects: { kind: "file", path: join(folder, "rejects.txt") } })).toEqual([
      "unknown-output-format",
    ]);
  });

  it.runIf(process.platform === "linux")("a full disk", async () => {
    const path = join(folder, "full.ndjson");
    symlinkSync("/dev/full", path);
    const result = await run(optionsFor(program, data, { out: { kind: "file", path } }));
    expect(result).toMatchObject({ kind: "failed", problems: [{ rule: "output-failed" }] });
    expect(result.kind === "failed" && result.problems[0]?.message).toContain("the disk is full");
  });

  it.runIf(process.platform === "linux")("what is open already is written on with, and its name stays", async () => {
    const shown = join(folder, "shown.txt");
    const descriptor = openSync(shown, "w");
    const target = `/proc/self/fd/${descriptor}`;
    const path = join(folder, "open.csv");
    symlinkSync(target, path);
    writeSync(descriptor, "before\n");
    expect(await failure({ out: { kind: "file", path } })).toEqual(["completed"]);
    writeSync(descriptor, "after\n");
    expect(readFileSync(shown, "utf8")).toMatch(/^before\nid,Age,[\s\S]*First\r\nafter\n$/);
    // Like a pipe, it has no path any more.
    unlinkSync(shown);
    expect(await failure({ out: { kind: "file", path } })).toEqual(["completed"]);
    expect(readlinkSync(path)).toBe(target);
    closeSync(descriptor);
    expect(await failure({ out: { kind: "file", path } })).toEqual(["output-failed"]);
  });

  it("a reader that went away", async () => {
    const stream = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error("broken pipe"), { code: "EPIPE" })),
    });
    expect(await failure({ out: { kind: "stream", name: "standard output", stream } })).toEqual(["output-closed"]);
  });

  it("bytes in the middle that are no UTF-8", async () => {
    const path = join(folder, "kept.ndjson");
    writeFileSync(path, "old");
    const broken = file(bytes(`${'{"id":"1","age":1}\n'.repeat(100_000)}`, 0xff));
    const result = await run(optionsFor(program, broken, { out: { kind: "file", path } }));
    expect(result).toMatchObject({ kind: "failed", problems: [{ rule: "wrong-encoding" }] });
    expect(readFileSync(path, "utf8")).toBe("old");
    expect(leftovers()).toEqual([]);
  });

  it("an interruption, also while a pipe has nothing to give", async () => {
    const path = join(folder, "interrupted.ndjson");
    const stream = new PassThrough();
    stream.write(`${'{"id":"1","age":1}\n'.repeat(10_000)}`);
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    const result = await run({
      ...optionsFor(program, "", { out: { kind: "file", path }, signal: controller.signal }),
      data: { kind: "stream", name: "standard input", stream },
    });
    expect(result).toMatchObject({ kind: "failed", problems: [{ rule: "run-interrupted" }], records: 10_000 });
    expect(readdirSync(folder)).not.toContain("interrupted.ndjson");
    expect(leftovers()).toEqual([]);
  });
});
