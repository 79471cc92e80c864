import { createClassifier, createClock, type Decoded, type Outcome, type Program } from "@seg-lang/language";
import { nameOf } from "../program/uris.js";
import type { Files } from "../workspace/files.js";
import { customerText } from "./explanation-text.js";
import { programOf } from "./program-texts.js";
import type { SampleNews, SampleReader, SampleReport, SampleTask } from "./sample-reader.js";
import { SampleTally } from "./sample-tally.js";
import { customersInText, type TextCustomers } from "./text-customers.js";

export interface TextReaderOptions {
  readonly files: Pick<Files, "read">;
  /** Comes back when all that has arrived in the meantime has been dealt with. */
  readonly turn: () => Promise<void>;
  /** Characters that are read of a file at most. */
  readonly limit?: number;
  /** So long (milliseconds) is worked at once, and so often it is told what is known. */
  readonly slice?: number;
  readonly interval?: number;
}

/** As much as can be held and worked through beside an editor. */
const LIMIT = 20_000_000;
const SLICE = 8;
const INTERVAL = 250;

/**
 * Reads sample data where there are neither threads nor streams, as in a browser: the text as a whole, its records in
 * slices between messages.
 */
export function textReader(options: TextReaderOptions): SampleReader {
  return {
    count(task, tell) {
      const run = { isStopped: false };
      const still = (news: SampleNews) => {
        if (!run.isStopped) tell(news);
      };
      count(task, options, run, still).catch((error: unknown) =>
        still({ kind: "failed", message: `The sample data could not be read: ${String(error)}.` }),
      );
      return () => {
        run.isStopped = true;
      };
    },
    async explain(task, key) {
      const program = programOf(task.texts);
      const { schema, settings } = program.model;
      const clock = createClock(settings);
      const customers = await customersOf(task, program, options);
      if (customers.kind === "failed") return customers;
      let records = 0;
      const pause = pauses(options);
      for (const { decoded, line } of customers.steps) {
        if (decoded !== null) records += 1;
        if (decoded !== null && (schema?.key == null ? String(records) : decoded.key) === key) {
          const found: Decoded = decoded.key === null ? { ...decoded, key } : decoded;
          return { kind: "text", text: customerText(found, line, program, clock) };
        }
        const waiting = pause();
        if (waiting !== undefined) await waiting;
      }
      return { kind: "failed", message: `None of the ${records} records is the customer \`${key}\`.` };
    },
    // The editor tells what changes.
    watch: () => () => {},
  };
}

async function customersOf(
  { data }: SampleTask,
  program: Program,
  { files, limit = LIMIT }: TextReaderOptions,
): Promise<TextCustomers | { readonly kind: "failed"; readonly message: string }> {
  const found = await files.read(data);
  const failed = (reason: string) =>
    ({ kind: "failed", message: `The sample data cannot be read: ${reason}.` }) as const;
  const name = nameOf(data);
  if (found.kind === "unreadable") return failed(found.reason);
  if (found.kind !== "text") return failed(`there is no file ${name}`);
  const customers = customersInText(found.text, name, program, createClock(program.model.settings), limit);
  return customers.kind === "failed" ? failed(customers.reason) : customers;
}

async function count(
  task: SampleTask,
  options: TextReaderOptions,
  run: { readonly isStopped: boolean },
  tell: (news: SampleNews) => void,
): Promise<void> {
  const program = programOf(task.texts);
  const customers = await customersOf(task, program, options);
  if (customers.kind === "failed") {
    tell(customers);
    return;
  }
  const tally = new SampleTally(program.model);
  const take = customersInto(program, tally);
  const pause = pauses(options);
  let told = performance.now();
  const news = (share: number, finished: boolean): SampleNews => {
    const report: SampleReport = {
      customers: tally.customers,
      finished,
      complete: finished && !customers.isCut,
      share,
      counts: tally.counts(),
      values: tally.values(),
    };
    return { kind: "report", report };
  };
  for (const { decoded, share } of customers.steps) {
    if (decoded !== null) take(decoded);
    const waiting = pause();
    if (waiting !== undefined) await waiting;
    if (run.isStopped) return;
    if (performance.now() - told < (options.interval ?? INTERVAL)) continue;
    told = performance.now();
    tell(news(share, false));
  }
  tell(news(1, true));
}

/** Takes a record into the tally, where it is a customer, and none that has been there before. */
function customersInto({ model }: Program, tally: SampleTally): (decoded: Decoded) => void {
  const clock = createClock(model.settings);
  const { classifyInto } = createClassifier(model, clock);
  const outcomes = new Array<Outcome>(model.criteria.length).fill(-1);
  const keys = new Set<unknown>();
  return (decoded) => {
    if (decoded.kind === "rejected") return;
    if (decoded.identity !== null) {
      if (keys.has(decoded.identity)) return;
      keys.add(decoded.identity);
    }
    classifyInto(decoded.row, outcomes);
    tally.add(decoded.row, outcomes);
  };
}

/** Lets messages in where a slice of time is used up. */
function pauses({ turn, slice = SLICE }: TextReaderOptions): () => Promise<void> | undefined {
  let end = performance.now() + slice;
  return () => {
    if (performance.now() < end) return undefined;
    return turn().then(() => {
      end = performance.now() + slice;
    });
  };
}
