import { describe, expect, test } from "vitest";
import { Workspace } from "./seg.js";

const PROGRAM = `customer { id: text key  income: number?  city: text folded  lastOrder: date?  tags: list of text? split ";" }
criterion Income {
  segment High where income >= 80_000
  segment Low where income < 30_000
}
criterion Ladder ordered {
  segment Best where income > 1_000 and city = "Tehran"
  segment Good where lastOrder in last 30 days
  otherwise Rest
}
criterion Interest overlapping {
  segment Gardener where tags has "garden"
  segment NoMail where not (city in ["Qom", "Yazd"])
}
`;
const files = {
  "a.seg": PROGRAM,
  "data.csv": "id,income,city,lastOrder,tags\na,90000,TEHRAN,2026-11-20,garden;vip\nb,,Qom,,\nbad,x,Qom,,\n",
};
const DAY = ["--as-of", "2026-11-22"];

describe("explain", () => {
  test("a customer of the data, by key", async () => {
    const { status, stdout } = await new Workspace(files).seg([
      "explain",
      "--customer",
      "a",
      "--data",
      "data.csv",
      ...DAY,
    ]);
    expect(status).toBe(0);
    expect(stdout).toBe(`Customer a, as of 2026-11-22

Income  → High
  ✓ High   income >= 80_000   income = 90000
  ✗ Low   income < 30_000   income = 90000

Ladder  → Best
  ✓ Best   income > 1_000 and city = "Tehran"
    ✓ income > 1_000   income = 90000
    ✓ city = "Tehran"   city = "TEHRAN"
  ✗ Good   lastOrder in last 30 days   today - 30 days = 2026-10-23, lastOrder = 2026-11-20   taken by \`Best\`
  ✗ Rest   taken by \`Best\`, \`Good\`

Interest  → Gardener, NoMail
  ✓ Gardener   tags has "garden"   1 of 2
  ✓ NoMail   not (city in ["Qom", "Yazd"])   city = "TEHRAN"
`);
  });

  test("false and missing are told apart", async () => {
    const { stdout } = await new Workspace(files).seg(["explain", "--customer", "b", "--data", "data.csv", ...DAY]);
    expect(stdout).toContain("Income  in none of its segments\n");
    expect(stdout).toContain("✗ High   income >= 80_000   income is missing   missing, not false\n");
    expect(stdout).toMatch(/✗ NoMail {3}not \(city in \["Qom", "Yazd"\]\) {3}city = "Qom"\n/);
  });

  test.each([
    ["JSON on the command line", ['{"id":"z","city":"Qom","income":5,"tags":["garden"]}']],
    ["a file", ["@customer.json"]],
  ])("%s", async (_, [customer]) => {
    const folder = new Workspace({ ...files, "customer.json": '{"id":"z","city":"Qom","income":5,"tags":["garden"]}' });
    const { status, stdout } = await folder.seg([
      "explain",
      "--customer",
      customer!,
      "--segment",
      "Income.Low",
      ...DAY,
    ]);
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: "Customer z, as of 2026-11-22\n\n✓ Low   income < 30_000   income = 5\n",
    });
  });

  test("json", async () => {
    const words = ["explain", "--customer", "a", "--data", "data.csv", "--format", "json", ...DAY];
    const { criteria } = JSON.parse((await new Workspace(files).seg(words)).stdout);
    expect(criteria.map(({ criterion, segment }: Record<string, unknown>) => [criterion, segment])).toEqual([
      ["Income", "High"],
      ["Ladder", "Best"],
      ["Interest", ["Gardener", "NoMail"]],
    ]);
    expect(criteria[0].segments[0]).toMatchObject({ segment: "Income.High", holds: true });
  });

  test.each<[string, string[], number, RegExp]>([
    [
      "a key that is not in the data",
      ["--customer", "nobody", "--data", "data.csv"],
      2,
      /None of the 3 records.*`id` is `nobody`/,
    ],
    ["a record that is rejected", ["--customer", "bad", "--data", "data.csv"], 3, /income: .*x/],
    ["JSON that is broken", ["--customer", '{"id": }'], 3, /JSON/],
    ["a customer that lacks what is required", ["--customer", "{}"], 3, /id/],
    ["a file that is not there", ["--customer", "@nobody.json"], 2, /nobody\.json.*no such file/],
    [
      "a segment that is not there",
      ["--customer", "a", "--data", "data.csv", "--segment", "Hig"],
      2,
      /Did you mean `(Income\.)?High`/,
    ],
    ["a key and no data", ["--customer", "a"], 2, /`a` is no JSON object.* key.*--data FILE/],
    ["a number and no data", ["--customer", "99"], 2, /`99` is no JSON object.* key.*--data FILE/],
    ["a list", ["--customer", "[1]"], 2, /A customer is a JSON object.*`\[1\]` is none/],
  ])("%s", async (_, words, expected, message) => {
    const { status, stdout, stderr } = await new Workspace(files).seg(["explain", ...words]);
    expect({ status, stdout }).toEqual({ status: expected, stdout: "" });
    expect(stderr).toMatch(message);
  });
});

