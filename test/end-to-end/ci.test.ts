import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { action, hooks, runAction, runHook } from "./ci-steps.js";
import { Workspace } from "./seg.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, "cli/package.json"), "utf8"));

const GOOD = `customer { id: text key  age: integer 0..120 }
criterion Age { segment Young where age < 30 segment Old where age >= 30 }
`;
const BAD = GOOD.replace("age < 30", "aeg < 30");
const LOOSE = `${GOOD}segment Free where age = 7\n`;

describe("the action", () => {
  test("installs the version of the command beside it", () => {
    expect(action.inputs.version?.default).toBe(version);
    const { installed } = runAction(new Workspace({ "a.seg": GOOD }));
    expect(installed).toMatch(new RegExp(`^install --global .* @seg-lang/cli@${version.replaceAll(".", "\\.")}$`, "m"));
  });

  test("every input is used, and no step puts an input into its script", () => {
    const steps = JSON.stringify(action.runs.steps);
    for (const name of Object.keys(action.inputs)) expect(steps).toContain(`inputs.${name}`);
    for (const { run } of action.runs.steps) expect(run).not.toContain("${{");
  });

  test("passes on a program without errors", () => {
    const outcome = runAction(new Workspace({ "a.seg": GOOD }));
    expect(outcome).toMatchObject({ status: 0, stdout: "", stderr: "", steps: ["Install seg", "Check"] });
  });

  test("fails on one with an error, as an annotation", () => {
    const { status, stdout } = runAction(new Workspace({ "a.seg": BAD }));
    expect(status).toBe(1);
    expect(stdout).toMatch(/^::error file=a\.seg,line=2,endLine=2,col=37,endColumn=39,title=SEG3001 unknown-name::/);
  });

  test("strict, a working directory, several paths, also with blanks", () => {
    const folder = new Workspace({ "shop/a b/a.seg": LOOSE, "shop/c/c.seg": GOOD });
    const inputs = { "working-directory": "shop", path: "a b\nc\n" };
    expect(runAction(folder, inputs)).toMatchObject({ status: 0, stderr: "" });
    const again = new Workspace({ "shop/a b/a.seg": LOOSE, "shop/c/c.seg": GOOD });
    const { status, stdout } = runAction(again, { ...inputs, strict: "true" });
    expect(status).toBe(1);
    expect(stdout).toContain("::error file=a b/a.seg,");
  });

  test("writes SARIF before it fails", () => {
    const folder = new Workspace({ "a.seg": BAD });
    const { status, steps } = runAction(folder, { sarif: "seg.sarif" });
    expect({ status, steps }).toEqual({ status: 1, steps: ["Install seg", "Write SARIF", "Check"] });
    expect(JSON.parse(folder.read("seg.sarif")).runs[0].results[0].ruleId).toBe("SEG3001");
  });

  test("a path that is not there fails, also where SARIF is written first", () => {
    const { status, stderr, steps } = runAction(new Workspace({}), { path: "nowhere", sarif: "seg.sarif" });
    expect({ status, steps }).toEqual({ status: 2, steps: ["Install seg", "Write SARIF"] });
    expect(stderr).toContain("nowhere");
  });

  test("a revision that is not there fails with its name", () => {
    const { status, stderr } = runAction(new Workspace({ "a.seg": GOOD }), { diff: "origin/main" });
    expect(status).toBe(2);
    expect(stderr).toContain("`origin/main` is no revision");
  });

  test("without a version the command on the PATH is used", () => {
    const { steps } = runAction(new Workspace({ "a.seg": GOOD }), { version: "" });
    expect(steps).toEqual(["Check"]);
  });
});

describe("the hooks of pre-commit", () => {
  test("install the version of the command beside them", () => {
    for (const { language, additional_dependencies } of hooks) {
      expect({ language, additional_dependencies }).toEqual({
        language: "node",
        additional_dependencies: [`@seg-lang/cli@${version}`],
      });
    }
  });

  test("seg-check checks the whole program, whichever of its files changed", () => {
    const folder = new Workspace({ "seg.json": "{}", "a.seg": BAD, "b.seg": "segment Free where age = 7\n" });
    expect(runHook("seg-check", folder, ["b.seg"])).toMatchObject({ status: 1, stderr: "" });
    folder.write("a.seg", GOOD);
    expect(runHook("seg-check", folder, ["b.seg"])).toMatchObject({ status: 0, stderr: "" });
  });

  test("seg-check of a program below, by `args`", () => {
    const folder = new Workspace({ "shop/seg.json": "{}", "shop/a.seg": BAD });
    expect(runHook("seg-check", folder, ["shop/a.seg"], ["shop"]).stdout).toContain("shop/a.seg:2:37");
  });

  test("seg-fmt formats the files that changed, and no other", () => {
    const folder = new Workspace({ "seg.json": "{}", "a.seg": GOOD, "b.seg": "segment   Free where age=7\n" });
    expect(runHook("seg-fmt", folder, ["b.seg", "notes.txt"])).toMatchObject({ status: 0, stdout: "b.seg\n" });
    expect(folder.read("b.seg")).toBe("segment Free where age = 7\n");
    expect(folder.read("a.seg")).toBe(GOOD);
  });
});
