import { dataRules } from "../../src/diagnostics/rules/data.js";
import { DataError, dataError } from "../../src/records/data-error.js";
import { errorCode, systemReason } from "../system-reason.js";

/** What is said of data that cannot be read. */
export function readError(path: string, error: unknown): DataError {
  if (error instanceof DataError) return error;
  if (errorCode(error) === "ENOENT") return dataError(dataRules.fileNotFound, { path });
  return dataError(dataRules.fileUnreadable, { path, reason: systemReason(error) });
}
