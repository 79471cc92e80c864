import { inferenceWords } from "../diagnostics/rules/inference-words.js";
import { cleanHeader } from "../records/columns.js";
import { isJsonObject, type JsonValue } from "../records/json-value.js";
import { isBlank } from "../values/text.js";
import { blockText } from "./block-text.js";
import { CellTable } from "./cell-table.js";
import { dateOrdersOf } from "./date-orders.js";
import type { FieldProposal, Item } from "./field-proposal.js";
import { withKey } from "./key-proposal.js";
import { leftOut, RecordProposer } from "./record-proposal.js";
import { RecordSeen } from "./record-seen.js";
import { gatheredItems } from "./rows-proposal.js";
import { RowsSeen } from "./rows-seen.js";
import { Room } from "./spellings.js";

/** Spellings kept of all columns, to find variants of one word; some 100 bytes each. */
const SPELLINGS = 200_000;
/** Columns and keys looked at in all. */
const FIELDS = 20_000;

/** What is said of the data as a whole. */
export interface Told {
  /** As the heading of the block names them. */
  readonly files: readonly string[];
  /** Not every record was seen. */
  readonly sampled: boolean;
}

export interface InferredBlock {
  /** A file with one `customer` block, formatted. */
  readonly text: string;
  /** What its comments say, each with the field it stands above; null where it is about none. */
  readonly doubts: readonly { readonly field: string | null; readonly sentence: string }[];
}

/**
 * Looks at records one by one, in memory that does not grow with their number, and proposes a `customer` block that reads
 * all of them. The same records in the same order give the same text.
 */
export class Inference {
  records = 0;
  readonly #customers: RecordSeen;
  readonly #tables = new Map<string, CellTable>();
  readonly #leftOut: Item[] = [];
  #rows: RowsSeen | null = null;
  #json = false;

  constructor() {
    const rooms = { room: new Room(SPELLINGS), fieldRoom: new Room(FIELDS) };
    this.#customers = new RecordSeen({ depth: 0, inList: false, ...rooms });
  }

  /** The table below a header; the same for the same header. */
  table(header: readonly string[]): CellTable {
    const names = header.map(cleanHeader);
    const id = JSON.stringify(names);
    const known = this.#tables.get(id);
    if (known !== undefined) return known;
    const table = new CellTable(names, this.#customers);
    this.#leftOut.push(...table.leftOut.map(leftOut));
    this.#rows = this.#tables.size === 0 ? RowsSeen.below(table.columns) : null;
    this.#tables.set(id, table);
    return table;
  }

  /** Takes a row of CSV. False if it cannot be read: it has more cells than the header. */
  row(cells: readonly string[], table: CellTable): boolean {
    for (let index = table.width; index < cells.length; index += 1) if (!isBlank(cells[index]!)) return false;
    this.records += 1;
    table.see(cells);
    this.#rows?.see(table.columns.map((_, column) => cells[table.indexes[column]!] ?? ""));
    return true;
  }

  /** Takes a record of JSON. False if it is no object, which no block reads. */
  json(value: JsonValue): boolean {
    if (!isJsonObject(value)) return false;
    this.records += 1;
    this.#json = true;
    this.#customers.see(value);
    return true;
  }

  /** Whether a value looks like the records seen so far: an element of one of their lists does not. */
  resembles(value: JsonValue): boolean {
    if (!isJsonObject(value)) return false;
    const { count, fields } = this.#customers;
    const keys = Object.keys(value);
    const known = keys.filter((key) => fields.has(key)).length;
    const usual = [...fields.values()].filter(({ occurrences }) => occurrences * 10 >= count * 9);
    const has = usual.filter(({ key }) => Object.hasOwn(value, key)).length;
    return keys.length > 0 && known * 5 >= keys.length * 4 && has * 2 >= usual.length;
  }

  /** Null if nothing that has a type was seen. */
  finish({ files, sampled }: Told): InferredBlock | null {
    const proposing = { sampled, dateOrders: dateOrdersOf(this.#customers) };
    const gathered = this.#json ? null : (this.#rows?.gathered() ?? null);
    const doubts: string[] = [];
    let items: Item[];
    if (gathered !== null && gathered.keyless === 0) items = gatheredItems(this.#customers, gathered, proposing);
    else {
      if (gathered !== null) doubts.push(inferenceWords.missingKey({ key: gathered.key, rows: gathered.keyless }));
      items = withKey(new RecordProposer(proposing).items(this.#customers), this.#customers, sampled);
    }
    items = [...doubts.map(leftOut), ...items, ...this.#leftOut];
    if (!items.some(({ kind }) => kind === "field")) return null;
    const words = sampled ? inferenceWords.sample : inferenceWords.whole;
    const named = files.length > 3 ? [inferenceWords.files({ count: files.length })] : files;
    return { text: blockText(words({ records: this.records, files: named }), items), doubts: doubtsOf(items, "") };
  }
}

function doubtsOf(items: readonly Item[], prefix: string): InferredBlock["doubts"] {
  return items.flatMap((item) => {
    if (item.kind === "left-out") return [{ field: null, sentence: item.reason }];
    const field = `${prefix}${item.name.name}`;
    const own = item.doubts.map((sentence) => ({ field, sentence }));
    return [...own, ...innerDoubts(item, `${field}.`)];
  });
}

function innerDoubts({ type }: FieldProposal, prefix: string): InferredBlock["doubts"] {
  const inner = type.kind === "list" ? type.element : type;
  return inner.kind === "record" ? doubtsOf(inner.items, prefix) : [];
}
