import { spanFrom } from "../source/source.js";
import { errorAt, type GrammarInput, nameOf, stringOf } from "./grammar-core.js";
import { isName, isWord, spanBetween, spanOf, Text } from "./tokens.js";
import type { SegmentDeclaration } from "./tree.js";

/**
 * A segment of which only the head is read: `segment Name "title" by Criterion where`. In the place of its condition stands
 * an error, of which nobody speaks. Null where the head is not written as it should be: what is meant by it is for the grammar
 * to find out.
 */
export function outlinedSegment({ tokens, documentation }: GrammarInput): SegmentDeclaration | null {
  const [keyword, name] = tokens;
  if (!isWord(keyword, "segment") || !isName(name)) return null;
  let next = 2;
  const title = tokens[next]?.tokenType === Text ? tokens[next]! : null;
  if (title !== null) next += 1;
  const by = isWord(tokens[next], "by") ? tokens[next + 1] : null;
  if (by !== null) next += 2;
  const condition = tokens[next + 1];
  if (by === undefined || (by !== null && !isName(by)) || !isWord(tokens[next], "where") || condition === undefined)
    return null;
  const last = tokens.at(-1)!;
  const declared = nameOf(name!);
  if (declared.text === "") return null;
  return {
    kind: "segment",
    keyword: spanOf(keyword!),
    name: declared,
    title: title === null ? null : { value: stringOf(title), span: spanOf(title) },
    by: by === null ? null : nameOf(by),
    condition: errorAt(spanFrom(spanOf(condition), spanOf(last))),
    documentation: documentation(keyword!),
    span: spanBetween(keyword!, last),
  };
}
