import type { Domain, ReadingFormat, Scalar, ScalarType } from "../condition/schema.js";
import { dataRules } from "../diagnostics/rules/data.js";
import type { FoundKind, WantedKind } from "../diagnostics/rules/data-values.js";
import { JsonNumber, type JsonValue } from "./json-value.js";
import type { Rejections } from "./rejection.js";

/** Anything JSON holds but null, which is missing whatever the type. */
export type PresentValue = Exclude<JsonValue, null>;

/**
 * Reads one value that is there. Both answer `undefined` after they have added a rejection, and never otherwise.
 */
export interface ScalarReader {
  json(value: PresentValue): Scalar | undefined;
  /** A CSV cell that is not blank, as it stands. */
  cell(text: string): Scalar | undefined;
}

/** What of a field matters to the reading of one value. */
export interface ScalarDeclaration {
  readonly type: ScalarType;
  readonly format: ReadingFormat | null;
  readonly domain: Domain | null;
  readonly step: number | null;
}

/** The value is of a kind that the field cannot take at all. */
export function rejectKind(
  rejections: Rejections,
  wanted: WantedKind,
  value: JsonValue,
  hint: string | null = null,
): undefined {
  rejections.add(dataRules.wrongType, { wanted, found: kindOf(value), hint }, value);
  return undefined;
}

export function kindOf(value: JsonValue): FoundKind {
  switch (typeof value) {
    case "string":
      return "text";
    case "number":
      return "number";
    case "boolean":
      return "boolean";
    default:
      if (value instanceof JsonNumber) return "number";
      return Array.isArray(value) ? "list" : "object";
  }
}

export function wantedKind(type: ScalarType): WantedKind {
  switch (type.kind) {
    case "integer":
      return "whole number";
    case "boolean":
      return "yes or no";
    case "datetime":
      return "date-time";
    default:
      return type.kind;
  }
}
