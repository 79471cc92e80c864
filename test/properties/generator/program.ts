import { formatDay, parseIsoDay } from "../../../language/src/values/calendar.js";
import { createZone } from "../../../language/src/values/zone.js";
import type { Json } from "../../reference/record.js";
import { Choices } from "./choices.js";
import { Constants } from "./constants.js";
import { type Declared, ExpressionWriter } from "./expressions.js";
import { makeRecord } from "./records.js";
import { makeSchema, type RecordType, writeFields, writeName } from "./schema.js";

/** A random program with its data, as a person would have written it: text. */
export interface GeneratedCase {
  readonly program: string;
  /** `seg.json`. */
  readonly config: string;
  readonly asOf: number;
  readonly records: readonly Json[];
}

const DAYS = [
  "2026-11-22",
  "2024-02-29",
  "2024-03-31",
  "2024-12-31",
  "2025-01-01",
  "1998-05-31",
  "2024-10-27",
  "0001-01-15",
  "9999-12-20",
];
const ZONES = ["UTC", "Asia/Tehran", "Europe/Berlin", "America/New_York"];

export function makeCase(bytes: Uint8Array): GeneratedCase {
  const choices = new Choices(bytes);
  const asOf = parseIsoDay(choices.pick(DAYS)) ?? 0;
  const timeZone = choices.pick(ZONES);
  const zone = createZone(timeZone);
  if (zone === null) throw new Error(`no zone ${timeZone}`);
  const weekStart = choices.pick(["monday", "saturday", "sunday"]);
  const schema = makeSchema(choices);
  const program = new ProgramWriter(choices, schema, asOf).write();
  const records = choices.times(4, 8, (index) => makeRecord(choices, schema, `c${index}`, asOf, zone));
  return { program, config: JSON.stringify({ timeZone, weekStart }), asOf, records };
}

export function describeCase({ program, config, asOf, records }: GeneratedCase): string {
  const data = records.map((record) => JSON.stringify(record)).join("\n");
  return `// seg.json: ${config}, as of ${formatDay(asOf)}\n${program}\n${data}`;
}

class ProgramWriter {
  readonly #choices: Choices;
  readonly #schema: RecordType;
  readonly #constants: Constants;
  readonly #declarations: string[] = [];
  readonly #declared: Declared = { conditions: [], numbers: [], dates: [], lists: [], texts: [], amounts: [] };
  readonly #writer: ExpressionWriter;

  constructor(choices: Choices, schema: RecordType, today: number) {
    this.#choices = choices;
    this.#schema = schema;
    this.#constants = new Constants(choices, today);
    this.#writer = new ExpressionWriter(choices, this.#constants, schema, this.#declared);
  }

  write(): string {
    this.#lists();
    this.#choices.times(0, 5, (index) => this.#define(`shorthand${index}`));
    if (this.#choices.chance(1, 5)) this.#declarations.push(`require ${this.#writer.condition(1)}`);
    this.#choices.times(0, 2, (index) => this.#loose(index));
    this.#choices.times(1, 3, (index) => this.#criterion(`Criterion${index}`));
    const customer = `customer {\n  id: text key\n  ${writeFields(this.#schema.fields)}\n}`;
    // Declarations are visible everywhere, in any order.
    const after = this.#choices.below(this.#declarations.length + 1);
    return [...this.#declarations.slice(0, after), customer, ...this.#declarations.slice(after)].join("\n\n");
  }

  #lists(): void {
    if (this.#choices.chance(1, 2)) {
      const texts = this.#choices.times(1, 12, () => JSON.stringify(this.#constants.text()));
      this.#declarations.push(`list someTexts = [${texts.join(", ")}]`);
      this.#declared.texts.push("someTexts");
    }
    if (this.#choices.chance(1, 2)) {
      const amounts = this.#choices.times(1, 12, () => this.#constants.writtenNumber(this.#constants.amount()));
      this.#declarations.push(`list someAmounts = [${amounts.join(", ")}]`);
      this.#declared.amounts.push("someAmounts");
    }
  }

  #define(name: string): void {
    const recordLists = this.#schema.fields.filter(
      (field) => field.type.kind === "list" && field.type.element.kind === "record",
    );
    switch (this.#choices.below(4)) {
      case 0:
        this.#declarations.push(`define ${name} = ${this.#writer.number(2, [])}`);
        this.#declared.numbers.push(name);
        return;
      case 1:
        this.#declarations.push(`define ${name} = ${this.#writer.condition(2)}`);
        this.#declared.conditions.push(name);
        return;
      case 2:
        this.#declarations.push(`define ${name} = ${this.#writer.date(2, [])}`);
        this.#declared.dates.push(name);
        return;
      default: {
        const field = this.#choices.pick(recordLists);
        if (field.type.kind !== "list" || field.type.element.kind !== "record") return;
        const element = field.type.element;
        this.#declarations.push(
          `define ${name} = ${writeName(field.name)} where ${this.#writer.condition(1, [element])}`,
        );
        this.#declared.lists.push({ text: name, sees: [element] });
      }
    }
  }

  #loose(index: number): void {
    const name = `Loose${index}`;
    const condition = this.#choices.chance(2, 3) ? this.#writer.plainCondition() : this.#writer.condition(2);
    this.#declarations.push(`segment ${name} where ${condition}`);
    this.#declared.conditions.push(name);
  }

  /** Its segments can be named once it is complete: no circle can arise. */
  #criterion(name: string): void {
    const ordered = this.#choices.chance(1, 2);
    const overlapping = !ordered && this.#choices.chance(1, 3);
    const joined = ordered ? [] : this.#choices.times(0, 1, (index) => `Joined${index}`);
    // Names that no other criterion has may be used bare.
    const own = this.#choices.chance(1, 2) ? "" : ` of ${name}`;
    const names = this.#choices.times(1, 5, (index) => `Part${index}${own}`);
    const members = names.map((each) => `  segment ${writeName(each)} where ${this.#writer.condition(3)}`);
    const rest = this.#choices.chance(1, 2) ? ["Rest"] : [];
    for (const each of joined) this.#declarations.push(`segment ${each} by ${name} where ${this.#writer.condition(2)}`);
    const kind = ordered ? " ordered" : overlapping ? " overlapping" : "";
    const body = [...members, ...rest.map((each) => `  otherwise ${each}`)].join("\n");
    this.#declarations.push(`criterion ${name}${kind} {\n${body}\n}`);
    this.#declared.conditions.push(...names.map((each) => (own === "" ? `${name}.${each}` : writeName(each))));
    this.#declared.conditions.push(...[...joined, ...rest].map((each) => `${name}.${each}`));
  }
}
