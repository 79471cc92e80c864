import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { systemReason } from "@seg-lang/language/node";

const BYTE_ORDER_MARK = "\ufeff";
/** Of anybody. */
const WRITE_PERMISSIONS = 0o222;

/**
 * Writes a text file whole or not at all: under a temporary name beside it, then renamed over it. Follows symbolic links,
 * keeps the permissions and a byte order mark. `before` is what the text was when it was read: nothing that somebody wrote
 * since is lost. Throws what the file system says.
 */
export function replaceFile(path: string, before: string, text: string): void {
  const refusal = whyNotReplaced(path);
  if (refusal !== null) throw new Error(refusal);
  const target = realpathSync(path);
  const mark = byteOrderMark(target);
  if (readFileSync(target, "utf8") !== mark + before) throw new Error("somebody else has changed it meanwhile");
  const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  const mode = statSync(target).mode & 0o7777;
  const file = openSync(temporary, "wx", mode);
  try {
    try {
      writeAll(file, Buffer.from(mark + text));
      // What the shell masks of new files is none of this one's permissions.
      fchmodSync(file, mode);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Why a file must be left as it is, in words that follow a colon; null if nothing is known against writing it. */
export function whyNotReplaced(path: string): string | null {
  try {
    const target = realpathSync(path);
    // Whoever owns the folder could put another file in its place, which is not what "read-only" says.
    if ((statSync(target).mode & WRITE_PERMISSIONS) === 0) return "it is read-only";
    accessSync(target, constants.W_OK);
    accessSync(dirname(target), constants.W_OK);
    return null;
  } catch (error) {
    return systemReason(error);
  }
}

/** What a text file begins with before its text. Throws what the file system says. */
export function byteOrderMark(path: string): "" | typeof BYTE_ORDER_MARK {
  return readFileSync(path, "utf8").startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
}

function writeAll(file: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}
