import type { Criterion, Model, OtherwiseDeclaration, Segment, SegmentDeclaration, Span } from "@seg-lang/language";
import type { InlayHint, InlayHintParams } from "vscode-languageserver";
import { whyAlone } from "../describing/segment.js";
import { percentage, sampleShare } from "../describing/share.js";
import { isolated } from "../plain/words.js";
import { fileOf } from "../program/places.js";
import type { FileView, ProgramView } from "../program/view.js";

const NAMED = 8;

type Declared = SegmentDeclaration | OtherwiseDeclaration;

/** Behind the names of segments: the criterion that a segment is in without saying so, and its share of the sample data. */
export function inlayHint(view: ProgramView, { textDocument, range }: InlayHintParams): InlayHint[] | null {
  const file = fileOf(view, textDocument.uri);
  if (file === null) return null;
  const { hints } = view.settings;
  const shares = hints.share && view.sample !== null;
  if (!hints.criterion && !shares) return [];
  const declared = segmentsIn(file, file.places.span(range));
  if (declared.length === 0) return [];
  const meant = meantBy(view, file);
  return declared.flatMap((declaration) => {
    const found = declaration.name === null ? undefined : meant.get(declaration.name.span.start);
    if (found === undefined) return [];
    const position = file.places.position((declaration.title ?? declaration.name!).span.end);
    return [
      ...(hints.criterion && found.criterion.inferred
        ? [{ position, ...criterionHint(found.criterion, found.segment, view.program.model) }]
        : []),
      ...(shares ? shareHint(view, found.segment).map((hint) => ({ position, ...hint })) : []),
    ];
  });
}

/** Segments whose heads, names with titles, touch a part of the file. */
function segmentsIn({ syntax }: FileView, { start, end }: Span): readonly Declared[] {
  const near = syntax.declarations.filter(({ span }) => span.start <= end && span.end >= start);
  return near
    .flatMap((one): readonly Declared[] =>
      one.kind === "criterion" ? one.members : one.kind === "segment" ? [one] : [],
    )
    .filter(({ name, title }) => name !== null && name.span.start <= end && (title ?? name).span.end >= start);
}

interface Meant {
  readonly segment: Segment;
  readonly criterion: Criterion;
}

/** Segments of the model that a file declares, by where their names begin. */
function meantBy({ program }: ProgramView, { path }: FileView): ReadonlyMap<number, Meant> {
  const found = new Map<number, Meant>();
  for (const criterion of program.model.criteria) {
    for (const segment of criterion.segments) {
      if (segment.location.file === path) found.set(segment.location.span.start, { segment, criterion });
    }
  }
  return found;
}

type Hint = Omit<InlayHint, "position">;

function criterionHint({ name, segments }: Criterion, own: Segment, model: Model): Hint {
  const alone = whyAlone(own, model);
  if (alone !== null) {
    const tooltip = `The segment is compared with no other, as ${alone}. To place it, write its criterion behind \`by\`.`;
    return { label: "stands alone", paddingLeft: true, tooltip };
  }
  const others = segments.filter((segment) => segment !== own).map((segment) => isolated(segment.name));
  const more = others.length > NAMED ? `, … (${others.length})` : "";
  const compared =
    others.length === 0
      ? "No other segment reads the same fields, so it is compared with none."
      : `Segments that read the same fields may not overlap: ${others.slice(0, NAMED).join(", ")}${more}.`;
  return {
    label: `by ${isolated(name)}`,
    paddingLeft: true,
    tooltip: `The criterion is inferred from the fields that the segment reads. ${compared}`,
  };
}

function shareHint({ sample }: ProgramView, { id }: Segment): readonly Hint[] {
  const count = sample?.counts.get(id);
  const share = sampleShare(sample, id);
  if (sample === null || count === undefined || share === null) return [];
  return [{ label: percentage(count, sample.customers), paddingLeft: true, tooltip: share }];
}
