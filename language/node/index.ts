/**
 * The second entry point of the package: what needs Node. Programs on disk, files of customers, and the run over them.
 */

export { DataError, type FileProblem } from "../src/records/data-error.js";
export { type DataPath, parseDataPath } from "../src/records/json/data-path.js";
export type { RawRecord } from "../src/records/raw-record.js";
export { type InferOptions, type InferResult, inferCustomer } from "./infer/infer.js";
export { parseSampleSize, type SampleSize } from "./infer/sample-size.js";
export { type DiskText, folderEntries, isOnDisk, readProgramFile } from "./program-disk.js";
export { type FoundPrograms, type LoadedProgram, loadProgram, loadProgramsBelow } from "./programs.js";
export type { RecordSource } from "./readers/bytes.js";
export { openRecords, type ReadOptions, type RecordStream, readRecords } from "./readers/read-records.js";
export { customerFromJson, type FindOptions, type FindResult, findCustomer } from "./run/find-customer.js";
export {
  allowsRejects,
  type ListingOptions,
  type MaxRejects,
  parseMaxRejects,
  type RunOptions,
  type Sort,
} from "./run/options.js";
export { run } from "./run/run.js";
export type {
  CriterionCount,
  ListedCustomer,
  Listing,
  Progress,
  RejectedRecord,
  RunResult,
  RunSummary,
  SampledCustomer,
  SegmentCount,
} from "./run/summary.js";
export { systemReason } from "./system-reason.js";
export type { OutputFormat } from "./writers/memberships.js";
export type { OutputTarget } from "./writers/output-file.js";
