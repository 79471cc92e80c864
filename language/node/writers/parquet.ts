import { ByteWriter, ParquetWriter, type SchemaElement } from "hyparquet-writer";

/** What a column of a Parquet file holds. */
export interface ParquetColumn {
  readonly name: string;
  /** A day is counted from 1970-01-01, an instant in milliseconds from then. */
  readonly type: "text" | "integer" | "number" | "day" | "instant";
  /** Null stands where there is nothing; elsewhere it would be an error of the caller. */
  readonly optional: boolean;
  /** Each value is a list of such values. */
  readonly list: boolean;
  /** Few values that come again and again: written once a group, and then by their numbers. */
  readonly repetitive: boolean;
}

export type ParquetValue = string | number | bigint | readonly string[] | null;

/** Rows that are encoded together: so many are held in memory, and so many a reader may skip at once. */
const ROWS_IN_GROUP = 65_536;

/**
 * Writes a table as Parquet, compressed by Snappy. The bytes come in pieces, one for each group of rows, so that memory
 * does not grow with the table.
 */
export class ParquetTable {
  readonly #columns: readonly ParquetColumn[];
  readonly #bytes = new ByteWriter();
  readonly #writer: ParquetWriter;
  #values: ParquetValue[][];
  #rows = 0;

  constructor(columns: readonly ParquetColumn[]) {
    this.#columns = columns;
    this.#values = columns.map(() => []);
    const schema = [{ name: "schema", num_children: columns.length }, ...columns.flatMap(schemaOf)];
    this.#writer = new ParquetWriter({ writer: this.#bytes, schema, createdBy: "seg" });
  }

  /** Takes a row: a value for each column. Answers the bytes of a group once it is full, else nothing. */
  add(row: readonly ParquetValue[]): Uint8Array | null {
    for (let index = 0; index < this.#columns.length; index += 1) this.#values[index]!.push(row[index]!);
    this.#rows += 1;
    if (this.#rows < ROWS_IN_GROUP) return null;
    this.#writeGroup();
    return this.#taken();
  }

  /** After the last row: the rest of the file. */
  end(): Uint8Array {
    if (this.#rows > 0) this.#writeGroup();
    this.#writer.finish();
    return this.#taken();
  }

  #writeGroup(): void {
    const columnData = this.#columns.map(({ name, repetitive }, index) => {
      const data = this.#values[index]!;
      return { name, data, ...(repetitive && { encoding: "RLE_DICTIONARY" as const }) };
    });
    // Bytes in memory are written at once, so there is nothing to wait for.
    void this.#writer.write({ columnData, rowGroupSize: ROWS_IN_GROUP });
    this.#values = this.#columns.map(() => []);
    this.#rows = 0;
  }

  /** Hands over what was written since; places in the file go on from there. */
  #taken(): Uint8Array {
    const bytes = this.#bytes.getBytes().slice();
    this.#bytes.index = 0;
    return bytes;
  }
}

function schemaOf(column: ParquetColumn): SchemaElement[] {
  const { name, optional, list } = column;
  const repetition_type = optional ? "OPTIONAL" : "REQUIRED";
  if (!list) return [{ name, repetition_type, ...physicalType(column) }];
  return [
    { name, repetition_type, converted_type: "LIST", num_children: 1 },
    { name: "list", repetition_type: "REPEATED", num_children: 1 },
    { name: "element", repetition_type: "REQUIRED", ...physicalType(column) },
  ];
}

function physicalType({ type }: ParquetColumn): Pick<SchemaElement, "type" | "converted_type"> {
  switch (type) {
    case "text":
      return { type: "BYTE_ARRAY", converted_type: "UTF8" };
    case "integer":
      return { type: "INT64" };
    case "number":
      return { type: "DOUBLE" };
    case "day":
      return { type: "INT32", converted_type: "DATE" };
    case "instant":
      return { type: "INT64", converted_type: "TIMESTAMP_MILLIS" };
  }
}
