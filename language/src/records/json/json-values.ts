import type { LineCount, RawRecord, Splitter } from "../raw-record.js";
import { JsonElements } from "./json-elements.js";

/** Customers one after another, laid out over however many lines, and lists of them: JSON that is read with `--path .`. */
export class JsonValuesSplitter implements Splitter {
  readonly #name: string;
  readonly #count: LineCount;
  readonly #values: JsonElements;
  #list: JsonElements | null = null;

  constructor(name: string, count: LineCount) {
    this.#name = name;
    this.#count = count;
    this.#values = new JsonElements(name, count, { inSequence: true, around: [], isAlone: false }, 0);
  }

  push(text: string): RawRecord[] {
    const records: RawRecord[] = [];
    this.#read(text, records);
    return records;
  }

  end(): RawRecord[] {
    const records: RawRecord[] = [];
    for (;;) {
      const rest: string | null = (this.#list ?? this.#values).end(records);
      if (rest === null) return records;
      this.#read(this.#turn(rest), records);
    }
  }

  #read(text: string, records: RawRecord[]): void {
    let rest: string | null = text;
    for (;;) {
      rest = (this.#list ?? this.#values).take(rest, 0, records);
      if (rest === null) return;
      rest = this.#turn(rest);
    }
  }

  /** A list begins or has ended. */
  #turn(rest: string): string {
    if (this.#list !== null) {
      this.#list = null;
      return rest;
    }
    this.#list = new JsonElements(this.#name, this.#count, { inSequence: false, around: [], isAlone: false });
    return rest.slice(1);
  }
}
