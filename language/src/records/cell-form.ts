import type { Field, ListType, ScalarType } from "../condition/schema.js";
import {
  type CellFieldReader,
  cellListField,
  cellScalarField,
  jsonListField,
  jsonScalarField,
} from "./field-reader.js";
import { parseJson } from "./json-text.js";
import { type JsonValue, spelling } from "./json-value.js";
import type { ReadingContext } from "./reading-context.js";

/** How the values of a row stand in its cells. A blank cell is always a value that is not there. */
export interface CellForm {
  scalar(field: Field, type: ScalarType, context: ReadingContext): CellFieldReader;
  /** Whether a cell can hold several values without a sign between them. */
  readonly holdsLists: boolean;
  /** Of lists whose elements are single values. */
  list(field: Field, type: ListType, context: ReadingContext): CellFieldReader;
  /** The value as messages show it. */
  value(cell: string): JsonValue;
  /** How the data spell it; null if it is no single value. */
  spelled(cell: string): string | null;
}

/** Cells as CSV has them. */
export const csvCells: CellForm = {
  holdsLists: false,
  scalar: cellScalarField,
  list: cellListField,
  value: (cell) => cell,
  spelled: (cell) => cell,
};

/** Cells that hold JSON: values are read as those of an object. */
export const jsonCells: CellForm = {
  holdsLists: true,
  scalar(field, type, context) {
    const read = jsonScalarField(field, type, context);
    return (cell) => read(valueIn(cell));
  },
  list(field, type, context) {
    const read = jsonListField(field, type, null, context);
    return (cell) => read(valueIn(cell));
  },
  value: (cell) => valueIn(cell) ?? null,
  spelled: (cell) => spelling(valueIn(cell) ?? null),
};

function valueIn(cell: string | undefined): JsonValue | undefined {
  if (cell === undefined || cell === "") return undefined;
  const parsed = parseJson(cell);
  return parsed.kind === "value" ? parsed.value : undefined;
}
