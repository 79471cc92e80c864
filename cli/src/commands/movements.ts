import { Writable } from "node:stream";
import type { Clock, Program } from "@seg-lang/language";
import { type DataPath, type RecordSource, run } from "@seg-lang/language/node";
import { CommandFailure, EXIT } from "../exit-status.js";
import type { MovedCount, Movements, TurnedAway } from "../reporters/difference.js";
import { countText } from "../terminal/bars.js";
import { createProgress } from "../terminal/progress.js";

export interface ClassifiedBy {
  readonly program: Program;
  readonly clock: Clock;
}

/** What a run writes of a customer: a segment's name a criterion, null for none, a list where they may overlap. */
type Place = string | null | readonly string[];

/** How the file is read. */
interface ReadingOptions {
  readonly encoding: string | null;
  readonly path: DataPath | null;
  readonly signal: AbortSignal;
}

/**
 * Classifies the customers of a file by both programs and counts who is where before and after. Customers are told apart
 * by their keys, without a key field by their number.
 */
export async function countMovements(
  before: ClassifiedBy,
  after: ClassifiedBy,
  data: RecordSource,
  options: ReadingOptions & { readonly asOf: string },
): Promise<Movements> {
  // Few combinations of segments are many customers' own: each is kept once.
  const combinations = new Map<string, number>();
  const texts: string[] = [];
  const places = new Map<string, number>();
  const turnedAwayBefore = await eachCustomer(before, data, options, (key, rest) => {
    let number = combinations.get(rest);
    if (number === undefined) {
      number = texts.push(rest) - 1;
      combinations.set(rest, number);
    }
    places.set(key, number);
  });
  const pairs = new Map<string, { readonly from: string; readonly to: string; customers: number }>();
  let customers = 0;
  let onlyAfter = 0;
  const turnedAwayAfter = await eachCustomer(after, data, options, (key, to) => {
    const number = places.get(key);
    if (number === undefined) {
      onlyAfter += 1;
      return;
    }
    customers += 1;
    const name = `${number} ${to}`;
    const pair = pairs.get(name);
    if (pair === undefined) pairs.set(name, { from: texts[number]!, to, customers: 1 });
    else pair.customers += 1;
  });
  return {
    asOf: options.asOf,
    customers,
    onlyBefore: places.size - customers,
    onlyAfter,
    before: turnedAwayBefore,
    after: turnedAwayAfter,
    ...countCells([...pairs.values()], before.program, after.program),
  };
}

function countCells(
  pairs: readonly { readonly from: string; readonly to: string; readonly customers: number }[],
  before: Program,
  after: Program,
): Pick<Movements, "moved" | "criteria"> {
  const shared = after.model.criteria.flatMap((criterion) => {
    const old = before.model.criteria.find(({ name }) => name === criterion.name);
    return old === undefined ? [] : [{ old, criterion, cells: new Map<string, MovedCount>() }];
  });
  let moved = 0;
  for (const { from, to, customers } of pairs) {
    const places = { from: placesOf(from), to: placesOf(to) };
    let moves = false;
    for (const { old, criterion, cells } of shared) {
      const sets = old.overlapping || criterion.overlapping;
      const left = idsOf(places.from[criterion.name] ?? null, old.segments);
      const entered = idsOf(places.to[criterion.name] ?? null, criterion.segments);
      for (const [source, target] of sets
        ? changesOf(left, entered)
        : [[left[0] ?? null, entered[0] ?? null] as const]) {
        moves ||= source !== target;
        const name = JSON.stringify([source, target]);
        cells.set(name, { from: source, to: target, customers: (cells.get(name)?.customers ?? 0) + customers });
      }
    }
    if (moves) moved += customers;
  }
  return { moved, criteria: new Map(shared.map(({ criterion, cells }) => [criterion.name, [...cells.values()]])) };
}

/** The members of the line a run writes, behind its key; of the same keys in every line of one run. */
function placesOf(rest: string): Readonly<Record<string, Place>> {
  return JSON.parse(`{${rest}}`) as Record<string, Place>;
}

function idsOf(place: Place, segments: readonly { readonly name: string; readonly id: string }[]): string[] {
  const names = place === null ? [] : typeof place === "string" ? [place] : place;
  return names.map((name) => segments.find((segment) => segment.name === name)?.id ?? name);
}

function changesOf(before: readonly string[], after: readonly string[]): (readonly [string | null, string | null])[] {
  return [
    ...before.filter((id) => !after.includes(id)).map((id) => [id, null] as const),
    ...after.filter((id) => !before.includes(id)).map((id) => [null, id] as const),
  ];
}

/** The key and the rest of each line as they are written, `"id":` and the braces left out. */
async function eachCustomer(
  { program, clock }: ClassifiedBy,
  data: RecordSource,
  { encoding, path, signal }: ReadingOptions,
  take: (key: string, rest: string) => void,
): Promise<TurnedAway> {
  const progress = createProgress("Classifying");
  let unfinished = "";
  const stream = new Writable({
    decodeStrings: false,
    write(chunk: string, _encoding, done) {
      const lines = (unfinished + chunk).split("\n");
      unfinished = lines.pop() ?? "";
      for (const line of lines) {
        const match = /^\{"(?:[^"\\]|\\.)*":("(?:[^"\\]|\\.)*"),?/.exec(line);
        // A copy, so that a key does not keep the piece alive that it was cut from.
        if (match !== null) take(Buffer.from(match[1]!).toString(), line.slice(match[0].length, -1));
      }
      done();
    },
  });
  try {
    const result = await run({
      program,
      clock,
      data,
      encoding,
      path,
      out: { kind: "stream", name: "the comparison", stream, format: "ndjson" },
      signal,
      onProgress: ({ bytesRead, bytesTotal, records }) =>
        progress.update(bytesRead, bytesTotal, `${countText(records)} records`),
    });
    if (result.kind === "completed") {
      return { rejected: result.summary.rejected, ambiguous: result.summary.ambiguous };
    }
    const [problem] = result.problems;
    const status = problem !== undefined && "location" in problem ? EXIT.problems : EXIT.usage;
    throw new CommandFailure(problem?.message ?? "The data could not be read.", status, problem?.code);
  } finally {
    progress.stop();
  }
}
