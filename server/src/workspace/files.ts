import type { FolderEntry } from "@seg-lang/language";

/**
 * The files that programs are read from: a disk, or what the editor makes of one. URIs are normal (see program/uris.ts).
 * Asynchronous, as an editor in a browser is asked by messages. Nothing here throws or rejects.
 */
export interface Files {
  /** What a folder holds; null where there is no such folder, or it cannot be read. */
  entries(folder: string): Promise<readonly FolderEntry[] | null>;
  /** Whether there is a file of that name. */
  exists(uri: string): Promise<boolean>;
  /**
   * A text as `fileText` of the language reads it. `within`: it is a file that a list names, and must lie in this folder, links
   * resolved.
   */
  read(uri: string, within?: string): Promise<FileText>;
}

export type FileText =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "absent" }
  | { readonly kind: "outside" }
  /** `reason` completes "cannot be read: …". */
  | { readonly kind: "unreadable"; readonly reason: string };
