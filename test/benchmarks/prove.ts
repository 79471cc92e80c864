import { type CoverOptions, mergeRegions, uncovered } from "../../language/src/logic/boxes/cover.js";
import { BoxIndex, meetingBoxes, meetingPairs } from "../../language/src/logic/boxes/join.js";
import { Budget } from "../../language/src/logic/budget.js";
import { createRandom } from "../random.js";
import { alternate, ratio } from "./measure.js";
import { tableBoxes } from "./prove/boxes.js";
import { benchPrograms } from "./prove/programs.js";
import { makeTable, type TableRecipe } from "./prove/table.js";
import { openZ3 } from "./prove/z3.js";
import { duration, table, times, writeResult } from "./report.js";

const ROUNDS = 9;
const ROUND_MILLISECONDS = 60;
const SEED = 7;
const DISTORTED = 0.1;

interface Size {
  readonly fields: number;
  readonly rows: number;
  /** Milliseconds, at most; the last one is for the overlaps and the proof together. */
  readonly goals: { readonly overlaps?: number; readonly proof?: number; readonly both?: number };
}

const EDIT_GOAL = 1;
const Z3_GOAL = 300;

const sizes: readonly Size[] = [
  { fields: 3, rows: 500, goals: {} },
  { fields: 5, rows: 1_500, goals: { overlaps: 10, proof: 50 } },
  { fields: 13, rows: 1_500, goals: { overlaps: 10, proof: 50 } },
  { fields: 7, rows: 5_000, goals: { both: 1_000 } },
  { fields: 7, rows: 10_000, goals: { both: 1_000 } },
];

/** Decision-tree tables: all overlaps, the proof that nothing is missing, one edit; and pairs of rows beside Z3. */
export async function benchProve(): Promise<void> {
  const results: unknown[] = [];
  for (const size of sizes) results.push(await benchSize(size));
  const programs = benchPrograms(SEED);
  const z3 = await benchZ3({ fields: 5, rows: 1_500, distorted: DISTORTED, seed: SEED });
  writeResult("prove", { rounds: ROUNDS, seed: SEED, distorted: DISTORTED, tables: results, programs, z3 });
}

const everyGap = (): CoverOptions => ({
  budget: new Budget(1_000_000_000),
  most: Number.POSITIVE_INFINITY,
  visit: () => ({ kind: "gap" }),
});

async function benchSize({ fields, rows, goals }: Size): Promise<unknown> {
  const whole = tableBoxes(makeTable({ fields, rows, distorted: 0, seed: SEED }));
  const { groups, universes } = tableBoxes(makeTable({ fields, rows, distorted: DISTORTED, seed: SEED }));
  const edits = tableBoxes(makeTable({ fields, rows, distorted: 1, seed: SEED })).groups;
  const wholeBoxes = whole.groups.flat();
  const boxes = groups.flat();

  if (meetingPairs(whole.groups, whole.universes).length > 0) throw new Error("The undistorted table overlaps");
  const proof = uncovered(wholeBoxes, whole.universes, everyGap());
  if (!proof.complete || proof.gaps.length > 0) throw new Error("The undistorted table has gaps");
  const pairs = meetingPairs(groups, universes).length;
  const { gaps } = uncovered(boxes, universes, everyGap());
  const merged = mergeRegions(gaps, universes).length;

  const index = new BoxIndex(groups, universes);
  let row = 0;
  const [overlaps, covered, found, edit] = await alternate(
    [
      { name: "all overlaps", run: (units) => repeat(units, () => meetingPairs(groups, universes)) },
      {
        name: "proof that nothing is missing",
        run: (units) => repeat(units, () => uncovered(wholeBoxes, whole.universes, everyGap())),
      },
      { name: "all gaps", run: (units) => repeat(units, () => uncovered(boxes, universes, everyGap())) },
      {
        name: "one edit",
        run: (units) =>
          repeat(units, () => {
            row = (row + 7) % rows;
            index.replace(row, index.groups[row] === groups[row] ? edits[row]! : groups[row]!);
            return index.meetingPairs(new Set([row]));
          }),
      },
    ],
    { rounds: ROUNDS, roundMilliseconds: ROUND_MILLISECONDS },
  );
  console.log(
    `\n${fields} fields, ${rows} segments, every tenth distorted: ${pairs} overlapping pairs, ` +
      `${gaps.length} gaps (${merged} merged)`,
  );
  const lines = [
    line("all overlaps", overlaps!.nanoseconds, goals.overlaps),
    line("proof that nothing is missing (not distorted)", covered!.nanoseconds, goals.proof),
    line("both", overlaps!.nanoseconds + covered!.nanoseconds, goals.both),
    line("all gaps", found!.nanoseconds, undefined),
    line("one edit: its overlaps", edit!.nanoseconds, EDIT_GOAL),
  ];
  console.log(table(["boxes only", "median", "goal", ""], lines));
  return {
    fields,
    rows,
    pairs,
    gaps: gaps.length,
    mergedGaps: merged,
    overlapsNanoseconds: overlaps!.nanoseconds,
    proofNanoseconds: covered!.nanoseconds,
    gapsNanoseconds: found!.nanoseconds,
    editNanoseconds: edit!.nanoseconds,
    goalMilliseconds: { ...goals, edit: EDIT_GOAL },
  };
}

