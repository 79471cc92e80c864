import type { Condition, Term } from "../../language/src/condition/condition.js";
import type { Model } from "../../language/src/condition/model.js";
import type { Field, Scalar, ScalarType } from "../../language/src/condition/schema.js";
import { addMonths, calendarEdge, MAX_DAY, MIN_DAY } from "../../language/src/values/calendar.js";
import { fractionOf } from "../reference/fraction.js";

/** What is not written for Z3: lists, patterns, folded texts, parts of dates, products. */
class NotWritten extends Error {}

/** A value that may be missing, as two expressions of SMT-LIB. */
interface Written {
  /** Of sort Bool: whether it is there. */
  readonly there: string;
  /** Of sort Real for numbers, Int for dates and choices, Bool, String. */
  readonly value: string;
}

type Compared = Extract<Condition, { kind: "compare" }>["operator"];

/** Writes the customers of a model, and conditions about them, in SMT-LIB. Today is one day of the range. */
export class Z3Script {
  readonly #model: Model;

  constructor(model: Model) {
    this.#model = model;
  }

  /** The fields with all that limits their values, and the rules. */
  declarations(): string {
    const { earliest, latest } = this.#model.settings.today;
    const fields = this.#model.schema!.record.fields.flatMap((field) => this.#field(field));
    const rules = this.#model.requires.map(({ condition }) => `(assert ${this.condition(condition)})`);
    return [
      "(declare-const today Int)",
      `(assert (<= ${whole(earliest)} today ${whole(latest)}))`,
      ...fields,
      ...rules,
    ].join("\n");
  }

  /** Numbers without a step are thousandths of moderate size: such values have doubles of their own. */
  onlyPlainNumbers(): string {
    return this.#model
      .schema!.record.fields.filter(({ type, step }) => type.kind === "number" && step === null)
      .map(({ slot }) => {
        const count = `plain${slot}`;
        return `(declare-const ${count} Int)(assert (= f${slot} (/ (to_real ${count}) 1000.0)))(assert (<= (- 1000000000) f${slot} 1000000000))`;
      })
      .join("\n");
  }

