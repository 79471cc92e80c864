import type { Diagnostic as Finding } from "@seg-lang/language";
import {
  type ClientCapabilities,
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
} from "vscode-languageserver";
import { locationOf } from "../program/places.js";
import type { ProgramView } from "../program/view.js";
import type { Overlap } from "./overlaps.js";

/** What travels with a diagnostic, and comes back when the editor asks for code actions. */
export interface DiagnosticData {
  readonly rule: string;
  /** Of the finding among `view.diagnostics`, whose fixes are meant: see `findingId`. The same as long as the finding is. */
  readonly id: string;
  readonly overlap: Overlap;
}

/** What a client can make of a diagnostic, and where the pages of the rules are. */
export interface DiagnosticOptions {
  readonly client: ClientCapabilities;
  /** The address of a rule's page, `{code}` for its code; null: no page can be opened. */
  readonly rulePages: string | null;
}

const SEVERITIES = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;

/** A finding as the protocol has it. `range`: its place, as the editor counts. */
export function diagnosticOf(
  finding: Finding,
  range: Diagnostic["range"],
  view: ProgramView,
  overlap: Overlap,
  { client, rulePages }: DiagnosticOptions,
): Diagnostic {
  // Who pulls says in another place what it can do.
  const able = { ...client.textDocument?.publishDiagnostics, ...client.textDocument?.diagnostic };
  const tags = finding.unnecessary && able.tagSupport?.valueSet.includes(DiagnosticTag.Unnecessary);
  const related = able.relatedInformation === true ? relatedPlaces(finding, view) : [];
  return {
    range,
    severity: SEVERITIES[finding.severity],
    code: finding.code,
    ...(able.codeDescriptionSupport === true && rulePages !== null
      ? { codeDescription: { href: rulePages.replace("{code}", finding.code) } }
      : {}),
    source: "seg",
    message: finding.message,
    ...(tags === true ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(related.length > 0 ? { relatedInformation: related } : {}),
    ...(able.dataSupport === true
      ? { data: { rule: finding.rule, id: findingId(finding), overlap } satisfies DiagnosticData }
      : {}),
  };
}

/** Tells the findings of a program apart: the same rule at the same place says the same thing once. */
export function findingId({ code, message }: Finding): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < message.length; index += 1) {
    hash = Math.imul(hash ^ message.charCodeAt(index), 0x01000193) >>> 0;
  }
  return `${code}-${hash.toString(36)}`;
}

function relatedPlaces({ related }: Finding, view: ProgramView): DiagnosticRelatedInformation[] {
  return related.flatMap(({ location, message }) => {
    const place = locationOf(view, location);
    return place === null ? [] : [{ location: place, message }];
  });
}
