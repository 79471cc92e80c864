/**
 * Names and values of scripts that are written from right to left, in sentences and conditions that are read from left to right.
 * The Unicode Bidirectional Algorithm lets such a word turn what stands beside it round (`سن = 30` is shown as "30 = سن"), unless
 * it is set apart by FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE. Only for what is shown, never for what goes back into a file.
 */

const START = "\u2068";
const END = "\u2069";

const RIGHT_TO_LEFT = "[\\p{Script=Arabic}\\p{Script=Hebrew}\\p{Script=Syriac}\\p{Script=Thaana}\\p{Script=Nko}]";
const LETTERS = "[\\p{L}\\p{M}\\p{N}\\u200c\\u200d]";
// In Markdown an underscore may stand behind a backslash.
const WORD = `(?:(?=\\p{L})${RIGHT_TO_LEFT}${LETTERS}*(?:(?:\\\\?_)+${LETTERS}+)*)`;

/** Blocks of code and targets of links stay as they are: they are copied, and followed. */
const KEPT = /(?<fence>`{3,})[\s\S]*?\k<fence>|\]\([^)\n]*\)/u;
const QUOTED = /"(?<quoted>[^"\n]*)"/u;
const PIECE = new RegExp(`${KEPT.source}|${QUOTED.source}|(?<words>${WORD}(?: ${WORD})*)`, "gu");
const ANY = new RegExp(RIGHT_TO_LEFT, "u");

/** A text of ours, plain or Markdown, in which every such name and value is set apart. Done twice it is the same. */
export function isolated(text: string): string {
  if (!ANY.test(text)) return text;
  return text.replace(PIECE, (piece, ...found) => {
    const { quoted, words }: Readonly<Record<string, string | undefined>> = found.at(-1);
    const offset: number = found.at(-3);
    if (quoted !== undefined) return ANY.test(quoted) ? `"${setApart(quoted)}"` : piece;
    const isApart = text[offset - 1] === START && text[offset + piece.length] === END;
    return words === undefined || isApart ? piece : setApart(words);
  });
}

function setApart(text: string): string {
  return text.startsWith(START) && text.indexOf(END) === text.length - 1 ? text : START + text + END;
}
