import type { Field, FieldType, RecordType } from "../../condition/schema.js";
import type { Span } from "../../source/source.js";
import { scan } from "../../syntax/scanner.js";
import * as t from "../../syntax/tokens.js";
import { isName, isReservedToken, isWord, spanOf, type Token } from "../../syntax/tokens.js";
import type { CustomerDeclaration, Expression, FieldDeclaration, SyntaxFile, TypeSyntax } from "../../syntax/tree.js";
import { findField } from "../expressions/types.js";
import { endingAt, type FoundName, findName } from "./around.js";
import { Asked } from "./asked.js";
import { type Wanted, wantedAt } from "./expected.js";
import { expressionType } from "./expression-type.js";
import { headerPlace } from "./headers.js";
import type { Identities } from "./identities.js";
import { Observation, type SeenExpression } from "./observation.js";
import { closingOf, unitFrom } from "./repaired.js";
import type { ExpressionPlace, Place, Surroundings, VisibleElement, VisibleField } from "./surroundings.js";
import type { PlacedUnit, Unit } from "./units.js";

/** Written where the place is, to see what it is taken for. Nobody has a name like it. */
const HERE = "hereIsThePlaceInQuestion";

/** `require` is followed by an expression at once. */
const DECLARING = ["customer", "list", "define", "segment", "criterion", "persona", "otherwise"] as const;

const NOTHING: Place = { kind: "nothing" };

