import type { Customer } from "./customers.js";
import type { SegmentSet } from "./segments.js";

/** One way to find all segments of a customer. */
export interface Classification {
  readonly name: string;
  /** What could not be expressed in the contender's own language, and what stands in for it. */
  readonly note: string | null;
  /** Classifies the first `units` customers, beginning anew at the end, and returns the last result. */
  run(units: number): unknown | Promise<unknown>;
  /** The numbers of the segments of customer `index`, ascending: outside the timed work. */
  memberships(index: number): readonly number[] | Promise<readonly number[]>;
}

export type CreateClassification = (set: SegmentSet, customers: readonly Customer[]) => Classification;

/** The common loop of all contenders that have one predicate per segment: call one after the other, keep the numbers. */
export function byPredicates(
  name: string,
  note: string | null,
  predicates: readonly ((customer: Customer) => boolean)[],
  customers: readonly Customer[],
): Classification {
  const classify = (customer: Customer): number[] => {
    const found: number[] = [];
    for (let index = 0; index < predicates.length; index += 1) if (predicates[index]!(customer)) found.push(index);
    return found;
  };
  return {
    name,
    note,
    run(units) {
      const results: unknown[] = new Array(customers.length);
      for (let unit = 0; unit < units; unit += 1) {
        const index = unit % customers.length;
        results[index] = classify(customers[index]!);
      }
      return results;
    },
    memberships: (index) => classify(customers[index]!),
  };
}
