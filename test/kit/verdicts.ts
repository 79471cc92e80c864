import { createReplay } from "../../language/src/analysis/replay.js";
import { witnessOf } from "../../language/src/analysis/witness.js";
import { createSpace } from "../../language/src/logic/space.js";
import { analyseProgram, type Program } from "../../language/src/program.js";
import { inMemoryProgram } from "./programs.js";

export type PairKind = "impossible" | "possible" | "undecided";

/** What logic says of two conditions, and of an example how people are shown it. */
interface PairVerdict {
  readonly kind: PairKind;
  /** Of an example: what it is like. Of an open question: why it is open. */
  readonly summary: string;
  /** Of an example that is one on its day only. */
  readonly asOf: string | null;
}

interface PairOptions {
  /** What stands beside the two conditions: lists, defines, rules. */
  readonly beside?: string;
  readonly settings?: object;
  readonly asOf?: number;
  readonly files?: Readonly<Record<string, string>>;
}

/** A program without errors. */
export function soundProgram(files: Readonly<Record<string, string>>): Program {
  const program = analyseProgram(inMemoryProgram(new Map(Object.entries(files))));
  const errors = program.diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join("\n"));
  return program;
}

/**
 * Whether a customer meets both conditions, which name no segments. An example is shown to the classifier once more, by itself: it must be placed in a
 * segment of each of the conditions.
 */
export function verdictOn(schema: string, first: string, second: string, options: PairOptions = {}): PairVerdict {
  const { beside = "", settings, files = {}, asOf } = options;
  const text = `${schema}\n${beside}\ncriterion Pair overlapping {\n  segment First where ${first}\n  segment Second where ${second}\n}`;
  const { model } = soundProgram({
    "program.seg": text,
    ...(settings === undefined ? {} : { "seg.json": JSON.stringify(settings) }),
    ...files,
  });
  const replay = createReplay(model);
  const space = createSpace(model, {
    confirm: (example, { holds, fails }) => replay.confirmCondition(example, holds, fails),
    ...(asOf === undefined ? {} : { asOf }),
  });
  const { segments } = model.criteria.find(({ name }) => name === "Pair")!;
  const conditions = segments.map(({ condition }) => condition);
  const answer = space!.ask({ holds: conditions, fails: [] });
  if (answer.kind === "impossible") return { kind: "impossible", summary: "", asOf: null };
  if (answer.kind === "undecided") {
    const { reason, subject } = answer.undecided;
    return { kind: "undecided", summary: `${reason}: ${subject ?? ""}`, asOf: null };
  }
  const again = createReplay(model);
  if (!segments.every(({ id }) => again.holdsIn(answer.example, id))) throw new Error("The example is not in both");
  const witness = witnessOf(answer.example, model, conditions);
  if (witness === null) throw new Error("No data can hold the example");
  return { kind: "possible", summary: witness.summary, asOf: witness.asOf };
}

/** No number of many digits, and no day of a time long past. */
export function looksSensible(summary: string): boolean {
  return !/\d{7}/.test(summary) && !/\b(?:0|1[0-8])\d\d-\d\d-\d\d/.test(summary);
}
