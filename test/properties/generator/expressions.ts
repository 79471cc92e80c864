import type { Choices } from "./choices.js";
import type { Constants } from "./constants.js";
import { type Field, type RecordType, type ScalarType, writeName } from "./schema.js";

/** What a name may stand for, besides fields. */
export interface Declared {
  readonly conditions: string[];
  readonly numbers: string[];
  readonly dates: string[];
  /** Lists of records, with the records a filter on them sees, outermost first. */
  readonly lists: { readonly text: string; readonly sees: readonly RecordType[] }[];
  readonly texts: string[];
  readonly amounts: string[];
}

/** Where an expression stands: the elements of the lists around it, outermost first. */
type Place = readonly (RecordType | ScalarType)[];

interface Path {
  readonly text: string;
  readonly field: Field;
}

interface ListSource {
  readonly text: string;
  /** What a filter sees, outermost first, the element last. */
  readonly sees: Place;
}

const CUSTOMER: Place = [];

/** Written folded, and meaning the same to JavaScript: what each means is tested elsewhere. */
const PATTERNS = [
  "^t",
  "[a-c]",
  "ر",
  "^.{2,3}$",
  "(an|هر)",
  "\\d+$",
  "b|^$",
  "[^a-z]",
  "(a|b)+$",
  "^(\\w|ی)*$",
  "e.*n",
  "[ا-ی]{2}",
];

/** Writes random well-typed conditions and terms about a customer. */
export class ExpressionWriter {
  readonly #choices: Choices;
  readonly #constants: Constants;
  readonly #schema: RecordType;
  readonly #declared: Declared;

  constructor(choices: Choices, constants: Constants, schema: RecordType, declared: Declared) {
    this.#choices = choices;
    this.#constants = constants;
    this.#schema = schema;
    this.#declared = declared;
  }

  condition(depth = 3, place: Place = CUSTOMER): string {
    if (depth === 0 || this.#choices.chance(1, 2)) return this.#atom(depth, place);
    const inner = () =>
      this.#choices.chance(1, 2) ? `(${this.condition(depth - 1, place)})` : this.#atom(depth - 1, place);
    switch (this.#choices.below(4)) {
      case 0:
        return `${inner()} and ${inner()}`;
      case 1:
        return `${inner()} or ${inner()}`;
      case 2:
        return `not ${inner()}`;
      default:
        return `${inner()} and ${inner()} or not ${inner()}`;
    }
  }

  /** A condition that reads no list: what a loose segment needs to share its criterion. */
  plainCondition(): string {
    const plain: RecordType = {
      kind: "record",
      fields: this.#schema.fields.filter((field) => field.type.kind !== "list"),
    };
    const declared: Declared = { ...this.#declared, conditions: [], numbers: [], dates: [], lists: [] };
    return new ExpressionWriter(this.#choices, this.#constants, plain, declared).condition(1);
  }

  /** One comparison or test, bracketed wherever it might swallow what follows. */
  #atom(depth: number, place: Place): string {
    const atoms: (() => string | null)[] = [
      () => this.#numberTest(depth, place),
      () => this.#numberTest(depth, place),
      () => this.#textTest(place),
      () => this.#dateTest(depth, place),
      () => this.#flagTest(depth, place),
      () => this.#choiceTest(place),
      () => this.#presence(place),
      () => this.#listTest(depth, place),
      () => this.#listTest(depth, place),
      () => this.#scalarListTest(depth, place),
      () => (this.#declared.conditions.length > 0 ? this.#choices.pick(this.#declared.conditions) : null),
    ];
    const first = this.#choices.below(atoms.length);
    for (let step = 0; step < atoms.length; step += 1) {
      const written = atoms[(first + step) % atoms.length]!();
      if (written !== null) return written;
    }
    return `${this.number(0, place)} >= 1`;
  }

  #not(): string {
    return this.#choices.chance(1, 3) ? "not " : "";
  }

  #numberTest(depth: number, place: Place): string {
    if (this.#choices.chance(1, 12)) {
      const duration = this.#choices.pick(["30 days", "2 weeks", "1 day", "365 days"]);
      return `${this.#difference(place)} ${this.#choices.pick(["<", "<=", ">", ">=", "="])} ${duration}`;
    }
    const term = () => this.number(depth, place);
    const literal = () => this.#literal();
    switch (this.#choices.below(5)) {
      case 0:
      case 1:
        return `${term()} ${this.#choices.pick(["=", "<", "<=", ">", ">=", "!="])} ${this.#choices.chance(1, 2) ? literal() : term()}`;
      case 2: {
        const [low, high] = this.#choices.pick([
          ["<", "<="],
          ["<=", "<"],
          ["<=", "<="],
        ]);
        return `${literal()} ${low} ${term()} ${high} ${term()}`;
      }
      case 3: {
        const named = this.#declared.amounts;
        const list =
          named.length > 0 && this.#choices.chance(1, 2)
            ? this.#choices.pick(named)
            : `[${this.#choices.times(1, 4, literal).join(", ")}]`;
        return `${term()} ${this.#not()}in ${list}`;
      }
      default: {
        const [low, high] = [this.#constants.decimal(), this.#constants.decimal()].sort((a, b) => a - b);
        const range = [
          `${plain(low!)}..${plain(high! + 1)}`,
          `${plain(low!)}..<${plain(high! + 1)}`,
          `${plain(low!)}..`,
          `..<${plain(high!)}`,
        ];
        return `${term()} ${this.#not()}in ${this.#choices.pick(range)}`;
      }
    }
  }

