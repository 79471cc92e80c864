import type { Diagnostic as Finding } from "@seg-lang/language";
import type { Diagnostic } from "vscode-languageserver";
import { textOf } from "../program/places.js";
import type { ProgramView, TextView } from "../program/view.js";
import { type DiagnosticOptions, diagnosticOf } from "./diagnostic.js";
import { FileSegments, type Overlap, overlapIn, segmentsByFile } from "./overlaps.js";
import { isSaidAlike, saysTheSame } from "./same.js";

/** The findings of a program as the protocol has them, by path: every file of the program, those without findings too. */
export function diagnosticsOf(view: ProgramView, options: DiagnosticOptions): ReadonlyMap<string, Diagnostic[]> {
  return new DiagnosticMemory().diagnosticsOf(view, options);
}

/**
 * What was made of the findings of a program last time: most of a thousand findings are after a keystroke what they were
 * before. Whoever shows one program again and again keeps one. One memory is for one program and one client.
 */
export class DiagnosticMemory {
  #files: ReadonlyMap<string, MadeFile> = new Map();
  #surroundings: ReadonlyMap<string, Surroundings> = new Map();

  /** By path: every file of the program, those without findings too. What is still the same is the same array. */
  diagnosticsOf(view: ProgramView, options: DiagnosticOptions): ReadonlyMap<string, Diagnostic[]> {
    const around = this.#surroundingsIn(view);
    const files = new Map<string, MadeFile>();
    for (const [path, findings] of findingsByFile(view)) {
      const known = this.#files.get(path);
      files.set(path, stillMade(known, findings, around) ?? madeFile(known, findings, around, view, options));
    }
    this.#files = files;
    return new Map([...files].map(([path, { diagnostics }]) => [path, diagnostics]));
  }

  /** What findings point to, by path. Of a file that is as it was, the same object. */
  #surroundingsIn(view: ProgramView): ReadonlyMap<string, Surroundings> {
    const now = new Map<string, Surroundings>();
    const segments = segmentsByFile(view);
    for (const text of [...view.files.values(), ...view.others.values()]) {
      const known = this.#surroundings.get(text.path);
      const own = segments.get(text.path) ?? [];
      const isStill = known?.text.places === text.places && known.text.uri === text.uri && known.segments.areStill(own);
      now.set(text.path, isStill ? known : { text, segments: new FileSegments(own) });
    }
    this.#surroundings = now;
    return now;
  }
}

/** A text that findings have places in, and the segments there, by which overlaps are known. */
interface Surroundings {
  readonly text: TextView;
  readonly segments: FileSegments;
}

/** What was made of the findings of one file. */
interface MadeFile {
  /**
   * The findings as they were the last two times. They come in two waves, which say the same in words of their own each: what
   * the check finds with what had been proved before, which has no fixes then, and what is proved.
   */
  readonly lately: readonly (readonly Finding[])[];
  /** By path: all that they have places in; undefined where the text could not be read. */
  readonly around: ReadonlyMap<string, Surroundings | undefined>;
  /** The segments of each finding. */
  readonly overlaps: readonly Overlap[];
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

/** Null where not the same is to be said of the same texts. What is equal is kept as it is now, so that nothing of earlier versions stays alive. */
function stillMade(
  known: MadeFile | undefined,
  findings: readonly Finding[],
  around: ReadonlyMap<string, Surroundings>,
): MadeFile | null {
  if (known === undefined) return null;
  const [last, other] = known.lately;
  if (last!.length !== findings.length) return null;
  for (const [path, before] of known.around) if (around.get(path) !== before) return null;
  const isStill = findings.every(
    (finding, index) => finding === last![index] || finding === other?.[index] || saysTheSame(last![index]!, finding),
  );
  return isStill ? { ...known, lately: [findings, last!] } : null;
}

function madeFile(
  known: MadeFile | undefined,
  findings: readonly Finding[],
  surroundings: ReadonlyMap<string, Surroundings>,
  view: ProgramView,
  options: DiagnosticOptions,
): MadeFile {
  const around = new Map<string, Surroundings | undefined>();
  const segmentsIn = (file: string) => surroundings.get(file)?.segments;
  const before = known === undefined ? null : new MadeFindings(known);
  const overlaps: Overlap[] = [];
  const diagnostics = findings.map((finding, index) => {
    const files = filesOf(finding);
    for (const file of files) if (!around.has(file)) around.set(file, surroundings.get(file));
    if (before?.isAt(index, finding) && files.every((file) => surroundings.get(file) === known!.around.get(file))) {
      overlaps.push(known!.overlaps[index]!);
      return known!.diagnostics[index]!;
    }
    const overlap = overlapIn(segmentsIn, finding);
    overlaps.push(overlap);
    const { places } = textOf(view, finding.location.file)!;
    return (
      before?.shownAlike(finding, overlap, view) ??
      diagnosticOf(finding, places.range(finding.location.span), view, overlap, options)
    );
  });
  const isSame =
    known !== undefined &&
    known.diagnostics.length === diagnostics.length &&
    diagnostics.every((diagnostic, index) => diagnostic === known.diagnostics[index]);
  return { lately: [findings], around, overlaps, diagnostics: isSame ? known.diagnostics : diagnostics };
}

function filesOf({ location, related }: Finding): readonly string[] {
  return [location.file, ...related.map((place) => place.location.file)];
}

/** What was shown of a file, by what it says: the places are others, as offsets go, where something was typed before them. */
class MadeFindings {
  readonly #known: MadeFile;
  #indices: ReadonlyMap<string, readonly number[]> | null = null;

  constructor(known: MadeFile) {
    this.#known = known;
  }

  /** Whether the very same finding was there. */
  isAt(index: number, finding: Finding): boolean {
    return this.#known.lately.some((findings) => findings[index] === finding);
  }

  /** Undefined where nothing was shown that shows this finding as well. */
  shownAlike(finding: Finding, overlap: Overlap, view: ProgramView): Diagnostic | undefined {
    const { lately, overlaps, diagnostics } = this.#known;
    this.#indices ??= indicesByMessage(lately[0]!);
    const same = this.#indices
      .get(finding.message)
      ?.find(
        (at) => isSameOverlap(overlaps[at]!, overlap) && isShownAlike(lately[0]![at]!, diagnostics[at]!, finding, view),
      );
    return same === undefined ? undefined : diagnostics[same];
  }
}

function indicesByMessage(findings: readonly Finding[]): ReadonlyMap<string, readonly number[]> {
  const byMessage = new Map<string, number[]>();
  for (const [index, { message }] of findings.entries()) {
    const here = byMessage.get(message);
    if (here === undefined) byMessage.set(message, [index]);
    else here.push(index);
  }
  return byMessage;
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

function isSameOverlap(before: Overlap, now: Overlap): boolean {
  return before === now || (before?.[0] === now?.[0] && before?.[1] === now?.[1]);
}
