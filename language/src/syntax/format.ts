import type { Span } from "../source/source.js";
import {
  type Document,
  fill,
  flatWidth,
  group,
  INDENT,
  indent,
  inside,
  join,
  LINE_WIDTH,
  line,
  renderDocument,
} from "./format-document.js";
import { ExpressionFormatter } from "./format-expressions.js";
import { type LayoutItem, layoutBlock } from "./format-layout.js";
import { FormatSource } from "./format-source.js";
import type {
  CriterionDeclaration,
  CustomerDeclaration,
  Declaration,
  FieldDeclaration,
  FieldModifier,
  OtherwiseDeclaration,
  PersonaDeclaration,
  SegmentDeclaration,
  SegmentReference,
  SyntaxFile,
  TypeSyntax,
} from "./tree.js";

/**
 * The file in the one canonical layout, comments kept; null if it has syntax errors. Formatting twice changes nothing,
 * and what it gives parses to the same tree. Line ends stay as the file has them.
 */
export function formatFile(file: SyntaxFile): string | null {
  if (file.diagnostics.some(({ severity }) => severity === "error")) return null;
  const lines = new FileFormatter(file).lines();
  const text = lines.length === 0 ? "" : `${lines.join("\n")}\n`;
  const start = file.text.startsWith("\ufeff") ? "\ufeff" : "";
  return start + (file.text.includes("\r\n") ? text.replaceAll("\n", "\r\n") : text);
}

class FileFormatter {
  readonly #file: SyntaxFile;
  readonly #source: FormatSource;
  readonly #expressions: ExpressionFormatter;

  constructor(file: SyntaxFile) {
    this.#file = file;
    this.#source = new FormatSource(file);
    this.#expressions = new ExpressionFormatter(this.#source);
  }

