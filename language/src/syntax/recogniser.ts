import type { Token, TokenType } from "./tokens.js";
import * as t from "./tokens.js";

/** A rule of a grammar: what it reads, and what it makes of it. */
export interface Rule<R> {
  readonly name: string;
  readonly read: () => R;
  /** What it can begin with, once that has been asked. */
  begins: Beginning | null;
  /** The places in it where the next token decides, by their number. */
  readonly places: Place[];
}

/** What a part of the grammar can begin with. */
interface Beginning {
  /** By the number of a token's type. */
  readonly accepts: readonly boolean[];
  /** It may also consist of nothing. */
  readonly isOptional: boolean;
}

/** One `OR`, `OPTION` or repetition, as it was found at the first visit: of each alternative what it begins with. */
type Place = readonly Beginning[];

export interface Alternative<R> {
  /** Asked first, where the next token alone does not decide. */
  readonly GATE?: () => boolean;
  readonly ALT: () => R;
}

type Alternatives<R> =
  | readonly Alternative<R>[]
  | {
      readonly DEF: readonly Alternative<R>[];
      /** What to say is expected here, in place of what the rule's name says. */
      readonly ERR_MSG: string;
    };

type Gated<R> = (() => R) | { readonly GATE: () => boolean; readonly DEF: () => R };

/** The tokens are not what a rule reads. */
export class Mismatch extends Error {
  /** Null at the end of the tokens. */
  readonly found: Token | null;
  /** A token type that is missing, or a rule none of whose ways can be gone. */
  readonly expected: { readonly type: TokenType } | { readonly rule: string; readonly description: string | null };

  constructor(found: Token | null, expected: Mismatch["expected"]) {
    super("the tokens do not fit");
    this.found = found;
    this.expected = expected;
  }
}

/** Thrown while it is found out what a part begins with, as soon as that is known. */
class Known extends Error {}
const known = new Known("known");

/**
 * Reads tokens by rules that are written as code, each next token deciding the way (LL(1), with gates where it alone does
 * not). What a place of the grammar can begin with is not written down: when a text first comes to that place, the code
 * behind it is run without tokens (a *rehearsal*), up to the first token that it cannot do without. So building a grammar
 * costs nothing, and a short run pays only for the places that its program comes to.
 *
 * What rules compute beside reading tokens stands inside `ACTION`, which a rehearsal leaves out. Several places of the same
 * kind in one rule have different numbers.
 */
export abstract class Recogniser {
  #tokens: readonly Token[] = [];
  /** Of the next token. */
  #next = 0;
  #rule: Rule<unknown> | null = null;
  #rehearsal: { readonly accepts: boolean[] } | null = null;
  readonly #isStrict: boolean;

  /** `strict`: finds the beginnings anew at every visit of a place, and throws where the grammar is wrong; for tests. */
  constructor(strict: boolean) {
    this.#isStrict = strict;
  }

