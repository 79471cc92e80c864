import fc from "fast-check";
import { shrunk } from "../properties/shrink.js";
import { Findings } from "./findings.js";
import { checkSampledCase, describeSampledCase, makeSampledCase } from "./sampled.js";
import { checkTinyCase, describeTinyCase, makeTinyCase } from "./tiny.js";
import { checkTinyProofs } from "./tiny-proofs.js";
import { openOracle, type Z3Oracle } from "./z3.js";
import { checkZ3Case, makeZ3Case } from "./z3-cases.js";

/** One way to hold the prover against somebody else: a random case from bytes, and what is wrong with it. */
export interface ProverProperty {
  readonly name: string;
  check(bytes: Uint8Array): Findings | Promise<Findings>;
  describe(bytes: Uint8Array): string;
}

const BY_OURSELVES: readonly ProverProperty[] = [
  {
    name: "brute force over tiny universes",
    check: (bytes) => checkTinyCase(makeTinyCase(bytes)),
    describe: (bytes) => describeTinyCase(makeTinyCase(bytes)),
  },
  {
    name: "verdicts, witnesses and certificates of tiny programs",
    check: (bytes) => checkTinyProofs(makeTinyCase(bytes)),
    describe: (bytes) => describeTinyCase(makeTinyCase(bytes)),
  },
  {
    name: "everything the language has, by sampling",
    check: (bytes) => checkSampledCase(makeSampledCase(bytes)),
    describe: (bytes) => describeSampledCase(makeSampledCase(bytes)),
  },
];

function besideZ3(oracle: Z3Oracle): ProverProperty {
  return {
    name: "numbers, dates, choices and texts beside Z3",
    check: (bytes) => checkZ3Case(makeZ3Case(bytes), oracle),
    describe: (bytes) => makeZ3Case(bytes).text,
  };
}

export interface ProverFuzzOptions {
  readonly seed: number;
  readonly runs: number;
  /** Milliseconds since 1970: when to stop. */
  readonly end: number;
  /** Stop after so many cases that fail. */
  readonly shown: number;
}

/** Runs all properties in turn and prints what they find. Returns how many cases failed. */
export async function fuzzProver(options: ProverFuzzOptions): Promise<number> {
  const oracle = await openOracle();
  try {
    return await fuzzAll([...BY_OURSELVES, besideZ3(oracle)], options);
  } finally {
    await oracle.close();
  }
}

async function fuzzAll(
  properties: readonly ProverProperty[],
  { seed, runs, end, shown }: ProverFuzzOptions,
): Promise<number> {
  const totals = new Map(
    properties.map(({ name }) => [name, { cases: 0, findings: new Findings(), slowest: { seconds: 0, seed: 0 } }]),
  );
  let failures = 0;
  let run = 0;
  for (; run < runs && Date.now() < end && failures < shown; run += 1) {
    const bytes = bytesOf(seed + run);
    for (const property of properties) {
      const total = totals.get(property.name)!;
      const start = performance.now();
      const findings = await checked(property, bytes);
      const seconds = (performance.now() - start) / 1000;
      if (seconds > total.slowest.seconds) total.slowest = { seconds, seed: seed + run };
      total.cases += 1;
      total.findings.add(findings);
      if (findings.disagreements.length === 0) continue;
      failures += 1;
      const small = await shrunk(bytes, async (some) => (await checked(property, some)).disagreements.length > 0, 300);
      const [disagreement] = (await checked(property, small)).disagreements;
      console.log(`\n---- npm run fuzz -- --only prover --seed ${seed + run} --runs 1\n${property.name}`);
      // What depends on how quick Z3 was may not show itself twice.
      const isSeenAgain = disagreement !== undefined;
      console.log(`${property.describe(isSeenAgain ? small : bytes)}\n${disagreement ?? findings.disagreements[0]}`);
    }
  }
  for (const [name, { cases, findings, slowest }] of totals) {
    console.log(`\n${name}: ${cases} cases, ${findings.compared} answers compared,`, disagreementsOf(findings));
    console.log(`  the slowest case took ${slowest.seconds.toFixed(1)} s (seed ${slowest.seed})`);
    if (findings.kinds.size > 0) console.log(findings.table());
    console.log(findings.shapes(12));
  }
  return failures;
}

function disagreementsOf({ disagreements }: Findings): string {
  return `${disagreements.length} disagreements`;
}

/** A crash is a disagreement too. */
async function checked(property: ProverProperty, bytes: Uint8Array): Promise<Findings> {
  try {
    return await property.check(bytes);
  } catch (error) {
    const findings = new Findings();
    findings.disagreements.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return findings;
  }
}

function bytesOf(seed: number): Uint8Array {
  return fc.sample(fc.uint8Array({ minLength: 100, maxLength: 1600 }), { seed, numRuns: 1 })[0] ?? new Uint8Array();
}
