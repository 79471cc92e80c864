import { type Meaning, type Meanings, meaningsOf, type Occurrence } from "@seg-lang/language";
import {
  type CallHierarchyIncomingCall,
  type CallHierarchyIncomingCallsParams,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  type CallHierarchyOutgoingCallsParams,
  type CallHierarchyPrepareParams,
  SymbolKind,
} from "vscode-languageserver";
import { nameAt } from "../program/meaning-at.js";
import { fileOf, textOf } from "../program/places.js";
import type { ProgramView } from "../program/view.js";

const KINDS = new Map<Meaning["kind"], SymbolKind>([
  ["segment", SymbolKind.EnumMember],
  ["define", SymbolKind.Variable],
  ["persona", SymbolKind.Object],
]);

/** Segments and defines: which use which. Personas use the segments that they are expected in. */
export function prepareCallHierarchy(
  view: ProgramView,
  params: CallHierarchyPrepareParams,
): CallHierarchyItem[] | null {
  const pointed = nameAt(view, params);
  const item = pointed === null ? null : itemOf(view, pointed.meanings, pointed.occurrence.meaning);
  return item === null ? null : [item];
}

/** Who uses it. */
export function incomingCalls(
  view: ProgramView,
  { item }: CallHierarchyIncomingCallsParams,
): CallHierarchyIncomingCall[] | null {
  const named = namedBy(view, item);
  if (named === null) return null;
  const { meanings, meaning } = named;
  const callers = new Map<string, { readonly caller: Meaning; readonly uses: Occurrence[] }>();
  for (const use of meanings.of(meaning)) {
    const caller = use.role === "use" ? meanings.declaredAround(use.file, use.span.start) : null;
    if (caller === null) continue;
    const known = callers.get(caller.key);
    if (known === undefined) callers.set(caller.key, { caller, uses: [use] });
    else known.uses.push(use);
  }
  return [...callers.values()].flatMap(({ caller, uses }) => {
    const from = itemOf(view, meanings, caller);
    return from === null ? [] : [{ from, fromRanges: uses.flatMap((use) => rangeOf(view, use)) }];
  });
}

/** What it uses. */
export function outgoingCalls(
  view: ProgramView,
  { item }: CallHierarchyOutgoingCallsParams,
): CallHierarchyOutgoingCall[] | null {
  const named = namedBy(view, item);
  if (named === null) return null;
  const { meanings, meaning } = named;
  const used = new Map<string, Occurrence[]>();
  for (const use of meanings.usedBy(meaning)) {
    const known = used.get(use.meaning.key);
    if (known === undefined) used.set(use.meaning.key, [use]);
    else known.push(use);
  }
  return [...used.values()].flatMap((uses) => {
    const to = itemOf(view, meanings, uses[0]!.meaning);
    return to === null ? [] : [{ to, fromRanges: uses.flatMap((use) => rangeOf(view, use)) }];
  });
}

function itemOf(view: ProgramView, meanings: Meanings, meaning: Meaning): CallHierarchyItem | null {
  const kind = KINDS.get(meaning.kind);
  if (kind === undefined) return null;
  const place = meanings.declarationOf(meaning);
  const file = place === null ? null : textOf(view, place.file);
  if (place === null || file === null) return null;
  const criterion = meaning.kind === "segment" ? meaning.criterion : null;
  return {
    name: meaning.name,
    kind,
    uri: file.uri,
    range: file.places.range(place.whole),
    selectionRange: file.places.range(place.name),
    detail: criterion ?? place.title ?? "",
  };
}

/** What an item stands for that was sent before; null where its declaration is gone. */
function namedBy(
  view: ProgramView,
  { uri, selectionRange }: CallHierarchyItem,
): { readonly meanings: Meanings; readonly meaning: Meaning } | null {
  const file = fileOf(view, uri);
  const meanings = meaningsOf(view.program);
  if (file === null || meanings === null) return null;
  const found = meanings.at(file.path, file.places.offset(selectionRange.start));
  return found === null || !KINDS.has(found.meaning.kind) ? null : { meanings, meaning: found.meaning };
}

function rangeOf(view: ProgramView, { file, span }: Occurrence) {
  const text = textOf(view, file);
  return text === null ? [] : [text.places.range(span)];
}
