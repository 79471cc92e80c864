import { expect, test } from "vitest";
import { manySegments, sixSegments } from "./classify/segments.js";
import { agreement } from "./classify.js";

// The benchmark compares equals: Seg, hand-written JavaScript and five libraries put every customer in the same segments.
test.each([
  ["6", sixSegments(), 1.5],
  ["100", manySegments(100), 6],
])("all contenders agree on %s segments", async (_, set, least) => {
  expect(await agreement(set, 150)).toBeGreaterThan(least);
});
