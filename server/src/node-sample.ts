import { unwatchFile, watchFile } from "node:fs";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { diskPath } from "./program/uris.js";
import {
  type CustomerExplanation,
  SAMPLE_LIMITS,
  type SampleNews,
  type SampleReader,
  type SampleTask,
} from "./sample/sample-reader.js";

/** So often (milliseconds) a file of customers is looked at, whether it has changed. */
const LOOK = 2000;
/** Megabytes that a thread may take for its objects. */
const MOST_MEMORY = 1024;
const MARK = "seg-sample";

interface ThreadWork {
  readonly mark: typeof MARK;
  readonly task: SampleTask;
  /** Of a customer to be explained; null: count. */
  readonly key: string | null;
}

/** Whether this thread was started to read sample data: then no server is to be started in it. */
export const isSampleThread = !isMainThread && isThreadWork(workerData);

function isThreadWork(value: unknown): value is ThreadWork {
  return typeof value === "object" && value !== null && "mark" in value && value.mark === MARK;
}

// The file that holds this code is started again as a thread, whatever it was bundled into.
if (isSampleThread) void work(workerData as ThreadWork);

async function work({ task, key }: ThreadWork): Promise<void> {
  // What reads data is loaded here alone: the server itself starts without it.
  const { countCustomers, explainCustomer } = await import("./node-sample-tasks.js");
  const send = (message: SampleNews | CustomerExplanation) => parentPort?.postMessage(message);
  if (key === null) await countCustomers(task, { limits: SAMPLE_LIMITS, tell: send });
  else send(await explainCustomer(task, key));
}

/** Reads files of customers in threads of their own. */
export const threadReader: SampleReader = {
  count: (task, tell) => inThread<SampleNews>({ mark: MARK, task, key: null }, tell, (news) => isLast(news)),
  explain: (task, key) =>
    new Promise((resolve) => {
      inThread<CustomerExplanation>({ mark: MARK, task, key }, resolve, () => true);
    }),
  watch(data, changed) {
    const path = diskPath(data);
    if (path === null) return () => {};
    const look = (now: { mtimeMs: number; size: number }, before: { mtimeMs: number; size: number }) => {
      if (now.mtimeMs !== before.mtimeMs || now.size !== before.size) changed();
    };
    watchFile(path, { interval: LOOK, persistent: false }, look);
    return () => unwatchFile(path, look);
  },
};

function isLast(news: SampleNews): boolean {
  return news.kind === "failed" || news.report.finished;
}

/** Does work in a thread until its last message, or until it is stopped: the function that is returned does that. */
function inThread<M>(
  work: ThreadWork,
  tell: (message: M | { readonly kind: "failed"; readonly message: string }) => void,
  isEnd: (message: M) => boolean,
): () => void {
  let isOver = false;
  const worker = new Worker(new URL(import.meta.url), {
    workerData: work,
    // Standard output belongs to the protocol.
    stdout: true,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY },
  });
  worker.unref();
  const stop = () => {
    isOver = true;
    void worker.terminate();
  };
  const fail = (reason: string) => {
    if (isOver) return;
    stop();
    tell({ kind: "failed", message: `The sample data could not be read: ${reason}.` });
  };
  worker.on("message", (message: M) => {
    if (isOver) return;
    if (isEnd(message)) stop();
    tell(message);
  });
  worker.on("error", (error) => fail(error instanceof Error ? error.message : String(error)));
  worker.on("exit", () => fail("the work ended too early"));
  return stop;
}
