import type { SampleView } from "../program/view.js";

/** `12.5%`; what is there at all is never told as nothing, and what is not all never as all. */
export function percentage(part: number, whole: number): string {
  if (whole === 0) return "0%";
  const share = (100 * part) / whole;
  if (part > 0 && share < 0.1) return "<0.1%";
  if (part < whole && share > 99.9) return ">99.9%";
  return `${Number(share.toFixed(1))}%`;
}

/** "1,204 of 10,000 customers (12%) in customers.csv"; null where nothing has been counted. */
export function sampleShare(sample: SampleView | null, segment: string): string | null {
  const count = sample?.counts.get(segment);
  if (sample === null || count === undefined) return null;
  const { customers, complete, file } = sample;
  const of = `${complete ? "" : "the first "}${grouped(customers)} customers`;
  return `${grouped(count)} of ${of} (${percentage(count, customers)}) in ${file}`;
}

export function grouped(count: number): string {
  return count.toLocaleString("en-GB");
}
