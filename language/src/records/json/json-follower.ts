const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];

/** The value itself comes next; a value behind a colon, or in a list; a key, or the end of the object; a colon. */
const [START, VALUE, KEY, AT_COLON] = [0, 1, 2, 3];
/** A comma, or the end of what is open; the rest of a number or word, of a text, of a key; nothing, the value is complete. */
const [NEXT, WORD, TEXT, KEY_TEXT, DONE] = [4, 5, 6, 7, 8];

/**
 * Follows one JSON value by its brackets, quotes, commas and colons, over pieces of text, until it ends, or cannot be JSON
 * any more. Words, numbers and escapes are not looked at, and a comma before a closing bracket is let pass: they leave no
 * doubt where a value ends.
 */
export class JsonFollower {
  /** Values stand one after another; else they are elements of a list, which end at a comma or the end of the list. */
  readonly #inSequence: boolean;
  readonly #open: number[] = [];
  #state = START;
  #escaped = false;
  #broken = false;

  constructor(inSequence: boolean) {
    this.#inSequence = inSequence;
  }

  /** Whether where `run` stopped something stands that cannot stand there. */
  get isBroken(): boolean {
    return this.#broken;
  }

  /** Whether the text so far is a value, which may go on only by blanks, or by the digits and letters of a number or word. */
  get mayEnd(): boolean {
    return this.#state === DONE || (this.#state === WORD && this.#open.length === 0);
  }

  begin(): void {
    this.#open.length = 0;
    this.#state = START;
    this.#escaped = false;
    this.#broken = false;
  }

  /**
   * Goes on at `from`. Answers the place where the value has ended (of an element: that of the comma or bracket behind it,
   * or of the brace of an object from which only a comma divides it), or where it breaks; -1 if the text ended first.
   */
  run(text: string, from: number): number {
    for (let at = from; at < text.length; at += 1) {
      if (this.#state === TEXT || this.#state === KEY_TEXT) {
        at = this.#endOfText(text, at);
        if (this.#broken) return at;
        if (at === text.length) return -1;
        if (text.charCodeAt(at) === OPEN_OBJECT) return at;
        this.#state = this.#state === KEY_TEXT ? AT_COLON : this.#behindValue();
        continue;
      }
      const unit = text.charCodeAt(at);
      if (unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09) {
        if (this.#state === WORD) this.#state = this.#behindValue();
        if (this.#state === DONE && this.#inSequence) return at;
        continue;
      }
      if (this.#state === WORD) {
        if (!isStructural(unit)) continue;
        if (this.#inSequence && this.#open.length === 0) {
          if (unit === COLON || unit === CLOSE_OBJECT || unit === CLOSE_LIST) continue;
          return at;
        }
        this.#state = this.#behindValue();
      }
      if (this.#state === DONE) {
        if (this.#inSequence) return at;
        if (unit !== COMMA && unit !== CLOSE_LIST && unit !== OPEN_OBJECT) this.#broken = true;
        return at;
      }
      if (!this.#step(unit)) {
        this.#broken = true;
        return at;
      }
    }
    return -1;
  }

  /** Takes a sign outside of texts; false if it cannot stand here. */
  #step(unit: number): boolean {
    switch (this.#state) {
      case KEY:
        if (unit === QUOTE) this.#state = KEY_TEXT;
        else if (unit === CLOSE_OBJECT) this.#close();
        else return false;
        return true;
      case AT_COLON:
        if (unit !== COLON) return false;
        this.#state = VALUE;
        return true;
      case NEXT: {
        const open = this.#open.at(-1);
        if (unit === COMMA) this.#state = open === OPEN_OBJECT ? KEY : VALUE;
        else if (unit === (open === OPEN_OBJECT ? CLOSE_OBJECT : CLOSE_LIST)) this.#close();
        else return false;
        return true;
      }
      default:
        return this.#beginValue(unit);
    }
  }

  #beginValue(unit: number): boolean {
    if (unit === OPEN_OBJECT || unit === OPEN_LIST) {
      this.#open.push(unit);
      this.#state = unit === OPEN_OBJECT ? KEY : VALUE;
    } else if (unit === QUOTE) {
      this.#state = TEXT;
    } else if (unit === CLOSE_LIST && this.#open.at(-1) === OPEN_LIST) {
      this.#close();
    } else if (isStructural(unit) && !(this.#inSequence && this.#state === START)) {
      return false;
    } else {
      this.#state = WORD;
    }
    return true;
  }

  #close(): void {
    this.#open.pop();
    this.#state = this.#behindValue();
  }

  #behindValue(): number {
    return this.#open.length === 0 ? DONE : NEXT;
  }

  /**
   * The place of the quote that ends the text; of the line end that cannot stand in it; the text's length if neither came.
   * A text that is no part of a customer ends at a brace: it may be one quote too many.
   */
  #endOfText(text: string, from: number): number {
    const endsAtBrace = this.#inSequence && this.#open.length === 0;
    for (let at = from; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      if (unit === OPEN_OBJECT && endsAtBrace) return at;
      if (unit === 0x0a) {
        this.#broken = true;
        return at;
      }
      if (this.#escaped) this.#escaped = false;
      else if (unit === BACKSLASH) this.#escaped = true;
      else if (unit === QUOTE) return at;
    }
    return text.length;
  }
}

function isStructural(unit: number): boolean {
  return (
    unit === COMMA ||
    unit === CLOSE_OBJECT ||
    unit === CLOSE_LIST ||
    unit === QUOTE ||
    unit === COLON ||
    unit === OPEN_OBJECT ||
    unit === OPEN_LIST
  );
}
