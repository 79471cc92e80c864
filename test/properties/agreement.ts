import type { Criterion } from "../../language/src/condition/model.js";
import { createClassifier, type Outcome } from "../../language/src/evaluation/classifier.js";
import { createClock } from "../../language/src/evaluation/clock.js";
import { analyseProgram } from "../../language/src/program.js";
import { createDecoder } from "../../language/src/records/decoder.js";
import { parseJson } from "../../language/src/records/json-text.js";
import { inMemoryProgram } from "../kit/programs.js";
import { type Placement, readProgram } from "../reference/classify.js";
import type { Json } from "../reference/record.js";
import type { GeneratedCase } from "./generator/program.js";

/** What one case showed. */
export interface Comparison {
  /** Placements compared: records times criteria. */
  readonly compared: number;
  /** Each a few lines for a person; none if all agree. */
  readonly disagreements: readonly string[];
}

/** Has the reference and the compiled classifier place every record of a case, and says where they differ. */
export function compareReadings(generated: GeneratedCase): Comparison {
  const input = inMemoryProgram(
    new Map([
      ["program.seg", generated.program],
      ["seg.json", generated.config],
    ]),
  );
  const program = analyseProgram(input);
  const errors = program.diagnostics.filter((each) => each.severity === "error");
  if (errors.length > 0) {
    const places = errors.map(({ code, message, location: { span } }) => {
      const text = location(generated.program, span.start, span.end);
      return `${code} ${message}\n    at: ${text}`;
    });
    return { compared: 0, disagreements: [`a well-typed program is refused: ${places.join("\n")}`] };
  }

  const clock = createClock(program.model.settings, { asOf: generated.asOf });
  const decoder = createDecoder(program.model, clock);
  const classifier = createClassifier(program.model, clock);
  const reference = readProgram(program.files);
  const moment = { today: clock.today, now: clock.now, zone: clock.zone, weekStart: clock.weekStart };
  const disagreements: string[] = [];
  let compared = 0;
  for (const record of generated.records) {
    const decoded = decoder.decode(jsonValue(record));
    const isAllowed = reference.isAllowed(record, moment);
    if ((decoded.kind === "accepted") !== isAllowed) {
      const reasons = decoded.kind === "rejected" ? `: ${decoded.reasons.map((each) => each.reason).join("; ")}` : "";
      disagreements.push(
        `${JSON.stringify(record)}\n  is ${decoded.kind}${reasons}, the reference ${isAllowed ? "accepts" : "rejects"} it`,
      );
    }
    if (decoded.kind === "rejected") continue;
    const expected = new Map(reference.place(record, moment).map((each) => [keyOf(each), each]));
    const outcomes = classifier.classify(decoded.row);
    for (const [index, criterion] of classifier.criteria.entries()) {
      const actual = placementOf(criterion, outcomes[index] ?? -1);
      const wanted = expected.get(keyOf(actual));
      compared += 1;
      if (wanted?.in.join() === actual.in.join()) continue;
      const said = wanted === undefined ? "has no such criterion" : `says ${wanted.in.join(", ") || "none"}`;
      disagreements.push(
        `${JSON.stringify(record)}\n  in ${criterion.name}: compiled says ${actual.in.join(", ") || "none"}, the reference ${said}`,
      );
    }
    if (outcomes.length !== expected.size) {
      disagreements.push(`${outcomes.length} criteria compiled, ${expected.size} in the reference`);
    }
  }
  return { compared, disagreements };
}

function jsonValue(record: Json): Parameters<ReturnType<typeof createDecoder>["decode"]>[0] {
  const parsed = parseJson(JSON.stringify(record));
  if (parsed.kind !== "value") throw new Error("a record that is no JSON");
  return parsed.value;
}

function placementOf(criterion: Criterion, outcome: Outcome): Placement {
  const names = criterion.segments.map(({ name }) => (criterion.inferred ? name : `${criterion.name}.${name}`));
  const indexes = typeof outcome === "number" ? (outcome === -1 ? [] : [outcome]) : outcome;
  return { segments: names, in: indexes.map((index) => names[index] ?? "?") };
}

function keyOf(placement: Placement): string {
  return placement.segments.join();
}

function location(text: string, start: number, end: number): string {
  return text
    .slice(Math.max(0, start - 60), end + 60)
    .replace(/\s+/g, " ")
    .trim();
}
