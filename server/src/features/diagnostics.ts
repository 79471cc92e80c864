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

/** What travels with a diagnostic, and comes back when the editor asks for code actions. */
export interface DiagnosticData {
  readonly rule: string;
  /** Of the finding among `view.diagnostics`, whose fixes are meant: see `findingId`. The same as long as the finding is. */
  readonly id: string;
  /** The two segments (ids) that a customer is shown to be in; null for other findings. */
  readonly overlap: readonly [string, string] | null;
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

/** Rules that say that a customer is in two segments. */
export const OVERLAPS: ReadonlySet<string> = new Set(["overlapping-segments", "overlap-at-one-value"]);

/** The findings of a program as the protocol has them, by path: every file of the program, those without findings too. */
export function diagnosticsOf(view: ProgramView, options: DiagnosticOptions): ReadonlyMap<string, Diagnostic[]> {
  const byFile = new Map<string, Diagnostic[]>();
  for (const path of view.files.keys()) byFile.set(path, []);
  const segments = segmentsByPlace(view);
  for (const finding of view.diagnostics) {
    const { file } = finding.location;
    const place = locationOf(view, finding.location);
    if (place === null) continue;
    const here = byFile.get(file) ?? [];
    here.push(asProtocol(finding, place.range, view, segments, options));
    byFile.set(file, here);
  }
  return byFile;
}

/** Tells the findings of a program apart: the same rule at the same place says the same thing once. */
export function findingId({ code, message }: Finding): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < message.length; index += 1) {
    hash = Math.imul(hash ^ message.charCodeAt(index), 0x01000193) >>> 0;
  }
  return `${code}-${hash.toString(36)}`;
}

/** The two segments (ids) that a finding is about, the one that is declared elsewhere first; null for other findings. */
export function overlapOf(view: ProgramView, finding: Finding): readonly [string, string] | null {
  return dataOf(finding, segmentsByPlace(view)).overlap;
}

function asProtocol(
  finding: Finding,
  range: Diagnostic["range"],
  view: ProgramView,
  segments: ReadonlyMap<string, string>,
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
    ...(able.dataSupport === true ? { data: dataOf(finding, segments) } : {}),
  };
}

function relatedPlaces({ related }: Finding, view: ProgramView): DiagnosticRelatedInformation[] {
  return related.flatMap(({ location, message }) => {
    const place = locationOf(view, location);
    return place === null ? [] : [{ location: place, message }];
  });
}

function dataOf(finding: Finding, segments: ReadonlyMap<string, string>): DiagnosticData {
  const [first] = OVERLAPS.has(finding.rule) ? finding.related : [];
  const own = first === undefined ? undefined : segments.get(placeKey(finding.location));
  const other = first === undefined ? undefined : segments.get(placeKey(first.location));
  return {
    rule: finding.rule,
    id: findingId(finding),
    overlap: own === undefined || other === undefined ? null : [other, own],
  };
}

/** Ids of segments by the place of their names, where findings about them stand. */
function segmentsByPlace({ program }: ProgramView): ReadonlyMap<string, string> {
  return new Map(
    program.model.criteria.flatMap(({ segments }) => segments.map(({ id, location }) => [placeKey(location), id])),
  );
}

function placeKey({ file, span }: Finding["location"]): string {
  return `${span.start} ${file}`;
}
