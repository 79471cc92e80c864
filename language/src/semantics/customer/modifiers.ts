import type { Reading, ReadingFormat, ScalarType } from "../../condition/schema.js";
import {
  modifierAdvice,
  modifierNames,
  numberFormatAdvice,
  patternAdvice,
} from "../../diagnostics/rules/names/modifiers.js";
import { namesRules } from "../../diagnostics/rules/names.js";
import type { FieldDeclaration, FieldModifier } from "../../syntax/tree.js";
import { parseDatePattern, parseNumberFormat } from "../../values/reading.js";
import { normalise } from "../../values/text.js";
import { deletion } from "../fixes.js";
import type { FileReporter } from "../reporter.js";

type ModifierOf<K extends FieldModifier["kind"]> = Extract<FieldModifier, { kind: K }>;

/** What a field's modifiers apply to. */
export type ModifiedType =
  | { readonly kind: "scalar"; readonly scalar: ScalarType }
  /** A list of single values: format, domain, step and missing speak of its elements. */
  | { readonly kind: "scalar-list"; readonly scalar: ScalarType }
  | { readonly kind: "record" }
  | { readonly kind: "record-list" };

/** The modifiers of one field, each at most once and each fitting the type; all others are reported. */
export class FieldModifiers {
  readonly #byKind = new Map<FieldModifier["kind"], FieldModifier>();