function line(name: string, nanoseconds: number, goal: number | undefined): string[] {
  if (goal === undefined) return [name, duration(nanoseconds), "", ""];
  return [name, duration(nanoseconds), `≤ ${duration(goal * 1e6)}`, nanoseconds <= goal * 1e6 ? "met" : "missed"];
}

function repeat(units: number, work: () => unknown): unknown {
  let last: unknown;
  for (let unit = 0; unit < units; unit += 1) last = work();
  return last;
}

/** Pairs asked of Z3, some of which meet. */
const RANDOM_PAIRS = 200;
const MEETING_PAIRS = 100;

async function benchZ3(recipe: TableRecipe): Promise<unknown> {
  const made = makeTable(recipe);
  const { groups, universes } = tableBoxes(made);
  const random = createRandom(recipe.seed);
  const meeting = meetingPairs(groups, universes).map((pair) => pair.groups);
  const pairs = [
    ...Array.from({ length: RANDOM_PAIRS }, (): readonly [number, number] => {
      const one = random.integer(0, recipe.rows - 2);
      return [one, random.integer(one + 1, recipe.rows - 1)];
    }),
    ...Array.from({ length: MEETING_PAIRS }, () => random.pick(meeting)),
  ];
  const meets = ([one, other]: readonly [number, number]): boolean => {
    for (const _ of meetingBoxes(groups[one]!, groups[other]!)) return true;
    return false;
  };
  const z3 = await openZ3(made, pairs.flat());
  try {
    const expected = pairs.map(meets);
    for (const answers of [await z3.byCalls(pairs), await z3.byText(pairs)]) {
      for (const [index, answer] of answers.entries()) {
        if (answer !== expected[index]) throw new Error(`Z3 disagrees on the pair ${pairs[index]!.join()}`);
      }
    }
    const some = (units: number) => Array.from({ length: units }, (_, unit) => pairs[unit % pairs.length]!);
    const timings = await alternate(
      [
        {
          name: "Seg, pair by pair",
          run(units) {
            let met = 0;
            for (let unit = 0; unit < units; unit += 1) if (meets(pairs[unit % pairs.length]!)) met += 1;
            return met;
          },
        },
        { name: "Z3, call by call", run: (units) => z3.byCalls(some(units)) },
        { name: "Z3, as text", run: (units) => z3.byText(some(units)) },
      ],
      { rounds: ROUNDS, roundMilliseconds: 150 },
    );
    const ratios = timings.map((timing) => ratio(timing, timings[0]!));
    const faster = Math.min(ratios[1]!, ratios[2]!);
    console.log(
      `\n${pairs.length} pairs of the table of ${recipe.fields} fields and ${recipe.rows} segments, ` +
        `${expected.filter((met) => met).length} of them overlapping; all answers agree`,
    );
    console.log(
      table(
        ["", "a pair", "against Seg"],
        timings.map(({ name, nanoseconds }, index) => [name, duration(nanoseconds), times(ratios[index]!)]),
      ),
    );
    console.log(
      `goal: at least ${Z3_GOAL}× faster than the faster of the two: ${faster >= Z3_GOAL ? "met" : "missed"}`,
    );
    return {
      pairs: pairs.length,
      overlapping: expected.filter((met) => met).length,
      goal: Z3_GOAL,
      rows: timings.map(({ name, nanoseconds }, index) => ({ name, nanoseconds, timesSeg: ratios[index]! })),
    };
  } finally {
    await z3.close();
  }
}