  #field(field: Field): readonly string[] {
    const { slot, type, optional, domain } = field;
    const name = `f${slot}`;
    if (type.kind === "list" || type.kind === "record") throw new NotWritten(type.kind);
    const lines = [`(declare-const ${name} ${sortOf(type)})`];
    if (optional) lines.push(`(declare-const p${slot} Bool)`);
    const limit = (limits: string) => lines.push(`(assert ${limits})`);
    if (type.kind === "choice") limit(`(<= 0 ${name} ${type.choices.length - 1})`);
    if (type.kind === "text") limit(`(str.in_re ${name} (re.* (re.range " " "~")))`);
    if (type.kind === "date") limit(`(<= ${whole(MIN_DAY)} ${name} ${whole(MAX_DAY)})`);
    if (type.kind === "integer") {
      limit(`(<= ${whole(Number.MIN_SAFE_INTEGER)} ${name} ${whole(Number.MAX_SAFE_INTEGER)})`);
    }
    if (field.step !== null) {
      lines.push(`(declare-const k${slot} Int)`);
      limit(`(= ${real(name, type)} (* (to_real k${slot}) ${decimal(field.step)}))`);
    }
    if (domain?.kind === "number") {
      if (domain.low !== null) limit(`(<= ${decimal(domain.low)} ${real(name, type)})`);
      if (domain.high !== null) {
        limit(`(${domain.highExclusive ? "<" : "<="} ${real(name, type)} ${decimal(domain.high)})`);
      }
    }
    if (domain?.kind === "date") {
      const within = (low: Written, high: Written, operator: string) =>
        limit(`(or (not ${low.there}) (not ${high.there}) (${operator} ${low.value} ${high.value}))`);
      const self: Written = { there: optional ? `p${slot}` : "true", value: name };
      if (domain.low !== null) within(this.#term(domain.low), self, "<=");
      if (domain.high !== null) within(self, this.#term(domain.high), domain.highExclusive ? "<" : "<=");
    }
    return lines;
  }

  condition(condition: Condition): string {
    switch (condition.kind) {
      case "constant":
        return String(condition.value);
      case "and":
      case "or":
        return `(${condition.kind} ${condition.operands.map((operand) => this.condition(operand)).join(" ")})`;
      case "not":
        return `(not ${this.condition(condition.operand)})`;
      case "compare":
        return compared(
          condition.operator,
          this.#term(condition.left, choicesBeside(condition.right)),
          this.#term(condition.right, choicesBeside(condition.left)),
        );
      case "one-of": {
        const operand = this.#term(condition.operand);
        const { type, values } = condition.values;
        const choices = choicesBeside(condition.operand);
        const any = values.map((value) => `(= ${operand.value} ${constant(value, type, choices)})`);
        return `(and ${operand.there} (or false ${any.join(" ")}))`;
      }
      case "present":
        return this.#term(condition.operand).there;
      case "truth": {
        const { there, value } = this.#term(condition.operand);
        return `(and ${there} ${value})`;
      }
      case "text": {
        const { there, value } = this.#term(condition.operand);
        const tests = condition.values.values.map((part) => {
          const literal = constant(part, condition.values.type);
          if (condition.operator === "contains") return `(str.contains ${value} ${literal})`;
          return `(${condition.operator === "starts-with" ? "str.prefixof" : "str.suffixof"} ${literal} ${value})`;
        });
        return `(and ${there} (or false ${tests.join(" ")}))`;
      }
      default:
        throw new NotWritten(condition.kind);
    }
  }

  #term(term: Term, choices: readonly string[] | null = null): Written {
    switch (term.kind) {
      case "constant":
        return { there: "true", value: constant(term.value, term.type, choices) };
      case "field": {
        const field = this.#model.schema!.record.fields.find(({ name }) => name === term.path[0]);
        if (term.scope !== "customer" || field === undefined || term.path.length !== 1) throw new NotWritten("a path");
        if (field.type.kind === "list" || field.type.kind === "record") throw new NotWritten(field.type.kind);
        if (field.type.kind === "text" && field.type.folded) throw new NotWritten("folded");
        return { there: field.optional ? `p${field.slot}` : "true", value: real(`f${field.slot}`, field.type) };
      }
      case "clock":
        if (term.clock === "now") throw new NotWritten("now");
        return { there: "true", value: "today" };
      case "arithmetic": {
        const [left, right] = [this.#term(term.left), this.#term(term.right)];
        if (term.operator === "*" && term.left.kind !== "constant" && term.right.kind !== "constant") {
          throw new NotWritten("a product");
        }
        if (term.operator === "/" && term.right.kind !== "constant") throw new NotWritten("a ratio");
        const apart = term.operator === "/" ? ` (not (= ${right.value} 0.0))` : "";
        return {
          there: `(and ${left.there} ${right.there}${apart})`,
          value: `(${term.operator} ${left.value} ${right.value})`,
        };
      }
      case "negate": {
        const { there, value } = this.#term(term.operand);
        return { there, value: `(- ${value})` };
      }
      case "absolute": {
        const { there, value } = this.#term(term.operand);
        return { there, value: `(ite (< ${value} 0.0) (- ${value}) ${value})` };
      }
      case "shift": {
        const { there, value } = this.#term(term.operand);
        if (term.unit === "month") return this.#ofToday(term.operand, (today) => addMonths(today, term.amount));
        if (term.unit !== "day") throw new NotWritten("hours");
        const moved = `(+ ${value} ${whole(term.amount)})`;
        return { there: `(and ${there} (<= ${whole(MIN_DAY)} ${moved} ${whole(MAX_DAY)}))`, value: moved };
      }
      case "calendar": {
        const { weekStart } = this.#model.settings;
        return this.#ofToday(term.operand, (today) =>
          calendarEdge(today, term.edge, term.unit, term.offset, weekStart),
        );
      }
      case "difference": {
        const [left, right] = [this.#term(term.left), this.#term(term.right)];
        return { there: `(and ${left.there} ${right.there})`, value: `(to_real (- ${left.value} ${right.value}))` };
      }
      case "since": {
        if (term.unit !== "day" && term.unit !== "week") throw new NotWritten("months since");
        const { there, value } = this.#term(term.operand);
        const days = `(- today ${value})`;
        return { there, value: `(to_real ${term.unit === "day" ? days : `(div ${days} 7)`})` };
      }
      case "length": {
        const { there, value } = this.#term(term.operand);
        return { there, value: `(to_real (str.len ${value}))` };
      }
      case "default": {
        const [operand, fallback] = [
          this.#term(term.operand, choices),
          this.#term(term.fallback, choicesBeside(term.operand)),
        ];
        return {
          there: `(or ${operand.there} ${fallback.there})`,
          value: `(ite ${operand.there} ${operand.value} ${fallback.value})`,
        };
      }
      case "when": {
        let result = this.#term(term.otherwise, choices);
        for (const branch of [...term.branches].reverse()) {
          const condition = this.condition(branch.condition);
          const value = this.#term(branch.value, choices);
          result = {
            there: `(ite ${condition} ${value.there} ${result.there})`,
            value: `(ite ${condition} ${value.value} ${result.value})`,
          };
        }
        return result;
      }
      case "condition":
        return { there: "true", value: this.condition(term.condition) };
      default:
        throw new NotWritten(term.kind);
    }
  }

  /** A function of today as a table of all days of the range. */
  #ofToday(operand: Term, of: (today: number) => number | null): Written {
    if (operand.kind !== "clock" || operand.clock !== "today") throw new NotWritten("the calendar of another date");
    const { earliest, latest } = this.#model.settings.today;
    let value = "0";
    for (let today = earliest; today <= latest; today += 1) {
      const day = of(today);
      if (day === null) throw new NotWritten("the end of the calendar");
      value = `(ite (= today ${whole(today)}) ${whole(day)} ${value})`;
    }
    return { there: "true", value };
  }
}

