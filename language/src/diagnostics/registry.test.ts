import { describe, expect, it } from "vitest";
import { allRules, findRule } from "./registry.js";
import { familyOf } from "./rule.js";

describe("the registry", () => {
  it("gives each code and each name to one rule", () => {
    for (const property of ["code", "name"] as const) {
      const given = allRules.map((rule) => rule[property]);
      expect(given.filter((one, index) => given.indexOf(one) !== index)).toEqual([]);
    }
  });

  it.each(allRules.map((rule) => [rule.code, rule] as const))("%s can be found and has a whole page", (code, rule) => {
    expect(code).toMatch(/^SEG[1-6]\d{3}$/);
    expect(rule.name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(familyOf(code)).toMatch(/^(syntax|names|types|logic|data|configuration)$/);
    expect(findRule(code.toLowerCase())).toBe(rule);
    expect(findRule(rule.name)).toBe(rule);
    for (const part of [rule.page.meaning, rule.page.avoid, rule.page.write]) expect(part.trim()).not.toBe("");
  });

  it("finds nothing under a name that no rule has", () => {
    expect(findRule("SEG9999")).toBeUndefined();
    expect(findRule("constructor")).toBeUndefined();
  });
});
