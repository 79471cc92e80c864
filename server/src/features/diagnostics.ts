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
 * before. Whoever shows one program again and again keeps one. One memory is for one program and one client.
 */
export class DiagnosticMemory {
  #files: ReadonlyMap<string, MadeFile> = new Map();

  /** By path: every file of the program, those without findings too. What is still the same is the same array. */
  diagnosticsOf(view: ProgramView, options: DiagnosticOptions): ReadonlyMap<string, Diagnostic[]> {
    const segments = new SegmentPlaces(view);
    const files = new Map<string, MadeFile>();
    for (const [path, findings] of findingsByFile(view)) {
      const overlaps = findings.map((finding) => overlapIn(segments, finding));
      const known = this.#files.get(path);
      files.set(
        path,
        known !== undefined && isFileStill(known, findings, overlaps, view)
          ? // What is equal is kept as it is now, so that nothing of earlier versions stays alive.
            { ...known, findings, overlaps }
          : madeFile(known, findings, overlaps, view, options),
      );
    }
    this.#files = files;
    return new Map([...files].map(([path, { diagnostics }]) => [path, diagnostics]));
  }
}

type Overlap = DiagnosticData["overlap"];

/** What was made of the findings of one file. */
interface MadeFile {
  readonly findings: readonly Finding[];
  /** The segments of each finding. */
  readonly overlaps: readonly Overlap[];
  /** By path: all texts that they have places in. */
  readonly texts: ReadonlyMap<string, TextView | null>;
  readonly diagnostics: Diagnostic[];
}

function findingsByFile(view: ProgramView): ReadonlyMap<string, readonly Finding[]> {
  const byFile = new Map<string, Finding[]>();
  for (const path of view.files.keys()) byFile.set(path, []);
  for (const finding of view.diagnostics) {
    const { file } = finding.location;
    const here = byFile.get(file);
    if (here !== undefined) here.push(finding);
    else if (textOf(view, file) !== null) byFile.set(file, [finding]);
  }
  return byFile;
}

/** Whether the same is to be said of the same texts. */
function isFileStill(
  known: MadeFile,
  findings: readonly Finding[],
  overlaps: readonly Overlap[],
  view: ProgramView,
): boolean {
  return (
    known.findings.length === findings.length &&
    findings.every((finding, index) => {
      const before = known.findings[index]!;
      return (
        (before === finding || saysTheSame(before, finding)) && isSameOverlap(known.overlaps[index]!, overlaps[index]!)
      );
    }) &&
    [...known.texts].every(([path, text]) => isSameText(text, textOf(view, path)))
  );
}

function madeFile(
  known: MadeFile | undefined,
  findings: readonly Finding[],
  overlaps: readonly Overlap[],
  view: ProgramView,
  options: DiagnosticOptions,
): MadeFile {
  const texts = new Map<string, TextView | null>();
  // By what they say: their places are others, as offsets go, where something was typed before them.
  const before = new Map<string, number[]>();
  for (const [index, { message }] of (known?.findings ?? []).entries()) {
    const here = before.get(message);
    if (here === undefined) before.set(message, [index]);
    else here.push(index);
  }
  const diagnostics = findings.map((finding, index) => {
    for (const { file } of [finding.location, ...finding.related.map(({ location }) => location)]) {
      if (!texts.has(file)) texts.set(file, textOf(view, file));
    }
    const overlap = overlaps[index]!;
    const same = before
      .get(finding.message)
      ?.find(
        (at) =>
          isSameOverlap(known!.overlaps[at]!, overlap) &&
          isShownAlike(known!.findings[at]!, known!.diagnostics[at]!, finding, view),
      );
    const { places } = texts.get(finding.location.file)!;
    return same === undefined
      ? asProtocol(finding, places.range(finding.location.span), view, overlap, options)
      : known!.diagnostics[same]!;
  });
  const isSame =
    known !== undefined &&
    known.diagnostics.length === diagnostics.length &&
    diagnostics.every((diagnostic, index) => diagnostic === known.diagnostics[index]);
  return { findings, overlaps, texts, diagnostics: isSame ? known.diagnostics : diagnostics };
}

/** Whether `diagnostic`, which shows a finding of an earlier version, shows the present one as well: most edits leave lines where they are. */
function isShownAlike(before: Finding, diagnostic: Diagnostic, now: Finding, view: ProgramView): boolean {
  if (!isSaidAlike(before, now) || before.location.file !== now.location.file) return false;
  const own = textOf(view, now.location.file);
  if (own === null || !isRangeOf(own, now.location.span, diagnostic.range)) return false;
  if (before.related.length !== now.related.length) return false;
  const shown = diagnostic.relatedInformation;
  // A place that could not be shown, or a client that shows none.
  if (shown === undefined || shown.length !== now.related.length) return now.related.length === 0;
  return now.related.every(({ location, message }, index) => {
    const { location: place, message: said } = shown[index]!;
    const text = textOf(view, location.file);
    return text !== null && message === said && text.uri === place.uri && isRangeOf(text, location.span, place.range);
  });
}

function isRangeOf({ places }: TextView, span: Finding["location"]["span"], range: Diagnostic["range"]): boolean {
  return isPosition(places.position(span.start), range.start) && isPosition(places.position(span.end), range.end);
}

function isPosition(one: Diagnostic["range"]["start"], other: Diagnostic["range"]["start"]): boolean {
  return one.line === other.line && one.character === other.character;
}

/** The findings of a program as the protocol has them, by path: every file of the program, those without findings too. */
export function diagnosticsOf(view: ProgramView, options: DiagnosticOptions): ReadonlyMap<string, Diagnostic[]> {
  return new DiagnosticMemory().diagnosticsOf(view, options);
}

/** Whether two findings say the same of the same places. Their fixes are no part of what is shown. */
function saysTheSame(before: Finding, now: Finding): boolean {
  return (
    isSaidAlike(before, now) &&
    isSamePlace(before.location, now.location) &&
    (before.related === now.related ||
      (before.related.length === now.related.length &&
        before.related.every(({ location, message }, index) => {
          const other = now.related[index]!;
          return message === other.message && isSamePlace(location, other.location);
        })))
  );
}

function isSaidAlike(before: Finding, now: Finding): boolean {
  return (
    before.code === now.code &&
    before.rule === now.rule &&
    before.message === now.message &&
    before.severity === now.severity &&
    before.unnecessary === now.unnecessary
  );
}

function isSameOverlap(before: Overlap, now: Overlap): boolean {
  return before === now || (before?.[0] === now?.[0] && before?.[1] === now?.[1]);
}

function isSamePlace(one: Finding["location"], other: Finding["location"]): boolean {
  return (
    one === other || (one.file === other.file && one.span.start === other.span.start && one.span.end === other.span.end)
  );
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
