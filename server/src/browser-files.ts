import { fileText } from "@seg-lang/language";
import { encodedUri } from "./program/uris.js";
import { type FileReading, type FileRequest, type FolderListing, LIST_FOLDER, READ_FILE } from "./protocol.js";
import { dataText } from "./sample/data-text.js";
import type { Files, FileText } from "./workspace/files.js";

/** Sends a request to the client. */
type Ask = (method: string, request: FileRequest) => Promise<unknown>;

/** The files of an editor without a disk, which is asked for them by `ask`: those of programs, and those of customers. */
export function filesOfClient(ask: Ask): { readonly files: Files; readonly data: Pick<Files, "read"> } {
  const answer = async <R>(method: string, uri: string, otherwise: R): Promise<R> => {
    try {
      return (await ask(method, { uri: encodedUri(uri) })) as R;
    } catch {
      return otherwise;
    }
  };
  const reading = (uri: string) => answer<FileReading>(READ_FILE, uri, { kind: "absent" });
  const read = async (uri: string, textOf: (bytes: Uint8Array) => FileText | Promise<FileText>): Promise<FileText> => {
    const found = await reading(uri);
    return found.kind === "bytes" ? textOf(new Uint8Array(found.bytes)) : found;
  };
  return {
    files: {
      entries: (folder) => answer<FolderListing>(LIST_FOLDER, folder, null),
      exists: async (uri) => (await reading(uri)).kind !== "absent",
      read: (uri, within) => read(uri, (bytes) => fileText(bytes, within === undefined ? "program" : "list")),
    },
    data: { read: (uri) => read(uri, dataText) },
  };
}
