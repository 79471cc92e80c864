import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { runAction } from "./ci-steps.js";
import { Workspace } from "./seg.js";

const CUSTOMER = "customer { id: text key  age: integer 0..120 }\n";
const OLD = `${CUSTOMER}criterion Age { segment Young where age < 30 segment Old where age >= 60 }
criterion Kind overlapping { segment A where age > 20 segment B where age > 30 }
criterion Same { segment All where age >= 0 }
`;
const NEW = OLD.replace("age >= 60", "age >= 50").replace("age > 30", "age >= 31");
/** Other words, the same segments. */
const REWORDED = OLD.replace("age < 30", "not age >= 30").replace("age >= 60", "age > 59");
const PEOPLE = [10, 49, 50, 55, 70].map((age) => `{"id":"p${age}","age":${age}}\n`).join("");

function git(folder: Workspace, ...words: string[]): void {
  const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com"];
  const { status, stderr } = spawnSync("git", [...identity, ...words], { cwd: folder.path, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
}

/** A repository whose `main` is the old program and whose working tree is the new one. */
function repository(before = OLD, after = NEW): Workspace {
  const folder = new Workspace({ "shop/seg.json": "{}", "shop/a.seg": before });
  git(folder, "init", "-q", "-b", "main");
  git(folder, "add", "-A");
  git(folder, "commit", "-q", "-m", "First");
  folder.write("shop/a.seg", after);
  return folder;
}

describe("diff of two paths", () => {
  test("says who moves, with an example, and what is proved unchanged", async () => {
    const folder = new Workspace({ "old.seg": OLD, "new.seg": NEW });
    const { status, stdout } = await folder.seg(["diff", "old.seg", "new.seg"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^old\.seg → new\.seg\n\nUnchanged, proved: Kind, Same\n\nAge {2}changed\n/);
    expect(stdout).toMatch(/^ {2}none +moves +=$/m);
    expect(stdout).toMatch(/^ {2}none → Old {2}age = 5\d$/m);
    expect(stdout).toContain("keep their customers: Young");
  });

  test("other words for the same are no change", async () => {
    const folder = new Workspace({ "old.seg": OLD, "new.seg": REWORDED });
    const { status, stdout } = await folder.seg(["diff", "old.seg", "new.seg", "--fail-on-change"]);
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: "old.seg → new.seg\n\nUnchanged, proved: Age, Kind, Same\n",
    });
  });

  test("--fail-on-change", async () => {
    const folder = new Workspace({ "old.seg": OLD, "new.seg": NEW });
    expect((await folder.seg(["diff", "old.seg", "new.seg", "--fail-on-change"])).status).toBe(1);
  });

  test("--data counts who moves", async () => {
    const folder = new Workspace({ "old.seg": OLD, "new.seg": NEW, "people.ndjson": PEOPLE });
    const words = ["diff", "old.seg", "new.seg", "--data", "people.ndjson", "--as-of", "2026-11-01"];
    const { stdout } = await folder.seg(words);
    expect(stdout).toMatch(/^ {2}none → Old {2}2 customers {2}age = 5\d$/m);
    expect(stdout).toMatch(/\n2 of 5 customers move, as of 2026-11-01\n$/);
    const { criteria, data } = JSON.parse((await folder.seg([...words, "--format", "json"])).stdout);
    expect(data).toMatchObject({ customers: 5, moved: 2 });
    expect(criteria[0].moves.find(({ verdict }: { verdict: string }) => verdict === "somebody")).toMatchObject({
      from: null,
      to: "Age.Old",
      customers: 2,
    });
  });

  test("--format markdown is a table", async () => {
    const folder = new Workspace({ "old.seg": OLD, "new.seg": NEW });
    const { stdout } = await folder.seg(["diff", "old.seg", "new.seg", "--format", "markdown"]);
    expect(stdout).toMatch(/^### Segments: old\.seg → new\.seg\n\n\*\*Changed:\*\* Age/);
    expect(stdout).toMatch(/^\| Age \| \*none\* \| Old \| `age = 5\d` \|$/m);
    expect(stdout).toContain("<details>");
  });

  test.each<[string, string[], number, RegExp]>([
    ["a path that is not there", ["diff", "old.seg", "nowhere.seg"], 2, /`nowhere\.seg` is no revision/],
    ["one path alone", ["diff", "old.seg"], 2, /name both/],
    ["standard input", ["diff", "old.seg", "old.seg", "--data", "-"], 2, /read twice/],
    ["a program with errors", ["diff", "old.seg", "broken.seg"], 1, /`broken\.seg` has errors/],
  ])("%s: one clear message", async (_, words, expected, message) => {
    const folder = new Workspace({ "old.seg": OLD, "broken.seg": OLD.replace("age <", "aeg <") });
    const { status, stdout, stderr } = await folder.seg(words);
    expect({ status, stdout }).toEqual({ status: expected, stdout: "" });
    expect(stderr).toMatch(message);
  });
});

describe("diff of git revisions", () => {
  test("a revision and the working tree, which stays as it is", async () => {
    const folder = repository();
    for (const words of [
      ["diff", "main", "--path", "shop"],
      ["diff", "HEAD~0", "--path", "shop/a.seg"],
    ]) {
      const { status, stdout } = await folder.seg(words);
      expect(status).toBe(0);
      expect(stdout).toContain(`${words[1]} → working tree\n\nUnchanged, proved: Kind, Same\n\nAge  changed\n`);
    }
    expect(folder.read("shop/a.seg")).toBe(NEW);
  });

  test("two revisions", async () => {
    const folder = repository();
    git(folder, "tag", "v1");
    git(folder, "commit", "-q", "-a", "-m", "Second");
    git(folder, "tag", "v2");
    folder.write("shop/a.seg", "broken");
    const { status, stdout } = await folder.seg(["diff", "v1", "v2", "--path", "shop"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^v1 → v2\n[\s\S]*Age {2}changed/);
  });

  test("errors of a revision name it", async () => {
    const folder = repository(OLD.replace("age <", "aeg <"), NEW);
    const { status, stderr } = await folder.seg(["diff", "main", "--path", "shop"]);
    expect(status).toBe(1);
    expect(stderr).toContain("main:shop/a.seg:2:");
    expect(stderr).toContain("`main` has errors");
  });

  test("no such revision, no such program: one clear message", async () => {
    const folder = repository();
    expect((await folder.seg(["diff", "mian", "--path", "shop"])).stderr).toContain("Git knows no revision `mian`");
    expect((await folder.seg(["diff", "main", "--path", "none"])).stderr).toMatch(/no file or folder `none`/);
  });

  test("in the action: the summary of the job", () => {
    const folder = repository();
    const { status, summary, steps } = runAction(folder, { path: "shop", diff: "main" });
    expect({ status, steps }).toEqual({ status: 0, steps: ["Install seg", "Check", "Compare"] });
    expect(summary).toMatch(/^### Segments: main → working tree\n/);
    const again = repository();
    expect(runAction(again, { path: "shop", diff: "main", "fail-on-change": "true" }).status).toBe(1);
  });
});
