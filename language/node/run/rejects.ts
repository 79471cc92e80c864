import { dataRules } from "../../src/diagnostics/rules/data.js";
import type { Rejection } from "../../src/records/rejection.js";
import type { RejectedRecord } from "./summary.js";

/** So many are kept for the summary. */
const FIRST = 10;

/** Gathers rejected and ambiguous records: the first for the summary, all as lines for the rejects file. */
export class Rejects {
  readonly first: RejectedRecord[] = [];
  readonly #wanted: boolean;
  #lines = "";

  /** `wanted`: lines are written somewhere. */
  constructor(wanted: boolean) {
    this.#wanted = wanted;
  }

  add(record: RejectedRecord): void {
    if (this.first.length < FIRST) this.first.push(record);
    if (!this.#wanted) return;
    for (const { path, value, reason, code, line } of record.reasons) {
      const { record: number, key } = record;
      this.#lines += `${JSON.stringify({ record: number, line: line ?? record.line, key, path, value, reason, code })}\n`;
    }
  }

  /** The lines since the last call. */
  takeLines(): string {
    const lines = this.#lines;
    this.#lines = "";
    return lines;
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
