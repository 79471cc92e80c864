import { isBlank } from "../values/text.js";
import { FingerprintTable, fingerprintOf } from "./fingerprints.js";
import { nameHints } from "./name-hints.js";
import { identityOf } from "./uniqueness.js";

/** More customers than these are not followed, and then their rows are not gathered. */
const MOST_CUSTOMERS = 1_000_000;

/** If among so many rows hardly a customer has two, it is a file of customers. */
const ENOUGH_ROWS = 100_000;

export interface GatheredRows {
  /** The column that says whose row it is. */
  readonly key: string;
  /** Columns of a row; the others are alike in all rows of a customer. */
  readonly ofRow: ReadonlySet<string>;
  /** Rows without a key. */
  readonly keyless: number;
}

/** Whether the rows of CSV files are order lines, several of one customer. */
export class RowsSeen {
  readonly #header: readonly string[];
  readonly #keyColumn: number;
  readonly #customers = new FingerprintTable();
  /** Of each column the first cell of each customer; null once two cells of a customer differed. */
  readonly #first: (Float64Array | null)[];
  #rows = 0;
  #keyless = 0;
  #open = false;

  private constructor(header: readonly string[], keyColumn: number) {
    this.#header = header;
    this.#keyColumn = keyColumn;
    this.#first = header.map(() => new Float64Array(64));
  }

  /** Null where no column identifies customers. */
  static below(header: readonly string[]): RowsSeen | null {
    const keyColumn = header.findIndex((name) => nameHints(name).customer);
    return keyColumn === -1 ? null : new RowsSeen(header, keyColumn);
  }

  see(cells: readonly string[]): void {
    if (this.#open) return;
    const key = cells[this.#keyColumn];
    if (key === undefined || isBlank(key)) {
      this.#keyless += 1;
      return;
    }
    this.#rows += 1;
    const answer = this.#customers.add(identityOf(key));
    const customer = answer < 0 ? -1 - answer : answer;
    const hopeless = this.#rows === ENOUGH_ROWS && this.#customers.size * 50 > this.#rows * 49;
    if (customer >= MOST_CUSTOMERS || hopeless) this.#giveUp();
    else for (let column = 0; column < this.#header.length; column += 1) this.#compare(column, customer, cells[column]);
  }

  #compare(column: number, customer: number, cell: string | undefined): void {
    let first = this.#first[column];
    if (first === null || first === undefined || cell === undefined || column === this.#keyColumn || isBlank(cell))
      return;
    if (customer >= first.length) {
      const larger = new Float64Array(Math.max(first.length * 2, customer + 1));
      larger.set(first);
      this.#first[column] = larger;
      first = larger;
    }
    const fingerprint = fingerprintOf(cell);
    if (first[customer] === 0) first[customer] = fingerprint;
    else if (first[customer] !== fingerprint) this.#first[column] = null;
  }

  #giveUp(): void {
    this.#open = true;
    this.#first.fill(null);
  }

  /** Null unless it is clear: customers have several rows, and what differs in them are things that orders have. */
  gathered(): GatheredRows | null {
    if (this.#open || this.#rows < 3 || this.#rows * 2 < this.#customers.size * 3) return null;
    const ofRow = this.#header.filter((_, column) => this.#first[column] === null);
    if (ofRow.length < 2 || !ofRow.some((name) => nameHints(name).order)) return null;
    return { key: this.#header[this.#keyColumn]!, ofRow: new Set(ofRow), keyless: this.#keyless };
  }
}
