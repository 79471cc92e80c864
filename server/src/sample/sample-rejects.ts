import type { SampleRejects } from "../program/view.js";

interface RejectedRecord {
  readonly key: string | null;
  readonly reasons: readonly { readonly code: string }[];
}

/** Whose key came twice is explained by the record that came first, and ambiguous customers are none that are rejected. */
const NOT_IN_THE_RECORD: ReadonlySet<string> = new Set(["SEG5015", "SEG5018"]);

/** `first`: the first few that were rejected, or more. Null where nobody was. */
export function sampleRejects(records: number, first: readonly RejectedRecord[]): SampleRejects | null {
  if (records === 0) return null;
  const known = first.find(
    ({ key, reasons }) => key !== null && reasons.every(({ code }) => !NOT_IN_THE_RECORD.has(code)),
  );
  return { records, key: known?.key ?? null };
}
