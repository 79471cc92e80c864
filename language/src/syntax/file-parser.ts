import type { IRecognitionException } from "chevrotain";
import { grammarRules } from "../diagnostics/rules/syntax/grammar.js";
import { habitRules } from "../diagnostics/rules/syntax/habits.js";
import { nearestName } from "../values/nearest.js";
import { documentationOf } from "./documentation.js";
import { describeFailure, type Failure } from "./failure.js";
import { closingFix } from "./failure-fixes.js";
import { Grammar } from "./grammar.js";
import { DEEPEST_NESTING, type GrammarInput, TooDeepError } from "./grammar-core.js";
import { isForeignConstant } from "./habit-constants.js";
import { looksLikeAlternative } from "./habit-lists.js";
import { rewriteHabits, rewriteMisread } from "./habits.js";
import { outlinedSegment } from "./outline.js";
import { KeptParts, type PartRule } from "./parsed-parts.js";
import { Reporter } from "./reporter.js";
import type { Rescan } from "./rescan.js";
import { salvageDeclaration, salvageField, salvageMember } from "./salvage.js";
import type { ScanResult } from "./scanner.js";
import { type Chunk, type DeclarationChunk, splitDeclarations } from "./split.js";
import * as t from "./tokens.js";
import { isName, isWord, spanBetween, spanOf, type Token } from "./tokens.js";
import type * as tree from "./tree.js";
import { declarationWords } from "./words.js";

let sharedGrammar: Grammar | null = null;

/** The grammar, built at first use: building it is the larger part of the start-up time. */
function grammar(): Grammar {
  sharedGrammar ??= new Grammar(false);
  return sharedGrammar;
}

/** Whether the conditions of segments are read, or only that there are such segments. */
export type Depth = "whole" | "outline";

/** Parses the text of one file, once. */
export class FileParser {
  readonly #path: string;
  readonly #text: string;
  readonly #reporter: Reporter;
  readonly scan: ScanResult;
  readonly #tokens: readonly Token[];
  readonly #spoilt: readonly number[];
  readonly #documentation: GrammarInput["documentation"];
  /** What may be taken over when the file is parsed again. */
  readonly parts: KeptParts;
  readonly depth: Depth;
  #declared: ReadonlySet<string> | null = null;
  /** Grows whenever more than the tokens of a part decides what becomes of it. */
  #doubts = 0;

  constructor(path: string, text: string, scanned: Rescan, before: KeptParts | null, depth: Depth) {
    this.#path = path;
    this.#text = text;
    this.depth = depth;
    this.#reporter = new Reporter(path);
    this.scan = scanned.scan;
    this.#tokens = this.scan.tokens;
    this.#spoilt = this.scan.spoilt;
    this.#documentation = (token) => documentationOf(token, this.scan.comments);
    this.parts = new KeptParts(scanned, before);
  }

  parse(): tree.SyntaxFile {
    for (const diagnostic of this.scan.diagnostics) this.#reporter.diagnostics.push(diagnostic);
    const declarations: tree.Declaration[] = [];
    for (const chunk of splitDeclarations(this.#tokens)) {
      const declaration = this.#declaration(chunk);
      if (declaration !== null) declarations.push(declaration);
    }
    const diagnostics = [...this.#reporter.diagnostics].sort(
      (a, b) => a.location.span.start - b.location.span.start || a.location.span.end - b.location.span.end,
    );
    const { comments } = this.scan;
    return { path: this.#path, text: this.#text, declarations, comments, diagnostics };
  }

  /** The part as it was, else as it is parsed now; kept for the next time if it is nothing but what its tokens say. */
  #part<R extends object | null>(rule: PartRule, chunk: Chunk, parse: () => R): R {
    const documentation = this.#documentation(this.#tokens[chunk.start]!);
    const kept = this.parts.find<NonNullable<R>>(rule, chunk, documentation);
    if (kept !== null) return kept;
    const doubts = this.#doubts + this.#reporter.changes;
    const { placed } = this.parts;
    const value = parse();
    if (value !== null && this.#doubts + this.#reporter.changes === doubts) {
      this.parts.keep(rule, chunk, documentation, value, placed);
    }
    return value;
  }

  #declaration(chunk: DeclarationChunk): tree.Declaration | null {
    switch (chunk.kind) {
      case "stray":
        this.#reportStray(chunk);
        return null;
      case "customer":
        return this.#customer(chunk);
      case "criterion":
        return this.#criterion(chunk);
      case "plain":
        return this.#plain(chunk);
    }
  }

