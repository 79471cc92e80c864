import { formatDay } from "../../../language/src/values/calendar.js";
import type { Zone } from "../../../language/src/values/zone.js";
import type { Json } from "../../reference/record.js";
import type { Choices } from "./choices.js";
import { Constants } from "./constants.js";
import type { Field, RecordType, ScalarType } from "./schema.js";

/** A valid record of the schema, as JSON. */
export function makeRecord(choices: Choices, schema: RecordType, key: string, today: number, zone: Zone): Json {
  const writer = new RecordWriter(choices, today, zone);
  const entries: [string, Json][] = [["id", key], ...writer.entries(schema.fields)];
  if (choices.chance(1, 4)) entries.push(["undeclared", "ignored"]);
  return Object.fromEntries(entries);
}

class RecordWriter {
  readonly #choices: Choices;
  readonly #constants: Constants;
  readonly #today: number;
  readonly #zone: Zone;

  constructor(choices: Choices, today: number, zone: Zone) {
    this.#choices = choices;
    this.#constants = new Constants(choices, today);
    this.#today = today;
    this.#zone = zone;
  }

  entries(fields: readonly Field[]): [string, Json][] {
    return fields.flatMap((field): [string, Json][] => {
      const key = field.from ?? field.name;
      if (!field.optional || this.#choices.chance(2, 3)) return [[key, this.#value(field)]];
      if (field.missing !== null && this.#choices.chance(1, 2)) return [[key, field.missing]];
      return this.#choices.chance(1, 2) ? [[key, null]] : [];
    });
  }

  #value(field: Field): Json {
    const { type } = field;
    if (type.kind === "record") return Object.fromEntries(this.entries(type.fields));
    if (type.kind !== "list") return this.#scalar(type, field);
    const { element } = type;
    return this.#choices.times(0, 4, () =>
      element.kind === "record" ? Object.fromEntries(this.entries(element.fields)) : this.#scalar(element, field),
    );
  }

  #scalar(type: ScalarType, field: Field): Json {
    switch (type.kind) {
      case "text":
        return this.#choices.chance(1, 12) ? this.#constants.integer() : this.#constants.text();
      case "integer":
        return this.#constants.integer();
      case "number":
        return field.money ? this.#constants.amount() : this.#constants.decimal();
      case "boolean": {
        const value = this.#choices.chance(1, 2);
        return type.pair === null ? value : type.pair[value ? 0 : 1];
      }
      case "choice": {
        const chosen = this.#choices.pick(type.choices);
        return chosen.code ?? chosen.value;
      }
      case "date":
        return formatDay(field.past ? Math.min(this.#constants.day(), this.#today) : this.#constants.day());
      case "datetime": {
        const instant = this.#constants.instant();
        const latest = this.#zone.lastInstantOf(this.#today);
        return isoText(field.past ? Math.min(instant, latest) : instant);
      }
    }
  }
}

function isoText(instant: number): string {
  return new Date(instant).toISOString();
}