const PERSONAS = `
persona Sara { income: 90_000, city: "Qom" } in High not in Low
persona Ali "is poor" { income: 90_000, city: "Qom" } in Low
persona Broken { income: "many", city: "Qom" } in Low
`;

describe("test", () => {
  const GOOD = PERSONAS.split("\n").slice(0, 2).join("\n");
  const FAILING = PERSONAS.split("\n").slice(0, 3).join("\n");

  test("all as expected", async () => {
    const { status, stdout } = await new Workspace({ "a.seg": PROGRAM + GOOD }).seg(["test"]);
    expect({ status, stdout }).toEqual({ status: 0, stdout: "✓ Sara\n\n1 persona: 1 passed\n" });
  });

  test("no personas", async () => {
    const { status, stdout } = await new Workspace({ "a.seg": PROGRAM }).seg(["test"]);
    expect({ status, stdout }).toEqual({ status: 0, stdout: "The program has no personas.\n" });
  });

  test("a failed expectation comes with its explanation", async () => {
    const { status, stdout } = await new Workspace({ "a.seg": PROGRAM + FAILING }).seg(["test", ...DAY]);
    expect(status).toBe(1);
    expect(stdout).toContain(`✓ Sara
✗ Ali  is poor
  should be in \`Income.Low\`, as of 2026-11-22  a.seg:17:58
    ✗ Low   income < 30_000   income = 90000

2 personas: 1 failed, 1 passed
`);
  });

  test("json and junit", async () => {
    const folder = new Workspace({ "a.seg": PROGRAM + FAILING });
    const [json, junit] = await Promise.all([
      folder.seg(["test", "--format", "json"]),
      folder.seg(["test", "--format", "junit"]),
    ]);
    expect(JSON.parse(json.stdout)).toMatchObject({
      summary: { passed: 1, failed: 1, notRun: 0 },
      personas: [
        { persona: "Sara", result: "passed" },
        { persona: "Ali", result: "failed" },
      ],
    });
    expect(junit.stdout).toContain('<testsuite name="." tests="2" failures="1" errors="0" skipped="0" time="0">');
    expect(junit.stdout).toContain('<failure type="persona" message="should be in Income.Low">');
  });

  test("one that could not be run is told apart from a failed one", async () => {
    const program = PROGRAM.replace("city: text folded", "city: text folded  age: integer 0..120").replace(
      "income < 30_000",
      "income < 30_000 and age < 30",
    );
    const folder = new Workspace({
      "a.seg": `${program}\npersona Old { income: 1, age: today - 2000-01-01 } in Low\n`,
    });
    const [pretty, junit] = await Promise.all([folder.seg(["test"]), folder.seg(["test", "--format", "junit"])]);
    expect(pretty.status).toBe(1);
    expect(pretty.stdout).toMatch(/\? Old {2}not run\n[\s\S]*1 persona: 1 not run/);
    expect(junit.stdout).toContain('<error type="not run"');
  });

  test("a program with errors", async () => {
    const { status, stderr } = await new Workspace({ "a.seg": `${PROGRAM}segment X where nothing = 1` }).seg(["test"]);
    expect(status).toBe(1);
    expect(stderr).toContain("no persona was run");
  });
});
