import { decodedText, isBinary, markedKind, markedUtf16, unmarkedUtf16 } from "./content-kind.js";

/** What is said of a file that cannot be read. `reason` completes "cannot be read: …". */
export interface UnreadableFile {
  readonly kind: "unreadable";
  readonly reason: string;
}

export type ReadText = { readonly kind: "text"; readonly text: string } | UnreadableFile;

/** Texts of more bytes than this cannot be held by every runtime. */
const MOST_BYTES = 500_000_000;

/**
 * The text of a file that a program is made of, from its bytes: a `.seg` file, `seg.json`, or a file that a list names. Commands
 * and editors read files by this, so that both say the same. All are UTF-8, with a byte order mark or without; a list may be
 * UTF-16 with its mark, too, as spreadsheets save "Unicode text".
 */
export function fileText(bytes: Uint8Array, use: "program" | "list"): ReadText {
  const problem = sizeProblem(bytes.length);
  if (problem !== null) return problem;
  const kind = markedKind(bytes);
  const marked = kind === null ? markedUtf16(bytes) : null;
  if (marked !== null || unmarkedUtf16(bytes) !== null) {
    const text = marked === null || use === "program" ? null : decodedText(bytes, marked);
    return text === null ? unreadable("it is UTF-16; save it as UTF-8") : { kind: "text", text };
  }
  const binary = isBinary(bytes);
  const text = binary ? null : decodedText(bytes, "utf-8");
  if (text !== null) return { kind: "text", text };
  if (kind !== null) return unreadable(`it is ${kind}; ${remedyFor(kind, use)}`);
  return unreadable(binary ? "it does not look like a text file" : "it is not UTF-8; save it as UTF-8");
}

/** What is wrong with a file of so many bytes; null: nothing. */
export function sizeProblem(bytes: number): UnreadableFile | null {
  return bytes > MOST_BYTES ? unreadable(`it is larger than ${MOST_BYTES / 1e6} MB`) : null;
}

function remedyFor(kind: string, use: "program" | "list"): string {
  if (kind.startsWith("compressed")) return "unpack it";
  return use === "list" && !kind.startsWith("text") ? "save it as CSV in UTF-8" : "save it as text in UTF-8";
}

function unreadable(reason: string): UnreadableFile {
  return { kind: "unreadable", reason };
}
