/** Text or bytes that are being written somewhere. Every method may throw a DataError; after that, `discard`. */
export interface Output {
  readonly name: string;
  /**
   * Resolves when there is room for more, so that a slow disk or reader slows the run and does not fill memory. From then on
   * bytes may be used again for others.
   */
  write(content: string | Uint8Array): Promise<void>;
  /** After the last: all of it is where it is written to. */
  finish(): Promise<void>;
  /** Makes the result visible under its name. */
  publish(): Promise<void>;
  /** Leaves nothing behind. Never throws. */
  discard(): Promise<void>;
}
