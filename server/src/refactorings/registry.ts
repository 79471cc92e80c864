import { compareInRange } from "./compare-in-range.js";
import { extractDefine } from "./extract-define.js";
import { extractList } from "./extract-list.js";
import { inlineDefine } from "./inline-define.js";
import { listValues } from "./list-values.js";
import { moveSegment } from "./move-segment.js";
import type { Refactoring } from "./refactoring.js";

/** All that can be written otherwise, in the order in which it is offered. */
export const refactorings: readonly Refactoring[] = [
  extractDefine,
  extractList,
  inlineDefine,
  moveSegment,
  listValues,
  compareInRange,
];
