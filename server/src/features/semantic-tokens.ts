import type {
  SemanticTokens,
  SemanticTokensDelta,
  SemanticTokensDeltaParams,
  SemanticTokensParams,
  SemanticTokensRangeParams,
} from "vscode-languageserver";
import { fileOf } from "../program/places.js";
import type { FileView, ProgramView } from "../program/view.js";
import { colouredTokens } from "../tokens/coloured-tokens.js";
import { legend } from "../tokens/token-table.js";
import type { FeatureContext } from "./feature.js";

/** Numbers of the protocol's semantic tokens that were sent last, of one document. */
interface Sent {
  readonly id: number;
  readonly data: readonly number[];
}

const LAST = "semantic tokens";

export function semanticTokens(
  view: ProgramView,
  { textDocument }: SemanticTokensParams,
  context: FeatureContext,
): SemanticTokens | null {
  const file = fileOf(view, textDocument.uri);
  if (file === null) return null;
  const { id, data } = remembered(textDocument.uri, encoded(view, file), context);
  return { resultId: String(id), data: [...data] };
}

/** The one stretch of numbers that is another one than before; all of them where the client's are not known any more. */
export function semanticTokensDelta(
  view: ProgramView,
  { textDocument, previousResultId }: SemanticTokensDeltaParams,
  context: FeatureContext,
): SemanticTokens | SemanticTokensDelta | null {
  const file = fileOf(view, textDocument.uri);
  if (file === null) return null;
  const before = context.memoryOf(textDocument.uri).get(LAST) as Sent | undefined;
  const { id, data } = remembered(textDocument.uri, encoded(view, file), context);
  const resultId = String(id);
  if (before === undefined || String(before.id) !== previousResultId) return { resultId, data: [...data] };
  const shorter = Math.min(before.data.length, data.length);
  let start = 0;
  while (start < shorter && before.data[start] === data[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before.data.at(-1 - end) === data.at(-1 - end)) end += 1;
  const deleteCount = before.data.length - start - end;
  const inserted = data.slice(start, data.length - end);
  return { resultId, edits: deleteCount + inserted.length === 0 ? [] : [{ start, deleteCount, data: inserted }] };
}

export function semanticTokensRange(
  view: ProgramView,
  { textDocument, range }: SemanticTokensRangeParams,
): SemanticTokens | null {
  const file = fileOf(view, textDocument.uri);
  return file === null ? null : { data: encoded(view, file, file.places.span(range)) };
}

function remembered(uri: string, data: readonly number[], { memoryOf }: FeatureContext): Sent {
  const memory = memoryOf(uri);
  const sent = { id: ((memory.get(LAST) as Sent | undefined)?.id ?? 0) + 1, data };
  memory.set(LAST, sent);
  return sent;
}

/** Five numbers a token, as the protocol has them: line and character from the token before, length, type, modifiers. */
function encoded({ program }: ProgramView, file: FileView, within?: Stretch): number[] {
  const data: number[] = [];
  let before = { line: 0, character: 0 };
  for (const { span, colour, declares } of colouredTokens(program, file)) {
    if (isOutside(span, within)) continue;
    const type = legend.tokenTypes.indexOf(colour.type);
    const modifiers = [...colour.modifiers, ...(declares ? ["declaration"] : [])].reduce(
      (bits, modifier) => bits | (1 << legend.tokenModifiers.indexOf(modifier)),
      0,
    );
    // Comments may go over several lines; a token of the protocol may not.
    for (const part of lines(file, span)) {
      if (isOutside(part, within)) continue;
      const start = file.places.position(part.start);
      const end = file.places.position(part.end);
      const isSameLine = start.line === before.line;
      data.push(
        start.line - before.line,
        isSameLine ? start.character - before.character : start.character,
        end.character - start.character,
        type,
        modifiers,
      );
      before = start;
    }
  }
  return data;
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

function isOutside({ start, end }: Stretch, within: Stretch | undefined): boolean {
  return within !== undefined && (end <= within.start || start >= within.end);
}

/** The parts of a span on its lines, line ends left out. */
function lines({ text }: FileView, { start, end }: Stretch) {
  const written = text.slice(start, end);
  if (!/[\r\n]/.test(written)) return [{ start, end }];
  return [...written.matchAll(/[^\r\n]+/g)].map((line) => ({
    start: start + line.index,
    end: start + line.index + line[0].length,
  }));
}
