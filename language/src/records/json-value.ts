/**
 * What a JSON text holds. Objects are ordinary objects whose own properties are the keys (`__proto__` included); read
 * them with `ownProperty`. A number whose digits its double would not give back is a `JsonNumber`.
 */
export type JsonValue = null | boolean | number | string | JsonNumber | readonly JsonValue[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** A number as it was written: `12345678901234567890`, `1.0`, `1e5`, `-0`. A text field reads these digits. */
export class JsonNumber {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  /** The nearest double; infinite for `1e400`. */
  get value(): number {
    return Number(this.source);
  }
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof JsonNumber);
}

/** The value of a key the object itself has: never what it inherits, `constructor` for instance. */
export function ownProperty(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/**
 * How a scalar is spelled in data: a text as it stands, a number by its digits, `true` and `false`. Null for the others.
 */
export function spelling(value: JsonValue): string | null {
  switch (typeof value) {
    case "string":
      return value;
    case "number":
      return String(value);
    case "boolean":
      return value ? "true" : "false";
    default:
      return value instanceof JsonNumber ? value.source : null;
  }
}

const SHOWN_LENGTH = 60;

/** The value as JSON for a message, at most about 60 characters of it. Safe on any depth and size. */
export function shown(value: JsonValue | undefined): string {
  if (value === undefined) return "";
  const text = write(value, SHOWN_LENGTH + 1);
  return text.length > SHOWN_LENGTH ? `${wholeCharacters(text, SHOWN_LENGTH - 1)}…` : text;
}

/** Writes `value` as JSON until about `room` characters are full; what follows is left out. */
function write(value: JsonValue, room: number): string {
  if (typeof value === "string") return JSON.stringify(wholeCharacters(value, room));
  const simple = value === null ? "null" : spelling(value);
  if (simple !== null) return simple;
  if (room <= 0) return "…";
  let text = "";
  if (Array.isArray(value)) {
    for (const item of value as readonly JsonValue[]) {
      if (text.length >= room) break;
      text += (text === "" ? "" : ",") + write(item, room - text.length - 1);
    }
    return `[${text}]`;
  }
  for (const [key, item] of Object.entries(value as JsonObject)) {
    if (text.length >= room) break;
    text += `${text === "" ? "" : ","}${JSON.stringify(wholeCharacters(key, room))}:`;
    text += write(item, room - text.length - 1);
  }
  return `{${text}}`;
}

/** The first `length` UTF-16 units, one fewer rather than half a character. */
function wholeCharacters(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
}