  #literal(): string {
    const value = this.#choices.chance(1, 2) ? this.#constants.integer() : this.#constants.decimal();
    return this.#constants.writtenNumber(value);
  }

  /** A number that may stand beside any operator. */
  number(depth: number, place: Place): string {
    const fields = this.#paths(place, (type) => type.kind === "integer" || type.kind === "number");
    const field = () => (fields.length > 0 ? this.#choices.pick(fields).text : null);
    const deeper = depth - 1;
    const simple: (() => string | null)[] = [
      field,
      field,
      field,
      () => (this.#declared.numbers.length > 0 ? this.#choices.pick(this.#declared.numbers) : null),
      () => this.#aggregate(deeper, place),
      () => {
        const text = this.#textField(place);
        return text === null ? null : `length(${text})`;
      },
      () => `(${this.#choices.pick(["days", "weeks", "months", "years"])} since ${this.date(0, place)})`,
      () => `${this.#choices.pick(["year", "month", "day"])}(${this.date(0, place)})`,
    ];
    const compound: (() => string | null)[] = [
      () => `(${this.number(deeper, place)} ${this.#choices.pick(["+", "-", "*", "/"])} ${this.number(deeper, place)})`,
      () =>
        `(${this.number(deeper, place)} ${this.#choices.pick(["+", "-", "*", "/"])} ${plain(this.#constants.amount())})`,
      () => `abs(${this.number(deeper, place)})`,
      () => `(-${this.number(deeper, place)})`,
      () => `(${this.number(deeper, place)} default ${plain(Math.abs(this.#constants.decimal()))})`,
      () => `(when ${this.condition(deeper, place)} then ${this.number(0, place)} else ${this.number(deeper, place)})`,
      () => this.#difference(place),
      () => {
        const times = this.#paths(place, (type) => type.kind === "datetime");
        const time = times.length > 0 ? this.#choices.pick(times).text : "now";
        return this.#choices.chance(1, 2) ? `hour(${time})` : `(hours since ${time})`;
      },
    ];
    const pool = depth > 0 && this.#choices.chance(1, 2) ? compound : simple;
    const first = this.#choices.below(pool.length);
    for (let step = 0; step < pool.length; step += 1) {
      const written = pool[(first + step) % pool.length]!();
      if (written !== null) return written;
    }
    return plain(this.#constants.integer());
  }

  #difference(place: Place): string {
    const days = this.#paths(place, (type) => type.kind === "date").map((path) => path.text);
    const instants = this.#paths(place, (type) => type.kind === "datetime").map((path) => path.text);
    const [pool, clock] = instants.length > 0 && this.#choices.chance(1, 2) ? [instants, "now"] : [days, "today"];
    const [left, right] = [this.#choices.pick([clock, ...pool]), this.#choices.pick([...pool, clock])];
    return `(${left} - ${right})`;
  }

  /** A date, never a date-time. */
  date(depth: number, place: Place): string {
    const fields = this.#paths(place, (type) => type.kind === "date").map((path) => path.text);
    const field = () => (fields.length > 0 ? this.#choices.pick(fields) : "today");
    if (depth === 0 || this.#choices.chance(1, 2))
      return this.#choices.chance(1, 6) && this.#declared.dates.length > 0
        ? this.#choices.pick(this.#declared.dates)
        : field();
    const duration = `${this.#choices.pick([1, 2, 3, 7, 30, 31, 90, 365])} ${this.#choices.pick(["days", "weeks", "months", "years"])}`;
    switch (this.#choices.below(4)) {
      case 0:
        return `(${field()} ${this.#choices.pick(["-", "+"])} ${duration})`;
      case 1:
        return `(${field()} default ${this.#constants.writtenDay()})`;
      case 2:
        return `(when ${this.condition(depth - 1, place)} then ${field()} else ${this.#constants.writtenDay()})`;
      default:
        return this.#extremeDate(depth - 1, place) ?? field();
    }
  }

  #extremeDate(depth: number, place: Place): string | null {
    const source = this.#columns(place, (type) => type.kind === "date");
    if (source === null) return null;
    return `${this.#choices.pick(["earliest", "latest"])}(${source.text}${this.#where(depth, place, source.sees)})`;
  }

  #dateTest(depth: number, place: Place): string {
    const instants = this.#paths(place, (type) => type.kind === "datetime").map((path) => path.text);
    const isInstant = instants.length > 0 && this.#choices.chance(1, 2);
    const value = isInstant ? this.#instant(instants, place) : this.date(depth, place);
    const operator = this.#choices.pick(["<", "<=", "=", ">", ">=", "!="]);
    switch (this.#choices.below(8)) {
      case 0:
        return `${value} ${operator} ${this.date(depth, place)}`;
      case 6: {
        const constant = () => (isInstant ? this.#constants.writtenInstant() : this.#constants.writtenDay());
        return `${value} ${this.#not()}in [${this.#choices.times(1, 3, constant).join(", ")}]`;
      }
      case 1:
        return isInstant
          ? `${value} ${operator} ${this.#constants.writtenInstant()}`
          : `${value} ${operator} ${this.#constants.writtenDay()}`;
      case 2: {
        const units = isInstant ? ["days", "weeks", "months", "years", "hours"] : ["days", "weeks", "months", "years"];
        return `${value} ${this.#not()}in last ${this.#choices.pick([1, 2, 6, 7, 30, 90, 365])} ${this.#choices.pick(units)}`;
      }
      case 3:
        return `${value} ${this.#not()}in ${this.#choices.pick(["this", "last"])} ${this.#choices.pick(["week", "month", "quarter", "year"])}`;
      case 4: {
        const days = this.#choices.pick([0, 1, 7, 30]);
        const range = [
          `today - ${days + 30} days..today`,
          `today - ${days + 1} months..<today - ${days} days`,
          "..today",
          `today - 2 weeks..`,
        ];
        return `${value} ${this.#not()}in ${this.#choices.pick(range)}`;
      }
      case 5:
        return `weekday(${value}) ${this.#not()}in ["monday", "thursday", "sunday"]`;
      default:
        return isInstant
          ? `${value} ${operator} now - ${this.#choices.pick([1, 24, 36, 240])} ${this.#choices.pick(["hours", "days", "months"])}`
          : `today - ${this.#choices.pick([1, 7, 30, 365])} days ${this.#choices.pick(["<", "<="])} ${value} <= today`;
    }
  }

  /** A date-time: a field, moved, defaulted, or the latest of a list. */
  #instant(fields: readonly string[], place: Place): string {
    const field = this.#choices.pick(fields);
    switch (this.#choices.below(6)) {
      case 0: {
        const duration = this.#choices.pick(["4 hours", "36 hours", "1 day", "2 weeks", "1 month", "1 year"]);
        return `(${field} ${this.#choices.pick(["-", "+"])} ${duration})`;
      }
      case 1:
        return `(${field} default ${this.#choices.pick(["now", this.#constants.writtenInstant()])})`;
      case 2: {
        const source = this.#columns(place, (type) => type.kind === "datetime");
        return source === null
          ? field
          : `${this.#choices.pick(["earliest", "latest"])}(${source.text}${this.#where(0, place, source.sees)})`;
      }
      default:
        return field;
    }
  }

  #textField(place: Place): string | null {
    const fields = this.#paths(place, (type) => type.kind === "text");
    return fields.length === 0 ? null : this.#choices.pick(fields).text;
  }

  #textTest(place: Place): string | null {
    const fields = this.#paths(place, (type) => type.kind === "text");
    if (fields.length === 0) return null;
    const { text, field } = this.#choices.pick(fields);
    const isFolded = field.type.kind === "text" && field.type.folded;
    const literal = () => JSON.stringify(this.#constants.text());
    const some = () => {
      const named = this.#declared.texts;
      return named.length > 0 && this.#choices.chance(1, 3)
        ? this.#choices.pick(named)
        : `[${this.#choices.times(1, 4, literal).join(", ")}]`;
    };
    const value = this.#choices.chance(1, 5) ? `(${text} default ${literal()})` : text;
    switch (this.#choices.below(6)) {
      case 0:
        return `${value} ${this.#choices.pick(["=", "!="])} ${literal()}`;
      case 1:
        return `${value} ${this.#not()}in ${some()}`;
      case 2:
        return `${value} ${this.#not()}${this.#choices.pick(["starts with", "ends with", "contains"])} ${literal()}`;
      case 3:
        return `${value} ${this.#not()}${this.#choices.pick(["starts with", "ends with", "contains"])} any of ${some()}`;
      case 4: {
        const pattern = this.#choices.pick(PATTERNS);
        return `${value} ${this.#not()}matches /${pattern}/${this.#choices.pick(["", "s", "i"])}`;
      }
      default: {
        const alike = fields.filter(
          (other) => other.field.type.kind === "text" && other.field.type.folded === isFolded,
        );
        return `${text} ${this.#choices.pick(["=", "!="])} ${this.#choices.pick(alike).text}`;
      }
    }
  }

  #choiceTest(place: Place): string | null {
    const fields = this.#paths(place, (type) => type.kind === "choice");
    if (fields.length === 0) return null;
    const { text } = this.#choices.pick(fields);
    const value = () => this.#choices.pick(['"online"', '"store"', '"تلفن"']);
    const operator = this.#choices.pick(["=", "!="]);
    switch (this.#choices.below(5)) {
      case 0:
        return `${text} ${operator} ${this.#choices.pick(fields).text}`;
      case 1:
        return `(${text} default ${value()}) ${operator} ${value()}`;
      case 2:
        return `${text} ${this.#not()}in [${value()}, ${value()}]`;
      default:
        return `${text} ${operator} ${value()}`;
    }
  }

  #flagTest(depth: number, place: Place): string | null {
    const fields = this.#paths(place, (type) => type.kind === "boolean");
    if (fields.length === 0) return null;
    const { text } = this.#choices.pick(fields);
    switch (this.#choices.below(4)) {
      case 0:
        return text;
      case 1:
        return `${text} = ${this.#choices.pick(["true", "false"])}`;
      case 2:
        return `(${text} default ${this.#choices.pick(["true", "false"])})`;
      default:
        return `(when ${this.condition(Math.max(0, depth - 1), place)} then ${text} else false)`;
    }
  }

  #presence(place: Place): string | null {
    const fields = this.#paths(place, (type) => type.kind !== "list").filter(({ field }) => field.optional);
    if (fields.length === 0) return null;
    return `${this.#choices.pick(fields).text} is ${this.#choices.pick(["missing", "present", "not missing"])}`;
  }

  /** `any`, `all`, `no`, `is empty` on a list of records. */
  #listTest(depth: number, place: Place): string | null {
    const source = this.#recordList(place);
    if (source === null) return null;
    const inside = [...place, ...source.sees];
    switch (this.#choices.below(5)) {
      case 0:
        return `(${this.#choices.pick(["any", "no"])} ${source.text})`;
      case 1:
        return `${source.text} is ${this.#not()}empty`;
      default:
        return `(${this.#choices.pick(["any", "all", "no"])} ${source.text} where ${this.condition(Math.max(0, depth - 1), inside)})`;
    }
  }

  #scalarListTest(depth: number, place: Place): string | null {
    const source = this.#columnsOf(place, () => true, true);
    const element = source?.sees.at(-1);
    if (source === null || element === undefined || element.kind === "record") return null;
    const inside = [...place, ...source.sees];
    const literal = () => this.#literalOf(element);
    const some = () => `[${this.#choices.times(1, 3, literal).join(", ")}]`;
    switch (this.#choices.below(6)) {
      case 0:
        return `${source.text} ${this.#not()}has ${literal()}`;
      case 1:
        return `${source.text} has ${this.#choices.pick(["any", "all", "none"])} of ${some()}`;
      case 2:
        return `${source.text} is ${this.#not()}empty`;
      case 3:
        return `count(${this.#choices.pick(["", "distinct "])}${source.text}) ${this.#choices.pick([">=", "=", "<"])} ${this.#choices.below(4)}`;
      default:
        return `(${this.#choices.pick(["any", "all", "no"])} ${source.text} where ${this.condition(Math.max(0, depth - 1), inside)})`;
    }
  }

  #literalOf(type: ScalarType): string {
    switch (type.kind) {
      case "text":
        return JSON.stringify(this.#constants.text());
      case "integer":
        return plain(this.#constants.integer());
      case "number":
        return plain(this.#constants.decimal());
      case "boolean":
        return this.#choices.pick(["true", "false"]);
      case "choice":
        return JSON.stringify(this.#choices.pick(type.choices).value);
      case "date":
        return this.#constants.writtenDay();
      case "datetime":
        return this.#constants.writtenInstant();
    }
  }

  #aggregate(depth: number, place: Place): string | null {
    const isNumber = (type: Field["type"]) => type.kind === "integer" || type.kind === "number";
    const of = this.#choices.pick(["sum", "average", "min", "max"]);
    switch (this.#choices.below(4)) {
      case 0: {
        const source = this.#recordList(place);
        return source === null ? null : `count(${source.text}${this.#where(depth, place, source.sees)})`;
      }
      case 1: {
        const source = this.#columns(place, (type) => type.kind !== "list" && type.kind !== "record");
        return source === null
          ? null
          : `count(${this.#choices.pick(["distinct ", ""])}${source.text}${this.#where(depth, place, source.sees)})`;
      }
      case 2: {
        const source = this.#columns(place, isNumber);
        return source === null ? null : `${of}(${source.text}${this.#where(depth, place, source.sees)})`;
      }
      default: {
        const source = this.#recordList(place);
        if (source === null) return null;
        const value = this.number(Math.max(0, Math.min(1, depth)), [...place, ...source.sees]);
        return `${of}(${value} over ${source.text}${this.#where(depth, place, source.sees)})`;
      }
    }
  }

  #where(depth: number, place: Place, sees: Place): string {
    return this.#choices.chance(1, 3) ? ` where ${this.condition(Math.max(0, depth), [...place, ...sees])}` : "";
  }

  /** A field of the elements of a list of records: `orders.total`, `orders.details.price`. */
  #columns(place: Place, wanted: (type: Field["type"]) => boolean): ListSource | null {
    return this.#choices.chance(1, 4)
      ? (this.#columnsOf(place, wanted, true) ?? this.#columnsOf(place, wanted, false))
      : this.#columnsOf(place, wanted, false);
  }

  #columnsOf(place: Place, wanted: (type: Field["type"]) => boolean, scalarLists: boolean): ListSource | null {
    const sources = scalarLists ? this.#scalarLists(place) : this.#recordLists(place).flatMap((list) => fieldsOf(list));
    const fitting = sources.filter(({ column }) => wanted(column));
    return fitting.length === 0 ? null : this.#choices.pick(fitting);
  }

  #recordList(place: Place): ListSource | null {
    const lists = this.#recordLists(place);
    return lists.length === 0 ? null : this.#choices.pick(lists);
  }

  /** Lists of records in reach: fields, lists in lists, defines. */
  #recordLists(place: Place): ListSource[] {
    const fields = this.#paths(place, (type) => type.kind === "list" && type.element.kind === "record");
    const direct = fields.map(({ text, field }): ListSource => ({ text, sees: [elementOf(field)] }));
    const defined = this.#declared.lists.map((list): ListSource => list);
    return [...direct, ...defined].flatMap((list) => [list, ...nestedLists(list)]);
  }

  #scalarLists(place: Place): (ListSource & { column: Field["type"] })[] {
    const direct = this.#paths(place, (type) => type.kind === "list" && type.element.kind !== "record").map(
      ({ text, field }) => ({
        text,
        sees: [elementOf(field)],
        column: elementOf(field),
      }),
    );
    const nested = this.#recordLists(place).flatMap((list) =>
      lastRecord(list)
        .fields.filter((field) => field.type.kind === "list" && field.type.element.kind !== "record")
        .map((field) => ({
          text: `${list.text}.${writeName(field.name)}`,
          sees: [...list.sees, elementOf(field)],
          column: elementOf(field),
        })),
    );
    return [...direct, ...nested];
  }

  /** Fields in reach that fit: of the customer, or, inside lists, of the elements around and of the customer by `customer.`. */
  #paths(place: Place, wanted: (type: Field["type"]) => boolean): Path[] {
    const reachable: Path[] = [];
    const taken = new Set<string>();
    for (const element of place.toReversed()) {
      if (element.kind !== "record") {
        if (element === place.at(-1)) reachable.push({ text: "it", field: itField(element) });
        continue;
      }
      const visible = element.fields.filter((field) => !taken.has(field.name));
      reachable.push(...pathsOf(visible, "", false));
      for (const field of element.fields) taken.add(field.name);
    }
    reachable.push(...pathsOf(this.#schema.fields, place.length > 0 ? "customer." : "", false));
    return reachable.filter(({ field }) => wanted(field.type));
  }
}

