/**
 * A long run of the properties that the tests run briefly: `npm run fuzz -- --seed 7 --minutes 10`, or `--runs 5000`.
 * One half compares programs with the naive reference, and has mangled ones checked without an exception; the other holds
 * the prover against looking at every customer, against Z3 and against a checker of its certificates. `--only programs` or
 * `--only prover` runs one of them. Prints the cases that fail, made small; exits with 1 if there were any.
 */
import { parseArgs } from "node:util";
import fc from "fast-check";
import { fuzzProver } from "../prover/fuzz.js";
import { compareReadings } from "./agreement.js";
import { describeCase, makeCase } from "./generator/program.js";
import { checkAnswer, makeMangled } from "./mangled.js";
import { shrunk } from "./shrink.js";

const { values: options } = parseArgs({
  options: {
    seed: { type: "string" },
    runs: { type: "string" },
    minutes: { type: "string" },
    shown: { type: "string", default: "5" },
    only: { type: "string" },
  },
});
const seed = Number(options.seed ?? Date.now() % 1_000_000_000);
const runs = Number(options.runs ?? (options.minutes === undefined ? 1000 : Number.POSITIVE_INFINITY));
const shown = Number(options.shown);
if (options.only !== undefined && options.only !== "programs" && options.only !== "prover") {
  console.error(`--only programs or --only prover, not ${options.only}`);
  process.exit(2);
}

/** When to stop, of a part that gets this share of the minutes. */
function endAfter(share: number): number {
  return options.minutes === undefined
    ? Number.POSITIVE_INFINITY
    : Date.now() + Number(options.minutes) * share * 60_000;
}

/** The bytes of run `index`: any single run can be repeated by its seed. */
function bytesOf(index: number): Uint8Array {
  const length = fc.uint8Array({ minLength: 1200, maxLength: 1800 });
  return fc.sample(length, { seed: seed + index, numRuns: 1 })[0] ?? new Uint8Array();
}

/** What went wrong with these bytes, or null. A crash is a disagreement too. */
function failureOf(bytes: Uint8Array): { what: string; disagreement: string; compared: number } {
  const mangled = makeMangled(bytes);
  const answer = checkAnswer(mangled);
  if (answer !== "") return { what: mangled, disagreement: answer, compared: 0 };
  const generated = makeCase(bytes);
  try {
    const { compared, disagreements } = compareReadings(generated);
    return { what: describeCase(generated), disagreement: disagreements[0] ?? "", compared };
  } catch (error) {
    const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { what: describeCase(generated), disagreement: trace, compared: 0 };
  }
}

async function fuzzPrograms(end: number): Promise<number> {
  let compared = 0;
  let failures = 0;
  let run = 0;
  for (; run < runs && Date.now() < end && failures < shown; run += 1) {
    const bytes = bytesOf(run);
    const result = failureOf(bytes);
    compared += result.compared;
    if (result.disagreement === "") continue;
    failures += 1;
    const { what, disagreement } = failureOf(await shrunk(bytes, (some) => failureOf(some).disagreement !== ""));
    console.log(`\n---- npm run fuzz -- --only programs --seed ${seed + run} --runs 1\n${what}\n\n${disagreement}`);
  }
  console.log(`\n${run} programs, ${compared} placements compared, ${failures} programs disagree`);
  return failures;
}

console.log(`seed ${seed}`);
let failed = 0;
if (options.only !== "prover") failed += await fuzzPrograms(endAfter(options.only === undefined ? 0.3 : 1));
if (options.only !== "programs") {
  failed += await fuzzProver({ seed, runs, end: endAfter(options.only === undefined ? 0.7 : 1), shown });
}
process.exitCode = failed === 0 ? 0 : 1;
