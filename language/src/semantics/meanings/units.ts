import type { Span } from "../../source/source.js";
import { scan } from "../../syntax/scanner.js";
import { isName as isNameToken, spanOf } from "../../syntax/tokens.js";
import type { Declaration, Name, OtherwiseDeclaration, SyntaxFile } from "../../syntax/tree.js";

/**
 * What is looked at, and remembered, in one piece: a declaration. The segments of a criterion are units of their own, so
 * that the unit of a criterion is no more than its name.
 */
export type Unit = Declaration | OtherwiseDeclaration;

/** A unit and where it stands. */
export interface PlacedUnit {
  readonly unit: Unit;
  readonly file: SyntaxFile;
}

/** The units of a file in textual order. */
export function unitsOf(file: SyntaxFile): readonly Unit[] {
  return file.declarations.flatMap((declaration): readonly Unit[] =>
    declaration.kind === "criterion" ? [declaration, ...declaration.members] : [declaration],
  );
}

const placedUnits = new WeakMap<SyntaxFile, readonly (PlacedUnit & { readonly texts: ReadonlySet<string> })[]>();

/** The units of a file in which a word occurs as a name, in textual order. A file that has not changed is the same object. */
export function unitsMentioning(file: SyntaxFile, name: string): readonly PlacedUnit[] {
  let placed = placedUnits.get(file);
  if (placed === undefined) {
    placed = unitsOf(file).map((unit) => ({ unit, file, texts: mentionsOf({ unit, file }).texts }));
    placedUnits.set(file, placed);
  }
  return placed.filter(({ texts }) => texts.has(name));
}

/** The unit that holds an offset, its end included; a member of a criterion rather than the criterion. */
export function unitAt(file: SyntaxFile, offset: number): Unit | null {
  const declaration = holding(file.declarations, offset);
  if (declaration?.kind !== "criterion") return declaration;
  return holding(declaration.members, offset) ?? declaration;
}

/** Of things in textual order. */
function holding<U extends { readonly span: Span }>(units: readonly U[], offset: number): U | null {
  let low = 0;
  let high = units.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (units[middle]!.span.start <= offset) low = middle + 1;
    else high = middle;
  }
  const found = units[low - 1];
  return found !== undefined && offset <= found.span.end ? found : null;
}

/** What a look at its text alone says of a unit. */
export interface Mentions {
  /** All names in it, by their text. */
  readonly texts: ReadonlySet<string>;
  /** Names in parts that could not be parsed, by where they stand from the beginning of the unit. */
  readonly unparsed: readonly Span[];
}

const mentions = new WeakMap<Unit, Mentions>();

export function mentionsOf({ unit, file }: PlacedUnit): Mentions {
  let found = mentions.get(unit);
  if (found === undefined) {
    found = lookInto(unit, file);
    mentions.set(unit, found);
  }
  return found;
}

function lookInto(unit: Unit, file: SyntaxFile): Mentions {
  // `customer` is declared by the block.
  const texts = new Set<string>(unit.kind === "customer" ? ["customer"] : []);
  const starts = new Set<number>();
  let broken = false;
  const open: unknown[] = [unit.kind === "criterion" ? unit.name : unit];
  while (open.length > 0) {
    const node = open.pop();
    if (typeof node !== "object" || node === null) continue;
    if (Array.isArray(node)) open.push(...node);
    else if (isName(node)) {
      texts.add(node.text);
      starts.add(node.span.start);
    } else if ("kind" in node && node.kind === "error") broken = true;
    else for (const key in node) open.push((node as Record<string, unknown>)[key]);
  }
  const lost = unit.kind === "persona" && unit.record === null;
  if (!broken && !lost) return { texts, unparsed: [] };
  const { start, end } = unit.span;
  const unparsed: Span[] = [];
  for (const token of scan(file.path, file.text.slice(start, end)).tokens) {
    if (!isNameToken(token) || starts.has(start + token.startOffset)) continue;
    // Words that mean something elsewhere are names too, by position.
    texts.add(token.value?.kind === "name" ? token.value.text : token.image);
    unparsed.push(spanOf(token));
  }
  return { texts, unparsed };
}

function isName(node: object): node is Name {
  return "quoted" in node && "text" in node;
}
