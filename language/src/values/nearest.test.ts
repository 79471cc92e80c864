import { describe, expect, it } from "vitest";
import { nearestName } from "./nearest.js";

describe("the nearest name", () => {
  it.each([
    ["citty", ["id", "city", "country"], "city"],
    ["Income", ["income", "outcome"], "income"],
    ["ملكي", ["ملکی", "مالی"], "ملکی"],
    ["lastOder", ["lastOrder", "firstOrder"], "lastOrder"],
    ["tagz", ["age", "tags"], "tags"],
    // Two neighbours in each other's place are one slip, the most common of all.
    ["Chrun", ["tenure", "Churn"], "Churn"],
    ["ctiy", ["id", "city"], "city"],
    ["شرهها", ["شهرها", "نام"], "شهرها"],
    ["twon", ["age", "town"], "town"],
    ["tenrue", ["tenure"], "tenure"],
    ["nwot", ["town"], null],
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
