import { fold } from "../values/folding.js";
import { isWellFormed, normalise, trimBlanks } from "../values/text.js";
import { DateSeen } from "./date-seen.js";
import { NumberSeen, type Source } from "./number-seen.js";
import { sentinelKind } from "./sentinels.js";
import { ownText, type Room, Spellings } from "./spellings.js";
import { SplitSeen } from "./split-seen.js";

/** So many different spellings may still be choices. */
const MOST_SPELLINGS = 40;
/** Among so many texts variants are looked for. */
const MOST_LOOKED_AT = 50_000;
/** So many spellings of missing are kept. */
const MOST_SENTINELS = 12;

/** What is remembered of the single values of one column or key, whatever their number. */
export class ScalarSeen {
  /** Values that are there, spellings of missing not counted. */
  count = 0;
  cells = 0;
  texts = 0;
  numbers = 0;
  readonly booleans = { yes: 0, no: 0 };
  /** Texts that no type can hold. */
  broken = 0;
  /** Cells without the blanks around them, JSON texts as they stand. */
  readonly spellings = new Spellings(MOST_SPELLINGS);
  readonly sure = new Map<string, number>();
  readonly doubtful = new Map<string, number>();
  readonly number = new NumberSeen();
  readonly date = new DateSeen();
  readonly split = new SplitSeen();
  /** Two spellings that `text folded` takes for one. */
  variants: readonly [string, string] | null = null;
  /** Values that had occurred before, among those looked at for variants. */
  recurring = 0;
  #lookedAt = 0;
  readonly #folded = new Map<string, string>();
  readonly #room: Room;
  readonly #sentinels: boolean;

  /** Elements of lists are never missing: `sentinels` false takes every spelling for a value. */
  constructor(room: Room, sentinels: boolean) {
    this.#room = room;
    this.#sentinels = sentinels;
  }

  /** A cell that is not blank, or a text or number of JSON by its spelling. */
  see(text: string, source: Source): void {
    if (this.#sentinels && source !== "number" && this.#takeSentinel(text, source)) return;
    if (!isWellFormed(text)) {
      this.broken += 1;
      return;
    }
    this.count += 1;
    if (source === "cell") this.cells += 1;
    else if (source === "text") this.texts += 1;
    else this.numbers += 1;
    if (!this.spellings.overflowed) this.spellings.add(normalise(source === "cell" ? trimBlanks(text) : text));
    this.number.see(text, source);
    this.date.see(text);
    if (this.#isText()) {
      this.#lookForVariants(text);
      if (source === "cell") this.split.see(text);
    }
  }

  seeBoolean(value: boolean): void {
    this.count += 1;
    if (value) this.booleans.yes += 1;
    else this.booleans.no += 1;
  }

  #takeSentinel(text: string, source: Source): boolean {
    const kind = sentinelKind(text);
    if (kind === null) return false;
    const known = kind === "sure" ? this.sure : this.doubtful;
    const spelling = normalise(source === "cell" ? trimBlanks(text) : text);
    const count = known.get(spelling);
    if (count === undefined && known.size >= MOST_SENTINELS) return false;
    known.set(spelling, (count ?? 0) + 1);
    return true;
  }

  /** Numbers and dates have no variants, and are in no lists. */
  #isText(): boolean {
    return !this.number.isPossible && !this.date.isPossible;
  }

  #lookForVariants(text: string): void {
    if (this.#lookedAt === MOST_LOOKED_AT) return;
    this.#lookedAt += 1;
    const folded = fold(text);
    const known = this.#folded.get(folded);
    if (known === undefined) {
      if (text.length <= 60 && this.#room.take()) this.#folded.set(ownText(folded), ownText(text));
      return;
    }
    this.recurring += 1;
    if (this.variants === null && known !== text && normalise(known) !== normalise(text))
      this.variants = [known, ownText(text)];
  }
}
