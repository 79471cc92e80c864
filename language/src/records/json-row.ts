import type { Field, ListType, RecordType, Row } from "../condition/schema.js";
import {
  EMPTY_LIST,
  isScalar,
  type JsonFieldReader,
  type JsonRowReader,
  jsonListField,
  jsonRecordField,
  jsonScalarField,
} from "./field-reader.js";
import { CodeWriter } from "./generated-code.js";
import { type JsonObject, ownProperty } from "./json-value.js";
import { dataName, Occurrence } from "./occurrence.js";
import type { ReadingContext } from "./reading-context.js";
import { rowSlots } from "./row-layout.js";

/**
 * Generates the reader of one kind of row from JSON objects. The row is one literal, slots in order, so that all rows of
 * a kind have one shape. `occurrences` receives what notes which keys occur in the data.
 */
export function jsonRowReader(
  record: RecordType,
  path: readonly string[],
  context: ReadingContext,
  occurrences: Occurrence[],
): JsonRowReader {
  const code = new CodeWriter();
  const rejections = code.constant(context.rejections);
  const list = code.constant(context.rejections.list);
  const empty = code.constant(EMPTY_LIST);
  const slots = rowSlots(record);
  // Lists are never missing, not even those of an optional record that is.
  for (const { slot, field } of slots) code.line(`let f${slot} = ${field.type.kind === "list" ? empty : "undefined"};`);
  code.line(`let n = ${list}.length, v;`);
  writeFields(record, path, "o");
  code.line(`return { ${slots.map(({ slot }) => `f${slot}`).join(", ")} };`);
  return code.build<(object: JsonObject) => Row>("o");

  function writeFields({ fields }: RecordType, within: readonly string[], object: string): void {
    const occurrence = new Occurrence(within, fields);
    occurrences.push(occurrence);
    code.line(`${code.constant(occurrence)}.note(${object});`);
    const seen = code.constant(occurrence.seen);
    for (const [index, field] of fields.entries()) {
      const key = code.constant(dataName(field));
      code.line(`v = ${property(object, key, dataName(field))};`);
      code.line(`if (v !== undefined) ${seen}[${index}] = 1;`);
      if (field.type.kind === "record") writeNested(field, field.type, [...within, field.name], key);
      else writeValue(field, valueReader(field, field.type, within), key);
    }
  }

  /** What an object inherits is no key of it: `constructor` and its like are asked for with care. */
  function property(object: string, key: string, name: string): string {
    return name in Object.prototype ? `${code.constant(ownProperty)}(${object}, ${key})` : `${object}[${key}]`;
  }

  function writeValue(field: Field, read: JsonFieldReader, key: string): void {
    code.line(`f${field.slot} = ${code.constant(read)}(v);`);
    code.line(`if (${list}.length !== n) n = ${rejections}.place(n, ${key});`);
  }

  function valueReader(field: Field, type: Exclude<Field["type"], RecordType>, within: readonly string[]) {
    return isScalar(type)
      ? jsonScalarField(field, type, context)
      : jsonListField(field, type, elementReader(type, [...within, field.name]), context);
  }

  function elementReader({ element }: ListType, within: readonly string[]): JsonRowReader | null {
    return element.kind === "record" ? jsonRowReader(element, within, context, occurrences) : null;
  }

  function writeNested(field: Field, type: RecordType, within: readonly string[], key: string): void {
    const id = key.slice(1);
    code.line(`const o${id} = ${code.constant(jsonRecordField(field, context))}(v), n${id} = n;`);
    code.line(`if (o${id} !== undefined) {`);
    if (field.slot !== null) code.line(`f${field.slot} = true;`);
    code.line(`n = ${list}.length;`);
    writeFields(type, within, `o${id}`);
    code.line("}");
    code.line(`if (${list}.length !== n${id}) n = ${rejections}.place(n${id}, ${key});`);
  }
}
