import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { buffersOf } from "../scan/scanned-block.js";
import { type FromThread, type ScanWork, type ToThread, threadScanner } from "./scan-work.js";

const MARK = "seg-scan";

interface ThreadData {
  readonly mark: typeof MARK;
  readonly work: ScanWork;
}

function isThreadData(value: unknown): value is ThreadData {
  return typeof value === "object" && value !== null && "mark" in value && value.mark === MARK;
}

// The file that holds this code is started again as a thread, whatever it was bundled into.
if (!isMainThread && isThreadData(workerData)) serve(workerData.work);

function serve(work: ScanWork): void {
  const { decoder, scanner } = threadScanner(work);
  const send = (message: FromThread, transfer: ArrayBuffer[]) => parentPort?.postMessage(message, transfer);
  parentPort?.on("message", (message: ToThread) => {
    if (message.kind === "end") {
      send({ kind: "ended", occurrences: decoder.occurrences() }, []);
      return;
    }
    const { bytes, length, room } = message;
    const block = scanner.scan({ bytes: Buffer.from(bytes), length }, room);
    send({ kind: "scanned", block, bytes }, block.kind === "scanned" ? [bytes, ...buffersOf(block)] : [bytes]);
  });
}

/** Starts a thread. Throws where the work cannot be sent. */
export function startScanThread(work: ScanWork): Worker {
  const data: ThreadData = { mark: MARK, work };
  return new Worker(new URL(import.meta.url), { workerData: data });
}
