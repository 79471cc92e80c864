import {
  createClassifier,
  createClock,
  createDecoder,
  type Decoded,
  type JsonValue,
  type Outcome,
  type Program,
  parseJson,
} from "@seg-lang/language";
import type { Files } from "../workspace/files.js";
import { customerText } from "./explanation-text.js";
import { programOf } from "./program-texts.js";
import type { SampleNews, SampleReader, SampleReport, SampleTask } from "./sample-reader.js";
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
 * slices between messages. Only JSON is read so: one object a line, or a list of them.
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
      const text = await textOf(task, options);
      if (text.kind === "failed") return text;
      const program = programOf(task.texts);
      const { schema } = program.model;
      const clock = createClock(program.model.settings);
      let records = 0;
      const decoder = createDecoder(program.model, clock, { files: program.files });
      const pause = pauses(options);
      for (const record of recordsIn(text)) {
        records += 1;
        const decoded = decoder.decode(record.value);
        if ((schema?.key == null ? String(records) : decoded.key) === key) {
          const found: Decoded = decoded.key === null ? { ...decoded, key } : decoded;
          return { kind: "text", text: customerText(found, record.line, program, clock) };
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

interface SampleText {
  readonly kind: "text";
  readonly text: string;
  readonly isCut: boolean;
}

async function textOf(
  { data }: SampleTask,
  { files, limit = LIMIT }: TextReaderOptions,
): Promise<SampleText | { readonly kind: "failed"; readonly message: string }> {
  const found = await files.read(data);
  const failed = (reason: string) =>
    ({ kind: "failed", message: `The sample data cannot be read: ${reason}.` }) as const;
  if (found.kind === "unreadable") return failed(found.reason);
  if (found.kind !== "text") return failed(`there is no file ${data.replace(/^.*\//, "")}`);
  const text = found.text.trimStart();
  if (text.startsWith("[")) {
    return text.length > limit
      ? failed("it is too large a list; write one object a line")
      : { kind: "text", text, isCut: false };
  }
  if (!text.startsWith("{")) return failed("here only JSON can be read, one object a line or a list of them");
  const isCut = text.length > limit;
  // To the last line that is there as a whole.
  return { kind: "text", text: isCut ? text.slice(0, text.lastIndexOf("\n", limit) + 1) : text, isCut };
}

async function count(
  task: SampleTask,
  options: TextReaderOptions,
  run: { readonly isStopped: boolean },
  tell: (news: SampleNews) => void,
): Promise<void> {
  const text = await textOf(task, options);
  if (text.kind === "failed") {
    tell(text);
    return;
  }
  const program = programOf(task.texts);
  const tally = new SampleTally(program.model);
  const take = customersInto(program, tally);
  const pause = pauses(options);
  let told = performance.now();
  const news = (share: number, finished: boolean): SampleNews => {
    const report: SampleReport = {
      customers: tally.customers,
      finished,
      complete: finished && !text.isCut,
      share,
      counts: tally.counts(),
      values: tally.values(),
    };
    return { kind: "report", report };
  };
  for (const record of recordsIn(text)) {
    take(record.value);
    const waiting = pause();
    if (waiting !== undefined) await waiting;
    if (run.isStopped) return;
    if (performance.now() - told < (options.interval ?? INTERVAL)) continue;
    told = performance.now();
    tell(news(record.share, false));
  }
  tell(news(1, true));
}

/** Takes a record into the tally, where it is a customer, and none that has been there before. */
function customersInto({ model, files }: Program, tally: SampleTally): (value: JsonValue | undefined) => void {
  const clock = createClock(model.settings);
  const decoder = createDecoder(model, clock, { files });
  const { classifyInto } = createClassifier(model, clock);
  const outcomes = new Array<Outcome>(model.criteria.length).fill(-1);
  const keys = new Set<unknown>();
  return (value) => {
    const decoded = decoder.decode(value);
    if (decoded.kind === "rejected") return;
    if (decoded.identity !== null) {
      if (keys.has(decoded.identity)) return;
      keys.add(decoded.identity);
    }
    classifyInto(decoded.row, outcomes);
    tally.add(decoded.row, outcomes);
  };
}

interface TextRecord {
  /** Undefined where the text is no JSON. */
  readonly value: JsonValue | undefined;
  /** From 1; null in a list. */
  readonly line: number | null;
  /** 0 … 1: how much of the text lies before it. */
  readonly share: number;
}

function* recordsIn({ text }: SampleText): Generator<TextRecord> {
  if (text.startsWith("[")) {
    const list = jsonIn(text);
    const values: readonly JsonValue[] = Array.isArray(list) ? list : [];
    for (const [index, value] of values.entries()) yield { value, line: null, share: index / values.length };
    return;
  }
  let line = 0;
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf("\n", start);
    const end = found === -1 ? text.length : found;
    const record = text.slice(start, end);
    line += 1;
    if (record.trim() !== "") yield { value: jsonIn(record), line, share: start / text.length };
    start = end + 1;
  }
}

function jsonIn(text: string): JsonValue | undefined {
  const parsed = parseJson(text);
  return parsed.kind === "value" ? parsed.value : undefined;
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
