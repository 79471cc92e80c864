/**
 * Writes the body of a JavaScript function. Everything a user wrote (names, keys, spellings) is handed over as data and
 * named by number, so no text of a user becomes code.
 */
export class CodeWriter {
  readonly #lines: string[] = [];
  readonly #data: unknown[] = [];

  line(text: string): void {
    this.#lines.push(text);
  }

  /** A constant the code can use; answers its name. */
  constant(value: unknown): string {
    this.#data.push(value);
    return `d${this.#data.length - 1}`;
  }

  /** The function of these parameters with the lines as body. */
  build<F>(parameters: string): F {
    const names = this.#data.map((_, index) => `d${index}`);
    const body = `"use strict";\nreturn function (${parameters}) {\n${this.#lines.join("\n")}\n};`;
    return new Function(...names, body)(...this.#data) as F;
  }
}
