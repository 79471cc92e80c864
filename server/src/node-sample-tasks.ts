import { createClock, type DataPath, type Decoded, type ProgramSettings, WrittenTexts } from "@seg-lang/language";
import { findCustomer, type RecordSource, run } from "@seg-lang/language/node";
import { diskPath } from "./program/uris.js";
import type { SampleRejects } from "./program/view.js";
import { customerText } from "./sample/explanation-text.js";
import { pathInData } from "./sample/path-in-data.js";
import { programOf } from "./sample/program-texts.js";
import type { CustomerExplanation, SampleLimits, SampleNews, SampleTask } from "./sample/sample-reader.js";
import { sampleRejects } from "./sample/sample-rejects.js";
import { SampleTally } from "./sample/sample-tally.js";

/** So often (milliseconds) is told what is known. */
const INTERVAL = 250;

export interface CountingOptions {
  readonly limits: SampleLimits;
  readonly tell: (news: SampleNews) => void;
  readonly interval?: number;
}

/** Counts a file as `seg run` does, telling how far it is. Never throws. */
export async function countCustomers(task: SampleTask, options: CountingOptions): Promise<void> {
  const { limits, tell, interval = INTERVAL } = options;
  const program = programOf(task.texts);
  const { model } = program;
  const tally = new SampleTally(model);
  let told = performance.now();
  let isCut = false;
  const report = (share: number, finished: boolean, rejected: SampleRejects | null = null): SampleNews => ({
    kind: "report",
    report: {
      customers: tally.customers,
      rejected,
      finished,
      complete: finished && !isCut,
      share,
      counts: tally.counts(),
      values: tally.values(),
    },
  });
  try {
    const result = await run({
      program,
      clock: createClock(model.settings),
      ...dataOf(task, model.settings),
      onCustomer: (row, outcomes) => tally.add(row, outcomes),
      isEnough: ({ bytesRead, bytesTotal, records }) => {
        // The last piece of a file that is just as large as is allowed is no reason to speak of a beginning.
        isCut = (bytesRead >= limits.bytes || records >= limits.customers) && bytesRead !== bytesTotal;
        const now = performance.now();
        if (!isCut && now - told >= interval) {
          told = now;
          const total = Math.min(bytesTotal ?? limits.bytes, limits.bytes);
          const share = Math.max(bytesRead / total, records / limits.customers);
          tell(report(Math.min(1, share), false));
        }
        return isCut;
      },
    });
    if (result.kind === "completed") {
      const { rejected, firstRejects } = result.summary;
      tell(report(1, true, sampleRejects(rejected, firstRejects)));
    } else tell({ kind: "failed", message: problemsText(result.problems) });
  } catch (error) {
    tell({ kind: "failed", message: unexpected(error) });
  }
}

/** Looks a customer up as `seg explain` does. Never throws. */
export async function explainCustomer(task: SampleTask, key: string): Promise<CustomerExplanation> {
  try {
    const program = programOf(task.texts);
    const { settings, schema } = program.model;
    const clock = createClock(settings);
    const written = new WrittenTexts();
    const found = await findCustomer({ program, clock, ...dataOf(task, settings), key, written });
    switch (found.kind) {
      case "found":
        return { kind: "text", text: customerText(named(found.decoded, key), found.line, program, clock, written) };
      case "absent": {
        const field = schema?.key?.name;
        const wanted = field === undefined ? `number \`${key}\`` : `whose \`${field}\` is \`${key}\``;
        return { kind: "failed", message: `None of the ${found.records} records is the one ${wanted}.` };
      }
      case "failed":
        return { kind: "failed", message: problemsText(found.problems) };
    }
  } catch (error) {
    return { kind: "failed", message: unexpected(error) };
  }
}

/** What keeps a file from being read, as one message: of a file that is another's nearly every column is wrong. */
function problemsText(problems: readonly { readonly message: string; readonly severity?: string }[]): string {
  const errors = problems.filter(({ severity = "error" }) => severity === "error");
  const told = (errors.length > 0 ? errors : problems).slice(0, 2).map(({ message }) => message);
  const more = problems.length - told.length;
  return [...told, ...(more > 0 ? [`And ${more} more of this file: \`seg run\` lists them.`] : [])].join(" ");
}

function dataOf(
  { data }: SampleTask,
  settings: ProgramSettings,
): { readonly data: RecordSource; readonly path: DataPath | null } {
  return { data: { kind: "file", path: diskPath(data) ?? data }, path: pathInData(data, settings) };
}

/** Without a `key` field a record is called by its number. */
function named(decoded: Decoded, key: string): Decoded {
  return decoded.key === null ? { ...decoded, key } : decoded;
}

function unexpected(error: unknown): string {
  return `The sample data could not be read: ${error instanceof Error ? error.message : String(error)}.`;
}
