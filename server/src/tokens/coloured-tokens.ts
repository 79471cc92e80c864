import { meaningsOf, type Program, type Span, tokenKinds } from "@seg-lang/language";
import type { FileView } from "../program/view.js";
import { kindColours, nameColours, type TokenColour } from "./token-table.js";

export interface ColouredToken {
  readonly span: Span;
  readonly colour: TokenColour;
  /** A name where it is declared. */
  readonly declares: boolean;
}

/** The tokens of a file in textual order, names by what they mean in their program. */
export function colouredTokens(program: Program, file: FileView): readonly ColouredToken[] {
  const occurrences = meaningsOf(program)?.in(file.path) ?? [];
  const names = new Map(occurrences.map((each) => [each.span.start, each]));
  return tokenKinds(file.syntax).map(({ span, kind }) => {
    if (kind !== "name") return { span, colour: kindColours[kind], declares: false };
    const occurrence = names.get(span.start);
    return {
      span,
      colour: nameColours[occurrence?.meaning.kind ?? "unknown"],
      declares: occurrence?.role === "declaration",
    };
  });
}
