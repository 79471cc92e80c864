import { basename } from "node:path";
import { dataRules } from "../../src/diagnostics/rules/data.js";
import { inferenceNotes } from "../../src/diagnostics/rules/inference-words.js";
import { Inference, type InferredBlock } from "../../src/inference/inference.js";
import { DataError, dataError, type FileProblem, fileProblem } from "../../src/records/data-error.js";
import type { DataPath } from "../../src/records/json/data-path.js";
import type { RecordSource } from "../readers/bytes.js";
import type { ReadOptions } from "../readers/read-records.js";
import { FileReading } from "./file-reading.js";
import { type SampleSize, shareOf, USUAL_SAMPLE } from "./sample-size.js";
import { compareShapes } from "./shape.js";

export interface InferOptions {
  /** At least one; their records are taken together. */
  readonly files: readonly RecordSource[];
  readonly encoding?: string | null;
  /** The keys that lead to the customers inside JSON. */
  readonly path?: DataPath | null;
  readonly sample?: SampleSize;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: InferProgress) => void;
}

export interface InferProgress {
  /** Of text, in all files so far. */
  readonly characters: number;
  readonly records: number;
}

export type InferResult =
  | (InferredBlock & {
      readonly kind: "inferred";
      /** What was read of which file, and what of it could not be. */
      readonly notes: readonly string[];
    })
  | { readonly kind: "failed"; readonly problems: readonly FileProblem[] };

/**
 * Proposes a `customer` block for files of customers: of all records, or of a sample where there are more than `sample`
 * allows. Memory does not grow with the files. Never throws: what goes wrong with a file is a failed result.
 */
export async function inferCustomer(options: InferOptions): Promise<InferResult> {
  const inference = new Inference();
  const failed = (problem: FileProblem): InferResult => ({ kind: "failed", problems: [problem] });
  try {
    const readings = await readAll(options, inference);
    const files = readings.map(({ name }) => basename(name));
    const block = inference.finish({ files, sampled: readings.some(({ sampled }) => sampled) });
    if (block === null) return failed(fileProblem(dataRules.nothingToInfer, { path: readings[0]?.name ?? "" }));
    return { kind: "inferred", ...block, notes: notesOf(readings) };
  } catch (error) {
    if (options.signal?.aborted) return failed(fileProblem(dataRules.interrupted, { records: inference.records }));
    if (error instanceof DataError) return failed(error.problem);
    throw error;
  }
}

async function readAll({ files, encoding, path, sample, signal, onProgress }: InferOptions, inference: Inference) {
  const options: ReadOptions = { encoding: encoding ?? null, path: path ?? null, ...(signal && { signal }) };
  const share = shareOf(sample ?? USUAL_SAMPLE, files.length);
  const readings: FileReading[] = [];
  const keepUp = () => {
    const characters = readings.reduce((sum, reading) => sum + reading.characters, 0);
    onProgress?.({ characters, records: inference.records });
    if (signal?.aborted) throw dataError(dataRules.interrupted, { records: inference.records });
  };
  for (const source of files) {
    const reading = new FileReading(inference, share, options, keepUp);
    readings.push(reading);
    await reading.read(source);
  }
  return readings;
}

function notesOf(readings: readonly FileReading[]): string[] {
  const [first] = readings;
  return readings.flatMap((reading) => {
    const { name: file, records, characters, bytesTotal: total, places, unreadable } = reading;
    const notes = [
      reading.sampled
        ? inferenceNotes.sampled({ file, records, bytes: characters, total, places })
        : inferenceNotes.readWhole({ file, records }),
    ];
    if (unreadable !== null) notes.push(inferenceNotes.unreadable({ file, ...unreadable }));
    const difference = first === undefined ? null : compareShapes(first.shape, reading.shape);
    if (difference !== null) notes.push(inferenceNotes.otherShape({ file, first: first!.name, ...difference }));
    return notes;
  });
}
