/** A text as a program writes it, what nobody would see as escapes. */
export function textLiteral(text: string): string {
  return JSON.stringify(text).replace(/(?!\u200c|\u200d| )[\p{Cf}\p{Cc}\p{Zs}\p{Zl}\p{Zp}\p{DI}]/gu, escaped);
}

/** A text within a comment: one line, nothing unseen. */
export function commentText(text: string): string {
  return text.replace(/(?!\u200c|\u200d| )[\p{Cf}\p{Cc}\p{Zs}\p{Zl}\p{Zp}\p{DI}\p{Cs}]/gu, escaped);
}

function escaped(character: string): string {
  let written = "";
  for (let index = 0; index < character.length; index += 1) {
    written += `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`;
  }
  return written;
}

/** At most about `length` characters of a text. */
export function shortened(text: string, length: number): string {
  const characters = [...text.slice(0, length * 2 + 2)];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join("")}…`;
}
