import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
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
    const [{ criteria, data }] = JSON.parse((await folder.seg([...words, "--format", "json"])).stdout).programs;
    expect(data).toMatchObject({ customers: 5, moved: 2 });
    expect(criteria[0].moves.find(({ verdict }: { verdict: string }) => verdict === "somebody")).toMatchObject({
      from: null,
      to: "Age.Old",
      customers: 2,
    });
  });

  test("what changed beside conditions is named first; records that were turned away are counted", async () => {
    const OTHER = `customer { id: text key  age: integer 0..60  city: text? }
criterion Age ordered { segment Young where age < 30 segment Old where age >= 20 }
`;
    const folder = new Workspace({ "old.seg": OLD, "new.seg": OTHER, "people.ndjson": `${PEOPLE}{"id":"x"}\n` });
    const words = ["diff", "old.seg", "new.seg", "--data", "people.ndjson", "--as-of", "2026-11-01"];
    const { status, stdout } = await folder.seg(words);
    expect(status).toBe(0);
    expect(stdout).toContain(`What changed
  ~ field \`age\`: integer 0..120 → integer 0..60
  + field \`city\`: text?
  ~ criterion \`Age\`: exclusive → ordered

Removed: Kind, Same

Age  changed
`);
    expect(stdout).toContain("\nRejected: 1 by `old.seg`, 2 by `new.seg`\n");
    const [{ changes, data }] = JSON.parse((await folder.seg([...words, "--format", "json"])).stdout).programs;
    expect(changes[0]).toEqual({ kind: "field", field: "age", before: "integer 0..120", after: "integer 0..60" });
    expect(data).toMatchObject({ before: { rejected: 1, ambiguous: 0 }, after: { rejected: 2, ambiguous: 0 } });
  });

  test("a program with errors before counts as none", async () => {
    const folder = new Workspace({ "old.seg": OLD.replace("age <", "aeg <"), "new.seg": NEW });
    const { status, stdout, stderr } = await folder.seg(["diff", "old.seg", "new.seg"]);
    expect(status).toBe(0);
    expect(stdout).toBe(
      "old.seg → new.seg\n\n`old.seg` has 1 error there, so nothing could be compared: every criterion counts as new.\n\nAdded: Age, Kind, Same\n",
    );
    expect(stderr).toContain("old.seg:2:");
    expect((await folder.seg(["diff", "old.seg", "new.seg", "--fail-on-change"])).status).toBe(1);
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

  test("errors of a revision are shown, and it counts as none", async () => {
    const folder = repository(OLD.replace("age <", "aeg <"), NEW);
    const { status, stdout, stderr } = await folder.seg(["diff", "main", "--path", "shop"]);
    expect(status).toBe(0);
    expect(stderr).toContain("main:shop/a.seg:2:");
    expect(stdout).toContain("`main` has 1 error there");
  });

  test("a program that is new, and one that is gone", async () => {
    const folder = repository();
    folder.write("new/seg.json", "{}");
    folder.write("new/a.seg", NEW);
    const { status, stdout } = await folder.seg(["diff", "main", "--path", "new"]);
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: "main → working tree\n\n`main` has no such program: every criterion is new.\n\nAdded: Age, Kind, Same\n",
    });
    rmSync(join(folder.path, "shop"), { recursive: true });
    const gone = await folder.seg(["diff", "main", "--path", "shop"]);
    expect(gone.stdout).toContain(
      "`working tree` has no such program any more: every criterion is gone.\n\nRemoved: Age,",
    );
  });

  test("of a folder above programs each is compared", async () => {
    const folder = repository();
    folder.write("بانک/seg.json", "{}");
    folder.write("بانک/a.seg", NEW);
    const { status, stdout } = await folder.seg(["diff", "main"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^shop: main → working tree\n\nUnchanged, proved: Kind, Same\n[\s\S]*\n\nبانک: main → working tree\n\n`main` has no such/,
    );
    const { programs } = JSON.parse((await folder.seg(["diff", "main", "--format", "json"])).stdout);
    expect(programs.map(({ name }: { name: string }) => name)).toEqual(["shop", "بانک"]);
    const counted = await folder.seg(["diff", "main", "--data", "people.csv"]);
    expect(counted).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("Name one of the programs with `--path`: `shop`"),
    });
  });

  test("no such revision, no such program, no repository: one clear message", async () => {
    const folder = repository();
    expect((await folder.seg(["diff", "mian", "--path", "shop"])).stderr).toContain("Git knows no revision `mian`");
    expect(await folder.seg(["diff", "main", "--path", "none"])).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/no file or folder `none`\. Neither side has a program there/),
    });
    const outside = new Workspace({ "a.seg": OLD });
    expect(await outside.seg(["diff", "main"])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("`main` is no revision: `.` is in no git repository."),
    });
  });

  test("in the action: the summary of the job", () => {
    const folder = repository();
    const { status, summary, steps } = runAction(folder, { path: "shop", diff: "main" });
    expect({ status, steps }).toEqual({ status: 0, steps: ["Install seg", "Check", "Compare"] });
    expect(summary).toMatch(/^### Segments: main → working tree\n/);
    const again = repository();
    expect(runAction(again, { path: "shop", diff: "main", "fail-on-change": "true" }).status).toBe(1);
  });

  test("in the action: a program that is new, or was broken, is reported and fails nothing", () => {
    const folder = repository(OLD.replace("age <", "aeg <"), NEW);
    folder.write("new/seg.json", "{}");
    folder.write("new/a.seg", NEW);
    const { status, summary } = runAction(folder, { path: "shop\nnew", diff: "main" });
    expect(status).toBe(0);
    expect(summary).toMatch(/^### Segments: main → working tree\n\nmain has 1 error there/);
    expect(summary).toContain("\n\nmain has no such program: every criterion is new.\n\n**Added:** Age, Kind, Same\n");
  });
});