function compared(operator: Compared, left: Written, right: Written): string {
  return `(and ${left.there} ${right.there} (${operator} ${left.value} ${right.value}))`;
}

/** A choice among constants is numbered as the field beside it numbers its choices. */
function choicesBeside(term: Term): readonly string[] | null {
  if (term.kind === "constant" || term.type.kind !== "choice") return null;
  return term.type.choices;
}

function sortOf({ kind }: ScalarType): string {
  const sorts = {
    integer: "Int",
    number: "Real",
    boolean: "Bool",
    date: "Int",
    choice: "Int",
    text: "String",
  } as const;
  if (kind === "datetime") throw new NotWritten(kind);
  return sorts[kind];
}

/** All numbers are of sort Real where they are compared and added. */
function real(name: string, { kind }: ScalarType): string {
  return kind === "integer" ? `(to_real ${name})` : name;
}

function constant(value: Scalar, type: ScalarType, choices: readonly string[] | null = null): string {
  switch (type.kind) {
    case "integer":
    case "number":
      return decimal(Number(value));
    case "boolean":
      return String(value);
    case "date":
      return whole(Number(value));
    case "choice":
      return whole((choices ?? type.choices).indexOf(String(value)));
    case "text":
      if (type.folded || !/^[ -~]*$/.test(String(value))) throw new NotWritten("a text that is not plain");
      return `"${String(value).replaceAll('"', '""')}"`;
    case "datetime":
      throw new NotWritten(type.kind);
  }
}

function whole(value: number): string {
  return value < 0 ? `(- ${BigInt(-value)})` : String(BigInt(value));
}

function decimal(value: number): string {
  const { over, under } = fractionOf(Math.abs(value));
  const written = `(/ ${over}.0 ${under}.0)`;
  return value < 0 ? `(- ${written})` : written;
}
