import type { Term } from "../condition/condition.js";
import type { Model, PersonaRecord, PersonaValue, Require } from "../condition/model.js";
import type { Field, RecordType, Row, Scalar, ScalarType, Value } from "../condition/schema.js";
import type { Rule } from "../diagnostics/rule.js";
import { dataRules } from "../diagnostics/rules/data.js";
import type { LimitDescription } from "../diagnostics/rules/data-values.js";
import type { Location } from "../source/source.js";
import { formatDay } from "../values/calendar.js";
import { fold } from "../values/folding.js";
import { nearestName } from "../values/nearest.js";
import { divide, rationalFromNumber } from "../values/rational.js";
import { normalise } from "../values/text.js";
import { formatInstant } from "../values/zone.js";
import type { Clock } from "./clock.js";
import { Evaluation, NOWHERE, roundToDouble } from "./exact.js";
import { WrittenTexts } from "./written-texts.js";

type MutableRow = { [slot: `f${number}`]: Value };

/** Why a persona is no possible customer. */
export interface PersonaProblem {
  /** `orders[2].total`; empty for the record as a whole. */
  readonly path: string;
  readonly message: string;
  /** Of the rule of data that is broken: `SEG5011`. */
  readonly code: string;
  readonly location: Location;
}

/** A persona's record as the row of a customer, and all that is wrong with it. */
export class PersonaRow {
  readonly row: Row;
  readonly problems: PersonaProblem[] = [];
  /** The paths of fields that were left out, optional ones too: `orders.channel`. */
  readonly leftOut = new Set<string>();
  readonly written = new WrittenTexts();
  readonly #clock: Clock;
  readonly #evaluation: Evaluation;
  /** The paths that the named segments read. */
  readonly #read: ReadonlySet<string>;
  readonly #record: PersonaRecord;

  constructor(record: PersonaRecord, model: Model, clock: Clock, read: ReadonlySet<string>) {
    this.#clock = clock;
    this.#evaluation = new Evaluation(model, clock);
    this.#read = read;
    this.#record = record;
    const row: MutableRow = {};
    if (model.schema !== null) this.#fill(row, record, model.schema.record, { declared: [], shown: "" });
    this.row = row;
  }

  brokenRequire({ text }: Require): PersonaProblem {
    const { code, message } = dataRules.brokenRequire;
    return { path: "", message: message({ text, place: null }), code, location: this.#record.location };
  }

  /** `declared`: the path of the record in the schema, through lists; `shown`: the same with indexes. */
  #fill(row: MutableRow, record: PersonaRecord, type: RecordType, at: Place): void {
    const entries = new Map(record.entries.map(({ name, value }) => [name, value]));
    for (const field of type.fields) {
      const place = inside(at, field.name);
      const value = entries.get(field.name);
      if (value === undefined) this.#leaveOut(field, place, record.location);
      else this.#set(row, field, value, place);
    }
  }

  #leaveOut(field: Field, place: Place, location: Location): void {
    const path = place.declared.join(".");
    this.leftOut.add(path);
    if (field.type.kind === "record") {
      // Its fields are as little there as itself; they are asked one by one, for only some of them may be read.
      for (const inner of field.type.fields) {
        const asOptional = field.optional ? { ...inner, optional: true } : inner;
        this.#leaveOut(asOptional, inside(place, inner.name), location);
      }
      return;
    }
    if (field.optional || !this.#read.has(path)) return;
    this.#report(dataRules.missingValue, { wanted: wantedKind(field), key: field.key }, place, location);
  }