  constructor(field: FieldDeclaration, type: ModifiedType, reporter: FileReporter) {
    for (const modifier of field.modifiers) {
      // The same modifier twice has been reported by the parser.
      if (this.#byKind.has(modifier.kind)) continue;
      const other = [...this.#byKind.keys()].find((kind) => purpose(kind) === purpose(modifier.kind));
      const fixes = [deletion(reporter.location(modifier.span), reporter.text)];
      if (other !== undefined) {
        const parameters = { modifier: modifierNames[modifier.kind], other: modifierNames[other] };
        reporter.report(namesRules.conflictingFieldModifiers, parameters, modifier.span, { fixes });
      } else if (fits(modifier.kind, type)) this.#byKind.set(modifier.kind, modifier);
      else {
        const parameters = {
          modifier: modifierNames[modifier.kind],
          type: typeName(type),
          advice: modifierAdvice(modifier.kind, typeName(type)),
        };
        reporter.report(namesRules.misplacedModifier, parameters, modifier.span, { fixes });
      }
    }
  }

  get<K extends FieldModifier["kind"]>(kind: K): ModifierOf<K> | null {
    return (this.#byKind.get(kind) as ModifierOf<K> | undefined) ?? null;
  }
}

/** A format and a pair both say how the value is spelt, `from` and `from rows` where it is found. */
function purpose(modifier: FieldModifier["kind"]): FieldModifier["kind"] {
  return modifier === "pair" ? "format" : modifier === "from-rows" ? "from" : modifier;
}

function fits(modifier: FieldModifier["kind"], type: ModifiedType): boolean {
  const scalar = "scalar" in type ? type.scalar.kind : null;
  const isNumber = scalar === "integer" || scalar === "number";
  const isDate = scalar === "date" || scalar === "datetime";
  switch (modifier) {
    case "key":
    case "missing":
    case "from":
      return true;
    case "format":
      return isNumber || isDate;
    case "pair":
      return scalar === "boolean";
    case "domain":
      return isNumber || isDate;
    case "step":
      return isNumber || scalar === "date";
    case "from-rows":
      return type.kind === "record-list";
    case "split":
      return type.kind === "scalar-list";
  }
}

function typeName(type: ModifiedType): string {
  switch (type.kind) {
    case "scalar":
      return type.scalar.kind === "choice" ? "choices" : `\`${type.scalar.kind}\``;
    case "scalar-list":
      return type.scalar.kind === "choice" ? "a list of choices" : `\`list of ${type.scalar.kind}\``;
    case "record":
      return "a record";
    case "record-list":
      return "a list of records";
  }
}

/** How the field is found and read. `persian` and `codes` come from the type. */
export function readingOf(
  modifiers: FieldModifiers,
  type: ModifiedType,
  persian: boolean,
  codes: ReadonlyMap<string, string> | null,
  reporter: FileReporter,
): Reading {
  const split = modifiers.get("split");
  if (split !== null && split.separator.value === "") {
    reporter.report(namesRules.wrongSplit, {}, split.separator.span);
  }
  const format = "scalar" in type ? formatOf(modifiers, type.scalar, persian, codes, reporter) : null;
  const from = modifiers.get("from");
  return {
    from: from === null ? null : normalise(from.source.value),
    fromRows: modifiers.get("from-rows") !== null,
    missing: missingOf(modifiers, type, format, reporter),
    split: split === null || split.separator.value === "" ? null : split.separator.value,
    format,
  };
}

function formatOf(
  modifiers: FieldModifiers,
  scalar: ScalarType,
  persian: boolean,
  codes: ReadonlyMap<string, string> | null,
  reporter: FileReporter,
): ReadingFormat | null {
  if (codes !== null) return { kind: "codes", codes };
  const pair = modifiers.get("pair");
  if (pair !== null) {
    const yes = normalise(pair.yes.value);
    const no = normalise(pair.no.value);
    if (yes !== no) return { kind: "pair", yes, no };
    reporter.report(namesRules.duplicateCode, { code: no, first: "true", second: "false" }, pair.no.span);
    return null;
  }
  const format = modifiers.get("format");
  if (format === null) return persian ? { kind: "persian", text: null } : null;
  const text = format.format.value;
  if (scalar.kind === "integer" || scalar.kind === "number") {
    const signs = parseNumberFormat(text);
    if (signs !== null) return { kind: "number", text, ...signs };
    const advice = numberFormatAdvice;
    reporter.report(namesRules.wrongFormat, { format: text, type: scalar.kind, reason: "", advice }, format.span);
    return null;
  }
  const epoch = /^epoch (seconds|milliseconds)$/.exec(text);
  if (epoch !== null && !persian) return { kind: "epoch", unit: epoch[1] as "seconds" | "milliseconds" };
  const pattern = parseDatePattern(text);
  const noTime = pattern.kind === "ok" && scalar.kind === "datetime" && !pattern.pattern.hasTime;
  if (pattern.kind === "ok" && !noTime) return { kind: persian ? "persian" : "pattern", text };
  const reason = pattern.kind === "error" ? `it has ${pattern.what}` : "it has no time";
  const advice =
    (pattern.kind === "error" ? pattern.suggestion : null) ??
    patternAdvice[scalar.kind === "datetime" ? "datetime" : "date"];
  reporter.report(namesRules.wrongFormat, { format: text, type: scalar.kind, reason, advice }, format.span);
  return persian ? { kind: "persian", text: null } : null;
}

function missingOf(
  modifiers: FieldModifiers,
  type: ModifiedType,
  format: ReadingFormat | null,
  reporter: FileReporter,
): readonly string[] {
  const spellings = new Set<string>();
  for (const node of modifiers.get("missing")?.spellings ?? []) {
    const spelling = normalise(node.value);
    const value = valueSpelt(spelling, type, format);
    if (spellings.has(spelling)) reporter.report(namesRules.duplicateSpelling, { spelling }, node.span);
    else if (value !== null) reporter.report(namesRules.contradictorySpelling, { spelling, value }, node.span);
    spellings.add(spelling);
  }
  return [...spellings];
}

/** The value that a spelling of missing would also stand for, as the message names it. */
function valueSpelt(spelling: string, type: ModifiedType, format: ReadingFormat | null): string | null {
  if (format?.kind === "pair") return spelling === format.yes ? "`true`" : spelling === format.no ? "`false`" : null;
  if (!("scalar" in type) || type.scalar.kind !== "choice") return null;
  const coded = format?.kind === "codes" ? [...format.codes.values()] : [];
  const choice =
    format?.kind === "codes" && format.codes.has(spelling)
      ? format.codes.get(spelling)!
      : type.scalar.choices.find((name) => name === spelling && !coded.includes(name));
  return choice === undefined ? null : `\`"${choice}"\``;
}
