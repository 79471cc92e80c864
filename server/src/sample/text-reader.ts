import {
  createClassifier,
  createClock,
  createDecoder,
  customersInText,
  DataError,
  type Decoded,
  type Outcome,
  type Program,
  type TextCustomer,
  WrittenTexts,
} from "@seg-lang/language";
import { nameOf } from "../program/uris.js";
import type { Files } from "../workspace/files.js";
import { customerText } from "./explanation-text.js";
import { pathInData } from "./path-in-data.js";
import { programOf } from "./program-texts.js";
import type { CustomerExplanation, SampleNews, SampleReader, SampleReport, SampleTask } from "./sample-reader.js";
import { sampleRejects } from "./sample-rejects.js";
import { SampleTally } from "./sample-tally.js";

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
      count(task, options, run, still).catch((error: unknown) => still(failure(error)));
      return () => {
        run.isStopped = true;
      };
    },
    explain: (task, key) => explained(task, key, options).catch((error: unknown) => failure(error)),
    // The editor tells what changes.
    watch: () => () => {},
  };
}

/** Customers of the sample data: of a text that is too long those at its beginning. */
interface Customers {
  readonly isCut: boolean;
  /** Once only. */
  readonly steps: Generator<TextCustomer>;
}

/** May reject with a DataError. */
async function customersOf(
  { data }: SampleTask,
  program: Program,
  { files, limit = LIMIT }: TextReaderOptions,
  written?: WrittenTexts,
): Promise<Customers | Failure> {
  const { model, files: sources } = program;
  const { schema, settings } = model;
  if (schema === null) return failed("the program has no `customer` block");
  const found = await files.read(data);
  const name = nameOf(data);
  if (found.kind === "unreadable") return failed(found.reason);
  if (found.kind !== "text") return failed(`there is no file ${name}`);
  const isCut = found.text.length > limit;
  const text = isCut ? found.text.slice(0, limit) : found.text;
  const decoder = createDecoder(model, createClock(settings), { files: sources, ...(written && { written }) });
  const path = pathInData(data, settings);
  return { isCut, steps: customersInText(text, { schema, decoder, name, path, isCut }) };
}

type Failure = Extract<CustomerExplanation, { readonly kind: "failed" }>;

function failed(reason: string): Failure {
  return { kind: "failed", message: `The sample data cannot be read: ${reason}.` };
}

function failure(error: unknown): Failure {
  if (error instanceof DataError) return { kind: "failed", message: error.problem.message };
  return { kind: "failed", message: `The sample data could not be read: ${String(error)}.` };
}

async function explained(task: SampleTask, key: string, options: TextReaderOptions): Promise<CustomerExplanation> {
  const program = programOf(task.texts);
  const { schema, settings } = program.model;
  const clock = createClock(settings);
  const written = new WrittenTexts();
  const customers = await customersOf(task, program, options, written);
  if ("kind" in customers) return customers;
  let records = 0;
  let ofRows = false;
  const pause = pauses(options);
  for (const { decoded, line } of customers.steps) {
    if (decoded !== null) records += 1;
    if (decoded !== null && (schema?.key == null ? String(records) : decoded.key) === key) {
      const found: Decoded = decoded.key === null ? { ...decoded, key } : decoded;
      return { kind: "text", text: customerText(found, line, program, clock, written) };
    }
    // Rows of several customers are read together: what they wrote is kept, and shown where all wrote the same.
    if (decoded === null) ofRows = true;
    else if (!ofRows) written.clear();
    const waiting = pause();
    if (waiting !== undefined) await waiting;
  }
  return { kind: "failed", message: `None of the ${records} records is the customer \`${key}\`.` };
}

async function count(
  task: SampleTask,
  options: TextReaderOptions,
  run: { readonly isStopped: boolean },
  tell: (news: SampleNews) => void,
): Promise<void> {
  const program = programOf(task.texts);
  const customers = await customersOf(task, program, options);
  if ("kind" in customers) {
    tell(customers);
    return;
  }
  const tally = new SampleTally(program.model);
  const rejected: Rejected = { records: 0, first: [] };
  const take = customersInto(program, tally, rejected);
  const pause = pauses(options);
  let told = performance.now();
  const news = (share: number, finished: boolean): SampleNews => {
    const report: SampleReport = {
      customers: tally.customers,
      rejected: finished ? sampleRejects(rejected.records, rejected.first) : null,
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

interface Rejected {
  records: number;
  /** The first that says why. */
  readonly first: Extract<Decoded, { readonly kind: "rejected" }>[];
}

/** Takes a record into the tally, where it is a customer, and none that has been there before. */
function customersInto({ model }: Program, tally: SampleTally, rejected: Rejected): (decoded: Decoded) => void {
  const clock = createClock(model.settings);
  const { classifyInto } = createClassifier(model, clock);
  const outcomes = new Array<Outcome>(model.criteria.length).fill(-1);
  const keys = new Set<unknown>();
  let records = 0;
  return (decoded) => {
    records += 1;
    if (decoded.kind === "rejected") {
      rejected.records += 1;
      const key = model.schema?.key == null ? String(records) : decoded.key;
      if (rejected.first.length === 0 && key !== null) rejected.first.push({ ...decoded, key });
      return;
    }
    if (decoded.identity !== null) {
      if (keys.has(decoded.identity)) {
        rejected.records += 1;
        return;
      }
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
