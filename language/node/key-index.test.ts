import { describe, expect, it } from "vitest";
import { KeyIndex } from "./key-index.js";

describe("KeyIndex", () => {
  it("answers the line in which a key was read first", () => {
    const index = new KeyIndex();
    const steps: readonly (readonly [key: string, line: number, known: number])[] = [
      ["a", 2, 0],
      ["b", 3, 0],
      ["a", 4, 2],
      ["", 5, 0],
      ["", 6, 5],
      ["شیراز", 7, 0],
      ["شيراز", 8, 0],
      ["شیراز", 9, 7],
      ["__proto__", 10, 0],
      ["x".repeat(3_000_000), 11, 0],
      ["x".repeat(3_000_000), 12, 11],
      ["x".repeat(2_999_999), 13, 0],
    ];
    for (const [key, line, known] of steps) expect(index.add(key, line)).toBe(known);
    expect(index.size).toBe(8);
  });

  it("agrees with a Map over many keys, growing as it must", () => {
    const index = new KeyIndex();
    const map = new Map<string, number>();
    const wrong: string[] = [];
    for (let line = 1; line <= 50_000; line += 1) {
      const key = `customer-${(line * 7919) % 30_011}`;
      const known = map.get(key) ?? 0;
      if (known === 0) map.set(key, line);
      if (index.add(key, line) !== known) wrong.push(key);
    }
    expect(wrong).toEqual([]);
    expect(index.size).toBe(map.size);
  });
});
