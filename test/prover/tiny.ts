import { createReplay } from "../../language/src/analysis/replay.js";
import type { Criterion, Model } from "../../language/src/condition/model.js";
import { clocksUsed } from "../../language/src/condition/traverse.js";
import type { Question, Space } from "../../language/src/logic/logic.js";
import { createSpace } from "../../language/src/logic/space.js";
import { analyseProgram, type Program } from "../../language/src/program.js";
import { formatDay, parseIsoDay } from "../../language/src/values/calendar.js";
import { createZone } from "../../language/src/values/zone.js";
import { inMemoryProgram } from "../kit/programs.js";
import { Choices } from "../properties/generator/choices.js";
import { ExpressionWriter } from "../properties/generator/expressions.js";
import { type ReferenceProgram, readProgram } from "../reference/classify.js";
import type { Json } from "../reference/record.js";
import type { Moment } from "../reference/time.js";
import { Findings } from "./findings.js";
import { tinyCondition } from "./tiny-conditions.js";
import { allRecords, chooseFields, FIRST_DAY, LAST_DAY, TinyConstants, type TinyField } from "./tiny-universe.js";

/** A program about so few customers that all of them can be looked at, on all days that today may be. */
export interface TinyCase {
  readonly fields: readonly TinyField[];
  /** Up to and without the criterion. */
  readonly declarations: string;
  readonly conditions: readonly string[];
  readonly config: string;
  /** Day number; null: any day of the range. */
  readonly asOf: number | null;
}

/** Names that would hide the fields'. */
const NOTHING_DECLARED = { conditions: [], numbers: [], dates: [], lists: [], texts: [], amounts: [] };

export function makeTinyCase(bytes: Uint8Array): TinyCase {
  const choices = new Choices(bytes);
  const asOf = choices.chance(1, 3) ? parseIsoDay(choices.pick([FIRST_DAY, LAST_DAY]))! : null;
  const fields = chooseFields(choices);
  const schema = { kind: "record", fields: fields.map(({ field }) => field) } as const;
  const today = parseIsoDay(LAST_DAY)!;
  const writer = new ExpressionWriter(choices, new TinyConstants(choices, today), schema, NOTHING_DECLARED);
  // Conditions as people write them, and conditions of everything that the language has.
  const condition = () => (choices.chance(1, 4) ? writer.condition(2) : tinyCondition(choices, fields, 2));
  const conditions = choices.times(2, 3, condition);
  const rule = choices.chance(1, 4) ? [`require ${tinyCondition(choices, fields, 1)}`] : [];
  const customer = `customer {\n  id: text key\n  ${fields.map((each) => each.declaration).join("\n  ")}\n}`;
  const rules = fields.flatMap(({ requires }) => requires.map((each) => `require ${each}`));
  return {
    fields,
    declarations: [customer, ...rules, ...rule].join("\n"),
    conditions,
    config: JSON.stringify({ weekStart: "saturday", today: { earliest: FIRST_DAY, latest: LAST_DAY } }),
    asOf,
  };
}

export function programOf({ declarations, conditions, config }: TinyCase, modifier: string): Program {
  const segments = conditions.map((condition, index) => `  segment S${index} where ${condition}`);
  const criterion = `criterion K${modifier} {\n${segments.join("\n")}\n}`;
  return analyseProgram(
    inMemoryProgram(
      new Map([
        ["program.seg", `${declarations}\n${criterion}\n`],
        ["seg.json", config],
      ]),
    ),
  );
}

export function describeTinyCase(tiny: TinyCase): string {
  const asOf = tiny.asOf === null ? "" : `, as of ${formatDay(tiny.asOf)}`;
  return `// seg.json: ${tiny.config}${asOf}\n${programOf(tiny, " overlapping").files[0]!.text}`;
}

/** One customer on one day, and of each segment whether the reference puts it there. */
export interface Point {
  readonly record: Json;
  readonly moment: Moment;
  readonly members: readonly boolean[];
}

