import type { Criterion, CriterionProof, Segment } from "@seg-lang/language";
import type { CodeLens, CodeLensParams } from "vscode-languageserver";
import { grouped, percentage } from "../describing/share.js";
import { isolated } from "../plain/words.js";
import { fileOf } from "../program/places.js";
import type { FileView, ProgramView, SampleView } from "../program/view.js";
import { COMMANDS } from "../protocol.js";

/**
 * What is known of each segment and criterion of a file, above it: one line each, whatever is known, so that the text does not
 * jump while somebody types.
 */
export function codeLens(view: ProgramView, { textDocument: { uri } }: CodeLensParams): CodeLens[] | null {
  const file = fileOf(view, uri);
  if (file === null) return null;
  const { lens } = view.settings;
  const lenses: CodeLens[] = lens.commands ? sampleLenses(file, view) : [];
  for (const criterion of view.program.model.criteria) {
    if (lens.proofs && !criterion.inferred && criterion.location.file === file.path) {
      lenses.push(criterionLens(criterion, file, view));
    }
    if (!lens.counts && !lens.commands) continue;
    for (const segment of criterion.segments) {
      const own = segment.location.file === file.path ? segmentLens(segment, file, view) : null;
      if (own !== null) lenses.push(own);
    }
  }
  return lenses.sort((a, b) => a.range.start.line - b.range.start.line);
}

/** Above the `customer` block, where there are sample data: what can be done with them. */
function sampleLenses(file: FileView, { sample }: ProgramView): CodeLens[] {
  const block = file.syntax.declarations.find(({ kind }) => kind === "customer");
  if (sample === null || block?.kind !== "customer") return [];
  const place = { file: file.path, span: block.keyword };
  return [
    lensAt(file, place, `run over ${isolated(sample.file)}`, COMMANDS.countSample),
    lensAt(file, place, "explain a customer…", COMMANDS.explainCustomer),
    ...rejectsLens(file, place, sample),
  ];
}

/** Who is rejected is in no count: with why, for one of them. */
function rejectsLens(file: FileView, place: Segment["location"], { rejected, customers }: SampleView): CodeLens[] {
  if (rejected === undefined) return [];
  const { records, key } = rejected;
  const title = `${grouped(records)} of ${grouped(customers + records)} records rejected`;
  return [
    key === null
      ? lensAt(file, place, title, COMMANDS.countSample)
      : lensAt(file, place, `${title}: why ${isolated(key)}?`, COMMANDS.explainCustomer, key),
  ];
}

function lensAt(
  { uri, places }: FileView,
  { span }: Segment["location"],
  title: string,
  command: string,
  ...more: readonly unknown[]
): CodeLens {
  const range = places.range(span);
  return { range, command: { title, command, arguments: [{ uri, position: range.start }, ...more] } };
}

/** Customers and share where the sample data is counted; else, if commands are wanted, what the segment means. */
function segmentLens(segment: Segment, file: FileView, { sample, settings: { lens } }: ProgramView): CodeLens | null {
  const counted = lens.counts && sample !== null ? sizeOf(segment, sample) : null;
  const title = counted ?? (lens.commands ? "in plain words" : null);
  return title === null ? null : lensAt(file, segment.location, title, COMMANDS.showDescription);
}

function sizeOf({ id }: Segment, { counts, customers, complete }: NonNullable<ProgramView["sample"]>): string {
  const count = counts.get(id);
  if (count === undefined) return "counting…";
  const share = customers === 0 ? "" : ` · ${percentage(count, customers)}`;
  const sampled = complete ? "" : ` of the first ${grouped(customers)}`;
  return `${grouped(count)} ${count === 1 ? "customer" : "customers"}${sampled}${share}`;
}

function criterionLens(criterion: Criterion, file: FileView, view: ProgramView): CodeLens {
  const { proofs, settings } = view;
  const lens = (title: string) => lensAt(file, criterion.location, title, COMMANDS.showProof);
  if (proofs === null) {
    return lens({ change: "proving…", save: "proved when you save", off: "proofs are switched off" }[settings.prove]);
  }
  const proof = proofs.criteria.find((each) => each.criterion === criterion.name);
  if (proof === undefined) return lens("not proved: it has errors");
  const title = [exclusivity(proof), coverage(proof)].filter((part) => part !== "").join(" · ");
  const [overlap] = proof.overlaps;
  if (overlap === undefined) return lens(title);
  return lensAt(file, criterion.location, title, COMMANDS.showWitness, { segments: overlap.segments });
}

function exclusivity({ exclusivity: how, pairs }: CriterionProof): string {
  if (how === "not-wanted") return "customers may be in several";
  if (how === "by-order") return "✓ exclusive: the first that fits wins";
  const open = [
    pairs.overlapping === 0
      ? ""
      : `✗ ${pairs.overlapping} ${pairs.overlapping === 1 ? "pair overlaps" : "pairs overlap"}`,
    pairs.undecided === 0 ? "" : `${pairs.undecided} ${pairs.undecided === 1 ? "pair" : "pairs"} undecided`,
  ].filter((part) => part !== "");
  return open.length === 0 ? "✓ proved exclusive" : open.join(" · ");
}

function coverage({ coverage: found }: CriterionProof): string {
  switch (found.kind) {
    case "not-asked":
      return "";
    case "complete":
      return "✓ covers everybody";
    case "undecided":
      return "coverage undecided";
    case "gap":
      return found.found === 1 ? "1 gap" : `${found.found} gaps`;
  }
}
