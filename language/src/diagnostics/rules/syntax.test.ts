import { describe, expect, it } from "vitest";
import { parseFile } from "../../syntax/parse.js";
import { syntaxRules } from "./syntax.js";

/** The pages show the mistake they are about, and something that has none. */
describe.each(Object.values(syntaxRules))("the page of $name", ({ code, name, page }) => {
  it("has an example to avoid that draws the message, and it alone", () => {
    expect([...new Set(parseFile("t", page.avoid).diagnostics.map(({ rule }) => rule))]).toEqual([name]);
  });

  it("has an example to write that is sound", () => {
    expect(parseFile("t", page.write).diagnostics).toEqual([]);
  });

  it("has a code of its own in the family", () => {
    expect(code).toMatch(/^SEG1\d{3}$/);
    expect(Object.values(syntaxRules).filter((other) => other.code === code || other.name === name)).toHaveLength(1);
  });
});
