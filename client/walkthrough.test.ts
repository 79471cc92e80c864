import { readdirSync, readFileSync } from "node:fs";
import { analyseProgram, type Diagnostic, proveProgram, reportFindings } from "@seg-lang/language";
import { describe, expect, test } from "vitest";

/** What the walkthrough shows is so. */
const folder = new URL("walkthrough/", import.meta.url);
const pages = readdirSync(folder);
const blockOf = (page: string) => /```seg\n([\s\S]*?)```/.exec(readFileSync(new URL(page, folder), "utf8"))?.[1];
const CUSTOMER = blockOf("program.md")!;
/** What the pages speak of besides what the first one declares. */
const OTHERS = CUSTOMER.replace("\n}", "\n  age: integer?\n}");

function found(...texts: readonly string[]): readonly Diagnostic[] {
  const files = texts.map((text, number) => ({ path: `${number}.seg`, text }));
  const program = analyseProgram({ files, config: null, readList: () => ({ kind: "absent" }) });
  return reportFindings(program, proveProgram(program).diagnostics);
}

const errors = (diagnostics: readonly Diagnostic[]) =>
  diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message);

describe("the walkthrough", () => {
  test("has a page for each of its steps", () => {
    const { contributes } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));
    const steps: readonly { readonly media: { readonly markdown: string } }[] = contributes.walkthroughs[0].steps;
    expect(steps.map(({ media }) => media.markdown.replace("walkthrough/", "")).sort()).toEqual([...pages].sort());
  });

  test("begins with a customer that can be read", () => {
    expect(errors(found(CUSTOMER))).toEqual([]);
  });

  test("divides customers without overlap or gap", () => {
    const diagnostics = found(CUSTOMER, blockOf("segments.md")!);
    expect(diagnostics.map(({ message }) => message)).toEqual([]);
  });

  test("shows an overlap as it is shown, with the fixes that are offered", () => {
    const overlap = found(OTHERS, blockOf("proofs.md")!).find(({ rule }) => rule === "overlap-at-one-value");
    expect(overlap?.message).toMatch(/both include `age = 30`/i);
    const fixes = overlap!.fixes.flatMap(({ edits }) => edits.map(({ newText }) => newText));
    expect(fixes).toEqual(["age < 30", "age > 30"]);
  });

  test("tests a customer whom the example before would place so", () => {
    expect(errors(found(OTHERS, blockOf("segments.md")!, blockOf("personas.md")!))).toEqual([]);
  });
});
