import { describe, expect, it } from "vitest";
import { createRandom } from "../../../test/random.js";
import { KeyIndex } from "./key-index.js";
import { type KeyRun, KeyRunWriter } from "./key-run.js";

const SEED = 20_261_122;

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
      ["x".repeat(2_999_999), 14, 13],
      ["b", 15, 3],
    ];
    for (const [key, line, known] of steps) expect(index.add(key, line)).toBe(known);
  });

  const padded = (number: number) => `c${String(number).padStart(7, "0")}`;
  const { next } = createRandom(SEED);
  const count = 3000;
  const numbers = Array.from({ length: count }, (_, index) => index);
  const shuffled = numbers.map((number) => ({ number, at: next() })).sort((a, b) => a.at - b.at);
  const random = shuffled.map(({ number }) => number);
  const kinds: Record<string, readonly string[]> = {
    "rising, of one length": numbers.map(padded),
    "rising, of several lengths": numbers.map((number) => `c${number}`),
    "rising byte by byte": numbers.map((number) => `c${number}`).sort(),
    falling: numbers.map((number) => `c${count - number}`),
    "falling byte by byte": numbers
      .map((number) => `c${number}`)
      .sort()
      .reverse(),
    random: random.map((number) => `customer-${number}`),
    "random, and many": Array.from({ length: 30_000 }, () => `${Math.floor(next() * 1e9)}`),
    "nearly rising": numbers.map((number) => padded(next() < 0.02 ? Math.floor(next() * count) : number)),
    "nearly rising, the largest first": [padded(9_999_999), ...numbers.map(padded)],
    "twice the same": [...numbers, ...numbers].map(padded),
    "one file behind another": [...numbers.map((n) => padded(2 * n)), ...numbers.map((n) => padded(2 * n + 1))],
    "often repeated": random.map((number) => `${number % 100}`),
    persian: numbers.map((number) => `مشتری ${number}`),
    "long, alike": numbers.map((number) => `${"x".repeat(80)}${number}${"y".repeat(number % 40)}`),
    "long and random": random.map((number) => `${number}${"z".repeat(number % 150)}`),
    "with empty ones": random.map((number) => "é".repeat(number % 5)),
  };

  it.each(Object.keys(kinds))(`agrees with a Map over keys that are %s (seed ${SEED})`, (kind) => {
    const keys = kinds[kind]!;
    expect(firstWrong(keys, 1)).toBeNull();
    expect(firstWrong(keys, 3)).toBeNull();
    for (const length of [1, 2, 33, 500]) expect(firstWrongByRuns(keys, length)).toBeNull();
  });

  it("keeps keys that are in order in few bytes", () => {
    const writer = new KeyRunWriter();
    for (const number of numbers) {
      const bytes = Buffer.from(padded(number));
      expect(writer.add(bytes, 0, bytes.length, number)).toBe(true);
    }
    const run = writer.take();
    expect(run.size).toBe(count);
    expect(run.bytes.length).toBeLessThan(3 * count);
  });
});

/** The first key about which an index, given one key after the other, says something else than a Map. */
function firstWrong(keys: readonly string[], lineStep: number): string | null {
  const index = new KeyIndex();
  const map = new Map<string, number>();
  for (const [number, key] of keys.entries()) {
    const line = (number + 1) * lineStep;
    const known = map.get(key) ?? 0;
    if (known === 0) map.set(key, line);
    if (index.add(key, line) !== known) return key;
  }
  return null;
}

/** The same for an index that is given pieces of so many keys, as runs where they are in order. */
function firstWrongByRuns(keys: readonly string[], length: number): string | null {
  const index = new KeyIndex();
  const map = new Map<string, number>();
  const writer = new KeyRunWriter();
  for (let from = 0; from < keys.length; from += length) {
    const piece = keys.slice(from, from + length);
    const run = runOf(writer, piece);
    if (run !== null && index.addRun(run, from + 1)) {
      for (const [number, key] of piece.entries()) {
        if (map.has(key)) return key;
        map.set(key, from + number + 1);
      }
      continue;
    }
    for (const [number, key] of piece.entries()) {
      const line = from + number + 1;
      const known = map.get(key) ?? 0;
      if (known === 0) map.set(key, line);
      if (index.add(key, line) !== known) return key;
    }
  }
  return null;
}

/** Lines are counted from 0 in a run. */
function runOf(writer: KeyRunWriter, keys: readonly string[]): KeyRun | null {
  writer.reset();
  for (const [line, key] of keys.entries()) {
    const bytes = Buffer.from(`  ${key} `);
    if (!writer.add(bytes, 2, bytes.length - 1, line)) return null;
  }
  return writer.take();
}
