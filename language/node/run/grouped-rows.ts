import type { Decoded } from "../../src/records/decoder.js";
import type { Grouping } from "../../src/records/grouping.js";
import { GatheredRows } from "./gathered-rows.js";

/** Bytes of rows that are held in memory before they go to files. */
export const ROWS_HELD = 16_000_000;

/** The customers of a list `from rows`, more of them than memory holds too. Call `dispose` at the end. */
export class GroupedRows {
  readonly #grouping: Grouping;
  readonly #rows: GatheredRows;

  constructor(grouping: Grouping, limit: number, signal: AbortSignal | null) {
    this.#grouping = grouping;
    this.#rows = new GatheredRows(limit, signal);
  }

  /** Takes a row. A rejection comes back where it is unknown whose row it is, else null. */
  add(cells: readonly string[], line: number): Decoded | null {
    const identity = this.#grouping.identify(cells);
    if (typeof identity !== "string") return identity;
    const kept: string[] = [];
    for (let column = 0; column < cells.length; column += 1) {
      kept.push(this.#grouping.isRead(column) ? cells[column]! : "");
    }
    this.#rows.add(identity, line, kept);
    return null;
  }

  /** After the last row: the customers in the order of their first rows, each with that row's line, some at a time. */
  async *finish(): AsyncGenerator<readonly { readonly line: number; readonly decoded: Decoded }[]> {
    for await (const customers of this.#rows.customers()) {
      for (const rows of customers) for (const { cells, line } of rows) this.#grouping.add(cells, line);
      yield [...this.#grouping.finish()];
    }
  }

  dispose(): void {
    this.#rows.dispose();
  }
}
