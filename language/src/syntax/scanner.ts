import type { TokenType } from "chevrotain";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { grammarRules } from "../diagnostics/rules/syntax/grammar.js";
import { habitRules } from "../diagnostics/rules/syntax/habits.js";
import { literalRules } from "../diagnostics/rules/syntax/literals.js";
import type { Span } from "../source/source.js";
import * as characters from "./characters.js";
import { completesOperand } from "./position.js";
import { Reporter } from "./reporter.js";
import { scanForeignComment } from "./scan-foreign-comment.js";
import { scanForeignDate } from "./scan-foreign-date.js";
import { scanLeadingPoint, scanNumber } from "./scan-number.js";
import { checkDirection, lineEnd, scanForeignText, scanPattern, scanText } from "./scan-text.js";
import { skimmedCondition } from "./skim.js";
import { type ForeignSymbol, foreignSymbolAt, symbolAt } from "./symbols.js";
import * as tokens from "./tokens.js";
import { classifyWord, type Scanned, type Token, type TokenValue, wordType } from "./tokens.js";
import type { Comment } from "./tree.js";

export interface ScanResult {
  readonly tokens: Token[];
  /** The brackets open before each token. */
  readonly open: OpenBracket[];
  readonly comments: readonly Comment[];
  /** Where something was reported that spoils what follows; the grammar stays silent about its consequences. */
  readonly spoilt: readonly number[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The innermost bracket that is open, and those around it; null where none is. */
export type OpenBracket = { readonly type: TokenType; readonly around: OpenBracket } | null;

const matches = wordType("matches");
const where = wordType("where");
/** Words that a name follows. */
const namedWords = ["segment", "define", "list", "criterion", "persona", "otherwise"] as const;

/**
 * Cuts a text into tokens. The scanner is written by hand, and only the grammar is Chevrotain's: what a slash or a word
 * means depends on what stands before it, and every wrong character must become one diagnostic with its fix.
 */
export function scan(path: string, text: string): ScanResult {
  return new Scanner(path, text).run();
}

/** As `scan`, much sooner, with one name in the place of each condition of a segment that is of no concern to what follows it. */
export function skim(path: string, text: string): ScanResult {
  return new Scanner(path, text, undefined, true).run();
}

/** Where a scanner is in its text, as far as it matters to what comes. */
export interface ScanState {
  readonly offset: number;
  /** The token before, and how many comments there are in all, and behind that token. */
  readonly previous: Token | undefined;
  readonly comments: number;
  readonly ownComments: number;
  readonly afterOperand: boolean;
  readonly open: OpenBracket;
}

/** Cuts a piece of a text into tokens. What the pieces of several scanners hold, put together, is the whole. */
export class Scanner {
  readonly #text: string;
  readonly #reporter: Reporter;
  readonly #tokens: Token[] = [];
  readonly #openBefore: OpenBracket[] = [];
  readonly #comments: Comment[] = [];
  readonly #spoilt: number[] = [];
  /** The token before the piece, and the comments before it. */
  readonly #before: Token | undefined;
  readonly #commentsBefore: number;
  /** The brackets open here. */
  #open: OpenBracket;
  #afterOperand: boolean;
  #ownComments: number;
  #offset: number;
  readonly #skims: boolean;

  constructor(path: string, text: string, from?: ScanState, skims = false) {
    this.#skims = skims;
    this.#text = text;
    this.#reporter = new Reporter(path);
    this.#before = from?.previous;
    this.#commentsBefore = from?.comments ?? 0;
    this.#ownComments = from?.ownComments ?? 0;
    this.#open = from?.open ?? null;
    this.#afterOperand = from?.afterOperand ?? false;
    this.#offset = from?.offset ?? (text.charCodeAt(0) === 0xfeff ? 1 : 0);
  }

  /** Scans up to the end, or up to the first token or comment at which `stop` says so. */
  run(stop: ((state: ScanState) => boolean) | null = null): ScanResult {
    const text = this.#text;
    while (this.#offset < text.length) {
      const code = text.charCodeAt(this.#offset);
      if (characters.isBlankCode(code)) this.#offset += 1;
      else if (stop?.(this.state) === true) break;
      else if (!this.#scanWord()) this.#scanOther(code);
    }
    return {
      tokens: this.#tokens,
      open: this.#openBefore,
      comments: this.#comments,
      spoilt: this.#spoilt,
      diagnostics: this.#reporter.diagnostics,
    };
  }

  get state(): ScanState {
    return {
      offset: this.#offset,
      previous: this.#previous,
      comments: this.#commentsBefore + this.#comments.length,
      ownComments: this.#ownComments,
      afterOperand: this.#afterOperand,
      open: this.#open,
    };
  }

  get #previous(): Token | undefined {
    return this.#tokens.at(-1) ?? this.#before;
  }

  #scanWord(): boolean {
    const start = this.#offset;
    let end = characters.nameEnd(this.#text, start);
    if (end === start) return false;
    let word = this.#text.slice(start, end);
    // A character nobody sees in the middle of a word: reported, and the word read as it looks.
    for (let next = this.#skipInvisible(end); next > end; next = this.#skipInvisible(end)) {
      end = characters.nameRestEnd(this.#text, next);
      word += this.#text.slice(next, end);
    }
    const type = classifyWord(word);
    const value: TokenValue | null =
      type === tokens.PlainName ? { kind: "name", text: word.normalize("NFC"), quoted: false } : null;
    this.#push(type, start, end, value);
    if (this.#skims && type === where) this.#skimCondition();
    return true;
  }

  #skimCondition(): void {
    while (characters.isBlankCode(this.#text.charCodeAt(this.#offset))) this.#offset += 1;
    const end = skimmedCondition(this.#text, this.#offset, this.#tokens);
    if (end !== null) this.#push(tokens.PlainName, this.#offset, end, { kind: "name", text: "", quoted: false });
  }

  /** Behind an invisible character at `offset` if the word goes on there, else `offset`. */
  #skipInvisible(offset: number): number {
    const code = this.#text.charCodeAt(offset);
    if (offset >= this.#text.length || code < 0x7f) return offset;
    const character = String.fromCodePoint(this.#text.codePointAt(offset) ?? 0);
    const next = offset + character.length;
    if (!characters.isInvisible(character) || characters.nameRestEnd(this.#text, next) === next) return offset;
    this.#reportInvisible(character, { start: offset, end: next });
    return next;
  }

  #scanOther(code: number): void {
    const text = this.#text;
    const start = this.#offset;
    if (code === 0x22) this.#pushText(scanText(text, start, this.#reporter));
    else if (code === 0x2f) this.#scanSlash();
    else if (code === 0x60) this.#scanBackticks();
    else if (this.#atOddName(code)) this.#scanOddName();
    else if (characters.digitOf(code) >= 0)
      this.#pushScanned(
        scanForeignDate(text, start, this.#reporter) ?? scanNumber(text, start, this.#mayGroup(), this.#reporter),
      );
    else if (this.#atLeadingPoint()) this.#pushScanned(scanLeadingPoint(text, start, this.#reporter));
    else if (code === 0x3b || code === 0x061b) this.#scanSemicolon();
    else this.#scanSymbol();
  }

  /** `_id`; and where a name must stand, `1X`: names that do not start with a letter. */
  #atOddName(code: number): boolean {
    const start = this.#offset;
    if (code === 0x5f) return true;
    const digits = characters.digitOf(code) >= 0 ? characters.digitsEnd(this.#text, start) : start;
    if (digits === start || characters.nameRestEnd(this.#text, digits) === digits) return false;
    const previous = this.#previous;
    return previous !== undefined && tokens.isWord(previous, ...namedWords) && previous.endOffset + 1 < start;
  }

  #scanOddName(): void {
    const start = this.#offset;
    const end = characters.nameRestEnd(this.#text, start);
    const name = this.#text.slice(start, end);
    const span = { start, end };
    const write = `\`${name}\``;
    this.#reporter.report(literalRules.nameStart, { name, write }, span, [
      this.#reporter.replace(span, write, "Put it in backticks"),
    ]);
    this.#push(tokens.QuotedName, start, end, { kind: "name", text: name.normalize("NFC"), quoted: true });
  }

  #scanSymbol(): void {
    const text = this.#text;
    const start = this.#offset;
    const commentEnd = this.#mayBeComment() ? scanForeignComment(text, start, this.#reporter) : null;
    if (commentEnd !== null) {
      this.#offset = commentEnd;
      return;
    }
    const foreign = foreignSymbolAt(text, start);
    const symbol = foreign === undefined ? symbolAt(text, start) : undefined;
    if (foreign !== undefined) this.#pushForeignSymbol(foreign);
    else if (symbol !== undefined) this.#push(symbol.type, start, start + symbol.text.length, null);
    else {
      const date = scanForeignDate(text, start, this.#reporter);
      const foreignText = date === null ? scanForeignText(text, start, this.#reporter) : null;
      if (date !== null) this.#pushScanned(date);
      else if (foreignText !== null) this.#pushText(foreignText);
      else this.#scanStray();
    }
  }

  /** `where #age` is no comment: something must follow, and a name does. */
  #mayBeComment(): boolean {
    const start = this.#offset;
    if (this.#text.charAt(start) !== "#" || this.#afterOperand || this.#previous === undefined) return true;
    const firstOfLine = /(?:^|[\n\r])[ \t]*$/.test(this.#text.slice(Math.max(0, start - 200), start));
    return firstOfLine || characters.nameEnd(this.#text, start + 1) === start + 1;
  }

  /** `80,000` is one number, except between things that commas separate. */
  #mayGroup(): boolean {
    const innermost = this.#open?.type;
    return innermost !== tokens.LeftBracket && innermost !== tokens.LeftParenthesis;
  }

  /** `.5`, but not the `.5` of `x.5`. */
  #atLeadingPoint(): boolean {
    if (this.#text.charCodeAt(this.#offset) !== 0x2e) return false;
    const previous = this.#previous;
    const touches = previous !== undefined && this.#afterOperand && previous.endOffset + 1 === this.#offset;
    return !touches && characters.digitOf(this.#text.charCodeAt(this.#offset + 1)) >= 0;
  }

  #pushScanned({ end, type, value }: Scanned): void {
    if (value.kind === "number" && value.broken) this.#spoilt.push(this.#offset);
    this.#push(type, this.#offset, end, value);
  }

  #pushText({ end, value, closed }: { readonly end: number; readonly value: string; readonly closed: boolean }): void {
    if (!closed) this.#spoilt.push(this.#offset);
    this.#push(tokens.Text, this.#offset, end, { kind: "string", value, broken: !closed });
  }

  #scanBackticks(): void {
    const start = this.#offset;
    let stop = start + 1;
    while (stop < this.#text.length && this.#text.charCodeAt(stop) !== 0x60) {
      if (characters.isLineEndCode(this.#text.charCodeAt(stop))) break;
      stop += 1;
    }
    const closed = this.#text.charCodeAt(stop) === 0x60;
    const end = closed ? stop + 1 : stop;
    const inner = this.#text.slice(start + 1, stop).trim();
    const span = { start, end };
    if (!closed) this.#reportUnclosedName(span);
    else if (inner === "") this.#reporter.report(literalRules.emptyName, {}, span);
    else this.#checkQuotedName(inner, span);
    if (!closed || inner === "") this.#spoilt.push(start);
    this.#push(tokens.QuotedName, start, end, { kind: "name", text: inner.normalize("NFC"), quoted: true });
  }

  /** Before a word or sign that follows names, if there is one: else the name reaches to the end of the line. */
  #reportUnclosedName(span: Span): void {
    const written = this.#text.slice(span.start, span.end);
    const next = /\s+(?:where|by|in|is|and|or|not|has|[<>=!{:"]).*$/.exec(written) ?? /[\s,)\]]*$/.exec(written)!;
    const close = span.start + (next.index > 1 ? next.index : written.length);
    this.#reporter.report(literalRules.unclosedName, {}, span, [
      this.#reporter.replace(
        { start: close, end: close },
        "`",
        `Close it: ${this.#text.slice(span.start, close)}\``,
        false,
      ),
    ]);
  }

  /** Backticks allow everything that can be seen. */
  #checkQuotedName(inner: string, span: Span): void {
    let offset = span.start + 1 + this.#text.slice(span.start + 1).indexOf(inner.charAt(0));
    for (const character of inner) {
      const joiner = character === "\u200c" || character === "\u200d";
      const hidden =
        !joiner && (characters.isInvisible(character) || (character !== " " && characters.isForeignBlank(character)));
      if (hidden) this.#reportInvisible(character, { start: offset, end: offset + character.length });
      offset += character.length;
    }
  }

  #scanSlash(): void {
    const text = this.#text;
    const start = this.#offset;
    if (text.startsWith("//", start) && this.#atPattern() && !/^[^\n\r]*\s*\//u.test(text.slice(start + 2))) {
      this.#scanEmptyPattern();
    } else if (text.startsWith("//", start)) {
      const documents = text.startsWith("///", start) && text.charAt(start + 3) !== "/";
      this.#pushComment(documents ? "documentation" : "line", lineEnd(text, start));
    } else if (text.startsWith("/*", start)) this.#scanBlockComment();
    else this.#scanPatternOrDivision();
  }

  /** Behind `matches`, where only a pattern can stand. */
  #atPattern(): boolean {
    const previous = this.#previous;
    return previous?.tokenType === matches && previous.afterOperand;
  }

  /** `matches //`: no comment, unless the pattern follows below. */
  #scanEmptyPattern(): void {
    const [start, end] = [this.#offset, this.#offset + 2];
    this.#reporter.report(grammarRules.patternExpected, {}, { start, end });
    this.#spoilt.push(start);
    this.#push(tokens.Regex, start, end, { kind: "regex", pattern: "", flags: "", broken: true });
  }

  #scanPatternOrDivision(): void {
    const start = this.#offset;
    const patternHere = this.#atPattern();
    const scanned = patternHere || !this.#afterOperand ? scanPattern(this.#text, start, patternHere) : null;
    if (scanned === null || (!scanned.closed && !patternHere)) {
      this.#push(tokens.Divide, start, start + 1, null);
      return;
    }
    if (!scanned.closed) {
      const close = start + this.#text.slice(start, scanned.end).trimEnd().length;
      this.#reporter.report(literalRules.unclosedPattern, {}, { start, end: scanned.end }, [
        this.#reporter.replace(
          { start: close, end: close },
          "/",
          `Close it: ${this.#text.slice(start, close)}/`,
          false,
        ),
      ]);
      this.#spoilt.push(start);
    }
    const { pattern, flags, closed } = scanned;
    checkDirection(pattern, start + 1, this.#reporter);
    this.#push(tokens.Regex, start, scanned.end, { kind: "regex", pattern, flags, broken: !closed });
  }

  #scanBlockComment(): void {
    const close = this.#text.indexOf("*/", this.#offset + 2);
    if (close < 0) {
      const end = lineEnd(this.#text, this.#offset);
      this.#reporter.report(literalRules.unclosedComment, {}, { start: this.#offset, end: this.#offset + 2 }, [
        this.#reporter.replace({ start: end, end }, " */", "Close it at the end of the line", false),
      ]);
      this.#spoilt.push(this.#offset);
    }
    this.#pushComment("block", close < 0 ? this.#text.length : close + 2);
  }

  #pushComment(kind: Comment["kind"], end: number): void {
    const start = this.#offset;
    const text = this.#text.slice(start, end);
    for (let line = 0; line < text.length; ) {
      const next = lineEnd(text, line);
      checkDirection(text.slice(line, next), start + line, this.#reporter);
      line = next + 1;
    }
    this.#comments.push({ kind, text, span: { start, end } });
    this.#ownComments += 1;
    this.#offset = end;
  }

  #pushForeignSymbol(symbol: ForeignSymbol): void {
    const span = { start: this.#offset, end: this.#offset + symbol.written.length };
    const newText = symbol.word ? this.#paddedWord(span, symbol.write) : symbol.write;
    this.#reporter.report(habitRules.foreignOperator, { written: symbol.written, write: symbol.write }, span, [
      this.#reporter.replace(span, newText, `Write \`${symbol.write}\``),
    ]);
    this.#push(symbol.type, span.start, span.end, null);
  }

  #paddedWord(span: Span, word: string): string {
    const before = span.start > 0 && !/[\s([]/.test(this.#text.charAt(span.start - 1)) ? " " : "";
    const after = span.end < this.#text.length && !/\s/.test(this.#text.charAt(span.end)) ? " " : "";
    return `${before}${word}${after}`;
  }

  /** Between the things of a list a comma is meant, elsewhere nothing. */
  #scanSemicolon(): void {
    const span = { start: this.#offset, end: this.#offset + 1 };
    const innermost = this.#open?.type;
    const rest = /^\s*(?:`[^`\n]*`|[^\s:(){}[\],;"]+)\s*:/u.exec(this.#text.slice(span.end, span.end + 200));
    const comma =
      innermost === tokens.LeftBracket ||
      innermost === tokens.LeftParenthesis ||
      (innermost === tokens.LeftBrace && rest !== null);
    const fix = this.#reporter.replace(span, comma ? "," : "", comma ? "Write a comma" : "Remove it");
    this.#reporter.report(habitRules.semicolon, { comma }, span, [fix]);
    if (comma) this.#push(tokens.Comma, span.start, span.end, null);
    else this.#offset = span.end;
  }

  #scanStray(): void {
    const start = this.#offset;
    const character = String.fromCodePoint(this.#text.codePointAt(start) ?? 0);
    const end = start + character.length;
    this.#offset = end;
    if (characters.isInvisible(character) || characters.isForeignBlank(character)) {
      this.#reportInvisible(character, { start, end });
      const glued = !this.#blankAt(start - 1) && !this.#blankAt(end) && !characters.isForeignBlank(character);
      if (glued || /\p{L}/u.test(character)) this.#spoilt.push(start);
      return;
    }
    // A run of the same sign is one mistake.
    while (this.#text.startsWith(character, this.#offset)) this.#offset += character.length;
    this.#reporter.report(
      literalRules.unexpectedCharacter,
      { character: characters.describeCharacter(character), hint: null },
      { start, end: this.#offset },
      character === "#" ? [this.#reporter.replace({ start, end: this.#offset }, "", "Remove it", false)] : [],
    );
    this.#spoilt.push(start);
  }

  #reportInvisible(character: string, span: Span): void {
    const blank = characters.isForeignBlank(character);
    const fix = this.#reporter.replace(span, blank ? " " : "", blank ? "Write a plain blank" : "Remove it");
    this.#reporter.report(
      literalRules.invisibleCharacter,
      { character: characters.describeCharacter(character), blank },
      span,
      [fix],
    );
  }

  #blankAt(offset: number): boolean {
    return offset < 0 || offset >= this.#text.length || characters.isBlankCode(this.#text.charCodeAt(offset));
  }

  #push(type: TokenType, start: number, end: number, value: TokenValue | null): void {
    const previous = this.#previous?.tokenType;
    this.#openBefore.push(this.#open);
    this.#tokens.push({
      image: this.#text.slice(start, end),
      startOffset: start,
      endOffset: end - 1,
      tokenTypeIdx: type.tokenTypeIdx!,
      tokenType: type,
      value,
      afterOperand: this.#afterOperand,
      commentsBefore: this.#commentsBefore + this.#comments.length,
      ownComments: this.#ownComments,
      part: null,
    });
    this.#ownComments = 0;
    this.#afterOperand = completesOperand(type, this.#afterOperand, previous);
    if (type === tokens.LeftBrace || type === tokens.LeftBracket || type === tokens.LeftParenthesis)
      this.#open = { type, around: this.#open };
    else if (type === tokens.RightBrace || type === tokens.RightBracket || type === tokens.RightParenthesis)
      this.#open = this.#open?.around ?? null;
    this.#offset = end;
  }
}
