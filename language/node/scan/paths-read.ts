import type { Model } from "../../src/condition/model.js";
import { fieldsRead } from "../../src/condition/traverse.js";

/** Whether some segment or rule of a program reads what is at a path of the customer; it may say so of more. */
export function readByProgram(model: Model): (path: readonly string[]) => boolean {
  const segments = model.criteria.flatMap((criterion) => criterion.segments);
  const conditions = [...segments, ...model.requires].map(({ condition }) => condition);
  const paths = new Set(conditions.flatMap((condition) => fieldsRead(condition, model)));
  return (path) => paths.has(path.join("."));
}
