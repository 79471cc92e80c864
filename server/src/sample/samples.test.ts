import { describe, expect, it } from "vitest";
import type { Files } from "../workspace/files.js";
import type { LiveProgram } from "../workspace/live-program.js";
import { DEFAULT_SETTINGS } from "../workspace/settings.js";
import { Workspace } from "../workspace/workspace.js";
import type { SampleNews, SampleReader, SampleReport, SampleTask } from "./sample-reader.js";
import { Samples } from "./samples.js";

const ROOT = "file:///work/shop";
const FILE = `${ROOT}/a.seg`;
const CUSTOMER = "customer { id: text key, age: integer }\n";

interface Count {
  readonly task: SampleTask;
  readonly tell: (news: SampleNews) => void;
  stopped: boolean;
}

/** A program in memory, and a reader that counts only as the test says. */
async function setUp(
  text: string,
  others: Readonly<Record<string, string>> = { "seg.json": '{"sampleData":"c.csv"}' },
) {
  const disk = new Map(Object.entries(others).map(([path, content]) => [`${ROOT}/${path}`, content]));
  disk.set(FILE, "");
  const files: Files = {
    entries: async (folder) =>
      folder === ROOT ? [...disk.keys()].map((uri) => ({ name: uri.slice(ROOT.length + 1), kind: "file" })) : null,
    exists: async (uri) => disk.has(uri),
    read: async (uri) => (disk.has(uri) ? { kind: "text", text: disk.get(uri)! } : { kind: "absent" }),
  };
  const workspace = new Workspace(files);
  workspace.folders = [ROOT];
  const counts: Count[] = [];
  const watched = new Map<string, () => void>();
  const explained: (readonly [string, string])[] = [];
  const reader: SampleReader = {
    count(task, tell) {
      const count = { task, tell, stopped: false };
      counts.push(count);
      return () => {
        count.stopped = true;
      };
    },
    async explain({ data }, key) {
      explained.push([data, key]);
      return { kind: "text", text: key };
    },
    watch(data, changed) {
      watched.set(data, changed);
      return () => watched.delete(data);
    },
  };
  const failures: string[] = [];
  const samples: Samples = new Samples({
    reader,
    files,
    folders: () => workspace.folders,
    changed: (program) => samples.apply(program),
    failed: (message) => failures.push(message),
    quiet: 1,
  });
  let version = 1;
  workspace.open(FILE, "seg", version, CUSTOMER + text);
  const settle = async (): Promise<LiveProgram> => {
    await workspace.settleLayout();
    const [program] = workspace.programs;
    await program!.settle();
    await samples.update(program!);
    return program!;
  };
  const program = await settle();
  return {
    program,
    workspace,
    samples,
    counts,
    watched,
    failures,
    explained,
    settle,
    /** The file becomes this text; the count that follows, if any, has begun when this comes back. */
    edit: async (next: string) => {
      version += 1;
      workspace.change(FILE, version, [{ text: CUSTOMER + next }]);
      await settle();
      await began();
    },
    sample: () => program.view().sample,
  };
}

/** Long enough for a timer of a millisecond. */
const began = () => new Promise((resolve) => setTimeout(resolve, 20));

function report(counts: Readonly<Record<string, number>>, more: Partial<SampleReport> = {}): SampleNews {
  return {
    kind: "report",
    report: {
      customers: 10,
      rejected: null,
      finished: true,
      complete: true,
      share: 1,
      counts: new Map(Object.entries(counts)),
      values: new Map([["city", [{ value: "تهران", customers: 4 }]]]),
      ...more,
    },
  };
}

const TWO = "segment A where age > 1\nsegment B where age > 5";

