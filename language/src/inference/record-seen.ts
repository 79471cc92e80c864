import { isJsonObject, type JsonObject, type JsonValue, spelling } from "../records/json-value.js";
import { isBlank } from "../values/text.js";
import { nameHints } from "./name-hints.js";
import { ScalarSeen } from "./scalar-seen.js";
import { ownText, type Room } from "./spellings.js";
import { Uniqueness } from "./uniqueness.js";

/** Records of one kind: customers, or what nested records and elements of lists hold. */
export class RecordSeen {
  count = 0;
  /** By key or column, in the order of the data. */
  readonly fields = new Map<string, FieldSeen>();
  /** Keys beyond the limit, which are not looked at. */
  readonly surplus = new Set<string>();
  surplusOverflowed = false;
  readonly #place: Place;

  constructor(place: Place) {
    this.#place = place;
  }

  see(object: JsonObject): void {
    this.count += 1;
    for (const key of Object.keys(object)) {
      const value = object[key];
      if (value === null || value === undefined) this.field(key)?.seeNull();
      else this.field(key)?.see(value);
    }
  }

  /** The field of a key; null where there are too many. */
  field(key: string): FieldSeen | null {
    const known = this.fields.get(key);
    if (known !== undefined) return known;
    if (this.fields.size >= MOST_KEYS || !this.#place.fieldRoom.take()) {
      if (this.surplus.size < MOST_SURPLUS) this.surplus.add(ownText(key));
      else if (!this.surplus.has(key)) this.surplusOverflowed = true;
      return null;
    }
    const field = new FieldSeen(ownText(key), this.#place);
    this.fields.set(field.key, field);
    return field;
  }
}

/** Keys of one kind of record; data with more use them as values. */
const MOST_KEYS = 2000;
const MOST_SURPLUS = 10_000;
/** Records inside each other. */
const DEEPEST = 20;

/** Where a record stands. */
export interface Place {
  readonly depth: number;
  /** It is an element of a list, or lies in one: it is no customer, and not the only one of its customer. */
  readonly inList: boolean;
  /** For spellings, and for fields, of the whole file. */
  readonly room: Room;
  readonly fieldRoom: Room;
}

/** What one key or column held in all records. */
export class FieldSeen {
  readonly key: string;
  /** Records in which it was there, null included. */
  occurrences = 0;
  nulls = 0;
  readonly scalar: ScalarSeen;
  record: RecordSeen | null = null;
  list: ListSeen | null = null;
  /** Of a field of the customer whose name is that of an identifier. */
  readonly uniqueness: Uniqueness | null;
  /** Only cells were there, whose columns are found by their names in NFC. */
  fromCells = true;
  /** It is too deep in the data to be looked at. */
  tooDeep = false;
  readonly #place: Place;

  constructor(key: string, place: Place) {
    this.key = key;
    this.#place = place;
    this.scalar = new ScalarSeen(place.room, true);
    this.uniqueness = place.depth === 0 && nameHints(key).identifier > 0 ? new Uniqueness() : null;
  }

  /** Null, or a cell that is blank. */
  seeNull(): void {
    this.occurrences += 1;
    this.nulls += 1;
  }

  seeCell(text: string): void {
    if (isBlank(text)) {
      this.seeNull();
      return;
    }
    this.occurrences += 1;
    this.scalar.see(text, "cell");
    this.uniqueness?.see(text);
  }

  see(value: Exclude<JsonValue, null>): void {
    this.occurrences += 1;
    this.fromCells = false;
    if (typeof value === "boolean") this.scalar.seeBoolean(value);
    else if (Array.isArray(value)) this.#seeList(value as readonly JsonValue[]);
    else if (isJsonObject(value)) this.#seeRecord(value);
    else {
      const text = spelling(value)!;
      this.scalar.see(text, typeof value === "string" ? "text" : "number");
      this.uniqueness?.see(text);
    }
  }

  /** The record that columns such as `address.city` lie in. */
  nested(): RecordSeen {
    this.record ??= new RecordSeen({ ...this.#place, depth: this.#place.depth + 1 });
    return this.record;
  }

  #seeRecord(value: JsonObject): void {
    if (this.#place.depth >= DEEPEST) this.tooDeep = true;
    const record = this.nested();
    if (!this.tooDeep) record.see(value);
  }

  #seeList(values: readonly JsonValue[]): void {
    if (this.#place.depth >= DEEPEST) this.tooDeep = true;
    this.list ??= new ListSeen({ ...this.#place, depth: this.#place.depth + 1, inList: true });
    if (!this.tooDeep) this.list.see(values);
  }
}

/** The elements of all lists of one key. */
export class ListSeen {
  lists = 0;
  elements = 0;
  nulls = 0;
  listsInside = 0;
  readonly scalar: ScalarSeen;
  record: RecordSeen | null = null;
  readonly #place: Place;

  constructor(place: Place) {
    this.#place = place;
    this.scalar = new ScalarSeen(place.room, false);
  }

  see(values: readonly JsonValue[]): void {
    this.lists += 1;
    this.elements += values.length;
    for (const value of values) {
      if (value === null) this.nulls += 1;
      else if (typeof value === "boolean") this.scalar.seeBoolean(value);
      else if (Array.isArray(value)) this.listsInside += 1;
      else if (isJsonObject(value)) {
        this.record ??= new RecordSeen(this.#place);
        this.record.see(value);
      } else this.scalar.see(spelling(value)!, typeof value === "string" ? "text" : "number");
    }
  }
}
