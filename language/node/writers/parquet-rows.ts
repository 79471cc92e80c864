import type { ScalarType } from "../../src/condition/schema.js";
import { parseIsoDay } from "../../src/values/calendar.js";
import type { RejectedRecord } from "../run/summary.js";
import type { MembershipCell, MembershipLayout } from "./memberships.js";
import { type ParquetColumn, ParquetTable, type ParquetValue } from "./parquet.js";
import { REJECT_COLUMNS, rejectRows } from "./rejects.js";

/** Rows that become a Parquet file, piece by piece. */
class ParquetRows {
  readonly #table: ParquetTable;
  #pieces: Uint8Array[] = [];

  constructor(columns: readonly ParquetColumn[]) {
    this.#table = new ParquetTable(columns);
  }

  end(): void {
    this.#pieces.push(this.#table.end());
  }

  /** What has come since it was asked last; empty while a group of rows is not full. */
  take(): readonly Uint8Array[] {
    const pieces = this.#pieces;
    this.#pieces = [];
    return pieces;
  }

  protected addRow(row: readonly ParquetValue[]): void {
    const bytes = this.#table.add(row);
    if (bytes !== null) this.#pieces.push(bytes);
  }
}

/** The key by the type it is declared with, segments as texts, those of an overlapping criterion as lists of them. */
export class ParquetMemberships extends ParquetRows {
  readonly #keyValue: (key: string) => ParquetValue;

  /** `keyType` null: records are known by their numbers. `overlapping`: one for each criterion. */
  constructor({ keyColumn, criteria }: MembershipLayout, keyType: ScalarType | null, overlapping: readonly boolean[]) {
    const type = keyType === null ? "integer" : parquetType(keyType);
    super([
      { name: keyColumn, type, optional: false, list: false, repetitive: false },
      ...criteria.map((name, index): ParquetColumn => {
        const list = overlapping[index]!;
        return { name, type: "text", optional: !list, list, repetitive: true };
      }),
    ]);
    this.#keyValue = valueReader(type);
  }

  /** Nothing of `cells` is kept. */
  add(key: string, cells: readonly MembershipCell[]): void {
    this.addRow([this.#keyValue(key), ...cells]);
  }
}

export class ParquetRejects extends ParquetRows {
  constructor() {
    super(
      REJECT_COLUMNS.map((name): ParquetColumn => {
        const counts = name === "record" || name === "line";
        const repetitive = name === "path" || name === "code";
        return { name, type: counts ? "integer" : "text", optional: name === "key", list: false, repetitive };
      }),
    );
  }

  add(record: RejectedRecord): void {
    for (const row of rejectRows(record)) {
      this.addRow(
        REJECT_COLUMNS.map((name) => {
          const value = row[name];
          return typeof value === "number" ? BigInt(value) : value;
        }),
      );
    }
  }
}

function parquetType(type: ScalarType): ParquetColumn["type"] {
  switch (type.kind) {
    case "date":
      return "day";
    case "datetime":
      return "instant";
    case "integer":
    case "number":
      return type.kind;
    default:
      return "text";
  }
}

/** The value of a key that is written as text formats have it. */
function valueReader(type: ParquetColumn["type"]): (key: string) => ParquetValue {
  switch (type) {
    case "text":
      return (key) => key;
    case "integer":
      return BigInt;
    case "number":
      return Number;
    case "day":
      return parseIsoDay;
    case "instant":
      return (key) => BigInt(Date.parse(key));
  }
}
