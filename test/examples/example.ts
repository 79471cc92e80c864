/**
 * The customers of an example and where each belongs, worked out by hand-written JavaScript that knows nothing of Seg.
 * Dates are day numbers (days since 1970-01-01), money is whole cents: nothing here can be off by a rounding.
 */
export interface Example {
  /** The folder under examples/. */
  readonly folder: string;
  /** `today` of the run: 2026-11-01. */
  readonly asOf: string;
  /** Path of the data file from the folder, and its text. */
  readonly data: { readonly file: string; readonly text: string };
  /** Key → criterion → the segment, the segments of an overlapping criterion, or null for none. */
  readonly placements: ReadonlyMap<string, Placement>;
  /** One entry a rejected record: its line and the column at fault, null where a `require` is broken. */
  readonly rejected: readonly { readonly line: number; readonly field: string | null }[];
}

export type Placement = Readonly<Record<string, string | readonly string[] | null>>;

/** What expected.json of an example holds. */
export interface Expected {
  readonly asOf: string;
  readonly data: string;
  readonly accepted: number;
  readonly rejected: number;
  /** Criterion → segment → customers; "(none)" are the customers in no segment of the criterion. */
  readonly criteria: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** Counts the placements of an example; segments that nobody is in are absent. */
export function expectedOf(example: Example): Expected {
  const criteria: Record<string, Record<string, number>> = {};
  for (const placement of example.placements.values()) count(placement, criteria);
  return {
    asOf: example.asOf,
    data: example.data.file,
    accepted: example.placements.size,
    rejected: example.rejected.length,
    criteria: Object.fromEntries(Object.entries(criteria).map(([name, counts]) => [name, ranked(counts)])),
  };
}

/** Adds one customer to the counts. */
export function count(placement: Placement, criteria: Record<string, Record<string, number>>): void {
  for (const [criterion, segments] of Object.entries(placement)) {
    const counts = criteria[criterion] ?? {};
    for (const name of namesOf(segments)) counts[name] = (counts[name] ?? 0) + 1;
    criteria[criterion] = counts;
  }
}

function ranked(counts: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).sort(([, a], [, b]) => b - a));
}

function namesOf(segments: string | readonly string[] | null): readonly string[] {
  if (segments === null) return ["(none)"];
  if (typeof segments === "string") return [segments];
  return segments.length === 0 ? ["(none)"] : segments;
}

/** The names whose condition holds: the segments of an overlapping criterion. */
export function holding(conditions: Readonly<Record<string, boolean>>): readonly string[] {
  return Object.keys(conditions).filter((name) => conditions[name]);
}

/** The first name whose condition holds, or null. */
export function first(conditions: Readonly<Record<string, boolean>>): string | null {
  return Object.keys(conditions).find((name) => conditions[name]) ?? null;
}

export const ndjson = (records: readonly unknown[]): string =>
  records.map((record) => `${JSON.stringify(record)}\n`).join("");

const cell = (value: string): string => (/[",;\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

export const csv = (header: readonly string[], rows: readonly (readonly string[])[], delimiter = ","): string =>
  [header, ...rows].map((row) => `${row.map(cell).join(delimiter)}\n`).join("");