  /**
   * Reads tokens by a rule. Returns what it makes of them, and the first token that it left over. Throws `Mismatch`.
   */
  protected recognise<R>(
    rule: Rule<R>,
    tokens: readonly Token[],
  ): { readonly value: R; readonly leftover: Token | null } {
    this.#tokens = tokens;
    this.#next = 0;
    this.#rule = null;
    const value = this.SUBRULE(rule);
    return { value, leftover: tokens[this.#next] ?? null };
  }

  protected RULE<R>(name: string, read: () => R): Rule<R> {
    return { name, read, begins: null, places: [] };
  }

  /** The token so many ahead: 1 is the next one, 0 the last that was read. */
  protected LA(ahead: number): Token {
    return this.#tokens[this.#next + ahead - 1] ?? endOfTokens;
  }

  /** Does what is no reading of tokens. */
  protected ACTION<R>(action: () => R): R {
    return this.#rehearsal === null ? action() : (undefined as R);
  }

  protected CONSUME(type: TokenType): Token {
    if (this.#rehearsal !== null) return this.#noteToken(type);
    const token = this.#tokens[this.#next];
    if (token === undefined || !isOf(token, type)) throw new Mismatch(token ?? null, { type });
    this.#next += 1;
    return token;
  }

  protected SUBRULE<R>(rule: Rule<R>): R {
    if (this.#rehearsal !== null) {
      rule.begins ??= this.#rehearse(rule, rule.read);
      this.#note(rule.begins);
      return undefined as R;
    }
    const outer = this.#rule;
    this.#rule = rule;
    const value = rule.read();
    this.#rule = outer;
    return value;
  }

  protected OR<R>(alternatives: Alternatives<R>): R {
    return this.#either(0, alternatives);
  }

  protected OR1<R>(alternatives: Alternatives<R>): R {
    return this.#either(1, alternatives);
  }

  protected OPTION<R>(way: Gated<R>): R | undefined {
    return this.#optional(2, way);
  }

  protected OPTION1<R>(way: Gated<R>): R | undefined {
    return this.#optional(3, way);
  }

  protected OPTION2<R>(way: Gated<R>): R | undefined {
    return this.#optional(4, way);
  }

  protected OPTION3<R>(way: Gated<R>): R | undefined {
    return this.#optional(5, way);
  }

  /** For what several rules have in common and none of them calls twice. */
  protected OPTION9<R>(way: Gated<R>): R | undefined {
    return this.#optional(6, way);
  }

  protected MANY(way: Gated<void>): void {
    const read = typeof way === "function" ? way : way.DEF;
    if (this.#rehearsal !== null) this.#note(this.#place(7, [read], null)[0]!, true);
    else while (this.#isEntered(7, way, read)) read();
  }

  protected AT_LEAST_ONE(way: () => void): void {
    this.#once(8, way);
    while (this.#isEntered(8, way, way)) way();
  }

  protected AT_LEAST_ONE_SEP({ SEP, DEF }: { readonly SEP: TokenType; readonly DEF: () => void }): void {
    this.#once(9, DEF);
    this.#further(SEP, DEF);
  }

  protected MANY_SEP({ SEP, DEF }: { readonly SEP: TokenType; readonly DEF: () => void }): void {
    if (this.#rehearsal !== null) this.#note(this.#place(10, [DEF], null)[0]!, true);
    else if (this.#isEntered(10, DEF, DEF)) {
      DEF();
      this.#further(SEP, DEF);
    }
  }

  #once(place: number, read: () => void): void {
    if (this.#rehearsal === null && !this.#isEntered(place, read, read)) throw this.#noWay(null);
    read();
  }

  #further(separator: TokenType, read: () => void): void {
    while (isOf(this.LA(1), separator)) {
      this.#next += 1;
      read();
    }
  }

  #optional<R>(place: number, way: Gated<R>): R | undefined {
    const read = typeof way === "function" ? way : way.DEF;
    if (this.#rehearsal !== null) {
      this.#note(this.#place(place, [read], null)[0]!, true);
      return undefined;
    }
    return this.#isEntered(place, way, read) ? read() : undefined;
  }

  #isEntered(place: number, way: Gated<unknown>, read: () => unknown): boolean {
    const [beginning] = this.#placeOf(place) ?? this.#place(place, [read], null);
    if (!beginning!.accepts[this.LA(1).tokenType.index]) return false;
    return typeof way === "function" || way.GATE();
  }

  #either<R>(place: number, given: Alternatives<R>): R {
    const alternatives = "DEF" in given ? given.DEF : given;
    let beginnings = this.#placeOf(place);
    if (beginnings === null) {
      beginnings = this.#place(
        place,
        alternatives.map(({ ALT }) => ALT),
        alternatives,
      );
    }
    if (this.#rehearsal !== null) {
      this.#note(union(beginnings));
      return undefined as R;
    }
    const type = this.LA(1).tokenType.index;
    for (let index = 0; index < alternatives.length; index += 1) {
      const { accepts, isOptional } = beginnings[index]!;
      if (!accepts[type] && !isOptional) continue;
      const { GATE, ALT } = alternatives[index]!;
      if (GATE === undefined || GATE()) return ALT();
    }
    throw this.#noWay("DEF" in given ? given.ERR_MSG : null);
  }

  #noWay(description: string | null): Mismatch {
    return new Mismatch(this.#tokens[this.#next] ?? null, { rule: this.#rule!.name, description });
  }

  #placeOf(place: number): Place | null {
    return this.#isStrict ? null : (this.#rule!.places[place] ?? null);
  }

  /** Finds out what the ways at a place begin with. */
  #place(place: number, ways: readonly (() => unknown)[], alternatives: readonly Alternative<unknown>[] | null): Place {
    const rule = this.#rule!;
    const before = rule.places[place];
    if (before !== undefined && !this.#isStrict) return before;
    const found = ways.map((way) => this.#rehearse(rule, way));
    rule.places[place] = found;
    if (this.#isStrict) checkPlace(`${rule.name} ${place}`, found, before, alternatives);
    return found;
  }

  #rehearse(rule: Rule<unknown>, read: () => unknown): Beginning {
    const [outer, around] = [this.#rehearsal, this.#rule];
    const rehearsal = { accepts: new Array<boolean>(t.allTokenTypes.length).fill(false) };
    this.#rehearsal = rehearsal;
    this.#rule = rule;
    let isOptional = true;
    try {
      read();
    } catch (error) {
      if (error !== known) throw error;
      isOptional = false;
    } finally {
      this.#rehearsal = outer;
      this.#rule = around;
    }
    return { ...rehearsal, isOptional };
  }

  #noteToken(type: TokenType): never {
    for (const index of t.numbersOf(type)) this.#rehearsal!.accepts[index] = true;
    throw known;
  }

  /** `goesOn`: what follows may come first as well. */
  #note({ accepts, isOptional }: Beginning, goesOn = isOptional): void {
    const own = this.#rehearsal!.accepts;
    for (const [index, isAccepted] of accepts.entries()) if (isAccepted) own[index] = true;
    if (!goesOn) throw known;
  }
}

const endOfTokens: Token = {
  image: "",
  startOffset: Number.NaN,
  endOffset: Number.NaN,
  tokenType: t.EndOfTokens,
  value: null,
  afterOperand: false,
  commentsBefore: 0,
  ownComments: 0,
  part: null,
};

function isOf({ tokenType }: Token, type: TokenType): boolean {
  return tokenType === type || tokenType.categories.includes(type);
}

function union(beginnings: readonly Beginning[]): Beginning {
  return {
    accepts: t.allTokenTypes.map(({ index }) => beginnings.some(({ accepts }) => accepts[index])),
    isOptional: beginnings.some(({ isOptional }) => isOptional),
  };
}

/** Throws where a grammar is wrong: two places with one number, ways that the next token cannot tell apart, an endless repetition. */
function checkPlace(
  name: string,
  found: Place,
  before: Place | undefined,
  alternatives: readonly Alternative<unknown>[] | null,
): void {
  if (before !== undefined && JSON.stringify(before) !== JSON.stringify(found))
    throw new Error(`${name} are two places`);
  if (alternatives === null) {
    if (found.some(({ isOptional }) => isOptional)) throw new Error(`${name} may read nothing again and again`);
    return;
  }
  for (const [later, { accepts }] of found.entries()) {
    for (let earlier = 0; earlier < later; earlier += 1) {
      const first = found[earlier]!;
      if (alternatives[earlier]!.GATE !== undefined) continue;
      if (first.isOptional || accepts.some((isAccepted, index) => isAccepted && first.accepts[index])) {
        throw new Error(`${name}: the next token does not decide between ${earlier} and ${later}`);
      }
    }
  }
}
