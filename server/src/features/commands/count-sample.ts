import type { ProgramView } from "../../program/view.js";
import type { CommandResult, FeatureContext } from "../feature.js";

/**
 * `seg.countSample`: counts the customers of the sample data anew; of the program of the place that is given, else of
 * all programs. What it gives back says whether there is anything to count.
 */
export function countSample(
  view: ProgramView | null,
  _args: readonly unknown[],
  { sample }: FeatureContext,
): CommandResult {
  return { result: sample?.recount(view?.root ?? null) ?? false };
}
