import { createReplay } from "../../language/src/analysis/replay.js";
import type { Condition } from "../../language/src/condition/condition.js";
import type { Model } from "../../language/src/condition/model.js";
import { createClock } from "../../language/src/evaluation/clock.js";
import type { Example, Space } from "../../language/src/logic/logic.js";
import { createSpace } from "../../language/src/logic/space.js";
import { analyseProgram, type Program } from "../../language/src/program.js";
import { createDecoder, type Decoder } from "../../language/src/records/decoder.js";
import { createEncoder } from "../../language/src/records/encoder.js";
import { parseJson } from "../../language/src/records/json-text.js";
import { formatDay, parseIsoDay } from "../../language/src/values/calendar.js";
import { createZone } from "../../language/src/values/zone.js";
import { inMemoryProgram } from "../kit/programs.js";
import { Choices } from "../properties/generator/choices.js";
import { Constants } from "../properties/generator/constants.js";
import { ExpressionWriter } from "../properties/generator/expressions.js";
import { makeRecord } from "../properties/generator/records.js";
import { makeSchema, writeFields } from "../properties/generator/schema.js";
import { type ReferenceProgram, readProgram } from "../reference/classify.js";
import type { Json } from "../reference/record.js";
import type { Moment } from "../reference/time.js";
import { Findings } from "./findings.js";

/** A program of everything that the language has, with records to try: near its constants, and mixtures of them. */
export interface SampledCase {
  readonly program: string;
  readonly conditions: readonly string[];
  readonly config: string;
  readonly days: readonly number[];
  readonly records: readonly Json[];
}

const DAYS = ["2024-02-29", "2024-03-31", "2024-12-31", "2025-01-01", "2024-10-27"];
const ZONES = ["UTC", "Asia/Tehran", "Europe/Berlin", "America/New_York"];

export function makeSampledCase(bytes: Uint8Array): SampledCase {
  const choices = new Choices(bytes);
  const day = parseIsoDay(choices.pick(DAYS))!;
  const timeZone = choices.pick(ZONES);
  const zone = createZone(timeZone)!;
  const schema = makeSchema(choices);
  const nothing = { conditions: [], numbers: [], dates: [], lists: [], texts: [], amounts: [] };
  const writer = new ExpressionWriter(choices, new Constants(choices, day), schema, nothing);
  const conditions = choices.times(2, 4, () => writer.condition(choices.below(3)));
  const rule = choices.chance(1, 5) ? `require ${writer.condition(1)}\n` : "";
  const segments = conditions.map((condition, index) => `  segment S${index} where ${condition}`);
  const customer = `customer {\n  id: text key\n  ${writeFields(schema.fields)}\n}\n`;
  return {
    program: `${customer}${rule}criterion K overlapping {\n${segments.join("\n")}\n}\n`,
    conditions,
    config: JSON.stringify({
      timeZone,
      weekStart: choices.pick(["monday", "saturday", "sunday"]),
      today: { earliest: formatDay(day - 2), latest: formatDay(day + 2) },
    }),
    days: [day - 2, day, day + 2],
    records: choices.times(12, 24, () => makeRecord(choices, schema, "c1", day, zone)),
  };
}

export function describeSampledCase({ program, config }: SampledCase): string {
  return `// seg.json: ${config}\n${program}`;
}

/** A customer on a day, as the reference places it. */
interface Sample {
  readonly record: Json;
  readonly moment: Moment;
  readonly members: ReadonlySet<string>;
}

/** Asks logic about each condition and each pair, and looks for customers against what it says. */
export function checkSampledCase(sampled: SampledCase): Findings {
  const findings = new Findings();
  const program = analyseProgram(
    inMemoryProgram(
      new Map([
        ["program.seg", sampled.program],
        ["seg.json", sampled.config],
      ]),
    ),
  );
  const errors = program.diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) {
    findings.disagreements.push(`a well-typed program is refused: ${errors.map(({ message }) => message).join("; ")}`);
    return findings;
  }
  new Sampling(sampled, program, findings).check();
  return findings;
}

class Sampling {
  readonly #sampled: SampledCase;
  readonly #model: Model;
  readonly #reference: ReferenceProgram;
  readonly #findings: Findings;
  readonly #space: Space;
  readonly #decoders: readonly (readonly [Moment, Decoder])[];
  readonly #samples: Sample[] = [];
  readonly #seeds: Json[];

