/**
 * A long run of the properties that the tests run briefly: `npm run fuzz -- --seed 7 --minutes 10`, or `--runs 5000`.
 * Every run compares a program with the naive reference, and has a mangled one checked without an exception. Prints the
 * cases that fail, made small; exits with 1 if there were any.
 */
import { parseArgs } from "node:util";
import fc from "fast-check";
import { compareReadings } from "./agreement.js";
import { describeCase, makeCase } from "./generator/program.js";
import { checkAnswer, makeMangled } from "./mangled.js";

const { values: options } = parseArgs({
  options: {
    seed: { type: "string" },
    runs: { type: "string" },
    minutes: { type: "string" },
    shown: { type: "string", default: "5" },
  },
});
const seed = Number(options.seed ?? Date.now() % 1_000_000_000);
const runs = Number(options.runs ?? (options.minutes === undefined ? 1000 : Number.POSITIVE_INFINITY));
const end = options.minutes === undefined ? Number.POSITIVE_INFINITY : Date.now() + Number(options.minutes) * 60_000;

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

const MOST_TRIES = 1000;

/** Fewer and simpler bytes that still fail: pieces are taken out or turned into 0, large ones first. */
function shrunk(bytes: Uint8Array): Uint8Array {
  let best = bytes;
  let tries = 0;
  for (let piece = Math.ceil(bytes.length / 2); piece >= 1; piece = piece === 1 ? 0 : Math.ceil(piece / 2)) {
    for (let start = 0; start < best.length; start += piece) {
      const without = Uint8Array.from([...best.slice(0, start), ...best.slice(start + piece)]);
      const zeroed = best.slice();
      zeroed.fill(0, start, start + piece);
      for (const candidate of [without, zeroed]) {
        if (candidate.join() === best.join()) continue;
        tries += 1;
        if (tries > MOST_TRIES) return best;
        if (failureOf(candidate).disagreement !== "") {
          best = candidate;
          break;
        }
      }
    }
  }
  return best;
}

console.log(`seed ${seed}`);
let compared = 0;
let failures = 0;
let run = 0;
for (; run < runs && Date.now() < end && failures < Number(options.shown); run += 1) {
  const bytes = bytesOf(run);
  const result = failureOf(bytes);
  compared += result.compared;
  if (result.disagreement === "") continue;
  failures += 1;
  const { what, disagreement } = failureOf(shrunk(bytes));
  console.log(`\n---- run ${run}: npm run fuzz -- --seed ${seed + run} --runs 1\n${what}\n\n${disagreement}`);
}
console.log(`\n${run} programs, ${compared} placements compared, ${failures} programs disagree`);
process.exitCode = failures === 0 ? 0 : 1;
