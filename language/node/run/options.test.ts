import { describe, expect, it } from "vitest";
import { dataFolder, optionsFor, programOf, SHOP } from "../../../test/kit/runs.js";
import { allowsRejects, parseMaxRejects } from "./options.js";
import { run } from "./run.js";

const { file } = dataFolder();

describe("--max-rejects", () => {
  it.each([
    ["5", { kind: "count", count: 5 }],
    ["0.5%", { kind: "share", share: 0.005 }],
    [" 100 % ", { kind: "share", share: 1 }],
    ["101%", null],
    ["-1", null],
    ["1.5", null],
    ["", null],
    ["many", null],
  ])("%j", (text, expected) => {
    expect(parseMaxRejects(text)).toEqual(expected);
  });

  it.each([
    [null, 0, 10, true],
    [null, 1, 10, false],
    [{ kind: "count", count: 1 }, 1, 10, true],
    [{ kind: "count", count: 1 }, 2, 10, false],
    [{ kind: "share", share: 0.1 }, 1, 10, true],
    [{ kind: "share", share: 0.1 }, 2, 10, false],
    [{ kind: "share", share: 0 }, 0, 0, true],
  ] as const)("%j allows %d of %d: %s", (limit, turnedAway, read, expected) => {
    expect(allowsRejects(limit, turnedAway, read)).toBe(expected);
  });

  it("allows a share that is met exactly, whatever binary fractions make of it", () => {
    for (let permille = 0; permille <= 1000; permille += 1) {
      const text = `${permille / 10}%`;
      expect([text, allowsRejects(parseMaxRejects(text), permille, 1000)]).toEqual([text, true]);
      expect([text, allowsRejects(parseMaxRejects(text), permille + 1, 1000)]).toEqual([text, false]);
    }
  });

  it("counts ambiguous customers too", async () => {
    const program = programOf(SHOP);
    const data = file('{"id":"1","age":30}\n{"id":"2","age":300}', "turned-away.ndjson");
    const allowed = async (limit: string) => {
      const result = await run(optionsFor(program, data, { maxRejects: parseMaxRejects(limit) }));
      return result.kind === "completed" && result.summary.rejectsAllowed;
    };
    expect([await allowed("1"), await allowed("2"), await allowed("99%"), await allowed("100%")]).toEqual([
      false,
      true,
      false,
      true,
    ]);
  });
});
