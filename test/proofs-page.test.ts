import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { proveProgram } from "../language/src/analysis/prove.js";
import { analyseProgram, reportFindings } from "../language/src/program.js";
import { printed, shownCommand } from "./kit/printed.js";
import { inMemoryProgram } from "./kit/programs.js";
import { verdictOn } from "./kit/verdicts.js";

/**
 * The examples of language/docs/proofs.md are proved as they stand. The first program is the customer of all others, which
 * stand beside it in a file of their own. After a program come
 * - ```findings: what the proofs find in it, one a line;
 * - ```console: what a command prints of it.
 * A row of a table with two conditions says whether they are apart, overlap (with an example), or are undecided.
 */
const page = readFileSync(fileURLToPath(new URL("../language/docs/proofs.md", import.meta.url)), "utf8");

const blocks = [...page.matchAll(/^```(?<kind>\w+) ?(?<name>\S*)\n(?<code>[\s\S]*?)^```/gm)].map(
  ({ groups, index }, place, all) => ({
    kind: groups!.kind!,
    name: groups!.name!,
    code: groups!.code!,
    line: page.slice(0, index).split("\n").length,
    before: place === 0 ? "" : all[place - 1]!.groups!.code!,
  }),
);
const customer = blocks[0]!.code;
const list = blocks.find(({ kind }) => kind === "list")!;

const rows = [...page.matchAll(/^\| `([^`]+)` \| `([^`]+)` \| (apart|overlap|undecided)(?:: (.+))? \|$/gm)].map(
  ([, one, other, kind, example]) => ({ one: one!, other: other!, said: example ? `${kind}: ${example}` : kind! }),
);

const KINDS = { impossible: "apart", possible: "overlap", undecided: "undecided" } as const;

/** How much work a question takes is nobody's promise. */
const withoutSteps = (text: string): string => text.replace(/after \d+ steps/g, "after some steps");

describe("language/docs/proofs.md", () => {
  const findings = blocks.filter(({ kind }) => kind === "findings");
  const consoles = blocks.filter(({ kind }) => kind === "console");
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "seg-proofs-"));
    writeFileSync(join(folder, "customer.seg"), customer);
    writeFileSync(join(folder, list.name), list.code);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test("has examples of every kind", () => {
    expect(findings.length).toBeGreaterThan(5);
    expect(consoles.length).toBeGreaterThan(1);
    expect(new Set(rows.map(({ said }) => said.split(":")[0]))).toEqual(new Set(Object.values(KINDS)));
  });

  test.each(findings)("the findings at line $line", ({ before, code }) => {
    const files = new Map([
      ["customer.seg", customer],
      ["example.seg", before],
      [list.name, list.code],
    ]);
    const program = analyseProgram(inMemoryProgram(files));
    const found = reportFindings(program, proveProgram(program).diagnostics);
    const lines = found
      .filter(({ code: each, severity }) => /^SEG400/.test(each) || severity === "error" || /^SEG61/.test(each))
      .map(({ severity, code: each, message }) => `${severity} ${each} ${message}`);
    expect(withoutSteps(lines.length === 0 ? "none" : lines.join("\n"))).toBe(withoutSteps(code.trimEnd()));
  });

  test.each(consoles)("the output at line $line", async ({ before, code }) => {
    writeFileSync(join(folder, "example.seg"), before);
    const { command, output } = shownCommand(code);
    expect(await printed(command, folder)).toBe(output);
  });

  test.each(rows)("$one and $other", ({ one, other, said }) => {
    const { kind, summary, asOf } = verdictOn(customer, one, other);
    const example = asOf === null ? `\`${summary}\`` : `\`${summary}\` on ${asOf}`;
    expect(said.includes(":") ? `${KINDS[kind]}: ${example}` : KINDS[kind]).toBe(said);
  });
});
