import type { RecordType } from "../condition/schema.js";
import { isScalar } from "./field-reader.js";
import { isFromRows } from "./grouping.js";
import { isJsonObject, type JsonObject, type JsonValue, ownProperty, spelling } from "./json-value.js";
import { dataName } from "./occurrence.js";

/** Makes rows of JSON objects: one object for each element of a list `from rows`, as CSV has one row. */
export interface JsonCells {
  /** The columns, by the names that CSV would have. */
  readonly header: readonly string[];
  /** What of an object the program reads, as JSON; "" where nothing is. */
  cells(object: JsonObject): string[];
  /** Whether these are rows, and no customers with their lists: judged by which keys most of them have. */
  areRows(objects: readonly JsonObject[]): boolean;
  /** The name under which the object holds such a list itself; null if it holds none. */
  listIn(object: JsonObject): string | null;
}

export function jsonRowCells(record: RecordType): JsonCells {
  const paths = new Map<string, readonly string[]>();
  for (const path of pathsIn(record, [])) if (!paths.has(path.join("."))) paths.set(path.join("."), path);
  const fields = record.fields.filter(isFromRows);
  const lists = fields.map(dataName);
  const ofCustomers = new Set(record.fields.map(dataName));
  const ofElements = fields
    .flatMap((field) => pathsIn({ kind: "record", fields: [field] }, []))
    .map(([first]) => first!);
  const telling = ofElements.filter((name) => !ofCustomers.has(name));
  const holdsList = (object: JsonObject) => lists.some((name) => Array.isArray(ownProperty(object, name)));
  return {
    areRows(objects) {
      const customers = objects.filter(holdsList).length;
      const rows = objects.filter((object) => telling.some((name) => Object.hasOwn(object, name))).length;
      // With neither, objects can be no customers if a list is required.
      return customers === rows
        ? objects.length > 0 && rows === 0 && fields.some(({ optional }) => !optional)
        : rows > customers;
    },
    header: [...paths.keys()],
    cells: (object) => Array.from(paths, ([name, path]) => cellOf(ownProperty(object, name) ?? valueAt(object, path))),
    listIn: (object) => lists.find((name) => Array.isArray(ownProperty(object, name))) ?? null,
  };
}

/** The keys that lead to each value; those of elements stand in the row itself. */
function pathsIn({ fields }: RecordType, within: readonly string[]): (readonly string[])[] {
  return fields.flatMap((field) => {
    const path = [...within, dataName(field)];
    if (field.type.kind === "record") return pathsIn(field.type, path);
    if (isScalar(field.type) || field.type.element.kind !== "record") return [path];
    return field.reading.fromRows ? pathsIn(field.type.element, []) : [];
  });
}

function valueAt(object: JsonObject, path: readonly string[]): JsonValue | undefined {
  let value: JsonValue | undefined = object;
  for (const key of path) value = isJsonObject(value) ? ownProperty(value, key) : undefined;
  return value;
}

function cellOf(value: JsonValue | undefined): string {
  return value === undefined || value === null ? "" : jsonText(value);
}

/** Numbers keep their digits. */
function jsonText(value: JsonValue): string {
  if (value === null) return "null";
  if (typeof value === "string") return JSON.stringify(value);
  const simple = spelling(value);
  if (simple !== null) return simple;
  if (Array.isArray(value)) return `[${(value as readonly JsonValue[]).map(jsonText).join(",")}]`;
  const members = Object.entries(value as JsonObject);
  return `{${members.map(([key, item]) => `${JSON.stringify(key)}:${jsonText(item)}`).join(",")}}`;
}
