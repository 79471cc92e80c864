import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { seg, Workspace } from "./seg.js";

const GOOD = `customer { id: text key  city: text folded  age: integer 0..120 }
criterion Age exhaustive {
  segment Young where age < 30
  segment Old where age >= 30
}
`;
const BAD = GOOD.replace("age < 30", "aeg < 30");

describe("a program without errors", () => {
  test("says what was found", async () => {
    const folder = new Workspace({ "a.seg": GOOD });
    expect(await folder.seg(["check"])).toEqual({
      status: 0,
      stdout: `Proved  exclusive  overlapping  undecided  coverage
  Age           1            –          –  complete

No errors: 2 segments, 1 criterion in 1 file
`,
      stderr: "",
    });
  });

  test("--stats tells how long each stage took", async () => {
    const folder = new Workspace({ "a.seg": GOOD });
    const { status, stdout } = await folder.seg(["check", "a.seg", "--stats"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/parse +\d+\.\d ms/);
  });

  test("several programs are checked each on its own", async () => {
    const folder = new Workspace({ "one/a.seg": GOOD, "two/b.seg": GOOD });
    const { status, stdout } = await folder.seg(["check", "one", "two"]);
    expect(status).toBe(0);
    const own = "No errors: 2 segments, 1 criterion in 1 file\n";
    const table =
      "Proved  exclusive  overlapping  undecided  coverage\n  Age           1            –          –  complete\n";
    expect(stdout).toBe(
      `one\n\n${table}\n${own}\ntwo\n\n${table}\n${own}\n2 programs in all. No errors: 4 segments, 2 criteria in 2 files\n`,
    );
  });
});

describe("a folder above programs", () => {
  const PROGRAMS = {
    "shop/seg.json": "{}",
    "shop/a.seg": GOOD,
    "فروشگاه ها/کتاب/seg.json": "{}",
    "فروشگاه ها/کتاب/b.seg": BAD,
    "node_modules/p/seg.json": "{}",
    "node_modules/p/x.seg": BAD,
  };

  test("each is checked, with a heading and a total", async () => {
    const folder = new Workspace(PROGRAMS);
    const { status, stdout, stderr } = await folder.seg(["check"]);
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    expect(stdout).toMatch(/^shop\n\n[\s\S]*\n\nفروشگاه ها\/کتاب\n\nفروشگاه ها\/کتاب\/b\.seg:3:23 {2}error/);
    expect(stdout).toMatch(/\n\n2 programs in all\. 1 error in 2 files\n$/);
    const { programs } = JSON.parse((await folder.seg(["check", "--format", "json"])).stdout);
    expect(programs.map(({ name }: { name: string }) => name)).toEqual(["shop", "فروشگاه ها/کتاب"]);
  });

  test("fmt and fix find them, run asks which one", async () => {
    const folder = new Workspace({ ...PROGRAMS, "shop/a.seg": GOOD.replace("age < 30", "age   <   30") });
    expect((await folder.seg(["fmt"])).stdout).toBe("shop/a.seg\nفروشگاه ها/کتاب/b.seg\n");
    expect((await folder.seg(["fix", "--dry-run"])).stderr).toContain("1 error remains");
    const { status, stderr } = await folder.seg(["run", "--data", "x.csv"]);
    expect(status).toBe(2);
    expect(stderr).toContain("Below `.` there are several programs: `shop`, `فروشگاه ها/کتاب`. Name one.");
  });
});

describe("a program with an error", () => {
  test("shows it with its place, its line and a caret, and fails with 1", async () => {
    const folder = new Workspace({ "a.seg": BAD });
    const { status, stdout } = await folder.seg(["check", "a.seg"]);
    expect(status).toBe(1);
    expect(stdout).toContain("a.seg:3:23  error  SEG3001 unknown-name");
    expect(stdout).toContain("   3 │   segment Young where aeg < 30\n     │                       ^^^\n");
    expect(stdout).toMatch(/1 error in 1 file\n$/);
  });

  test("json, sarif, github and junit name the same place", async () => {
    const folder = new Workspace({ "a.seg": BAD });
    const report = async (format: string) => {
      const { status, stdout } = await folder.seg(["check", "--format", format]);
      expect(status).toBe(1);
      return stdout;
    };
    const [json, sarif, github, junit] = await Promise.all(["json", "sarif", "github", "junit"].map(report));
    expect(JSON.parse(json!).diagnostics[0]).toMatchObject({ file: "a.seg", start: { line: 3, column: 23 } });
    expect(JSON.parse(sarif!).runs[0].results[0].locations[0].physicalLocation).toMatchObject({
      artifactLocation: { uri: "a.seg" },
      region: { startLine: 3, startColumn: 23, endLine: 3, endColumn: 26 },
    });
    expect(github).toMatch(/^::error file=a\.seg,line=3,endLine=3,col=23,endColumn=25,title=SEG3001 unknown-name::/);
    expect(junit).toContain('name="a.seg:3:23 ');
  });

  test("Persian names stand over their caret", async () => {
    const folder = new Workspace({ "فروشگاه.seg": 'customer { شهر: text }\nsegment تهرانی where شهرر = "تهران"\n' });
    const { status, stdout } = await folder.seg(["check", "فروشگاه.seg"]);
    expect(status).toBe(1);
    expect(stdout).toContain("فروشگاه.seg:2:22  error");
    expect(stdout).toContain(`   2 │ segment تهرانی where شهرر = "تهران"\n     │ ${" ".repeat(21)}^^^^\n`);
  });

  test("colour only where it is asked for", async () => {
    const folder = new Workspace({ "a.seg": BAD });
    const plain = await folder.seg(["check"]);
    const forced = await folder.seg(["check"], { env: { FORCE_COLOR: "1" } });
    expect(plain.stdout).not.toContain("\u001b[");
    expect(forced.stdout).toContain("\u001b[");
    const both = await folder.seg(["check"], { env: { FORCE_COLOR: "1", NO_COLOR: "1" } });
    expect(both.stdout).not.toContain("\u001b[");
  });
});

describe("--strict", () => {
  const LOOSE = 'customer { city: text }\nsegment Tehran where city = "Tehran"\n';
  test("demands a criterion for every segment", async () => {
    const folder = new Workspace({ "a.seg": LOOSE });
    const [loose, strict] = await Promise.all([folder.seg(["check"]), folder.seg(["check", "--strict"])]);
    expect(loose.status).toBe(0);
    expect(strict.status).toBe(1);
    expect(strict.stdout).toContain("Tehran");
  });
});

describe("files that cannot be checked", () => {
  test.each<[string, string[], RegExp]>([
    ["a missing file", ["check", "nowhere.seg"], /no file or folder `nowhere\.seg`/],
    ["a missing folder", ["check", "nowhere"], /no file or folder `nowhere`/],
    ["a folder called like a file", ["check", "folder.seg/x.seg"], /no file or folder/],
    ["an empty folder", ["check", "empty"], /no `\.seg` file in `empty`/],
    ["another kind of file", ["check", "notes.txt"], /notes\.txt/],
  ])("%s: one clear message, status 2", async (_, words, message) => {
    const folder = new Workspace({ "folder.seg/a.seg": GOOD, "empty/.keep": "", "notes.txt": "hello" });
    const { status, stdout, stderr } = await folder.seg(words);
    expect(status).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\bat .*:\d+|ENOENT/);
  });

  test("a program that is not UTF-8 is told so", async () => {
    const folder = new Workspace({ "a.seg": Buffer.from("\ufeffcustomer { شهر: text }", "utf16le") });
    const { status, stdout, stderr } = await folder.seg(["check"]);
    expect(status).toBeGreaterThan(0);
    expect(status).toBeLessThan(3);
    expect(stdout + stderr).toContain("`a.seg` cannot be read: it is UTF-16; save it as UTF-8.");
  });

  test("a broken seg.json is a finding in it", async () => {
    const folder = new Workspace({ "a.seg": GOOD, "seg.json": '{ "timeZone": "Mars/Olympus" }' });
    const { status, stdout } = await folder.seg(["check"]);
    expect(status).toBe(2);
    expect(stdout).toContain("seg.json:1:");
    expect(stdout).toContain("Mars/Olympus");
  });

  test.each<[string, string, string, number]>([
    ["all in seg.json", "{ nonsense", GOOD, 2],
    ["in the program too", "{ nonsense", BAD, 1],
    ["in the program alone", "{}", BAD, 1],
    ["in neither", "{}", GOOD, 0],
  ])("errors %s", async (_, config, program, expected) => {
    const folder = new Workspace({ "a.seg": program, "seg.json": config });
    const [checked, tested] = await Promise.all([folder.seg(["check"]), folder.seg(["test"])]);
    expect([checked.status, tested.status]).toEqual([expected, expected]);
  });

  test("a link that leads nowhere is named, by its path from here", async () => {
    const folder = new Workspace({ "deep/a.seg": GOOD });
    symlinkSync("nowhere.seg", join(folder.path, "deep", "gone.seg"));
    const { status, stderr } = await folder.seg(["check", "deep"]);
    expect(status).toBe(2);
    expect(stderr).toContain("`deep/gone.seg` cannot be read: it is a link to a file that is not there.");
  });

  test("a line of ten megabytes is reported in a few lines", async () => {
    const folder = new Workspace({ "a.seg": `${GOOD}list l = ["${"x".repeat(10_000_000)}" "y"]\n` });
    const { status, stdout } = await folder.seg(["check"]);
    expect(status).toBe(1);
    expect(stdout.length).toBeLessThan(5_000);
  });

  test("bytes at random give findings, not a crash", async () => {
    const bytes = Uint8Array.from({ length: 4096 }, (_, index) => (index * 7919 + (index >> 3) * 104729) & 0xff);
    const folder = new Workspace({ "a.seg": bytes });
    const { status, stderr } = await folder.seg(["check"]);
    expect([1, 2]).toContain(status);
    expect(stderr).not.toContain("bug of its own");
  });
});

