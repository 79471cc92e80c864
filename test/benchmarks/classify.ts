import { cel } from "./classify/cel.js";
import type { Classification, CreateClassification } from "./classify/contender.js";
import { asOf, type Customer, makeCustomers } from "./classify/customers.js";
import { handWritten } from "./classify/hand-written.js";
import { jsonLogic } from "./classify/json-logic.js";
import { jsonRules } from "./classify/json-rules.js";
import { mingoQueries, siftQueries } from "./classify/mongo.js";
import { seg, segWithChecks } from "./classify/seg.js";
import { manySegments, type SegmentSet, sixSegments } from "./classify/segments.js";
import { alternate, ratio } from "./measure.js";
import { duration, table, times, writeResult } from "./report.js";

const contenders: readonly CreateClassification[] = [
  seg,
  segWithChecks,
  handWritten,
  jsonLogic,
  siftQueries,
  mingoQueries,
  cel,
  jsonRules,
];

const ROUNDS = 9;
const ROUND_MILLISECONDS = 120;
const CUSTOMERS = 2_000;
/** Customers whose memberships all contenders must agree on before anything is measured. */
const COMPARED = 200;

/** Records in memory to all memberships of each, by Seg and by the named peers in alternate rounds. */
export async function benchClassify(): Promise<void> {
  const results: unknown[] = [];
  for (const [size, set] of [
    [6, sixSegments()],
    [100, manySegments(100)],
    [1_000, manySegments(1_000)],
  ] as const) {
    const customers = makeCustomers(CUSTOMERS, set.cities);
    const all = contenders.map((create) => create(set, customers));
    const found = await memberships(all, COMPARED);
    console.log(
      `\n${size} segments (${set.criteria.map(({ name, segments }) => `${name} ${segments.length}`).join(", ")}), ` +
        `as of ${asOf}; ${found.toFixed(1)} memberships a customer, all contenders agree on ${COMPARED} customers`,
    );
    const timings = await alternate(all, { rounds: ROUNDS, roundMilliseconds: ROUND_MILLISECONDS });
    const rows = timings.map((timing) => ({
      name: timing.name,
      nanosecondsPerCustomer: timing.nanoseconds,
      timesSeg: ratio(timing, timings[0]!),
    }));
    console.log(
      table(
        ["", "a customer", "against Seg"],
        rows.map(({ name, nanosecondsPerCustomer, timesSeg }) => [
          name,
          duration(nanosecondsPerCustomer),
          times(timesSeg),
        ]),
      ),
    );
    results.push({ segments: size, customers: CUSTOMERS, membershipsPerCustomer: found, rounds: ROUNDS, rows });
  }
  const some = makeCustomers(1, sixSegments().cities);
  console.log("\nNearest equivalents:");
  for (const { name, note } of contenders.map((create) => create(sixSegments(), some))) {
    if (note !== null) console.log(`  ${name}: ${note}`);
  }
  writeResult("classify", results);
}

/** Memberships a customer, on average; an error names the first contender that disagrees with the first. */
async function memberships(all: readonly Classification[], count: number): Promise<number> {
  let found = 0;
  for (let index = 0; index < count; index += 1) {
    const wanted = await all[0]!.memberships(index);
    found += wanted.length;
    for (const contender of all.slice(1)) {
      const numbers = await contender.memberships(index);
      if (numbers.join() !== wanted.join()) {
        throw new Error(
          `${contender.name} finds ${numbers.join()} for customer ${index}, ${all[0]!.name} ${wanted.join()}`,
        );
      }
    }
  }
  return found / count;
}

/** For the tests: the first `count` customers of which all contenders find the same segments. */
export async function agreement(set: SegmentSet, count: number): Promise<number> {
  const customers: readonly Customer[] = makeCustomers(count, set.cities);
  return memberships(
    contenders.map((create) => create(set, customers)),
    count,
  );
}
