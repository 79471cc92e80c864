import { describe, expect, it } from "vitest";
import { parseFile } from "./parse.js";

/** Names that every JavaScript object knows: ordinary names of Seg, in broken programs too. */
describe("names of JavaScript's own objects", () => {
  it.each(["constructor", "toString", "valueOf", "hasOwnProperty", "isPrototypeOf"])(
    "%s is an ordinary name",
    (name) => {
      const broken = parseFile(
        "a.seg",
        `customer { id: text key }\nsegment A where ${name} 5 ${name} and 5${name} ) ${name} default`,
      );
      expect(broken.diagnostics.length).toBeGreaterThan(0);
      expect(broken.diagnostics.every(({ message }) => !message.includes("native code"))).toBe(true);
      const sound = parseFile("a.seg", `customer { id: text key ${name}: integer }\nsegment A where ${name} > 5`);
      expect(sound.diagnostics).toEqual([]);
    },
  );
});
