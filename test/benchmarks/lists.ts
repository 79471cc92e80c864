import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Row } from "../../language/src/condition/schema.js";
import { createClassifier } from "../../language/src/evaluation/classifier.js";
import { createClock } from "../../language/src/evaluation/clock.js";
import { analyseProgram } from "../../language/src/program.js";
import { createDecoder } from "../../language/src/records/decoder.js";
import { createRandom } from "../random.js";
import { alternate, type Contender, median, ratio } from "./measure.js";
import { duration, megabytes, table, times, writeResult } from "./report.js";

const LARGE = 1_000_000;
const SMALL = 1_000;
const LOAD_ROUNDS = 5;

/** What is in the list: mail addresses, compared as they are; or Persian names with a number, folded. */
const kinds = {
  text: (index: number) => `customer-${(index * 7_919) % 10_000_000}@mail.example`,
  "text folded": (index: number) => `خيابان ${index} كرج`,
} as const;

type Kind = keyof typeof kinds;

/** `in` a list of 1,000,000 values beside a list of 1,000 and beside a plain JavaScript Set. */
export async function benchLists(): Promise<void> {
  const results = [];
  for (const kind of Object.keys(kinds) as Kind[]) results.push(await benchKind(kind));
  writeResult("lists", results);
}

async function benchKind(kind: Kind): Promise<unknown> {
  const large = fileOf(kind, LARGE);
  const small = fileOf(kind, SMALL);
  const bytes = Buffer.byteLength(large);

  const load = loadTimes(kind, large);
  const memory = memoryOf(kind);
  const lookups = lookupContenders(kind, large, small);
  const timings = await alternate(lookups, { rounds: 9, roundMilliseconds: 80 });

  console.log(`\nlist of 1,000,000 values of type \`${kind}\`, file of ${megabytes(bytes)}`);
  console.log(
    table(
      ["load", "time", "against Set"],
      [
        ["Seg: check the program, read the list, prepare the lookup", duration(load.seg), times(load.seg / load.set)],
        ['new Set(text.split("\\n"))', duration(load.set), times(1)],
      ],
    ),
  );
  console.log(
    `\n${table(
      ["lookup (half of them found)", "a customer", "against the same Set"],
      timings.map((timing, index) => [
        timing.name,
        duration(timing.nanoseconds),
        times(ratio(timing, timings[index < 2 ? 1 : 3]!)),
      ]),
    )}`,
  );
  console.log(
    `\n${table(
      ["memory kept", "", "of the file"],
      [
        ["Seg: program and classifier", megabytes(memory.seg), times(memory.seg / bytes)],
        ['new Set(text.split("\\n"))', megabytes(memory.set), times(memory.set / bytes)],
      ],
    )}`,
  );
  return {
    kind,
    values: LARGE,
    fileBytes: bytes,
    load: { segNanoseconds: load.seg, setNanoseconds: load.set },
    memory: { segBytes: memory.seg, setBytes: memory.set },
    lookup: timings.map(({ name, nanoseconds }) => ({ name, nanoseconds })),
  };
}

function fileOf(kind: Kind, count: number): string {
  const value = kinds[kind];
  let text = "";
  for (let index = 0; index < count; index += 1) text += `${value(index)}\n`;
  // One flat string, as a file read from disk gives.
  return Buffer.from(text).toString();
}

function createLookup(kind: Kind, listText: string) {
  const program = `customer { id: text key value: ${kind} }\nlist values from "values.txt"\nsegment Known where value in values`;
  const { model, diagnostics } = analyseProgram({
    files: [{ path: "bench.seg", text: program }],
    config: null,
    readList: () => ({ kind: "text", path: "values.txt", text: listText }),
  });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join("\n"));
  const clock = createClock(model.settings, { asOf: 20_000 });
  return { model, clock, classifier: createClassifier(model, clock) };
}

function loadTimes(kind: Kind, text: string): { seg: number; set: number } {
  const seg: number[] = [];
  const set: number[] = [];
  for (let round = 0; round < LOAD_ROUNDS; round += 1) {
    seg.push(timeOf(() => createLookup(kind, text)));
    set.push(timeOf(() => new Set(text.split("\n"))));
  }
  return { seg: median(seg), set: median(set) };
}

function timeOf(work: () => unknown): number {
  collectGarbage();
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start);
}

/** Customers whose values are in the list every other time; the values are fresh strings, as records bring them. */
function lookupContenders(kind: Kind, large: string, small: string): Contender[] {
  const random = createRandom(9);
  const value = kinds[kind];
  const values = (size: number): string[] =>
    Array.from({ length: 20_000 }, (_, index) =>
      Buffer.from(value(index % 2 === 0 ? random.integer(0, size - 1) : size + index)).toString(),
    );
  const bySeg = (name: string, text: string, asked: readonly string[]): Contender => {
    const { model, clock, classifier } = createLookup(kind, text);
    const decoder = createDecoder(model, clock);
    const rows = asked.map((one, index): Row => {
      const decoded = decoder.decode({ id: String(index), value: one });
      if (decoded.kind === "rejected") throw new Error(JSON.stringify(decoded.reasons));
      return decoded.row;
    });
    return {
      name,
      run(units) {
        let found = 0;
        for (let unit = 0; unit < units; unit += 1)
          if (classifier.classify(rows[unit % rows.length]!)[0] === 0) found += 1;
        return found;
      },
    };
  };
  const bySet = (name: string, text: string, asked: readonly string[]): Contender => {
    const set = new Set(text.split("\n"));
    return {
      name,
      run(units) {
        let found = 0;
        for (let unit = 0; unit < units; unit += 1) if (set.has(asked[unit % asked.length]!)) found += 1;
        return found;
      },
    };
  };
  const [few, many] = [values(SMALL), values(LARGE)];
  // Both slow down from 1,000 to 1,000,000 as the values leave the processor's caches: the steps are the same.
  return [
    bySeg("Seg, 1,000 values", small, few),
    bySet("Set.has, 1,000 values", small, few),
    bySeg("Seg, 1,000,000 values", large, many),
    bySet("Set.has, 1,000,000 values", large, many),
  ];
}

/** What stays in memory after loading, the text of the file included where it is kept. */
function memoryOf(kind: Kind): { seg: number; set: number } {
  const kept = (load: () => unknown): number => {
    const before = used();
    const value = load();
    const after = used();
    // Read once more, so that it is alive until here.
    return value === undefined ? Number.NaN : after - before;
  };
  return {
    seg: kept(() => createLookup(kind, fileOf(kind, LARGE))),
    set: kept(() => new Set(fileOf(kind, LARGE).split("\n"))),
  };
}

function used(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

function collectGarbage(): void {
  collect();
  collect();
}