  #plain(chunk: Chunk): tree.Declaration {
    const word = this.#tokens[chunk.start]!;
    const rule = this.#ruleOf(word);
    return this.#outlined(chunk) ?? this.#attempt(rule, chunk, (input) => salvageDeclaration(input));
  }

  /** Where an outline will do: a segment without its condition. */
  #outlined(chunk: Chunk): tree.SegmentDeclaration | null {
    if (this.depth === "whole") return null;
    return outlinedSegment(this.#input(this.#tokens.slice(chunk.start, chunk.end)));
  }

  #ruleOf(word: Token): () => tree.Declaration {
    const parser = grammar();
    if (isWord(word, "segment")) return parser.segment;
    if (isWord(word, "define")) return parser.define;
    if (isWord(word, "list")) return parser.list;
    if (isWord(word, "persona")) return parser.persona;
    return parser.require;
  }

  #customer(chunk: DeclarationChunk & { readonly kind: "customer" }): tree.CustomerDeclaration {
    return this.#part("customer", chunk, () => this.#parseCustomer(chunk));
  }

  #parseCustomer(chunk: DeclarationChunk & { readonly kind: "customer" }): tree.CustomerDeclaration {
    const keyword = this.#tokens[chunk.start]!;
    const fields = chunk.body < 0 ? [] : this.#fields(chunk.body, chunk.close < 0 ? chunk.end : chunk.close);
    if (chunk.body >= 0 && chunk.close < 0) this.#reportUnclosed(this.#tokens[chunk.body]!, chunk);
    return {
      kind: "customer",
      keyword: spanOf(keyword),
      fields,
      documentation: this.#documentation(keyword),
      span: spanBetween(keyword, this.#tokens[chunk.end - 1]!),
    };
  }

  /** The fields between the brace at `open` and the token index `end`, each parsed on its own. */
  #fields(open: number, end: number): tree.FieldDeclaration[] {
    const fields: tree.FieldDeclaration[] = [];
    let start = open + 1;
    while (start < end) {
      let next = start + 1;
      let depth = depthStep(this.#tokens[start]!);
      while (next < end && !(depth <= 0 && this.#startsField(next, start))) {
        depth += depthStep(this.#tokens[next]!);
        next += 1;
      }
      const field = this.#field({ start, end: next });
      if (field !== null) fields.push(field);
      start = next;
    }
    return fields;
  }

  /** A name (or a reserved word used as one) and a colon; two names before a colon are one broken field. */
  #startsField(index: number, start: number): boolean {
    const token = this.#tokens[index];
    if (this.#tokens[index + 1]?.tokenType !== t.Colon) return false;
    return (isName(token) || (token !== undefined && t.isReservedToken(token))) && index > start;
  }

  #field(chunk: Chunk): tree.FieldDeclaration | null {
    const first = this.#tokens[chunk.start]!;
    if (first.tokenType === t.Comma && chunk.end === chunk.start + 1) {
      this.#reportFailure(
        { expected: "a field", found: first, previous: this.#tokens[chunk.start - 1] ?? null, kind: "unexpected" },
        chunk,
      );
      return null;
    }
    const braces = bracesIn(this.#tokens, chunk);
    if (braces !== null) return this.#fieldWithRecord(chunk, braces);
    return this.#attempt<tree.FieldDeclaration | null>(grammar().field, chunk, salvageField);
  }

  /** Where a nested record has a broken field, its fields are parsed each on its own, and what is around them by itself. */
  #fieldWithRecord(
    chunk: Chunk,
    braces: { readonly open: number; readonly close: number },
  ): tree.FieldDeclaration | null {
    const before = this.#reporter.diagnostics.length;
    const whole = this.#run(grammar().field, this.#input(this.#tokens.slice(chunk.start, chunk.end)));
    if (whole.kind === "parsed") return whole.value;
    this.#doubts += 1;
    this.#reporter.rewind(before);
    if (whole.kind === "too-deep") {
      this.#reportOutcome(whole, chunk);
      return salvageField(this.#input(this.#tokens.slice(chunk.start, chunk.end)));
    }
    const fields = this.#fields(braces.open, braces.close);
    const around = [
      ...this.#tokens.slice(chunk.start, braces.open + 1),
      ...this.#tokens.slice(braces.close, chunk.end),
    ];
    const field = this.#attempt<tree.FieldDeclaration | null>(grammar().field, chunk, salvageField, around);
    return field === null || field.type === null ? field : { ...field, type: withFields(field.type, fields) };
  }

  #criterion(chunk: DeclarationChunk & { readonly kind: "criterion" }): tree.CriterionDeclaration {
    return this.#part("criterion", chunk, () => this.#parseCriterion(chunk));
  }

  #parseCriterion(chunk: DeclarationChunk & { readonly kind: "criterion" }): tree.CriterionDeclaration {
    const headerEnd = chunk.body < 0 ? chunk.end : chunk.body;
    const header = this.#attempt(grammar().criterion, { start: chunk.start, end: headerEnd }, (input) => {
      const salvaged = salvageDeclaration(input);
      return salvaged.kind === "criterion" ? salvaged : null;
    })!;
    const members: (tree.SegmentDeclaration | tree.OtherwiseDeclaration)[] = [];
    for (const member of chunk.members) {
      const word = this.#tokens[member.start]!;
      const rule = isWord(word, "otherwise") ? grammar().otherwise : grammar().segment;
      members.push(
        this.#outlined(member) ??
          this.#attempt<tree.SegmentDeclaration | tree.OtherwiseDeclaration>(rule, member, (input) =>
            salvageMember(input),
          ),
      );
    }
    for (const stray of chunk.strays) {
      const first = this.#tokens[stray.start]!;
      const meant = isName(first) ? nearestName(first.image, ["segment", "otherwise"]) : null;
      if (meant !== null) {
        this.#reporter.report(habitRules.misspeltWord, { written: shorten(first.image), write: meant }, spanOf(first), [
          this.#reporter.replace(spanOf(first), meant, `Write \`${meant}\``),
        ]);
        continue;
      }
      this.#reportFailure(
        { expected: "`segment` or `otherwise`", found: this.#tokens[stray.start]!, previous: null, kind: "unexpected" },
        stray,
      );
    }
    if (chunk.body >= 0 && chunk.close < 0) this.#reportUnclosed(this.#tokens[chunk.body]!, chunk);
    return {
      ...header,
      body: chunk.body < 0 ? null : spanBetween(this.#tokens[chunk.body]!, this.#tokens[chunk.end - 1]!),
      members,
      span: spanBetween(this.#tokens[chunk.start]!, this.#tokens[chunk.end - 1]!),
    };
  }

  /**
   * Parses a chunk by a rule. Where that fails, what people type by habit is rewritten and the rule tried again, so
   * that a program without mistakes never meets those guesses; where it still fails, the rest is salvaged.
   */
  #attempt<R extends object | null>(
    rule: () => R,
    chunk: Chunk,
    salvage: (input: GrammarInput) => R,
    written: readonly Token[] | null = null,
  ): R {
    if (written !== null) return this.#tryRule(rule, chunk, salvage, written);
    return this.#part<R>(rule, chunk, () =>
      this.#tryRule(rule, chunk, salvage, this.#tokens.slice(chunk.start, chunk.end)),
    );
  }

  #tryRule<R>(rule: () => R, chunk: Chunk, salvage: (input: GrammarInput) => R, written: readonly Token[]): R {
    const input = this.#input(this.#withoutMisreadings(written));
    const before = this.#reporter.diagnostics.length;
    const first = this.#run(rule, input);
    if (first.kind === "parsed") return first.value;
    this.#doubts += 1;
    const ownDiagnostics = this.#reporter.diagnostics.slice(before);
    if (first.kind === "failed") {
      this.#reporter.rewind(before);
      const rewritten = rewriteHabits(input.tokens, this.#text, this.#reporter);
      if (rewritten !== null) {
        const again = this.#run(rule, this.#input(rewritten));
        if (again.kind === "parsed") return again.value;
        this.#reportOutcome(again, chunk);
        return salvage(this.#input(rewritten));
      }
      for (const diagnostic of ownDiagnostics) this.#reporter.diagnostics.push(diagnostic);
    }
    this.#reportOutcome(first, chunk);
    return salvage(input);
  }

  /** `null` and `TRUE` are names to the grammar; unless the file declares them, they are taken for what they look like. So is `or "y"`. */
  #withoutMisreadings(tokens: readonly Token[]): readonly Token[] {
    const misread = tokens.some(
      (token, index) =>
        looksLikeAlternative(tokens, index) || (isForeignConstant(token) && !this.#declaredNames().has(token.image)),
    );
    return misread ? (rewriteMisread(tokens, this.#text, this.#reporter) ?? tokens) : tokens;
  }

  #declaredNames(): ReadonlySet<string> {
    this.#doubts += 1;
    this.#declared ??= new Set(
      this.#tokens
        .filter(
          (_, index) =>
            this.#tokens[index + 1]?.tokenType === t.Colon ||
            isWord(this.#tokens[index - 1], "define", "list", "segment", "otherwise", "criterion"),
        )
        .map((token) => token.image),
    );
    return this.#declared;
  }

  #reportOutcome(
    outcome: { kind: "failed"; failure: Failure } | { kind: "too-deep"; error: TooDeepError },
    chunk: Chunk,
  ): void {
    if (outcome.kind === "too-deep") {
      this.#reporter.report(grammarRules.tooDeep, { limit: DEEPEST_NESTING }, outcome.error.span);
    } else {
      this.#reportFailure(outcome.failure, chunk);
    }
  }

  #input(tokens: readonly Token[]): GrammarInput {
    return { tokens, text: this.#text, reporter: this.#reporter, documentation: this.#documentation };
  }

  #run<R>(
    rule: () => R,
    input: GrammarInput,
  ): { kind: "parsed"; value: R } | { kind: "failed"; failure: Failure } | { kind: "too-deep"; error: TooDeepError } {
    const parser = grammar();
    try {
      const value = parser.run(rule, input);
      const error = parser.errors[0];
      return error === undefined
        ? { kind: "parsed", value }
        : { kind: "failed", failure: failureOf(error, input.tokens) };
    } catch (error) {
      if (error instanceof TooDeepError) return { kind: "too-deep", error };
      // Our caller may have left little of the stack.
      if (error instanceof RangeError) return { kind: "too-deep", error: new TooDeepError(spanOf(input.tokens[0]!)) };
      throw error;
    }
  }

  #reportFailure(failure: Failure, chunk: Chunk): void {
    const failedAt = failure.found === null ? Number.POSITIVE_INFINITY : spanOf(failure.found).end;
    const start = this.#tokens[chunk.start]?.startOffset ?? 0;
    const end = this.#tokens[chunk.end]?.startOffset ?? this.#text.length;
    if (this.#isSpoilt(start, Math.min(end, failedAt + 1))) return;
    describeFailure(failure, this.#tokens.slice(chunk.start, chunk.end), this.#reporter);
  }

  /** Something was reported between two offsets that explains what goes wrong after it. */
  #isSpoilt(start: number, end: number): boolean {
    this.#doubts += 1;
    let low = 0;
    let high = this.#spoilt.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#spoilt[middle]! < start) low = middle + 1;
      else high = middle;
    }
    return (this.#spoilt[low] ?? Number.POSITIVE_INFINITY) < end;
  }

  #reportStray(chunk: Chunk): void {
    const first = this.#tokens[chunk.start]!;
    if (
      first.tokenType === t.RightBrace ||
      first.tokenType === t.RightParenthesis ||
      first.tokenType === t.RightBracket
    ) {
      const span = spanOf(first);
      this.#reporter.report(grammarRules.strayBracket, { bracket: first.image }, span, [
        this.#reporter.replace(span, "", "Remove it", false),
      ]);
      return;
    }
    const start = first.startOffset;
    const end = this.#tokens[chunk.end]?.startOffset ?? this.#text.length;
    if (this.#isSpoilt(start, end)) return;
    if (isWord(first, "customer")) {
      const found = this.#tokens[chunk.start + 1] ?? null;
      this.#reportFailure({ expected: "`{`", found, previous: first, kind: "unexpected" }, chunk);
      return;
    }
    const suggestion = isName(first) ? nearestName(first.image, [...declarationWords]) : null;
    const fixes =
      suggestion === null ? [] : [this.#reporter.replace(spanOf(first), suggestion, `Write \`${suggestion}\``)];
    const parameters = { found: `\`${shorten(first.image)}\``, suggestion };
    this.#reporter.report(grammarRules.outsideDeclaration, parameters, spanOf(first), fixes);
  }

  #reportUnclosed(open: Token, chunk: Chunk): void {
    const start = open.startOffset;
    const end = this.#tokens[chunk.end]?.startOffset ?? this.#text.length;
    if (this.#isSpoilt(start, end)) return;
    const last = this.#tokens[chunk.end - 1] ?? open;
    const fixes = [closingFix("}", last, this.#text.slice(start, last.endOffset).includes("\n"), this.#reporter)];
    this.#reporter.report(grammarRules.unclosedBracket, { open: "{", close: "}" }, spanOf(open), fixes);
  }
}

function failureOf(error: IRecognitionException, tokens: readonly Token[]): Failure {
  const found = tokens.includes(error.token as Token) ? (error.token as Token) : null;
  const index = found === null ? tokens.length : tokens.indexOf(found);
  const previous = tokens[index - 1] ?? null;
  return {
    expected: error.message,
    found,
    previous,
    kind: error.name === "NotAllInputParsedException" ? "leftover" : "unexpected",
  };
}

/** The first braces of a chunk that are closed in it. */
function bracesIn(tokens: readonly Token[], chunk: Chunk): { readonly open: number; readonly close: number } | null {
  let open = chunk.start;
  while (open < chunk.end && tokens[open]?.tokenType !== t.LeftBrace) open += 1;
  let depth = 0;
  for (let close = open; close < chunk.end; close += 1) {
    if (tokens[close]?.tokenType === t.LeftBrace) depth += 1;
    else if (tokens[close]?.tokenType === t.RightBrace && --depth === 0) return { open, close };
  }
  return null;
}

function withFields(type: tree.TypeSyntax, fields: readonly tree.FieldDeclaration[]): tree.TypeSyntax {
  if (type.kind === "record-type") return { ...type, fields };
  if (type.kind !== "list-type" || type.element === null) return type;
  return { ...type, element: withFields(type.element, fields) };
}

function depthStep(token: Token): number {
  const type = token.tokenType;
  if (type === t.LeftBrace || type === t.LeftBracket || type === t.LeftParenthesis) return 1;
  return type === t.RightBrace || type === t.RightBracket || type === t.RightParenthesis ? -1 : 0;
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