  constructor(sampled: SampledCase, { model, files }: Program, findings: Findings) {
    this.#sampled = sampled;
    this.#model = model;
    this.#reference = readProgram(files);
    this.#findings = findings;
    this.#seeds = [...sampled.records];
    const replay = createReplay(model);
    this.#space = createSpace(model, {
      confirm: (example, { holds, fails }) => replay.confirmCondition(example, holds, fails),
    })!;
    this.#decoders = sampled.days.map((day) => {
      const clock = createClock(model.settings, { asOf: day });
      const { today, now, zone, weekStart } = clock;
      return [{ today, now, zone, weekStart }, createDecoder(model, clock)];
    });
  }

  check(): void {
    const conditions = this.#model.criteria[0]!.segments.map(({ condition }) => condition);
    const impossible: (readonly [readonly number[], readonly number[]])[] = [];
    const ask = (inside: readonly number[], outside: readonly number[]) => {
      const those = (indexes: readonly number[]): Condition[] => indexes.map((index) => conditions[index]!);
      const question = { holds: those(inside), fails: those(outside) };
      const answer = this.#space.ask(question);
      this.#findings.count([...question.holds, ...question.fails], answer, () => this.#written(inside, outside));
      if (answer.kind === "impossible") impossible.push([inside, outside]);
      if (answer.kind === "possible") this.#example(answer.example, inside, outside);
    };
    for (const first of conditions.keys()) {
      ask([first], []);
      ask([], [first]);
      for (let second = first + 1; second < conditions.length; second += 1) {
        ask([first, second], []);
        ask([first], [second]);
        ask([second], [first]);
        ask([], [first, second]);
      }
    }
    if (impossible.length === 0) return;
    this.#draw();
    for (const [inside, outside] of impossible) this.#search(inside, outside);
  }

  #written(inside: readonly number[], outside: readonly number[]): string {
    const { conditions } = this.#sampled;
    return [
      ...inside.map((index) => `(${conditions[index]})`),
      ...outside.map((index) => `not (${conditions[index]})`),
    ].join("\n  and ");
  }

  /** By the reference; what it shows is tried for other questions, too. */
  #example({ row, today, now }: Example, inside: readonly number[], outside: readonly number[]): void {
    const clock = createClock(this.#model.settings, { now });
    const record = createEncoder(this.#model, clock)(row) as unknown as Json;
    this.#seeds.push(record);
    const moment = { today, now, zone: clock.zone, weekStart: clock.weekStart };
    const { members } = this.#sample(record, moment);
    this.#findings.compared += 1;
    if (this.#reference.isAllowed(record, moment) && isThere(members, inside, outside)) return;
    this.#findings.disagreements.push(
      `said to be possible:\n  ${this.#written(inside, outside)}\nbut the reference does not agree for ${JSON.stringify(record)} on ${formatDay(today)} at ${new Date(now).toISOString()}`,
    );
  }

  #sample(record: Json, moment: Moment): Sample {
    const members = new Set(this.#reference.place(record, moment).flatMap((placement) => placement.in));
    return { record, moment, members };
  }

  /** The records, the examples, and mixtures of two: each value from one of both. */
  #draw(): void {
    const seeds = this.#seeds;
    const mixtures = Array.from({ length: 60 }, (_, index): Json => {
      const one = seeds[(index * 7) % seeds.length] as { readonly [key: string]: Json };
      const other = seeds[(index * 11 + 5) % seeds.length] as { readonly [key: string]: Json };
      const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
      return Object.fromEntries(
        [...keys].flatMap((key, place): [string, Json][] => {
          const from = ((index >> (place % 5)) & 1) === 0 ? one : other;
          return Object.hasOwn(from, key) ? [[key, from[key]!]] : [];
        }),
      );
    });
    for (const record of [...seeds, ...mixtures]) {
      for (const [moment, decoder] of this.#decoders) {
        const parsed = parseJson(JSON.stringify(record));
        if (parsed.kind !== "value" || decoder.decode(parsed.value).kind !== "accepted") continue;
        this.#samples.push(this.#sample(record, moment));
      }
    }
  }

  #search(inside: readonly number[], outside: readonly number[]): void {
    this.#findings.compared += 1;
    const found = this.#samples.find(({ members }) => isThere(members, inside, outside));
    if (found === undefined) return;
    this.#findings.disagreements.push(
      `proved impossible:\n  ${this.#written(inside, outside)}\nbut on ${formatDay(found.moment.today)} there is ${JSON.stringify(found.record)}`,
    );
  }
}

function isThere(members: ReadonlySet<string>, inside: readonly number[], outside: readonly number[]): boolean {
  return inside.every((index) => members.has(`K.S${index}`)) && !outside.some((index) => members.has(`K.S${index}`));
}
