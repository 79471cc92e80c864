import type { Diagnostic as Finding } from "@seg-lang/language";
import {
  type ClientCapabilities,
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
} from "vscode-languageserver";
import { locationOf, textOf } from "../program/places.js";
import type { ProgramView, TextView } from "../program/view.js";

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

/**
 * What was made of the findings of a program last time: most of a thousand findings are after a keystroke what they were
 * before. Whoever shows one program again and again keeps one.
 */
export class DiagnosticMemory {
  /** By file and where they begin there. */
  #made = new Map<string, Map<number, MadeDiagnostic[]>>();

  /** What is kept in the new memory: only that is remembered. */
  renewed(): { recall(finding: Finding): readonly MadeDiagnostic[]; keep(made: MadeDiagnostic): void } {
    const before = this.#made;
    this.#made = new Map();
    return {
      recall: ({ location: { file, span } }) => before.get(file)?.get(span.start) ?? [],
      keep: (made) => {
        const { file, span } = made.finding.location;
        let inFile = this.#made.get(file);
        if (inFile === undefined) {
          inFile = new Map();
          this.#made.set(file, inFile);
        }
        const here = inFile.get(span.start);
        if (here === undefined) inFile.set(span.start, [made]);
        else here.push(made);
      },
    };
  }
}

interface MadeDiagnostic {
  readonly finding: Finding;
  /** The texts that its places are in, its own first. */
  readonly texts: readonly (TextView | null)[];
  readonly overlap: DiagnosticData["overlap"];
  readonly diagnostic: Diagnostic;
}

/**
 * The findings of a program as the protocol has them, by path: every file of the program, those without findings too. With a
 * memory, a diagnostic that is still the same is the same object. One memory is for one program and one client.
 */
export function diagnosticsOf(
  view: ProgramView,
  options: DiagnosticOptions,
  memory: DiagnosticMemory = new DiagnosticMemory(),
): ReadonlyMap<string, Diagnostic[]> {
  const byFile = new Map<string, Diagnostic[]>();
  for (const path of view.files.keys()) byFile.set(path, []);
  const segments = new SegmentPlaces(view);
  const { recall, keep } = memory.renewed();
  for (const finding of view.diagnostics) {
    const { location, related } = finding;
    const text = textOf(view, location.file);
    if (text === null) continue;
    const texts = [text, ...related.map((place) => textOf(view, place.location.file))];
    const overlap = overlapIn(segments, finding);
    const known = recall(finding).find((each) => isStill(each, finding, texts, overlap));
    const diagnostic =
      known?.diagnostic ?? asProtocol(finding, text.places.range(location.span), view, overlap, options);
    // What is equal is kept as it is now, so that nothing of earlier versions stays alive.
    keep({ finding, texts, overlap, diagnostic });
    const here = byFile.get(location.file);
    if (here === undefined) byFile.set(location.file, [diagnostic]);
    else here.push(diagnostic);
  }
  return byFile;
}

/** Whether a finding says what was said, of the same places in the same texts. Its fixes are no part of what is shown. */
function isStill(
  made: MadeDiagnostic,
  finding: Finding,
  texts: readonly (TextView | null)[],
  overlap: DiagnosticData["overlap"],
): boolean {
  const before = made.finding;
  return (
    before.code === finding.code &&
    before.message === finding.message &&
    before.severity === finding.severity &&
    before.unnecessary === finding.unnecessary &&
    made.overlap?.[0] === overlap?.[0] &&
    made.overlap?.[1] === overlap?.[1] &&
    made.texts.length === texts.length &&
    made.texts.every((text, index) => isSameText(text, texts[index]!)) &&
    isSamePlace(before.location, finding.location) &&
    (before.related === finding.related ||
      before.related.every(({ location, message }, index) => {
        const now = finding.related[index]!;
        return message === now.message && isSamePlace(location, now.location);
      }))
  );
}

function isSamePlace(one: Finding["location"], other: Finding["location"]): boolean {
  return one.file === other.file && one.span.start === other.span.start && one.span.end === other.span.end;
}

function isSameText(before: TextView | null, now: TextView | null): boolean {
  return before === now || (before?.places === now?.places && before?.uri === now?.uri);
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
  return overlapIn(new SegmentPlaces(view), finding);
}

function asProtocol(
  finding: Finding,
  range: Diagnostic["range"],
  view: ProgramView,
  overlap: DiagnosticData["overlap"],
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

function relatedPlaces({ related }: Finding, view: ProgramView): DiagnosticRelatedInformation[] {
  return related.flatMap(({ location, message }) => {
    const place = locationOf(view, location);
    return place === null ? [] : [{ location: place, message }];
  });
}

function overlapIn(segments: SegmentPlaces, finding: Finding): DiagnosticData["overlap"] {
  const [first] = OVERLAPS.has(finding.rule) ? finding.related : [];
  const own = first === undefined ? undefined : segments.at(finding.location);
  const other = first === undefined ? undefined : segments.at(first.location);
  return own === undefined || other === undefined ? null : [other, own];
}

/** Ids of segments by the place of their names, where findings about them stand. */
class SegmentPlaces {
  readonly #byFile = new Map<string, Map<number, string>>();

  constructor({ program }: ProgramView) {
    for (const { segments } of program.model.criteria) {
      for (const { id, location } of segments) {
        const inFile = this.#byFile.get(location.file);
        if (inFile === undefined) this.#byFile.set(location.file, new Map([[location.span.start, id]]));
        else inFile.set(location.span.start, id);
      }
    }
  }

  at({ file, span }: Finding["location"]): string | undefined {
    return this.#byFile.get(file)?.get(span.start);
  }
}
