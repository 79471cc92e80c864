import type { Rule } from "../diagnostics/rule.js";
import type { Rejection } from "./rejection.js";

/** One record as a file has it, before it is read by the `customer` block. Lines count from 1. */
export type RawRecord =
  | { readonly kind: "json"; readonly line: number; readonly text: string }
  | { readonly kind: "cells"; readonly line: number; readonly cells: readonly string[] }
  /** Something stands there that cannot even be taken for a record. */
  | { readonly kind: "broken"; readonly line: number; readonly rejection: Rejection };

export function brokenRecord<P>(line: number, rule: Rule<P>, parameters: P, value: string): RawRecord {
  const rejection = { path: "", value: beginning(value), reason: rule.message(parameters), code: rule.code };
  return { kind: "broken", line, rejection };
}

function beginning(text: string): string {
  const trimmed = text.trimStart();
  return trimmed.length > 60 ? `${trimmed.slice(0, 59)}…` : trimmed;
}

/** Cuts text that comes in pieces into records. */
export interface Splitter {
  push(text: string): RawRecord[];
  /** After the last piece. */
  end(): RawRecord[];
}

/** How many line ends the reader of a text has passed; kept by it, read for messages about bytes. */
export interface LineCount {
  lines: number;
}
