import type { Condition } from "../../condition/condition.js";
import { lowerSegmentCondition } from "../expressions/lower.js";
import type { CheckMemory } from "../memory.js";
import type { ProgramNames } from "../program-names.js";
import type { Report } from "../reporter.js";

const ALWAYS: Condition = { kind: "constant", value: true };

/** Lowers the conditions of all segments. One with an error is broken; the others do not notice. */
export function lowerSegments(names: ProgramNames, memory: CheckMemory, report: Report): void {
  let failed = false;
  const track: Report = (diagnostic) => {
    // By the rule, not by what seg.json makes of it: an error leaves no condition to trust.
    if (diagnostic.severity === "error") failed = true;
    report(diagnostic);
  };
  for (const segment of names.arrangement.segments) {
    const { expression, declaration } = segment;
    if (expression === null) {
      segment.condition = ALWAYS;
      continue;
    }
    failed = false;
    const condition = memory.conditions.lower(declaration, segment, names, segment, track, (scope) =>
      lowerSegmentCondition(expression, scope),
    );
    if (condition === null || failed) segment.broken = true;
    else segment.condition = condition;
  }
}