  lines(): readonly string[] {
    const items = this.#file.declarations.map((declaration) => this.#declaration(declaration));
    return layoutBlock(items, this.#file.comments, this.#source, 0);
  }

  #declaration(declaration: Declaration): LayoutItem {
    const { span, kind } = declaration;
    switch (declaration.kind) {
      case "customer":
        return this.#customer(declaration);
      case "criterion":
        return this.#criterion(declaration);
      case "segment":
        return this.#segment(declaration);
      case "persona":
        return {
          span,
          kind,
          cells: [],
          tail: this.#item(span, () => this.#persona(declaration)),
          body: null,
          endsInComment: false,
          apart: true,
        };
      case "require": {
        const tail = this.#item(span, () => [
          this.#source.words(declaration.keyword),
          " ",
          this.#expressions.expression(declaration.condition),
        ]);
        return { span, kind, cells: [], tail, body: null, endsInComment: false, apart: false };
      }
      case "define": {
        let head: Document = "";
        const tail = this.#item(span, () => {
          head = this.#head(declaration.keyword, declaration.name?.span ?? null);
          return ["= ", this.#expressions.expression(declaration.value)];
        });
        return { span, kind, cells: [head], tail, body: null, endsInComment: false, apart: false };
      }
      case "list": {
        let head: Document = "";
        const tail = this.#item(span, () => {
          head = this.#head(declaration.keyword, declaration.name?.span ?? null);
          const { source } = declaration;
          if (source === null) return "";
          if (source.kind === "values") return ["= ", this.#expressions.list(source.values)];
          return this.#source.words(source.span);
        });
        return {
          span,
          kind: `list-${declaration.source?.kind}`,
          cells: [head],
          tail,
          body: null,
          endsInComment: false,
          apart: false,
        };
      }
    }
  }

  #item(span: Span, write: () => Document): Document {
    return this.#source.item(span, write);
  }

  #head(keyword: Span, name: Span | null): Document {
    return [this.#source.words(keyword), " ", name === null ? "" : this.#source.words(name)];
  }

  // ---------- criteria and segments

  #criterion(criterion: CriterionDeclaration): LayoutItem {
    const { span, body } = criterion;
    const headSpan = { start: span.start, end: body === null ? span.end : body.start + 1 };
    const tail = this.#item(headSpan, () => {
      const head = [this.#head(criterion.keyword, criterion.name?.span ?? null)];
      const title = criterion.title;
      const pieces = [
        ...(title === null ? [] : [{ order: 0, span: title.span }]),
        ...criterion.modifiers.map((modifier) => ({ order: criterionOrder[modifier.kind], span: modifier.span })),
      ];
      const documents = inSourceOrder(pieces, (piece) => this.#source.words(piece.span));
      return [
        head,
        documents.map((document) => [" ", document]),
        body === null ? "" : [" ", this.#source.tokenAt(body.start)],
      ];
    });
    if (body === null)
      return { span, kind: "criterion", cells: [], tail, body: null, endsInComment: false, apart: false };
    const lines = this.#block(
      body,
      criterion.members.map((member) => this.#member(member)),
      0,
    );
    return {
      span,
      kind: "criterion",
      cells: [],
      tail: [tail, lines.behindBrace],
      body: lines.lines,
      endsInComment: false,
      apart: true,
    };
  }

  #member(member: SegmentDeclaration | OtherwiseDeclaration): LayoutItem {
    if (member.kind === "segment") return this.#segment(member);
    const { span } = member;
    const tail = this.#item(span, () => [
      this.#head(member.keyword, member.name?.span ?? null),
      member.title === null ? "" : [" ", this.#source.words(member.title.span)],
    ]);
    return { span, kind: "otherwise", cells: [], tail, body: null, endsInComment: false, apart: false };
  }

  #segment(segment: SegmentDeclaration): LayoutItem {
    const { span } = segment;
    const cells: Document[] = [];
    const tail = this.#item(span, () => {
      cells.push(this.#head(segment.keyword, segment.name?.span ?? null));
      if (segment.title !== null) cells.push(this.#source.words(segment.title.span));
      if (segment.by !== null) cells.push(["by ", this.#source.words(segment.by.span)]);
      return ["where ", this.#expressions.expression(segment.condition)];
    });
    const kind = `segment ${segment.title === null ? "" : "title"} ${segment.by === null ? "" : "by"}`;
    return { span, kind, cells, tail, body: null, endsInComment: false, apart: false };
  }

  // ---------- the customer

  #customer(customer: CustomerDeclaration): LayoutItem {
    const { span } = customer;
    const open = this.#source.offsetBehind(customer.keyword);
    const tail = this.#item({ start: span.start, end: open + 1 }, () => [
      this.#source.words(customer.keyword),
      " ",
      this.#source.tokenAt(open),
    ]);
    const block = this.#block(
      { start: open, end: span.end },
      customer.fields.map((field) => this.#field(field, INDENT)),
      0,
    );
    return {
      span,
      kind: "customer",
      cells: [],
      tail: [tail, block.behindBrace],
      body: block.lines,
      endsInComment: false,
      apart: true,
    };
  }

  #field(field: FieldDeclaration, indentation: number): LayoutItem {
    const { span } = field;
    const record = expandedRecord(field.type, this.#source);
    if (record !== null) return this.#fieldWithBody(field, record, indentation);
    const inner = recordOf(field.type);
    if (inner !== null) {
      const flat = this.#source.tentatively(() => flatWidth(this.#flatField(field)));
      if (indentation + flat > LINE_WIDTH) return this.#fieldWithBody(field, inner, indentation);
    }
    let name: Document = "";
    const tail = this.#item(span, () => {
      name = [this.#source.words(field.name.span), ":"];
      return this.#fieldType(field);
    });
    return { span, kind: "field", cells: [name], tail, body: null, endsInComment: false, apart: false };
  }

  /** A field whose record type stands on several lines: what follows the closing brace stays behind it. */
  #fieldWithBody(
    field: FieldDeclaration,
    record: Extract<TypeSyntax, { kind: "record-type" }>,
    indentation: number,
  ): LayoutItem {
    const headSpan = { start: field.span.start, end: record.span.start + 1 };
    const tail = this.#item(headSpan, () => [
      this.#source.words(field.name.span),
      ": ",
      this.#listWords(field.type),
      this.#source.tokenAt(record.span.start),
    ]);
    const block = this.#block(
      record.span,
      record.fields.map((inner) => this.#field(inner, indentation + INDENT)),
      indentation,
    );
    const end = { start: record.span.end - 1, end: field.span.end };
    const behind = this.#item(end, () => [this.#source.tokenAt(record.span.end - 1), this.#afterType(field)]);
    const { lines, endsInComment } = renderDocument(behind, indentation, indentation);
    const [closing = "", ...further] = lines;
    return {
      span: field.span,
      kind: "field with body",
      cells: [],
      tail: [tail, block.behindBrace],
      body: [...block.lines.slice(0, -1), " ".repeat(indentation) + closing, ...further],
      endsInComment,
      apart: false,
    };
  }

  #flatField(field: FieldDeclaration): Document {
    return this.#item(field.span, () => [this.#source.words(field.name.span), ": ", this.#fieldType(field)]);
  }

  #fieldType(field: FieldDeclaration): Document {
    return [field.type === null ? "" : this.#type(field.type), this.#afterType(field)];
  }

  #afterType(field: FieldDeclaration): Document {
    const optional = field.optional === null ? "" : this.#source.words(field.optional);
    const modifiers = inSourceOrder(
      field.modifiers.map((modifier) => ({ order: modifierOrder[modifier.kind], span: modifier.span, modifier })),
      ({ modifier }) => this.#modifier(modifier),
    );
    return [optional, modifiers.map((modifier) => [" ", modifier])];
  }

  #listWords(type: TypeSyntax | null): Document {
    if (type?.kind !== "list-type") return "";
    return [this.#source.tokenAt(type.span.start), " of ", this.#listWords(type.element)];
  }

  #type(type: TypeSyntax): Document {
    switch (type.kind) {
      case "named-type": {
        const words = [type.span, type.folded, type.persian].filter((span) => span !== null);
        return join(
          words.map((span) => this.#source.tokenAt(span.start)),
          " ",
        );
      }
      case "list-type":
        return [this.#source.tokenAt(type.span.start), " of ", type.element === null ? "" : this.#type(type.element)];
      case "choice-type":
        return indent(
          fill(
            type.choices.map(({ value, code }, index) => [
              index === 0 ? "" : "| ",
              this.#source.words(value.span),
              code === null ? "" : [" = ", this.#source.words(code.span)],
            ]),
          ),
        );
      case "record-type": {
        const open = this.#source.tokenAt(type.span.start);
        const fields = type.fields.map((field, index) => [
          this.#source.words(field.name.span),
          ": ",
          this.#fieldType(field),
          index < type.fields.length - 1 ? this.#source.comma : "",
        ]);
        const close = this.#source.closing(type.span);
        return fields.length === 0 ? [open, close] : [open, " ", join(fields, " "), " ", close];
      }
    }
  }

  #modifier(modifier: FieldModifier): Document {
    switch (modifier.kind) {
      case "domain":
        return this.#expressions.range(modifier.range);
      case "missing": {
        const keyword = this.#source.tokenAt(modifier.span.start);
        const spellings = modifier.spellings.map((spelling, index) => [
          this.#source.words(spelling.span),
          index < modifier.spellings.length - 1 ? this.#source.commaBehind(spelling.span) : "",
        ]);
        return [keyword, " [", join(spellings, " "), this.#source.closing(modifier.span)];
      }
      default:
        return this.#source.words(modifier.span);
    }
  }

  // ---------- blocks

  /** The lines between two braces and the closing one, and what stands behind the opening one. */
  #block(
    braces: Span,
    items: readonly LayoutItem[],
    indentation: number,
  ): { readonly lines: readonly string[]; readonly behindBrace: Document } {
    const inner = this.#source.commentsIn(braces);
    const first = inner[0];
    const sameLine =
      first !== undefined &&
      first.kind !== "block" &&
      !this.#source.isOnOwnLine(first) &&
      first.span.start < (items[0]?.span.start ?? braces.end);
    const lines = layoutBlock(items, sameLine ? inner.slice(1) : inner, this.#source, indentation + INDENT);
    return {
      lines: [...lines, `${" ".repeat(indentation)}}`],
      behindBrace: sameLine ? `  ${first.text.trimEnd()}` : "",
    };
  }

  // ---------- personas

  #persona(persona: PersonaDeclaration): Document {
    const head = this.#head(persona.keyword, persona.name?.span ?? null);
    const pieces = [
      ...(persona.title === null ? [] : [{ order: 0, span: persona.title.span, asOf: null }]),
      ...(persona.asOf === null ? [] : [{ order: 1, span: persona.asOf.span, asOf: persona.asOf }]),
    ];
    const parts = inSourceOrder(pieces, ({ span, asOf }) =>
      asOf === null ? this.#source.words(span) : ["as of ", this.#expressions.expression(asOf)],
    );
    const record = persona.record === null ? "" : [" ", this.#expressions.record(persona.record)];
    const expectations = [
      this.#expectation("in ", persona.within),
      this.#expectation("not in ", persona.notWithin),
    ].filter((expectation) => expectation !== null);
    const [first, second] = expectations;
    return [
      head,
      parts.map((part) => [" ", part]),
      record,
      first === undefined ? "" : [" ", first],
      second === undefined ? "" : group(inside(line, second)),
    ];
  }

  #expectation(word: string, references: readonly SegmentReference[]): Document | null {
    if (references.length === 0) return null;
    const names = references.map((reference, index): Document => {
      const criterion = reference.criterion === null ? "" : [this.#source.words(reference.criterion.span), "."];
      const name = [criterion, this.#source.words(reference.segment.span)];
      const comma = index < references.length - 1 ? this.#source.commaBehind(reference.span) : "";
      return index === 0 ? [word, name, comma] : [name, comma];
    });
    return inside(fill(names));
  }
}

const criterionOrder = { exhaustive: 1, ordered: 2, overlapping: 3 } as const;

/** In this order modifiers are written. */
const modifierOrder: Readonly<Record<FieldModifier["kind"], number>> = {
  key: 0,
  format: 1,
  pair: 1,
  domain: 2,
  step: 3,
  from: 4,
  "from-rows": 4,
  missing: 5,
  split: 6,
};

/** Writes pieces in the order of the source, for the sake of their comments, and gives them in the canonical order. */
function inSourceOrder<T extends { readonly order: number; readonly span: Span }>(
  pieces: readonly T[],
  write: (piece: T) => Document,
): readonly Document[] {
  return [...pieces]
    .sort((a, b) => a.span.start - b.span.start)
    .map((piece) => ({ order: piece.order, document: write(piece) }))
    .sort((a, b) => a.order - b.order)
    .map(({ document }) => document);
}

type RecordType = Extract<TypeSyntax, { kind: "record-type" }>;

function recordOf(type: TypeSyntax | null): RecordType | null {
  if (type?.kind === "list-type") return recordOf(type.element);
  return type?.kind === "record-type" && type.fields.length > 0 ? type : null;
}

/** The record of a field that stands on several lines: the author broke it, or a comment stands in it. */
function expandedRecord(type: TypeSyntax | null, source: FormatSource): RecordType | null {
  const record = recordOf(type);
  if (record === null) return null;
  if (source.commentsIn(record.span).length > 0) return record;
  if (source.breaksAfterOpening(record.span)) return record;
  return record.fields.some((field) => expandedRecord(field.type, source) !== null) ? record : null;
}