describe("the command line itself", () => {
  test.each<[string, string[], RegExp]>([
    ["an option mistyped", ["check", "--fromat", "json"], /unknown option '--fromat'[\s\S]*--format/],
    ["a command mistyped", ["chekc"], /unknown command 'chekc'[\s\S]*check/],
    ["a format that is none", ["check", "--format", "xml"], /pretty, json, sarif, github, junit/],
    ["a format that this command has not", ["run", "--format", "sarif"], /pretty, json/],
    ["a limit that is none", ["run", "--max-rejects", "few"], /0\.5%/],
    ["a share above all", ["run", "--max-rejects", "101%"], /0\.5%/],
    ["explain without a customer", ["explain"], /--customer/],
    ["a topic that is none", ["help", "SEG9999"], /no rule called/],
  ])("%s: status 2", async (_, words, message) => {
    const { status, stdout, stderr } = await seg(words);
    expect(status).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatch(message);
  });

  test.each([[["--version"]], [["-v"]]])("%s prints the version", async (words) => {
    expect(await seg(words)).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });

  test.each([[[]], [["--help"]], [["help"]]])(
    "seg %s tells the commands and the exit status",
    async (words: string[]) => {
      const { status, stdout } = await seg(words);
      expect(status).toBe(0);
      for (const word of ["check", "run", "explain", "test", "fmt", "help", "Exit status", "70", "129", "130", "143"]) {
        expect(stdout).toContain(word);
      }
    },
  );

  test("help prints the page of a rule, by code or by name", async () => {
    const [byCode, byName] = await Promise.all([seg(["help", "seg2001"]), seg(["help", "SEG2001"])]);
    expect(byCode).toEqual(byName);
    expect(byCode.stdout).toMatch(/^SEG2001 [a-z-]+[\s\S]*Avoid[\s\S]*Write/);
  });

  test("help prints the help of a command", async () => {
    const { stdout } = await seg(["help", "run"]);
    expect(stdout).toContain("--max-rejects");
  });
});
