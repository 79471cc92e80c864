import { describe, expect, it } from "vitest";
import { nearestName } from "./nearest.js";

describe("the nearest name", () => {
  it.each([
    ["citty", ["id", "city", "country"], "city"],
    ["Income", ["income", "outcome"], "income"],
    ["ملكي", ["ملکی", "مالی"], "ملکی"],
    ["lastOder", ["lastOrder", "firstOrder"], "lastOrder"],
    ["tagz", ["age", "tags"], "tags"],
    ["x", ["y", "id"], null],
    ["X", ["x"], "x"],
    ["zebra", ["id", "city"], null],
    ["city", ["city"], null],
    ["ab", ["cd"], null],
    ["", ["a"], null],
    ["income", [], null],
  ])("to %j among %j is %j", (wanted, candidates, expected) => {
    expect(nearestName(wanted, candidates)).toBe(expected);
  });
});
