import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, symlinkSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { outcomeOf, startSeg, Workspace } from "./seg.js";

const CUSTOMERS = [
  "id,شهر,Annual Income,joined,newsletter",
  '1,تهران,"1,234.50",31/12/2024,Yes',
  "2,Qom,,05/06/2023,No",
  '3,Rey,"84,000",07/08/2023,No',
  "",
].join("\n");

const BLOCK = `// From all 3 records of customers.csv.
customer {
  id:           integer key
  شهر:          text
  annualIncome: number? "1,234.56" from "Annual Income"
  joined:       date "dd/MM/yyyy"
  newsletter:   boolean "Yes" / "No"
}
`;

describe("seg infer", () => {
  test("writes a block by which the file is read without a reject", async () => {
    const folder = new Workspace({ "customers.csv": CUSTOMERS });
    const inferred = await folder.seg(["infer", "customers.csv"]);
    expect(inferred).toEqual({ status: 0, stdout: BLOCK, stderr: "Read all 3 records of `customers.csv`.\n" });
    folder.write("shop.seg", `${inferred.stdout}segment Here where شهر = "تهران"\n`);
    const run = await folder.seg(["run", "shop.seg", "--data", "customers.csv", "--format", "json"]);
    expect(run.status).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({ accepted: 3, rejected: 0 });
  });

  test("reads standard input", async () => {
    const { stdout } = await new Workspace().seg(["infer", "-"], { input: CUSTOMERS });
    expect(stdout).toBe(BLOCK.replace("customers.csv", "standard input"));
  });

  test("reads a named pipe, which can be opened once", async () => {
    const folder = new Workspace();
    const pipe = join(folder.path, "customers.csv");
    execFileSync("mkfifo", [pipe]);
    const [{ stdout }] = await Promise.all([folder.seg(["infer", "customers.csv"]), writeFile(pipe, CUSTOMERS)]);
    expect(stdout).toBe(BLOCK);
  });

  test("writes a file that is not there yet, and another only when forced", async () => {
    const folder = new Workspace({ "customers.csv": CUSTOMERS, "mine.seg": "// mine\n" });
    const written = await folder.seg(["infer", "customers.csv", "--out", "new.seg"]);
    expect(written).toMatchObject({ status: 0, stdout: "", stderr: expect.stringContaining("Wrote `new.seg`.") });
    expect(folder.read("new.seg")).toBe(BLOCK);
    const refused = await folder.seg(["infer", "customers.csv", "--out", "mine.seg"]);
    expect(refused).toMatchObject({ status: 2, stderr: expect.stringContaining("--force") });
    expect(folder.read("mine.seg")).toBe("// mine\n");
    expect((await folder.seg(["infer", "customers.csv", "--out", "mine.seg", "--force"])).status).toBe(0);
    expect(folder.read("mine.seg")).toBe(BLOCK);
    expect(readdirSync(folder.path).sort()).toEqual(["customers.csv", "mine.seg", "new.seg"]);
  });

  test("never writes over the data, by whatever name and however forced", async () => {
    const folder = new Workspace({ "customers.csv": CUSTOMERS });
    symlinkSync("customers.csv", join(folder.path, "link.csv"));
    for (const out of ["customers.csv", "./customers.csv", "link.csv"]) {
      const refused = await folder.seg(["infer", "customers.csv", "--out", out, "--force"]);
      expect(refused).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining("would destroy it") });
    }
    expect(folder.read("customers.csv")).toBe(CUSTOMERS);
  });

  test("tells what the data leave open", async () => {
    const folder = new Workspace({ "a.csv": "id,day\n1,05/06/2024\n" });
    const { stdout, stderr } = await folder.seg(["infer", "a.csv"]);
    const doubt = 'Dates that the data leave open: `date "dd/MM/yyyy"` or `date "MM/dd/yyyy"`.';
    expect(stdout).toContain(`  // ${doubt}\n  day: text\n`);
    expect(stderr).toContain(`  day: ${doubt}\n`);
  });

  test.each([
    [["nowhere.csv"], "There is no file or folder `nowhere.csv`"],
    [["customers.csv", "--sample", "some"], "`--sample` wants"],
    [["customers.csv", "--path", "a"], "is no JSON"],
    [["-", "-"], "Standard input can be read once"],
    [["customers.csv", "--out", "no/such/folder.seg"], "Could not write"],
  ])("%j fails with a clear message", async (words, message) => {
    const folder = new Workspace({ "customers.csv": CUSTOMERS });
    const { status, stdout, stderr } = await folder.seg(["infer", ...words]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(readdirSync(folder.path)).toEqual(["customers.csv"]);
  });

  test("is stopped by Ctrl-C, and leaves no file", async () => {
    const folder = new Workspace();
    const child = startSeg(["infer", "-", "--sample", "all", "--out", "new.seg"], { cwd: folder.path });
    const done = outcomeOf(child);
    child.stdin.on("error", () => {});
    child.stdin.write("id,city\n");
    const feed = setInterval(() => child.stdin.write("1,Rey\n".repeat(20_000)), 20);
    await new Promise((resolve) => setTimeout(resolve, 2000));
    child.kill("SIGINT");
    const { status, stderr } = await done;
    clearInterval(feed);
    child.stdin.destroy();
    expect(status).toBe(130);
    expect(stderr).toContain("Interrupted");
    expect(existsSync(join(folder.path, "new.seg"))).toBe(false);
  });
});