/** All valid customers on all days, placed by the reference. */
export function pointsOf(tiny: TinyCase, program: Program, model: Model): readonly Point[] {
  const reference = readProgram(program.files);
  const moments = momentsOf(tiny, model);
  return allRecords(tiny.fields).flatMap((record) =>
    moments.flatMap((moment) => {
      if (!reference.isAllowed(record, moment)) return [];
      return [{ record, moment, members: membersOf(reference, record, moment, tiny.conditions.length) }];
    }),
  );
}

export function membersOf(reference: ReferenceProgram, record: Json, moment: Moment, count: number): boolean[] {
  const inside = new Set(reference.place(record, moment).flatMap((placement) => placement.in));
  return Array.from({ length: count }, (_, index) => inside.has(`K.S${index}`));
}

function momentsOf({ asOf }: TinyCase, { settings }: Model): readonly Moment[] {
  const { earliest, latest } = asOf === null ? settings.today : { earliest: asOf, latest: asOf };
  const zone = createZone(settings.timeZone)!;
  const { weekStart } = settings;
  return Array.from({ length: latest - earliest + 1 }, (_, index) => {
    const today = earliest + index;
    return { today, now: zone.lastInstantOf(today), zone, weekStart };
  });
}

/** Puts every question about one, two and three conditions to logic, and looks at every customer for the answer. */
export function checkTinyCase(tiny: TinyCase): Findings {
  const findings = new Findings();
  const program = programOf(tiny, " overlapping");
  const errors = program.diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) {
    findings.disagreements.push(`a well-typed program is refused: ${errors.map((each) => each.message).join("; ")}`);
    return findings;
  }
  const { model } = program;
  const points = pointsOf(tiny, program, model);
  const space = spaceOf(model, tiny.asOf);
  const [criterion] = model.criteria;
  for (const question of questionsAbout(tiny.conditions.length))
    ask(question, criterion!, space, points, tiny, findings);
  return findings;
}

function spaceOf(model: Model, asOf: number | null): Space {
  const replay = createReplay(model);
  return createSpace(model, {
    confirm: (example, { holds, fails }) => replay.confirmCondition(example, holds, fails),
    ...(asOf === null ? {} : { asOf }),
  })!;
}

/** Of each condition whether it holds, fails, or is not asked. */
type Signs = readonly (boolean | null)[];

/** Emptiness and being always true, overlap, gaps, subsumption by one and by two, difference. */
function questionsAbout(count: number): readonly Signs[] {
  let questions: readonly Signs[] = [[]];
  for (let index = 0; index < count; index += 1) {
    questions = questions.flatMap((signs) => [null, true, false].map((sign) => [...signs, sign]));
  }
  return questions.filter((signs) => signs.some((sign) => sign !== null));
}

function ask(
  signs: Signs,
  criterion: Criterion,
  space: Space,
  points: readonly Point[],
  tiny: TinyCase,
  findings: Findings,
): void {
  const those = (sign: boolean) =>
    criterion.segments.filter((_, index) => signs[index] === sign).map(({ condition }) => condition);
  const question: Question = { holds: those(true), fails: those(false) };
  const asked = [...question.holds, ...question.fails];
  const written = signs
    .flatMap((sign, index) => (sign === null ? [] : [`${sign ? "" : "not "}(${tiny.conditions[index]})`]))
    .join("\n  and ");
  const answer = space.ask(question);
  findings.count(asked, answer, () => `${tiny.fields.map(({ declaration }) => declaration).join(", ")}\n${written}`);
  if (answer.kind === "undecided") return;
  const found = points.find(({ members }) => signs.every((sign, index) => sign === null || members[index] === sign));
  // Of `now` only one instant a day was looked at, which is all there is with a fixed day.
  const isComplete = tiny.asOf !== null || !asked.some((condition) => clocksUsed(condition).now);
  findings.compared += 1;
  if (answer.kind === "impossible" && found !== undefined) {
    findings.disagreements.push(
      `proved impossible:\n  ${written}\nbut on ${formatDay(found.moment.today)} there is ${JSON.stringify(found.record)}`,
    );
  }
  if (answer.kind === "possible" && found === undefined && isComplete) {
    const { row, today } = answer.example;
    findings.disagreements.push(
      `said to be possible:\n  ${written}\nby ${JSON.stringify(row)} on ${formatDay(today)}, but no customer does it`,
    );
  }
}
