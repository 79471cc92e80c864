import { systemReason } from "@seg-lang/language/node";
import { CommandFailure } from "../exit-status.js";

/** All of standard input as text; fails with a clear message where it is not UTF-8. */
export async function readStandardInput(interruption: AbortSignal): Promise<string> {
  const chunks: Buffer[] = [];
  const stop = () => process.stdin.destroy();
  interruption.addEventListener("abort", stop, { once: true });
  try {
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  } catch (error) {
    if (!interruption.aborted) throw new CommandFailure(`Could not read standard input: ${systemReason(error)}.`);
  } finally {
    interruption.removeEventListener("abort", stop);
  }
  return decodeUtf8(Buffer.concat(chunks), "Standard input");
}

/** `name` begins the message where the bytes are not UTF-8. A byte order mark is dropped. */
export function decodeUtf8(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new CommandFailure(`${name} is not UTF-8 text. Save it as UTF-8 and try again.`);
  }
}
