import type { Model } from "../../../language/src/condition/model.js";
import type { Row } from "../../../language/src/condition/schema.js";
import { createClassifier, type Outcome } from "../../../language/src/evaluation/classifier.js";
import { createClock } from "../../../language/src/evaluation/clock.js";
import { analyseProgram } from "../../../language/src/program.js";
import { createDecoder } from "../../../language/src/records/decoder.js";
import type { JsonValue } from "../../../language/src/records/json-value.js";
import type { Classification, CreateClassification } from "./contender.js";
import { type Customer, today } from "./customers.js";
import { numbering, segProgram } from "./seg-program.js";
import type { SegmentSet } from "./segments.js";

/** Seg's classifier over decoded records. */
export const seg: CreateClassification = (set, customers) => {
  const { model, clock, decode } = prepare(set);
  const rows = customers.map((customer) => decode(asRecord(customer)));
  const classifier = createClassifier(model, clock);
  return {
    name: "Seg",
    note: null,
    run(units) {
      const results: (readonly Outcome[])[] = new Array(rows.length);
      for (let unit = 0; unit < units; unit += 1) {
        const index = unit % rows.length;
        results[index] = classifier.classify(rows[index]!);
      }
      return results;
    },
    memberships: (index) => numbersOf(classifier.classify(rows[index]!), model, set),
  };
};

/** The same from plain objects as JSON gives them: every field is read and checked first, which no other contender does. */
export const segWithChecks: CreateClassification = (set, customers): Classification => {
  const { model, clock, decode } = prepare(set);
  const records = customers.map(asRecord);
  const classifier = createClassifier(model, clock);
  return {
    name: "Seg, records checked first",
    note: "reads and checks every field of a plain object, dates from text, before it classifies",
    run(units) {
      const results: (readonly Outcome[])[] = new Array(records.length);
      for (let unit = 0; unit < units; unit += 1) {
        const index = unit % records.length;
        results[index] = classifier.classify(decode(records[index]!));
      }
      return results;
    },
    memberships: (index) => numbersOf(classifier.classify(decode(records[index]!)), model, set),
  };
};

function prepare(set: SegmentSet) {
  const { model, diagnostics } = analyseProgram({
    files: [{ path: "bench.seg", text: segProgram(set) }],
    config: null,
    readList: () => ({ kind: "absent" }),
  });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join("\n"));
  const clock = createClock(model.settings, { asOf: today });
  const decoder = createDecoder(model, clock);
  const decode = (record: JsonValue): Row => {
    const decoded = decoder.decode(record);
    if (decoded.kind === "rejected") throw new Error(JSON.stringify(decoded.reasons));
    return decoded.row;
  };
  return { model, clock, decode };
}

function numbersOf(outcomes: readonly Outcome[], model: Model, set: SegmentSet): readonly number[] {
  const numbers = numbering(set);
  return outcomes
    .flatMap((outcome, criterion) => {
      const { segments } = model.criteria[criterion]!;
      const indexes = typeof outcome === "number" ? (outcome === -1 ? [] : [outcome]) : outcome;
      return indexes.map((index) => numbers.get(segments[index]!.name)!);
    })
    .sort((a, b) => a - b);
}

const isoDay = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

function asRecord(customer: Customer): JsonValue {
  return {
    ...customer,
    ...(customer.lastOrder === undefined ? {} : { lastOrder: isoDay(customer.lastOrder) }),
    orders: customer.orders.map((order) => ({ ...order, on: isoDay(order.on) })),
  } as unknown as JsonValue;
}
