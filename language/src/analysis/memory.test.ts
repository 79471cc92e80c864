import { expect, it } from "vitest";
import { Memory } from "./memory.js";

it("What no version asks for any more is forgotten, however many versions there are", () => {
  const memory = new Memory();
  const versions = 20_000;
  for (let version = 0; version < versions; version += 1) {
    memory.begin();
    if (version === 0) {
      memory.keep("asked once", true);
      memory.keep("asked always", true);
    }
    memory.keep(`typed ${version}`, version);
    memory.carry("asked always");
    memory.end();
  }
  const known = Array.from({ length: versions }, (_, version) => memory.recall<number>(`typed ${version}`)).filter(
    (found) => found !== undefined,
  );
  expect(known.length).toBeLessThan(2_000);
  expect(known.slice(-100)).toEqual(Array.from({ length: 100 }, (_, index) => versions - 100 + index));
  expect(memory.recall("asked once")).toBeUndefined();
  expect(memory.recall("asked always")).toBe(true);
});

it("Keys may be long, and are told apart to the end", () => {
  const memory = new Memory();
  const long = "region ".repeat(100);
  memory.keep(`${long}a`, 1);
  memory.keep(`${long}b`, 2);
  expect(memory.recall(`${long}a`)).toBe(1);
  expect(memory.recall(`${long}b`)).toBe(2);
  expect(memory.recall(long)).toBeUndefined();
});