describe("sample data", () => {
  it("are those of seg.json, relative to the root, or of the setting, also of a folder that is open", async () => {
    const { counts, workspace, settle, watched } = await setUp(TWO, {
      "seg.json": '{"sampleData":"data/c.csv"}',
      "other.csv": "",
    });
    await began();
    expect(counts.map(({ task }) => task.data)).toEqual([`${ROOT}/data/c.csv`]);
    workspace.apply({ general: { ...DEFAULT_SETTINGS, sampleData: "other.csv" }, folders: new Map() });
    await settle();
    await began();
    expect(counts[0]?.stopped).toBe(true);
    expect(counts[1]?.task.data).toBe(`${ROOT}/other.csv`);
    expect([...watched.keys()]).toEqual([`${ROOT}/other.csv`]);
    workspace.apply({ general: { ...DEFAULT_SETTINGS, sampleData: "/elsewhere/c.csv" }, folders: new Map() });
    await settle();
    await began();
    expect(counts[2]?.task.data).toBe("file:///elsewhere/c.csv");
  });

  it("none are named: nothing is counted", async () => {
    const { counts, samples, sample } = await setUp(TWO, { "seg.json": "{}" });
    await began();
    expect([
      counts,
      sample(),
      samples.recount(ROOT),
      samples.explain(ROOT, { root: ROOT, files: [], config: null, lists: [] }, "1"),
    ]).toEqual([[], null, false, null]);
  });

  it("numbers grow while the file is read for the first time", async () => {
    const { counts, sample } = await setUp(TWO);
    expect(sample()).toBeNull();
    await began();
    counts[0]!.tell(report({ A: 2, B: 1 }, { customers: 3, finished: false, complete: false }));
    expect(sample()).toMatchObject({
      file: "c.csv",
      customers: 3,
      complete: false,
      counts: new Map([
        ["A", 2],
        ["B", 1],
      ]),
    });
    counts[0]!.tell(report({ A: 7, B: 3 }));
    expect(sample()).toMatchObject({
      customers: 10,
      complete: true,
      counts: new Map([
        ["A", 7],
        ["B", 3],
      ]),
    });
    expect(sample()?.values.get("city")).toEqual([{ value: "تهران", customers: 4 }]);
  });

  it("what stays as it was written keeps its number; the rest comes when all has been counted again", async () => {
    const { counts, sample, edit } = await setUp(TWO);
    await began();
    counts[0]!.tell(report({ A: 7, B: 3 }));
    await edit(TWO.replace("> 5", "> 6"));
    expect(sample()?.counts).toEqual(new Map([["A", 7]]));
    expect(counts).toHaveLength(2);
    // Numbers of two runs are not mixed: shares would be of different wholes.
    counts[1]!.tell(report({ A: 1, B: 1 }, { customers: 2, finished: false, complete: false }));
    expect(sample()).toMatchObject({ customers: 10, counts: new Map([["A", 7]]) });
    counts[1]!.tell(report({ A: 7, B: 2 }));
    expect(sample()?.counts).toEqual(
      new Map([
        ["A", 7],
        ["B", 2],
      ]),
    );
    await edit(`// a comment\n${TWO.replace("> 5", "> 6")}`);
    expect(counts).toHaveLength(2);
  });

  it("a count that is out of date is given up, and what it still tells is dropped", async () => {
    const { counts, sample, edit } = await setUp(TWO);
    await began();
    await edit(TWO.replace("> 5", "> 6"));
    expect(counts.map(({ stopped }) => stopped)).toEqual([true, false]);
    counts[0]!.tell(report({ A: 1, B: 1 }));
    expect(sample()).toBeNull();
    counts[1]!.tell(report({ A: 2, B: 2 }));
    expect(sample()?.counts.get("B")).toBe(2);
  });

  it("while nothing but a comment changes, or a segment breaks, the count goes on", async () => {
    const { counts, edit, sample } = await setUp(TWO);
    await began();
    await edit(`// x\n${TWO}`);
    await edit("segment A where age > 1\nsegment B where age >");
    expect(counts.map(({ stopped }) => stopped)).toEqual([false]);
    counts[0]!.tell(report({ A: 7, B: 3 }));
    expect(sample()?.counts).toEqual(new Map([["A", 7]]));
    await edit(TWO);
    expect(counts).toHaveLength(1);
    expect(sample()?.counts.size).toBe(2);
  });

  it("another customer block counts everything anew", async () => {
    const { counts, sample, edit, workspace, settle } = await setUp(TWO);
    await began();
    counts[0]!.tell(report({ A: 7, B: 3 }));
    workspace.change(FILE, 9, [{ text: `${CUSTOMER.replace("integer", "number")}${TWO}` }]);
    await settle();
    expect(sample()?.counts.size).toBe(0);
    await began();
    expect(counts).toHaveLength(2);
    await edit(TWO);
    expect(counts[1]?.stopped).toBe(true);
    expect(sample()?.counts.size).toBe(2);
  });

  it("are counted again when the file has changed, and when asked for; the old numbers stay until then", async () => {
    const { counts, sample, watched, samples } = await setUp(TWO);
    await began();
    counts[0]!.tell(report({ A: 7, B: 3 }));
    watched.get(`${ROOT}/c.csv`)!();
    await began();
    expect(counts).toHaveLength(2);
    expect(sample()?.counts.get("A")).toBe(7);
    counts[1]!.tell(report({ A: 8, B: 4 }));
    expect(sample()?.counts.get("A")).toBe(8);
    expect(samples.recount(null)).toBe(true);
    await began();
    samples.filesChanged([`${ROOT}/c.csv`]);
    await began();
    expect(counts.map(({ stopped }) => stopped)).toEqual([false, false, true, false]);
  });

  it("what cannot be read is said once, and tried again when something of it has changed", async () => {
    const { counts, sample, failures, edit, watched } = await setUp(TWO);
    await began();
    counts[0]!.tell({ kind: "failed", message: "There is no file." });
    expect(failures).toEqual(["There is no file."]);
    expect(sample()).toBeNull();
    await edit(TWO.replace("> 5", "> 6"));
    expect(counts).toHaveLength(1);
    watched.get(`${ROOT}/c.csv`)!();
    await began();
    counts[1]!.tell({ kind: "failed", message: "There is no file." });
    expect(failures).toHaveLength(1);
    watched.get(`${ROOT}/c.csv`)!();
    await began();
    counts[2]!.tell(report({ A: 8, B: 4 }));
    expect(sample()?.customers).toBe(10);
  });

  it("a program that is gone leaves nothing behind", async () => {
    const { counts, samples, program, watched } = await setUp(TWO);
    await began();
    samples.release(program);
    expect([counts[0]?.stopped, watched.size, samples.working]).toEqual([true, 0, []]);
  });

  it("a customer is looked up in them", async () => {
    const { samples, explained } = await setUp(TWO);
    expect(await samples.explain(ROOT, { root: ROOT, files: [], config: null, lists: [] }, "۷")).toEqual({
      kind: "text",
      text: "۷",
    });
    expect(explained).toEqual([[`${ROOT}/c.csv`, "۷"]]);
  });
});
