import type { Surroundings } from "@seg-lang/language";
import {
  type ClientCapabilities,
  type CompletionItem,
  type CompletionList,
  InsertTextFormat,
  type Range,
} from "vscode-languageserver";
import type { FileView } from "../program/view.js";
import type { Candidate } from "./candidate.js";
import { filterText, matching } from "./matching.js";

/** What travels with an item to its documentation. */
export interface ItemData {
  readonly uri: string;
  readonly about?: Candidate["about"];
}

/** What the client can do; `snippets`: it wants places to fill in. */
interface Wishes {
  readonly client: ClientCapabilities;
  readonly snippets: boolean;
}

/** Candidates as the client takes them: with the range they replace, in the order of their ranks. */
export function completionList(
  candidates: readonly Candidate[],
  { replaced, typed, inText }: Surroundings,
  offset: number,
  file: FileView,
  { client, snippets }: Wishes,
): CompletionList {
  const able = client.textDocument?.completion;
  const quote = inText ? 1 : 0;
  const closed = inText && replaced.end > offset && /["”»']$/.test(file.text.slice(offset, replaced.end));
  const insert = file.places.range({ start: replaced.start + quote, end: offset });
  // A text that is not closed goes on to the end of its line: what stands there is not part of it.
  const end = closed ? replaced.end - 1 : inText ? offset : Math.max(offset, replaced.end);
  const replace = file.places.range({ start: replaced.start + quote, end });
  const ranges = able?.completionItem?.insertReplaceSupport === true ? { insert, replace } : insert;
  const byDefault = able?.completionList?.itemDefaults?.includes("editRange") === true;
  const commits = able?.completionItem?.commitCharactersSupport === true;
  const backtick = !inText && file.text[replaced.start] === "`" ? "`" : "";
  const { candidates: kept, incomplete } = matching(inText ? candidates.filter(isText) : candidates, typed);
  const items = kept.map((candidate, index): CompletionItem => {
    const { label, kind, detail, description, about, commit = [] } = candidate;
    const snippet = snippets && !inText ? candidate.snippet?.replace(/‹/g, "$" + "{").replace(/›/g, "}") : undefined;
    const written = snippet ?? candidate.insert ?? (candidate.snippet === undefined ? label : bare(candidate));
    const text = inText ? label.slice(1, closed ? -1 : undefined) : written;
    const data: ItemData = { uri: file.uri, ...(about === undefined ? {} : { about }) };
    return {
      label: inText ? (candidate.filter ?? label) : label,
      kind,
      sortText: String(index).padStart(4, "0"),
      filterText: backtick + filterText(candidate, typed),
      ...labelDetails(able?.completionItem?.labelDetailsSupport === true, detail, description),
      ...(snippet === undefined ? {} : { insertTextFormat: InsertTextFormat.Snippet }),
      ...(commits && commit.length > 0 ? { commitCharacters: [...commit] } : {}),
      ...(byDefault ? { textEditText: text } : { textEdit: editOf(ranges, text) }),
      data,
    };
  });
  return { isIncomplete: incomplete, ...(byDefault ? { itemDefaults: { editRange: ranges } } : {}), items };
}

/** Within quotes only texts, and what names a file, fit. */
function isText({ label }: Candidate): boolean {
  return label.startsWith('"') && label !== '"…"';
}

/** A form without its places to fill in: `last 30 days` as it is, of `[…]` only what it begins with. */
function bare({ label }: Candidate): string {
  return label.replace(/ ?…[^…]*$/, "");
}

function labelDetails(
  supported: boolean,
  detail: string | undefined,
  description: string | undefined,
): Pick<CompletionItem, "labelDetails" | "detail"> {
  if (detail === undefined && description === undefined) return {};
  if (!supported)
    return { detail: [detail?.replace(/^: /, ""), description].filter((part) => part !== undefined).join(" · ") };
  return {
    labelDetails: {
      ...(detail === undefined ? {} : { detail }),
      ...(description === undefined ? {} : { description }),
    },
  };
}

function editOf(ranges: Range | { readonly insert: Range; readonly replace: Range }, newText: string) {
  return "insert" in ranges ? { newText, insert: ranges.insert, replace: ranges.replace } : { newText, range: ranges };
}
