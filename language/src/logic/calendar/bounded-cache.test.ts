import { expect, it } from "vitest";
import { BoundedCache } from "./bounded-cache.js";

it("computes once, forgets what was asked longest ago, and keeps nothing too heavy", () => {
  const cache = new BoundedCache<number>(10);
  const computed: string[] = [];
  const ask = (key: string, weight: number) =>
    cache.get(
      key,
      () => {
        computed.push(key);
        return weight;
      },
      (value) => value,
    );
  for (const key of ["a", "b", "a"]) ask(key, 5);
  expect(computed).toEqual(["a", "b"]);
  ask("c", 5); // b goes
  ask("a", 5);
  ask("heavy", 11);
  ask("c", 5);
  expect(computed).toEqual(["a", "b", "c", "heavy"]);
  ask("b", 5);
  ask("heavy", 11);
  expect(computed).toEqual(["a", "b", "c", "heavy", "b", "heavy"]);
});