/** What can be written at an offset of a file. */
export function surroundingsAt(file: SyntaxFile, offset: number, identities: Identities): Surroundings {
  const region = regionAt(file, offset);
  const start = region?.unit.span.start ?? 0;
  const text = file.text.slice(start, region?.end ?? file.text.length);
  const { tokens } = scan(file.path, text);
  const word = wordAt(tokens, offset - start, text);
  const replaced = { start: start + word.span.start, end: start + word.span.end };
  const typed = file.text.slice(replaced.start, offset).replace(/^[`"]/, "");
  const found = {
    replaced,
    typed,
    inText: word.inText,
    unit: region?.unit.kind ?? null,
    criterion: region?.criterion ?? null,
  };
  const commented = file.comments.some(
    ({ kind, span }) => span.start < offset && (kind === "block" ? offset < span.end : offset <= span.end),
  );
  if (commented || word.kind === "number") return { ...found, place: NOTHING };
  const before = tokens.filter((token) => spanOf(token).end <= word.span.start);
  const keyword = before.at(-1);
  // Of a declaration without a name nothing is kept.
  if (keyword !== undefined && beginsDeclaration(keyword, text)) {
    return { ...found, place: headerPlace([keyword]) ?? { kind: "declaration" } };
  }
  if (region === null) return { ...found, place: word.inText ? NOTHING : { kind: "declaration" } };
  // The keyword itself is being written.
  if (before.length === 0) return { ...found, place: { kind: "declaration" } };
  const placed = { unit: region.unit, file };
  return {
    ...found,
    place: placeIn(placed, before, text.slice(0, word.span.start), text.slice(word.span.end), identities),
  };
}

interface Region {
  readonly unit: Unit;
  /** Where what comes next begins. */
  readonly end: number;
  readonly criterion: string | null;
}

/** The declaration that begins last before an offset, with all that follows it up to the next. */
function regionAt(file: SyntaxFile, offset: number): Region | null {
  const { declarations, text } = file;
  const index = declarations.findLastIndex(({ span }) => span.start <= offset);
  const declaration = declarations[index];
  if (declaration === undefined) return null;
  const end = declarations[index + 1]?.span.start ?? text.length;
  if (declaration.kind !== "criterion") return { unit: declaration, end, criterion: null };
  const { body, members, name } = declaration;
  if (body === null || offset <= body.start) return { unit: declaration, end: body?.start ?? end, criterion: null };
  const closed = text[body.end - 1] === "}";
  if (closed && offset >= body.end) return { unit: declaration, end, criterion: null };
  const at = members.findLastIndex(({ span }) => span.start <= offset);
  const member = members[at];
  const criterion = name?.text ?? "";
  const last = closed ? body.end - 1 : end;
  return { unit: member ?? declaration, end: members[at + 1]?.span.start ?? last, criterion };
}

/** A word such as `segment` at the beginning of a line. */
function beginsDeclaration(token: Token, text: string): boolean {
  return isWord(token, ...DECLARING) && /(^|[\r\n{])[ \t]*$/.test(text.slice(0, token.startOffset));
}

interface WordAt {
  readonly kind: "word" | "text" | "number";
  readonly span: Span;
  readonly inText: boolean;
}

/** The word that an offset is in or behind, or the text that it is in. */
function wordAt(tokens: readonly Token[], offset: number, text: string): WordAt {
  const token = tokens.find((one) => spanOf(one).start < offset && offset <= spanOf(one).end);
  const nothing: WordAt = { kind: "word", span: { start: offset, end: offset }, inText: false };
  if (token === undefined) return nothing;
  const span = spanOf(token);
  if (token.tokenType === t.Text) {
    const open = span.end - span.start < 2 || !/["”»']$/.test(text.slice(span.start, span.end));
    return offset < span.end || open ? { kind: "text", span, inText: true } : nothing;
  }
  if (isName(token) || isReservedToken(token)) return { kind: "word", span, inText: false };
  const numbers: readonly unknown[] = [t.Numeral, t.DateToken, t.DateTimeToken, t.Regex];
  return numbers.includes(token.tokenType) ? { kind: "number", span, inText: true } : nothing;
}

function placeIn(
  placed: PlacedUnit,
  tokens: readonly Token[],
  before: string,
  after: string,
  identities: Identities,
): Place {
  const { unit } = placed;
  const header = headerPlace(tokens);
  if (header !== null) return header;
  if (unit.kind === "customer") return customerPlace(unit, tokens);
  if (unit.kind === "criterion") return { kind: "declaration" };
  if (unit.kind === "list") return NOTHING;
  // `is` alone would be read as what people write for `=`.
  const asked = isWord(tokens.at(-1), "is") || (isWord(tokens.at(-1), "not") && isWord(tokens.at(-2), "is"));
  const state = asked ? operatorPlace(placed, tokens, before, identities) : null;
  if (state !== null) return state;
  const closing = closingOf(before);
  const readings = [before + HERE + after, before + HERE + closing];
  if (unit.kind === "persona") readings.push(`${before}${HERE}: 0${closing}`);
  for (const text of readings) {
    const place = placeOfName(placed, text, identities);
    if (place !== null) return place;
  }
  return operatorPlace(placed, tokens, before, identities) ?? { kind: "declaration" };
}

/** What the name at the place is taken for in a text of the unit; null where it is no name there. */
function placeOfName(placed: PlacedUnit, text: string, identities: Identities): Place | null {
  const reading = read(placed, text, identities);
  if (reading === null) return null;
  const found = findName(reading.root, ({ text: name }) => name === HERE);
  if (found === null) return null;
  const { observation } = reading;
  if (found.kind === "entry") return entryPlace(found, identities);
  const seen = observation.expressions.get(found.expression);
  if (found.kind === "member") return memberPlace(found, observation, identities);
  if (seen === undefined) return null;
  const expectedEntry = expectationOfEntry(found.expression, found.around, reading, identities);
  const wanted =
    expectedEntry ?? wantedAt(found.expression, found.around, reading.wants, observation, identities.paths);
  return { kind: "expression", ...wanted, ...visibleAt(seen, identities), around: found.around };
}

interface Reading {
  readonly root: Expression;
  readonly wants: ExpressionPlace["wants"];
  readonly observation: Observation;
}

function read(placed: PlacedUnit, text: string, identities: Identities): Reading | null {
  const unit = unitFrom(placed, text);
  if (unit === null || unit.unit.kind !== placed.unit.kind) return null;
  const observation = new Observation(identities, new Asked(identities));
  observation.look(unit, null);
  switch (unit.unit.kind) {
    case "segment":
    case "require":
      return { root: unit.unit.condition, wants: "condition", observation };
    case "define":
      return { root: unit.unit.value, wants: "any", observation };
    case "persona":
      return unit.unit.record === null ? null : { root: unit.unit.record, wants: "constant", observation };
    default:
      return null;
  }
}

function visibleAt({ context }: SeenExpression, { names, paths }: Identities) {
  const scopes = [...context.scope.elements].reverse();
  const elements = scopes.map(({ listName, element }): VisibleElement => ({ list: listName, element }));
  const records =
    scopes.length === 0
      ? [names.schema.record]
      : scopes.flatMap(({ nested, element }) => [
          ...(nested === null ? [] : [nested.type]),
          ...(element.kind === "record" ? [element] : []),
        ]);
  const seen = new Set<string>();
  const fields = records.flatMap((record) =>
    fieldsOf(record, paths).filter(({ field }) => !seen.has(field.name) && seen.add(field.name)),
  );
  const single = scopes.find(({ element, projection }) => projection !== null || element.kind !== "record");
  const it = single === undefined ? null : (single.projection?.type ?? single.element);
  return { elements, fields, it: it === null || it.kind === "record" ? null : it };
}

function fieldsOf(record: RecordType, paths: Identities["paths"]): readonly VisibleField[] {
  return record.fields.map((field: Field) => ({ field, path: paths.meaningOf(field)?.path ?? [field.name] }));
}

function memberPlace(
  { expression }: Extract<FoundName, { kind: "member" }>,
  observation: Observation,
  { names, paths }: Identities,
): Place {
  const { object } = expression;
  if (object.kind === "name") {
    const meaning = observation.names.get(object.name)?.meaning;
    if (meaning?.kind === "criterion") return { kind: "member-segment", criterion: meaning.name };
    if (meaning?.kind === "customer") return { kind: "member", fields: fieldsOf(names.schema.record, paths) };
  }
  const lowered = observation.expressions.get(object)?.lowered;
  const type = lowered === undefined ? null : expressionType(lowered, paths);
  const record = type?.kind === "record" ? type.type : type?.kind === "list" ? type.element : null;
  return { kind: "member", fields: record?.kind === "record" ? fieldsOf(record, paths) : [] };
}

/** The record type that a record of a persona is read by, found by the fields around it. */
function recordTypeOf(around: readonly Expression[], inner: Expression, schema: RecordType): RecordType | null {
  let type: RecordType | null = schema;
  const inwards = [inner, ...around].reverse();
  for (const [index, expression] of inwards.entries()) {
    if (expression.kind !== "record-literal" || expression === inner) continue;
    const next = inwards[index + 1];
    const entry = expression.entries.find(({ value }) => value === next);
    const field: Field | null = entry === undefined || type === null ? null : findField(type, entry.name.text);
    const fieldType: FieldType | undefined = field?.type.kind === "list" ? field.type.element : field?.type;
    type = fieldType?.kind === "record" ? fieldType : null;
  }
  return type;
}

function entryPlace({ record, around }: Extract<FoundName, { kind: "entry" }>, { names, paths }: Identities): Place {
  const type = recordTypeOf(around, record, names.schema.record);
  const written = record.kind === "record-literal" ? record.entries.map(({ name }) => name.text) : [];
  const fields = type === null ? [] : fieldsOf(type, paths).filter(({ field }) => !written.includes(field.name));
  return { kind: "entry", fields };
}

/** The type of the field that a persona gives a value; null where the place is no value of a record. */
function expectationOfEntry(
  expression: Expression,
  around: readonly Expression[],
  { wants }: Reading,
  { names, paths }: Identities,
): Wanted | null {
  if (wants !== "constant") return null;
  const [parent, grandparent] = around;
  const inList = parent?.kind === "list-literal";
  const record = inList ? grandparent : parent;
  if (record?.kind !== "record-literal") return null;
  const value = inList ? parent : expression;
  const type = recordTypeOf(around.slice(around.indexOf(record) + 1), record, names.schema.record);
  const entry = record.entries.find((one) => one.value === value);
  const field = type === null || entry === undefined ? null : findField(type, entry.name.text);
  const fieldType = field?.type.kind === "list" && inList ? field.type.element : field?.type;
  if (fieldType === undefined || fieldType.kind === "record" || fieldType.kind === "list")
    return { wants, expected: null };
  return { wants, expected: { type: fieldType, field: paths.pathOf(fieldType) } };
}

/** Words of operators that go on behind others. */
const OPENING = ["is", "not", "starts", "ends", "any", "all", "none"] as const;

function operatorPlace(
  placed: PlacedUnit,
  tokens: readonly Token[],
  before: string,
  identities: Identities,
): Place | null {
  let last = tokens.length;
  while (last > 1 && isWord(tokens[last - 1], ...OPENING, "has", "contains", "with")) last -= 1;
  const words = tokens.slice(last).map(({ image }) => image);
  const operandEnd = spanOf(tokens[last - 1]!).end;
  const text = before.slice(0, operandEnd);
  const reading = read(placed, text + closingOf(text), identities);
  const found = reading === null ? null : endingAt(reading.root, operandEnd);
  if (reading === null || found === null) return null;
  const seen = reading.observation.expressions.get(found.expression);
  if (seen === undefined) return null;
  const operand = expressionType(seen.lowered, identities.paths);
  const complete = words.length === 0 && closingOf(text) === "";
  return { kind: "operator", operand, words, complete, elements: visibleAt(seen, identities).elements };
}

function customerPlace(unit: CustomerDeclaration, tokens: readonly Token[]): Place {
  const depth = tokens.reduce(
    (open, { tokenType }) => open + (tokenType === t.LeftBrace ? 1 : tokenType === t.RightBrace ? -1 : 0),
    0,
  );
  if (depth <= 0) return { kind: "declaration" };
  const last = tokens.at(-1)!;
  if (last.tokenType === t.LeftBrace || last.tokenType === t.Comma) return NOTHING;
  const colon = lastColon(tokens);
  const expectsType = last.tokenType === t.Colon || (isWord(last, "of") && isWord(tokens.at(-2), "list"));
  if (expectsType) return { kind: "type" };
  const open = [t.Bar, t.Equal, t.LeftBracket, t.Range, t.RangeExclusive, t.Divide, t.Minus];
  if (open.includes(last.tokenType) || isWord(last, "step", "missing", "split")) return NOTHING;
  if (isWord(last, "from")) return { kind: "header", words: ["rows", '"'] };
  const name = tokens[colon - 1];
  if (name === undefined) return NOTHING;
  const start = unit.span.start + name.startOffset;
  return { kind: "modifier", field: fieldAt(unit.fields, start) };
}

/** Of the field that is being declared: those of a record that is closed again are not counted. */
function lastColon(tokens: readonly Token[]): number {
  let closed = 0;
  return tokens.findLastIndex(({ tokenType }) => {
    if (tokenType === t.RightBrace) closed += 1;
    if (tokenType === t.LeftBrace) closed -= 1;
    return tokenType === t.Colon && closed <= 0;
  });
}

function fieldAt(fields: readonly FieldDeclaration[], start: number): FieldDeclaration | null {
  for (const field of fields) {
    if (field.name.span.start === start) return field;
    const inner = recordFields(field.type);
    const found = inner.length === 0 ? null : fieldAt(inner, start);
    if (found !== null) return found;
  }
  return null;
}

function recordFields(type: TypeSyntax | null): readonly FieldDeclaration[] {
  const inner = type?.kind === "list-type" ? type.element : type;
  return inner?.kind === "record-type" ? inner.fields : [];
}
