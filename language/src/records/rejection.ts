import type { Rule } from "../diagnostics/rule.js";
import { type JsonValue, shown } from "./json-value.js";

/** Why a record is rejected: one of possibly several reasons. */
export interface Rejection {
  /** Where in the record, by the names the data use: `orders[2].total`; empty for the record as a whole. */
  readonly path: string;
  /** The same, taken apart; absent for the record as a whole. */
  readonly parts?: readonly (string | number)[];
  /** The value as JSON, shortened; empty where there is none. */
  readonly value: string;
  /** What is wrong and what would be accepted. */
  readonly reason: string;
  /** `SEG5011`; `seg help SEG5011` explains it. */
  readonly code: string;
  /** One-based; only where it is another line than the record's, in a customer made of several rows. */
  readonly line?: number;
}

/**
 * Gathers the rejections of the record being read. Readers add what they find with an empty path; whoever called them
 * with a part of the record puts the name of that part in front. So a good record pays nothing for paths.
 */
export class Rejections {
  readonly list: Rejection[] = [];

  add<P>(rule: Rule<P>, parameters: P, value: JsonValue | undefined): void {
    this.list.push({ path: "", value: shown(value), reason: rule.message(parameters), code: rule.code });
  }

  /** Puts a key, or an index, before the paths of all rejections from number `from` on; returns how many there are now. */
  place(from: number, part: string | number): number {
    for (let index = from; index < this.list.length; index += 1) {
      const rejection = this.list[index]!;
      this.list[index] = {
        ...rejection,
        path: joinPath(part, rejection.path),
        parts: [part, ...(rejection.parts ?? [])],
      };
    }
    return this.list.length;
  }

  /** Says of all rejections from number `from` on which line they come from. */
  locate(from: number, line: number): void {
    for (let index = from; index < this.list.length; index += 1) this.list[index] = { ...this.list[index]!, line };
  }

  /** Hands over what was gathered and starts anew. */
  take(): Rejection[] {
    return this.list.splice(0);
  }
}

function joinPath(part: string | number, rest: string): string {
  const first = typeof part === "number" ? `[${part}]` : part;
  if (rest === "") return first;
  return rest.startsWith("[") ? first + rest : `${first}.${rest}`;
}
