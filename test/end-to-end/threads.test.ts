import { closeSync, openSync, readFileSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { seg, Workspace } from "./seg.js";

const PROGRAM = `customer { id: text key  city: text  age: integer 0..120  vip: boolean? }
criterion Age { segment Young where age < 30  segment Middle where age >= 30 and age < 50  segment Old where age >= 50 }
criterion City { segment North where city = "Rasht"  segment Wise where age > 100 }
`;

/** Enough to be read in threads. */
const CUSTOMERS = 400_000;

test("threads change nothing: not the output, its order, the rejects or the counts", async () => {
  const folder = new Workspace({ "shop.seg": PROGRAM });
  const data = join(folder.path, "customers.ndjson");
  writeCustomers(data);
  expect(statSync(data).size).toBeGreaterThan(32_000_000);
  const outcomes = [];
  for (const threads of ["1", "2", "3"]) {
    const names = { out: `out-${threads}.ndjson`, rejects: `rejects-${threads}.ndjson` };
    const words = ["run", "--data", data, "--out", names.out, "--rejects", names.rejects, "--threads", threads];
    const { status, stdout, stderr } = await seg([...words, "--format", "json"], { cwd: folder.path });
    const { milliseconds: _, ...report } = JSON.parse(stdout) as Record<string, unknown>;
    const read = (name: string) => readFileSync(join(folder.path, name), "utf8");
    outcomes.push({
      status,
      report,
      notes: stderr.replaceAll(threads, "N"),
      out: read(names.out),
      rejects: read(names.rejects),
    });
  }
  const [one, two, three] = outcomes;
  expect(one!.status).toBe(3);
  expect(one!.report).toMatchObject({ read: CUSTOMERS, rejected: 401 });
  expect(one!.report).not.toMatchObject({ ambiguous: 0 });
  // Compared by themselves, so that a difference is not shown with all the rest.
  for (const other of [two!, three!]) {
    expect(other.status).toBe(one!.status);
    expect(other.report).toEqual(one!.report);
    expect(other.out === one!.out).toBe(true);
    expect(other.rejects === one!.rejects).toBe(true);
  }
  // A key that is declared and never occurs is said once, whoever read which part.
  expect(one!.report).toMatchObject({ problems: [{ code: "SEG5102" }] });
});

/** A pipe is read in threads whatever its size; what an example has in it stands there often enough to be cut into blocks. */
test.each(["shop/customers.ndjson", "bookshop/خوانندگان.ndjson"])(
  "examples/%s is the same in threads",
  async (file) => {
    const program = fileURLToPath(new URL(`../../examples/${file.split("/")[0]}/`, import.meta.url));
    const lines = readFileSync(new URL(`../../examples/${file}`, import.meta.url), "utf8").trimEnd();
    const input = `${lines}\n`.repeat(Math.ceil(3_000_000 / lines.length));
    const folder = new Workspace();
    const outcomes = [];
    for (const threads of ["1", "2"]) {
      const files = ["--out", `out-${threads}.csv`, "--rejects", `rejects-${threads}.csv`];
      const words = ["run", program, "--data", "-", ...files, "--threads", threads, "--as-of", "2026-11-01"];
      const { status, stdout } = await seg([...words, "--format", "json"], { cwd: folder.path, input });
      const { milliseconds: _, ...report } = JSON.parse(stdout) as Record<string, unknown>;
      outcomes.push({
        status,
        report,
        out: folder.read(`out-${threads}.csv`),
        rejects: folder.read(`rejects-${threads}.csv`),
      });
    }
    const [one, two] = outcomes;
    // Whoever comes again is turned away.
    const customers = one!.out.trimEnd().split("\n").length - 1;
    expect(customers).toBeGreaterThan(20);
    expect(one!.report).toMatchObject({ read: input.split("\n").length - 1, accepted: customers });
    expect(two!.report).toEqual(one!.report);
    expect(two!.out === one!.out).toBe(true);
    expect(two!.rejects === one!.rejects).toBe(true);
  },
);

test("what is no number of threads is said so", async () => {
  const folder = new Workspace({ "shop.seg": PROGRAM, "a.ndjson": "" });
  for (const threads of ["0", "-1", "two", "1.5", "100"]) {
    const { status, stderr } = await seg(["run", "--data", "a.ndjson", `--threads=${threads}`], { cwd: folder.path });
    expect(status).toBe(2);
    expect(stderr).toContain("--threads");
  }
});

function writeCustomers(path: string): void {
  const file = openSync(path, "w");
  let text = "";
  for (let number = 0; number < CUSTOMERS; number += 1) {
    // Each thousandth is too old; the last is one of the first again.
    const age = number % 1000 === 7 ? 130 : (number * 7) % 110;
    const id = number === CUSTOMERS - 1 ? 12 : number;
    const city = number % 3 === 0 ? "Rasht" : "تهران";
    text += `${JSON.stringify({ id: `c${id}`, city, age, note: `nobody reads this of ${number}, and it is long` })}\n`;
    if (number % 10_000 === 9_999) {
      writeSync(file, text);
      text = "";
    }
  }
  closeSync(file);
}
