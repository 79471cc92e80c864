import type { ValueList } from "./condition.js";
import type { Model } from "./model.js";

/**
 * A model as JSON text. Lists of values stand once in a table, however often they are used, and come back as one shared
 * object; maps and columns of numbers are written as pairs and arrays.
 */
export function serialiseModel(model: Model): string {
  const tables = { lists: [] as unknown[], numbers: new Map<object, number>() };
  const body = encode(model, tables);
  return JSON.stringify({ format: FORMAT, lists: tables.lists, model: body });
}

/** @throws SyntaxError if the text is no serialised model of this format. */
export function deserialiseModel(text: string): Model {
  const read: unknown = JSON.parse(text);
  if (!isRecord(read) || read.format !== FORMAT || !Array.isArray(read.lists)) {
    throw new SyntaxError(`The text is no model of format ${FORMAT}`);
  }
  const lists = read.lists.map((list) => decode(list, []));
  return decode(read.model, lists) as Model;
}

const FORMAT = "seg-model/1";

interface Tables {
  readonly lists: unknown[];
  readonly numbers: Map<object, number>;
}

/** Keys beginning with `$` are ours: no property of a model begins so. */
function encode(value: unknown, tables: Tables): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Map) return { $map: [...value].map(([key, one]) => [encode(key, tables), encode(one, tables)]) };
  if (value instanceof Uint32Array) return { $numbers: [...value] };
  if (Array.isArray(value)) return value.map((one) => encode(one, tables));
  if (isValueList(value)) return { $list: listNumber(value, tables) };
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, encode(one, tables)]));
}

function listNumber(list: ValueList, tables: Tables): number {
  const known = tables.numbers.get(list);
  if (known !== undefined) return known;
  const number = tables.lists.length;
  tables.numbers.set(list, number);
  tables.lists.push({ ...list });
  return number;
}

function isValueList(value: object): value is ValueList {
  return "values" in value && "type" in value && "name" in value && Array.isArray(value.values);
}

function decode(value: unknown, lists: readonly unknown[]): unknown {
  if (Array.isArray(value)) return value.map((one) => decode(one, lists));
  if (!isRecord(value)) return value;
  if (Array.isArray(value.$map))
    return new Map(value.$map.map((pair: unknown[]) => [decode(pair[0], lists), decode(pair[1], lists)]));
  if (Array.isArray(value.$numbers)) return Uint32Array.from(value.$numbers as number[]);
  if (typeof value.$list === "number") return lists[value.$list];
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, decode(one, lists)]));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
