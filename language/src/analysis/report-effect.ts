import { conditionKey, termKey } from "../condition/canonical.js";
import type { Condition, Term } from "../condition/condition.js";
import type { Define, Segment } from "../condition/model.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { diagnose } from "../diagnostics/rule.js";
import { proofRules } from "../diagnostics/rules/logic-proofs.js";
import type { Gradual } from "../logic/gradual.js";
import type { Location } from "../source/source.js";
import { type IdlePart, idleParts } from "./effect.js";
import { leavingOut } from "./effect-fixes.js";
import type { Inquiry } from "./inquiry.js";
import { shownCondition, shownText } from "./shown-conditions.js";

/** The idle parts of a segment that somebody is in and somebody is not. */
export function* reportIdleParts(segment: Segment, inquiry: Inquiry): Gradual<readonly Diagnostic[]> {
  return diagnosticsOf(yield* idleParts(segment.condition, segment.declaration, inquiry), inquiry);
}

/** What is idle in a define wherever it is used. */
export function* reportIdleDefine({ condition, term }: Define, inquiry: Inquiry): Gradual<readonly Diagnostic[]> {
  const root = condition ?? term;
  if (root === null || root.origin === undefined || "define" in root.origin) return [];
  const key = condition === null ? termKey(term!) : conditionKey(inquiry.memberships.write(condition));
  return yield* remembered(key, root, { file: root.origin.file, span: root.origin.span }, inquiry);
}

interface KnownIdle {
  readonly start: number;
  readonly found: readonly Diagnostic[];
}

/**
 * What is found is remembered by the condition's key and its text: with both unchanged, all that can have changed is where
 * the text stands, and the findings move with it.
 */
function* remembered(
  key: string,
  root: Condition | Term,
  bounds: Location,
  inquiry: Inquiry,
): Gradual<readonly Diagnostic[]> {
  const { memory, text } = inquiry;
  const { start } = bounds.span;
  const memoryKey = `idle ${key} ${bounds.file} ${text.at(bounds)}`;
  let known = memory.recall<KnownIdle>(memoryKey);
  if (known === undefined) {
    const found = diagnosticsOf(yield* idleParts(root, bounds, inquiry), inquiry);
    known = { start, found: found.map(detached) };
    memory.keep(memoryKey, known);
  }
  return known.found.map((diagnostic) => moved(diagnostic, start - known.start));
}

function diagnosticsOf(parts: readonly IdlePart[], inquiry: Inquiry): readonly Diagnostic[] {
  return parts.filter(({ location }) => !inquiry.isSaid(location)).map((part) => diagnosticOf(part, inquiry));
}

function diagnosticOf(part: IdlePart, inquiry: Inquiry): Diagnostic {
  const { text } = inquiry;
  const shown = shownText(part.location, part.part, text);
  // Said of a dead operand: "whoever meets it meets x already", for the x that all fail where it matters.
  const implied = part.because.every((fact) => fact.kind === "not");
  const because = part.because.map((fact) => {
    const isDenied = part.kind !== "redundant" && implied && fact.kind === "not";
    return shownCondition(isDenied ? fact.operand : fact, text);
  });
  const parameters = { kind: part.kind, part: shown, because, implied };
  return diagnose(proofRules.withoutEffect, parameters, part.location, {
    unnecessary: true,
    fixes: leavingOut(part, shown, text),
  });
}

/** The finding in a text that stands so much further on. */
export function moved(diagnostic: Diagnostic, by: number): Diagnostic {
  return by === 0 ? diagnostic : placedElsewhere(diagnostic, () => by);
}

/** The finding with places of its own: those of a program move with it when it is edited. */
export function detached(diagnostic: Diagnostic): Diagnostic {
  return placedElsewhere(diagnostic, () => 0);
}

/** `by` says how much further on each place is. */
export function placedElsewhere(diagnostic: Diagnostic, by: (location: Location) => number): Diagnostic {
  const shifted = (location: Location): Location => {
    const { file, span } = location;
    const further = by(location);
    return { file, span: { start: span.start + further, end: span.end + further } };
  };
  return {
    ...diagnostic,
    location: shifted(diagnostic.location),
    related: diagnostic.related.map(({ location, message }) => ({ location: shifted(location), message })),
    fixes: diagnostic.fixes.map((fix) => ({
      ...fix,
      edits: fix.edits.map(({ location, newText }) => ({ location: shifted(location), newText })),
    })),
  };
}
