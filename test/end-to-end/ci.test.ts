import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { action, COMMAND, hooks, runAction, runHook } from "./ci-steps.js";
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
    expect(stdout).toContain("::error file=shop/a b/a.seg,");
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
    const outcome = runAction(new Workspace({ "a.seg": GOOD }), { version: "" });
    expect(outcome).toMatchObject({ status: 0, installed: "", steps: ["Install seg", "Check"] });
  });

  test("a command of one's own takes the place of the package", () => {
    const folder = new Workspace({ "shop/a b/a.seg": BAD });
    const inputs = { command: COMMAND, "working-directory": "shop", path: "a b" };
    const { status, installed, stdout, stderr } = runAction(folder, inputs);
    expect({ status, installed, stderr }).toEqual({ status: 1, installed: "", stderr: "" });
    // From the root of the repository, whatever the working directory.
    expect(stdout).toMatch(/^::error file=shop\/a b\/a\.seg,line=2,/);
  });

  test("paths start at the root of the repository in every format, and a folder for SARIF is made", () => {
    const folder = new Workspace({ "shop/فارسی/a.seg": BAD });
    const { status } = runAction(folder, { "working-directory": "shop", sarif: "../reports/ci/seg.sarif" });
    expect(status).toBe(1);
    const { results } = JSON.parse(folder.read("reports/ci/seg.sarif")).runs[0];
    const { uri } = results[0].locations[0].physicalLocation.artifactLocation;
    expect(decodeURIComponent(uri)).toBe("shop/فارسی/a.seg");
  });

  test("SARIF that cannot be written fails loudly", () => {
    const folder = new Workspace({ "a.seg": GOOD, reports: "a file" });
    const { status, stderr, steps } = runAction(folder, { sarif: "reports/seg.sarif" });
    expect(status).not.toBe(0);
    expect(steps.at(-1)).toBe("Write SARIF");
    expect(stderr).toContain("reports");
  });

  test("every program below is checked", () => {
    const folder = new Workspace({ "one/seg.json": "{}", "one/a.seg": GOOD, "two/seg.json": "{}", "two/b.seg": BAD });
    const { status, stdout } = runAction(folder);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^::error file=two\/b\.seg,/);
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
