import type {
  CriterionDeclaration,
  CustomerDeclaration,
  Declaration,
  FieldDeclaration,
  OtherwiseDeclaration,
  SegmentDeclaration,
  Span,
  TypeSyntax,
} from "@seg-lang/language";
import {
  type DocumentSymbol,
  type DocumentSymbolParams,
  type SymbolInformation,
  SymbolKind,
} from "vscode-languageserver";
import { fileOf } from "../program/places.js";
import type { FileView, ProgramView } from "../program/view.js";
import type { FeatureContext } from "./feature.js";

/** The outline of a file: fields within `customer`, segments within their criterion. */
export function documentSymbol(
  view: ProgramView,
  { textDocument }: DocumentSymbolParams,
  context: FeatureContext,
): DocumentSymbol[] | SymbolInformation[] | null {
  const file = fileOf(view, textDocument.uri);
  if (file === null) return null;
  const symbols = symbolsIn(file);
  if (context.client.textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true) return symbols;
  return symbols.flatMap((symbol) => flattened(symbol, file.uri, null));
}

export function symbolsIn(file: FileView): DocumentSymbol[] {
  return file.syntax.declarations.flatMap((declaration) => symbolsOf(declaration, file));
}

function symbolsOf(declaration: Declaration, file: FileView): readonly DocumentSymbol[] {
  switch (declaration.kind) {
    case "customer":
      return [customerSymbol(declaration, file)];
    case "require":
      return [
        symbol(file, declaration, "require", declaration.keyword, SymbolKind.Operator, conditionOf(declaration, file)),
      ];
    case "list": {
      const from = declaration.source?.kind === "file" ? `from ${JSON.stringify(declaration.source.file.value)}` : null;
      return named(file, declaration, SymbolKind.Array, from);
    }
    case "define":
      return named(file, declaration, SymbolKind.Variable, null);
    case "segment":
      return segmentSymbol(declaration, file);
    case "criterion":
      return criterionSymbol(declaration, file);
    case "persona":
      return named(file, declaration, SymbolKind.Object, declaration.title?.value ?? null);
  }
}

function criterionSymbol(declaration: CriterionDeclaration, file: FileView): readonly DocumentSymbol[] {
  const children = declaration.members.flatMap((member) => segmentSymbol(member, file));
  const modifiers = declaration.modifiers.map(({ kind }) => kind).join(" ");
  const detail = [declaration.title?.value ?? "", modifiers].filter((part) => part !== "").join(" · ");
  // Of a criterion whose name is missing the segments are there all the same.
  const [own] = named(file, declaration, SymbolKind.Enum, detail);
  return own === undefined ? children : [{ ...own, children }];
}

function segmentSymbol(member: SegmentDeclaration | OtherwiseDeclaration, file: FileView): readonly DocumentSymbol[] {
  const by = member.kind === "segment" && member.by !== null ? `by ${member.by.text}` : "";
  const rest = member.kind === "otherwise" ? "otherwise" : "";
  const detail = [member.title?.value ?? "", by, rest].filter((part) => part !== "").join(" · ");
  return named(file, member, SymbolKind.EnumMember, detail);
}

function customerSymbol(declaration: CustomerDeclaration, file: FileView): DocumentSymbol {
  const own = symbol(file, declaration, "customer", declaration.keyword, SymbolKind.Struct, null);
  return { ...own, children: declaration.fields.map((field) => fieldSymbol(field, file)) };
}

function fieldSymbol(field: FieldDeclaration, file: FileView): DocumentSymbol {
  const inner = recordFields(field.type);
  const type =
    field.type === null || inner.length > 0 ? null : file.text.slice(field.type.span.start, field.type.span.end);
  const own = symbol(file, field, field.name.text, field.name.span, SymbolKind.Field, type);
  return inner.length === 0 ? own : { ...own, children: inner.map((one) => fieldSymbol(one, file)) };
}

function recordFields(type: TypeSyntax | null): readonly FieldDeclaration[] {
  const inner = type?.kind === "list-type" ? type.element : type;
  return inner?.kind === "record-type" ? inner.fields : [];
}

function conditionOf({ condition }: { readonly condition: { readonly span: Span } }, file: FileView): string {
  return file.text.slice(condition.span.start, condition.span.end).replace(/\s+/g, " ");
}

interface Whole {
  readonly span: Span;
}

/** None where the name is missing. */
function named(
  file: FileView,
  declaration: Whole & { readonly name: { readonly text: string; readonly span: Span } | null },
  kind: SymbolKind,
  detail: string | null,
): readonly DocumentSymbol[] {
  const { name } = declaration;
  return name === null ? [] : [symbol(file, declaration, name.text, name.span, kind, detail)];
}

function symbol(
  file: FileView,
  { span }: Whole,
  name: string,
  selection: Span,
  kind: SymbolKind,
  detail: string | null,
): DocumentSymbol {
  const range = file.places.range(span);
  const selectionRange = file.places.range(selection);
  return { name: name === "" ? "``" : name, kind, range, selectionRange, ...(detail ? { detail } : {}) };
}

function flattened(symbol: DocumentSymbol, uri: string, container: string | null): readonly SymbolInformation[] {
  const { name, kind, range, children = [] } = symbol;
  const own = { name, kind, location: { uri, range }, ...(container === null ? {} : { containerName: container }) };
  return [own, ...children.flatMap((child) => flattened(child, uri, name))];
}
