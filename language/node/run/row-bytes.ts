/** A row of CSV. */
export interface GatheredRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Rows as bytes, one after another: the length of what follows (4 bytes), the line (8), the length of the customer (4), the
 * customer, the cells. Bytes lie outside of what the collector of garbage walks and moves: texts that wait for the end of
 * the file are what it is slowest with.
 */
const PREFIX = 16;
/** Bytes of UTF-8 for one unit of UTF-16, at most. */
const WIDEST = 3;

/** A row made ready to be written. */
export class RowText {
  readonly identity: string;
  readonly line: number;
  readonly #text: string;

  constructor(identity: string, line: number, cells: readonly string[]) {
    this.identity = identity;
    this.line = line;
    let lengths = "";
    let text = "";
    for (const cell of cells) {
      lengths += `${cell.length},`;
      text += cell;
    }
    this.#text = `${lengths}|${text}`;
  }

  /** It takes no more bytes than these. */
  get room(): number {
    return PREFIX + WIDEST * (this.identity.length + this.#text.length);
  }

  /** Answers the place behind it. */
  writeTo(bytes: Buffer, at: number): number {
    const identityLength = bytes.write(this.identity, at + PREFIX, "utf8");
    const start = at + PREFIX + identityLength;
    const end = start + bytes.write(this.#text, start, "utf8");
    bytes.writeUInt32LE(end - at - 4, at);
    bytes.writeDoubleLE(this.line, at + 4);
    bytes.writeUInt32LE(identityLength, at + 12);
    return end;
  }
}

/** The place behind the row at `at`; -1 if the bytes end before that. */
export function endOfRow(bytes: Buffer, at: number): number {
  if (at + 4 > bytes.length) return -1;
  const end = at + 4 + bytes.readUInt32LE(at);
  return end > bytes.length ? -1 : end;
}

export function lineOfRow(bytes: Buffer, at: number): number {
  return bytes.readDoubleLE(at + 4);
}

/** What tells the customer from others, not to be shown: the bytes as letters. */
export function customerOfRow(bytes: Buffer, at: number): string {
  return bytes.toString("latin1", at + PREFIX, at + PREFIX + bytes.readUInt32LE(at + 12));
}

/** Whether two rows are of one customer. */
export function sameCustomer(one: Buffer, at: number, other: Buffer, otherAt: number): boolean {
  const length = one.readUInt32LE(at + 12);
  if (length !== other.readUInt32LE(otherAt + 12)) return false;
  const start = otherAt + PREFIX;
  return one.compare(other, start, start + length, at + PREFIX, at + PREFIX + length) === 0;
}

export function readRow(bytes: Buffer, at: number, end: number): GatheredRow {
  const text = bytes.toString("utf8", at + PREFIX + bytes.readUInt32LE(at + 12), end);
  const cells: string[] = [];
  let place = text.indexOf("|") + 1;
  let length = 0;
  for (let index = 0; ; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit === BAR) break;
    if (unit === COMMA) {
      cells.push(text.slice(place, place + length));
      place += length;
      length = 0;
    } else {
      length = length * 10 + unit - DIGIT_ZERO;
    }
  }
  return { line: lineOfRow(bytes, at), cells };
}

const [BAR, COMMA, DIGIT_ZERO] = [0x7c, 0x2c, 0x30];
