import { dataRules } from "../../src/diagnostics/rules/data.js";
import type { Rejection } from "../../src/records/rejection.js";
import type { RejectedRecord } from "./summary.js";

/** So many are kept for the summary. */
const FIRST = 10;

/** Gathers rejected and ambiguous records: the first for the summary, all for the rejects file. */
export class Rejects {
  readonly first: RejectedRecord[] = [];
  readonly #write: (record: RejectedRecord) => void;

  constructor(write: (record: RejectedRecord) => void) {
    this.#write = write;
  }

  add(record: RejectedRecord): void {
    if (this.first.length < FIRST) this.first.push(record);
    this.#write(record);
  }
}

export function repeatedKey(keyColumn: string, key: string, line: number): Rejection {
  const { code } = dataRules.repeatedKey;
  const reason = dataRules.repeatedKey.message({ key, line });
  return { path: keyColumn, value: JSON.stringify(key), reason, code };
}

export function ambiguity(criterion: string, segments: readonly string[]): Rejection {
  const { code } = dataRules.ambiguousCustomer;
  const reason = dataRules.ambiguousCustomer.message({ criterion, segments });
  return { path: criterion, value: segments.join(", "), reason, code };
}
