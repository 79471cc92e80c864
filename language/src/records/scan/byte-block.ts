/**
 * So many bytes may be looked at beyond the last line of a block; what they hold does not matter. Comparing by words
 * needs them.
 */
export const PADDING = 256;

/** The bytes that a scanner reads from, and where the last function that read from them came to. */
export interface ByteBlock {
  /** UTF-8, checked to be so; the last line ends with a line feed, and at least `PADDING` bytes follow. */
  bytes: Uint8Array;
  /** Of the same bytes. */
  view: DataView;
  /** Behind what was read last; -1 if it could not be read. */
  at: number;
}

/** What each byte means inside a JSON string: 0 it stands for itself, 1 the end, 2 an escape, 3 not allowed there. */
export const IN_STRING = new Uint8Array(256).fill(3, 0, 0x20);
IN_STRING[0x22] = 1;
IN_STRING[0x5c] = 2;

/**
 * Four bytes of a string at once: 0 if each stands for itself; else one of them ends the string, escapes, or is not allowed
 * there. A borrow only makes bytes above such a one look like it. (After A. Mycroft's test for a zero byte.)
 */
export function oddInString(word: number): number {
  const quote = (word ^ 0x22222222) - 0x01010101;
  const backslash = (word ^ 0x5c5c5c5c) - 0x01010101;
  return ((word - 0x20202020) | quote | backslash) & ~word & 0x80808080;
}

/** Which bits of a word belong to its first bytes, by their number. */
const MASKS = [0, 0xff, 0xffff, 0xffffff];

/** Whether the bytes from `at` on are those that are kept in words of four, from number `word` on. */
export function sameWords(view: DataView, at: number, length: number, words: Int32Array, word: number): boolean {
  let next = word;
  const whole = at + (length & ~3);
  for (let place = at; place < whole; place += 4) {
    if (view.getInt32(place, true) !== words[next]) return false;
    next += 1;
  }
  const rest = length & 3;
  return rest === 0 || ((view.getInt32(whole, true) ^ words[next]!) & MASKS[rest]!) === 0;
}
