import type { TokenType } from "chevrotain";
import type { Span } from "../../source/source.js";
import { parseFile } from "../../syntax/parse.js";
import { scan } from "../../syntax/scanner.js";
import {
  isWord,
  LeftBrace,
  LeftBracket,
  LeftParenthesis,
  RightBrace,
  RightBracket,
  RightParenthesis,
} from "../../syntax/tokens.js";
import type { Asked } from "./asked.js";
import type { Identities } from "./identities.js";
import { Observation, type SeenName } from "./observation.js";
import { type PlacedUnit, unitsOf } from "./units.js";

const CLOSING = new Map<TokenType, string>([
  [LeftParenthesis, ")"],
  [LeftBracket, "]"],
  [LeftBrace, "}"],
]);
const CLOSED: readonly TokenType[] = [RightParenthesis, RightBracket, RightBrace];

/** What is to be written behind a text that stops in the middle of a declaration, so that what is open in it is closed. */
export function closingOf(text: string): string {
  const open: string[] = [];
  const { tokens } = scan("", text);
  for (const [index, token] of tokens.entries()) {
    const closing = CLOSING.get(token.tokenType);
    if (closing !== undefined) open.push(closing);
    else if (CLOSED.includes(token.tokenType)) {
      while (open.length > 0 && open.pop() !== token.image);
    } else if (isWord(token, "when")) {
      // Behind a complete value it begins the next branch, else a choice of its own.
      if (open.at(-1) === " else 0" && !isWord(tokens[index - 1], "then")) open.pop();
      open.push(" then 0 else 0");
    } else if (isWord(token, "then") && open.at(-1) === " then 0 else 0") open.splice(-1, 1, " else 0");
    else if (isWord(token, "else") && open.at(-1) === " else 0") open.pop();
  }
  return open.reverse().join("");
}

/**
 * The unit as it would be with another text; null where that is no declaration. It is of a file of its own, and what it
 * declares is what the unit declares.
 */
export function unitFrom({ file }: PlacedUnit, text: string): PlacedUnit | null {
  const parsed = parseFile(file.path, text);
  const [unit] = unitsOf(parsed);
  return unit === undefined ? null : { unit, file: parsed };
}

/**
 * What names mean that stand in parts of a unit that could not be parsed: each is read as if the text ended with it. The
 * spans, those given and those found, are counted from the beginning of the unit.
 */
export function repairedNames(
  placed: PlacedUnit,
  unparsed: readonly Span[],
  identities: Identities,
  asked: Asked,
): readonly SeenName[] {
  const { span } = placed.unit;
  const text = placed.file.text.slice(span.start, span.end);
  return unparsed.flatMap(({ end }) => {
    const before = text.slice(0, end);
    const closing = closingOf(before);
    // In a record a value must follow.
    for (const ending of placed.unit.kind === "persona" ? [`: 0${closing}`, closing] : [closing]) {
      const unit = unitFrom(placed, before + ending);
      if (unit === null) continue;
      const observation = new Observation(identities, asked);
      observation.look(unit, null);
      const found = [...observation.names.values()].filter(({ name }) => name.span.end === end);
      if (found.length > 0) return found;
    }
    return [];
  });
}