  #set(row: MutableRow, field: Field, value: PersonaValue, place: Place): void {
    const { type, slot } = field;
    if (type.kind === "record") {
      if (value.kind !== "record") return;
      if (slot !== null) row[`f${slot}`] = true;
      this.#fill(row, value, type, place);
      return;
    }
    if (slot === null) return;
    if (type.kind !== "list") {
      row[`f${slot}`] = this.#scalar(field, type, value, place);
      return;
    }
    if (value.kind !== "list") return;
    const { element } = type;
    const elements = value.items.map((item, index): Row | Scalar | undefined => {
      const itemPlace = { declared: place.declared, shown: `${place.shown}[${index}]` };
      if (element.kind !== "record") return this.#scalar({ ...field, optional: false }, element, item, itemPlace);
      const inner: MutableRow = {};
      if (item.kind === "record") this.#fill(inner, item, element, itemPlace);
      return inner;
    });
    row[`f${slot}`] = elements as readonly Row[] | readonly Scalar[];
  }

  #scalar(field: Field, type: ScalarType, value: PersonaValue, place: Place): Scalar | undefined {
    if (value.kind !== "term") return undefined;
    const computed = roundToDouble(this.#evaluation.value(value.term, NOWHERE));
    if (computed === undefined) {
      // `today - 9000 years`: the expression has no value.
      if (!field.optional)
        this.#report(dataRules.missingValue, { wanted: wantedKind(field), key: field.key }, place, value.location);
      return undefined;
    }
    const scalar = this.#adapted(computed, value.term.type, type);
    if (type.kind === "text" && type.folded) this.#note(value, scalar);
    this.#check(field, type, scalar, place, value.location);
    return scalar;
  }

  /** As a record would hold it: texts normalised, a day beside a date-time at its beginning. */
  #adapted(value: Scalar, given: { readonly kind: string }, wanted: ScalarType): Scalar {
    if (wanted.kind === "text") return wanted.folded ? fold(String(value)) : normalise(String(value));
    if (wanted.kind === "datetime" && given.kind === "date") return this.#clock.zone.instantOf(Number(value), 0);
    if (wanted.kind === "date" && given.kind === "datetime") return this.#clock.zone.localDay(Number(value));
    return value;
  }

  #note({ term }: { readonly term: Term }, scalar: Scalar): void {
    if (term.kind === "constant") this.written.note(String(scalar), term.written ?? String(term.value));
  }

  #check({ domain, step }: Field, type: ScalarType, value: Scalar, place: Place, location: Location): void {
    if (type.kind === "choice" && !type.choices.includes(String(value))) {
      const nearest = nearestName(String(value), type.choices);
      this.#report(dataRules.notAChoice, { choices: type.choices, nearest, missing: null }, place, location);
    }
    if (type.kind === "integer" && !Number.isInteger(value)) {
      this.#report(dataRules.notAWholeNumber, {}, place, location);
    } else if (typeof value === "number" && (type.kind === "integer" || type.kind === "number")) {
      const isMultiple =
        step === null || divide(rationalFromNumber(value), rationalFromNumber(step))?.denominator === 1n;
      if (!isMultiple) this.#report(dataRules.offStep, { step }, place, location);
    }
    if (domain === null || typeof value !== "number") return;
    const limits = this.#limits(domain, type);
    const compared = limits.byDay && type.kind === "datetime" ? this.#clock.zone.localDay(value) : value;
    const { low, high } = limits;
    const tooHigh = high !== null && (domain.highExclusive ? compared >= high : compared > high);
    if ((low !== null && compared < low) || tooHigh) {
      this.#report(dataRules.outsideDomain, limits.description, place, location);
    }
  }

  #limits(
    domain: NonNullable<Field["domain"]>,
    type: ScalarType,
  ): { low: number | null; high: number | null; byDay: boolean; description: LimitDescription } {
    const { highExclusive } = domain;
    if (domain.kind === "number") {
      const { low, high } = domain;
      const text = (bound: number | null) => (bound === null ? null : String(bound));
      return { low, high, byDay: false, description: { low: text(low), high: text(high), highExclusive } };
    }
    const byDay = type.kind === "date" || [domain.low, domain.high].some((bound) => bound?.type.kind === "date");
    const bound = (term: (typeof domain)["low"]): number | null => {
      if (term === null) return null;
      const value = this.#evaluation.value(term, NOWHERE);
      if (typeof value !== "number") return null;
      return byDay && term.type.kind === "datetime" ? this.#clock.zone.localDay(value) : value;
    };
    const format = (value: number | null) => (value === null ? null : byDay ? formatDay(value) : formatInstant(value));
    const low = bound(domain.low);
    const high = bound(domain.high);
    return { low, high, byDay, description: { low: format(low), high: format(high), highExclusive } };
  }

  #report<P>(rule: Rule<P>, parameters: NoInfer<P>, place: Place, location: Location): void {
    this.problems.push({ path: place.shown, message: rule.message(parameters), code: rule.code, location });
  }
}

interface Place {
  readonly declared: readonly string[];
  readonly shown: string;
}

function inside(place: Place, name: string): Place {
  return { declared: [...place.declared, name], shown: place.shown === "" ? name : `${place.shown}.${name}` };
}

function wantedKind({ type }: Field) {
  switch (type.kind) {
    case "integer":
      return "whole number";
    case "boolean":
      return "yes or no";
    case "datetime":
      return "date-time";
    default:
      return type.kind;
  }
}
