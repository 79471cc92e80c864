import { fold } from "@seg-lang/language";
import {
  type DocumentSymbol,
  type SymbolInformation,
  SymbolKind,
  type WorkspaceSymbolParams,
} from "vscode-languageserver";
import type { ProgramView } from "../program/view.js";
import { symbolsIn } from "./document-symbol.js";

const MOST = 500;

/**
 * The declarations of all programs whose name or title has the letters of the query in their order, the closest first.
 * Case and variants of Arabic and Persian letters do not count.
 */
export function workspaceSymbol(views: readonly ProgramView[], { query }: WorkspaceSymbolParams): SymbolInformation[] {
  const wanted = fold(query).replace(/\s+/g, "");
  const found: { readonly symbol: SymbolInformation; readonly distance: number }[] = [];
  for (const view of views) {
    for (const file of view.files.values()) {
      const visit = (symbol: DocumentSymbol, container: string): void => {
        const distance = Math.min(distanceOf(wanted, symbol.name), distanceOf(wanted, symbol.detail ?? "") + 1);
        const { name, kind, selectionRange, children = [] } = symbol;
        if (distance < Number.POSITIVE_INFINITY && kind !== SymbolKind.Operator) {
          const location = { uri: file.uri, range: selectionRange };
          found.push({ symbol: { name, kind, location, containerName: container }, distance });
        }
        for (const child of children) visit(child, name);
      };
      for (const symbol of symbolsIn(file)) visit(symbol, file.path);
    }
  }
  return found
    .sort((a, b) => a.distance - b.distance)
    .slice(0, MOST)
    .map(({ symbol }) => symbol);
}

/** 0 for the very name, less for a beginning than for a piece, and that less than for letters with gaps between them. */
function distanceOf(wanted: string, text: string): number {
  const name = fold(text).replace(/\s+/g, "");
  if (wanted === "" || name === wanted) return 0;
  const at = name.indexOf(wanted);
  if (at !== -1) return at === 0 ? 2 : 4;
  let position = 0;
  let gaps = 0;
  for (const letter of wanted) {
    const next = name.indexOf(letter, position);
    if (next === -1) return Number.POSITIVE_INFINITY;
    gaps += next - position;
    position = next + letter.length;
  }
  return 6 + gaps;
}