function pathsOf(fields: readonly Field[], before: string, optional: boolean): Path[] {
  return fields.flatMap((field): Path[] => {
    const text = before + writeName(field.name);
    const reached = { ...field, optional: field.optional || optional };
    const inner = field.type.kind === "record" ? pathsOf(field.type.fields, `${text}.`, reached.optional) : [];
    return [{ text, field: reached }, ...inner];
  });
}

function itField(type: ScalarType): Field {
  return { name: "it", type, optional: false, money: false, past: false, from: null, missing: null };
}

function elementOf(field: Field): RecordType | ScalarType {
  if (field.type.kind !== "list") throw new Error(`${field.name} is no list`);
  return field.type.element;
}

function lastRecord(list: ListSource): RecordType {
  const last = list.sees.at(-1);
  if (last?.kind !== "record") throw new Error(`${list.text} is no list of records`);
  return last;
}

function nestedLists(list: ListSource): ListSource[] {
  return lastRecord(list)
    .fields.filter((field) => field.type.kind === "list" && field.type.element.kind === "record")
    .map((field) => ({ text: `${list.text}.${writeName(field.name)}`, sees: [...list.sees, elementOf(field)] }));
}

function fieldsOf(list: ListSource): (ListSource & { column: Field["type"] })[] {
  return pathsOf(lastRecord(list).fields, `${list.text}.`, false)
    .filter(({ field }) => field.type.kind !== "list" && field.type.kind !== "record")
    .map(({ text, field }) => ({ text, sees: list.sees, column: field.type }));
}

/** A number as a literal that nothing after it can change. */
function plain(value: number): string {
  return /e/.test(String(value)) ? (Math.abs(value) < 1 ? "0.0000001" : BigInt(value).toString()) : String(value);
}
