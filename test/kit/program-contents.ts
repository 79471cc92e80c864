import { serialiseModel } from "../../language/src/condition/serialise.js";
import type { Program } from "../../language/src/program.js";

/** All that an analysis says of a program: equal where nobody could tell two analyses apart. */
export function contentsOf({ files, model, findings, diagnostics }: Program): object {
  return { model: serialiseModel(model), files, findings, diagnostics };
}
