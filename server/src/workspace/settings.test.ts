import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS, readSettings } from "./settings.js";

describe("settings", () => {
  it.each([
    [null],
    [undefined],
    [{}],
    [{ lens: null, hints: undefined, prove: null, sampleData: "" }],
    [{ lens: { counts: null }, "hints.share": null, sampleData: null }],
  ])("%j are the defaults (prisma/language-tools#1869)", (given) => {
    expect(readSettings(given)).toEqual({ settings: DEFAULT_SETTINGS, problems: [] });
  });

  it.each([["nonsense"], [42], [[]], [true]])("%j are left aside with a word", (given) => {
    const { settings, problems } = readSettings(given);
    expect(settings).toEqual(DEFAULT_SETTINGS);
    expect(problems).toHaveLength(1);
  });

  it("are read, nested or with dots", () => {
    const { settings, problems } = readSettings({
      lens: { counts: false },
      "hints.share": true,
      sampleData: "data.csv",
      prove: "save",
    });
    expect(problems).toEqual([]);
    expect(settings).toEqual({
      lens: { counts: false, proofs: true, commands: true },
      hints: { criterion: true, share: true },
      sampleData: "data.csv",
      prove: "save",
    });
  });

  it("that cannot be used are each named, and the defaults hold", () => {
    const { settings, problems } = readSettings({ lens: { counts: "yes" }, hints: 3, sampleData: 7, prove: "never" });
    expect(settings).toEqual(DEFAULT_SETTINGS);
    expect(problems.map((problem) => /`(seg\.[a-zA-Z.]+)`/.exec(problem)?.[1])).toEqual([
      "seg.lens.counts",
      "seg.sampleData",
      "seg.prove",
    ]);
  });
});
