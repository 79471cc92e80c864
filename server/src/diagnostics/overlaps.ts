import type { Diagnostic as Finding } from "@seg-lang/language";
import type { ProgramView } from "../program/view.js";

/** The two segments (ids) that a customer is shown to be in, the one that is declared elsewhere first; null for other findings. */
export type Overlap = readonly [string, string] | null;

/** Rules that say that a customer is in two segments. */
export const OVERLAPS: ReadonlySet<string> = new Set(["overlapping-segments", "overlap-at-one-value"]);

type Segment = ProgramView["program"]["model"]["criteria"][number]["segments"][number];

/** The segments of one file of a program, by the places of their names, where findings about them stand. */
export class FileSegments {
  readonly #segments: readonly Segment[];
  #byStart: ReadonlyMap<number, string> | null = null;

  constructor(segments: readonly Segment[]) {
    this.#segments = segments;
  }

  /** The id of the segment whose name starts there. */
  at(start: number): string | undefined {
    this.#byStart ??= new Map(this.#segments.map(({ id, location }) => [location.span.start, id]));
    return this.#byStart.get(start);
  }

  /** Whether they are the same ones, which an analysis keeps as long as they are written alike. */
  areStill(segments: readonly Segment[]): boolean {
    return this.#segments.length === segments.length && segments.every((each, index) => each === this.#segments[index]);
  }
}

/** All segments of a program, by file. */
export function segmentsByFile({ program }: ProgramView): ReadonlyMap<string, readonly Segment[]> {
  const byFile = new Map<string, Segment[]>();
  let here: Segment[] = [];
  let path: string | null = null;
  for (const { segments } of program.model.criteria) {
    for (const segment of segments) {
      const { file } = segment.location;
      if (file !== path) {
        path = file;
        here = byFile.get(file) ?? [];
        byFile.set(file, here);
      }
      here.push(segment);
    }
  }
  return byFile;
}

/** `segmentsIn`: the segments of a file; undefined where it has none. */
export function overlapIn(segmentsIn: (file: string) => FileSegments | undefined, finding: Finding): Overlap {
  const [first] = OVERLAPS.has(finding.rule) ? finding.related : [];
  if (first === undefined) return null;
  const idAt = ({ file, span }: Finding["location"]) => segmentsIn(file)?.at(span.start);
  const [own, other] = [idAt(finding.location), idAt(first.location)];
  return own === undefined || other === undefined ? null : [other, own];
}

export function overlapOf(view: ProgramView, finding: Finding): Overlap {
  const byFile = segmentsByFile(view);
  return overlapIn((file) => {
    const segments = byFile.get(file);
    return segments === undefined ? undefined : new FileSegments(segments);
  }, finding);
}
