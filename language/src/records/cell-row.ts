import type { Field, RecordType, Row } from "../condition/schema.js";
import { isBlank } from "../values/text.js";
import { type CellForm, csvCells } from "./cell-form.js";
import type { Columns } from "./columns.js";
import { type CellFieldReader, EMPTY_LIST, isScalar } from "./field-reader.js";
import { CodeWriter } from "./generated-code.js";
import type { ReadingContext } from "./reading-context.js";
import { rowSlots } from "./row-layout.js";

export type CellRowReader = (cells: readonly string[]) => Row;

/**
 * Generates the reader of a row from the cells of a CSV line: the same literal as from JSON. Rejections are placed under
 * the name of the column. Lists `from rows` are left empty: several lines make them.
 */
export function cellRowReader(
  record: RecordType,
  columns: Columns,
  context: ReadingContext,
  form: CellForm = csvCells,
): CellRowReader {
  const code = new CodeWriter();
  const rejections = code.constant(context.rejections);
  const list = code.constant(context.rejections.list);
  const empty = code.constant(EMPTY_LIST);
  const slots = rowSlots(record);
  for (const { slot, field } of slots) code.line(`let f${slot} = ${field.type.kind === "list" ? empty : "undefined"};`);
  code.line(`let n = ${list}.length;`);
  writeFields(record);
  code.line(`return { ${slots.map(({ slot }) => `f${slot}`).join(", ")} };`);
  return code.build<CellRowReader>("cells");

  function writeFields({ fields }: RecordType): void {
    for (const field of fields) {
      if (field.type.kind === "record") writeNested(field, field.type);
      else if (!field.reading.fromRows) writeValue(field, field.type);
    }
  }

  function writeValue(field: Field, type: Exclude<Field["type"], RecordType>): void {
    const column = columns.indexOf(field);
    // Without a column an optional field stays missing; that a required one has none was said of the header.
    if (column === -1) return;
    const read: CellFieldReader = isScalar(type) ? form.scalar(field, type, context) : form.list(field, type, context);
    code.line(`f${field.slot} = ${code.constant(read)}(cells[${column}]);`);
    code.line(`if (${list}.length !== n) n = ${rejections}.place(n, ${code.constant(columns.header[column])});`);
  }

  /** An optional record is there if any of its cells is filled. */
  function writeNested(field: Field, type: RecordType): void {
    if (!field.optional) {
      writeFields(type);
      return;
    }
    const filled = code.constant(anyFilled(columns.below(type)));
    code.line(`if (${filled}(cells)) {`);
    if (field.slot !== null) code.line(`f${field.slot} = true;`);
    writeFields(type);
    code.line("}");
  }
}

/** Whether one of the columns has something in it. */
export function anyFilled(columns: readonly number[]): (cells: readonly string[]) => boolean {
  return (cells) => columns.some((column) => !isBlank(cells[column] ?? ""));
}
