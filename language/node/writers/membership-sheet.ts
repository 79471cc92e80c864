import type { MembershipForm, MembershipRows } from "./membership-bytes.js";
import { type MembershipCell, type MembershipWriter, membershipWriter } from "./memberships.js";

/** The rows of a text file of memberships, given one by one, or many as bytes. */
export class MembershipSheet {
  readonly form: MembershipForm;
  readonly #writer: MembershipWriter;
  #pieces: (string | Uint8Array)[] = [];
  #text: string;
  /** What a separator before the next row would be too much. */
  #isFirst = true;

  constructor(form: MembershipForm) {
    this.form = form;
    this.#writer = membershipWriter(form.format, form.layout);
    this.#text = this.#writer.begin();
  }

  add(key: string, cells: readonly MembershipCell[]): void {
    if (!this.#isFirst) this.#text += this.#writer.separator;
    this.#isFirst = false;
    this.#text += this.#writer.customer(key, cells);
  }

  /** The rows from number `from` on, up to number `to`. Their bytes are read until they were taken and written. */
  addRows({ bytes, ends }: MembershipRows, from: number, to: number): void {
    if (from === to) return;
    const start = from === 0 ? 0 : ends[from - 1]!;
    const skipped = this.#isFirst ? this.#writer.separator.length : 0;
    this.#isFirst = false;
    this.#keepText();
    this.#pieces.push(bytes.subarray(start + skipped, ends[to - 1]));
  }

  end(): void {
    this.#text += this.#writer.end();
  }

  take(): readonly (string | Uint8Array)[] {
    this.#keepText();
    const pieces = this.#pieces;
    this.#pieces = [];
    return pieces;
  }

  #keepText(): void {
    if (this.#text !== "") this.#pieces.push(this.#text);
    this.#text = "";
  }
}
