/** How much of the data is looked at. */
export type SampleSize =
  | { readonly kind: "all" }
  | { readonly kind: "records"; readonly count: number }
  /** Of text, in characters: bytes, in files of Latin letters. */
  | { readonly kind: "characters"; readonly count: number };

/** Enough to see thousands of values of each field, and read in seconds. */
export const USUAL_SAMPLE: SampleSize = { kind: "characters", count: 32_000_000 };

const UNITS: Readonly<Record<string, number>> = { b: 1, kb: 1e3, mb: 1e6, gb: 1e9 };

/** Reads `all`, `10000` (records), `64MB`; null if the text is none of these. */
export function parseSampleSize(text: string): SampleSize | null {
  if (text === "all") return { kind: "all" };
  const match = /^(\d[\d_]*(?:\.\d+)?)\s*(b|kb|mb|gb)?$/i.exec(text.trim());
  if (match === null) return null;
  const value = Number(match[1]!.replaceAll("_", ""));
  const unit = match[2]?.toLowerCase();
  const count = Math.floor(value * (unit === undefined ? 1 : UNITS[unit]!));
  if (count < 1 || (unit === undefined && !Number.isInteger(value))) return null;
  return { kind: unit === undefined ? "records" : "characters", count };
}

/** The sample of one of several files. */
export function shareOf(sample: SampleSize, parts: number): SampleSize {
  return sample.kind === "all" ? sample : { kind: sample.kind, count: Math.max(1, Math.floor(sample.count / parts)) };
}
