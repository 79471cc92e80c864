import {
  type Criterion,
  type CriterionProof,
  fieldsRead,
  type Meaning,
  type Meanings,
  type Model,
  quoteName,
  type Segment,
} from "@seg-lang/language";
import { plainSegment } from "../plain/plain-meaning.js";
import { isolated } from "../plain/words.js";
import type { ProgramView } from "../program/view.js";
import { type Block, code, documentation, plain } from "./blocks.js";
import { sampleShare } from "./share.js";

/** More is not read in a hover. */
const LONGEST = 1_200;
const NAMED = 8;

interface FoundSegment {
  readonly segment: Segment;
  readonly criterion: Criterion;
}

/** A segment of the model by its id; null where it has errors. */
function segmentOf({ program }: ProgramView, id: string): FoundSegment | null {
  for (const criterion of program.model.criteria) {
    const segment = criterion.segments.find((one) => one.id === id);
    if (segment !== undefined) return { segment, criterion };
  }
  return null;
}

/** A segment: what it means, what it shares no customer with, and how many there are in the sample data. */
export function segmentBlocks(view: ProgramView, meanings: Meanings, meaning: Meaning): readonly Block[] {
  if (meaning.kind !== "segment") return [];
  const found = segmentOf(view, meaning.id);
  const declaration = meanings.declarationOf(meaning);
  const title = declaration?.title == null ? "" : ` ${JSON.stringify(declaration.title)}`;
  const by = meaning.criterion === null ? "" : ` by ${quoteName(meaning.criterion)}`;
  const head = code(`segment ${quoteName(meaning.name)}${title}${by}`);
  if (found === null) {
    return [
      head,
      ...documentation(declaration?.documentation ?? null),
      plain("It has errors, so nothing is known of it yet."),
    ];
  }
  const { segment, criterion } = found;
  const share = sampleShare(view.sample, segment.id);
  return [
    head,
    ...documentation(segment.documentation),
    plain(shortened(`${plainSegment(segment, view.program.model)}.`)),
    ...(criterion.inferred ? [plain(inferred(criterion, segment, view.program.model))] : []),
    ...proofBlocks(view, segment, criterion),
    ...(share === null ? [] : [plain(`${share}.`)]),
  ];
}

function inferred({ name }: Criterion, segment: Segment, model: Model): string {
  const alone = whyAlone(segment, model);
  return alone === null
    ? `Criterion: ${isolated(name)} (inferred from the fields that it reads).`
    : `It stands alone, compared with no other segment, as ${alone}.`;
}

/** Why a segment that names no criterion is compared with no other one; null where others may read what it reads. */
export function whyAlone({ condition }: Segment, model: Model): string | null {
  const paths = fieldsRead(condition, model);
  if (paths.length === 0) return "it reads no field";
  for (const path of paths) {
    const names = path.split(".");
    let fields = model.schema?.record.fields ?? [];
    for (const [index, name] of names.entries()) {
      const type = fields.find((field) => field.name === name)?.type;
      if (type?.kind === "list") return `it reads the list ${isolated(names.slice(0, index + 1).join("."))}`;
      fields = type?.kind === "record" ? type.fields : [];
    }
  }
  return null;
}

function shortened(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}

function proofBlocks({ proofs }: ProgramView, segment: Segment, criterion: Criterion): readonly Block[] {
  const proof = proofs?.criteria.find((one) => one.criterion === criterion.name);
  return proof === undefined ? [] : segmentProofs(proof, segment, criterion).map(plain);
}

function segmentProofs(proof: CriterionProof, { id }: Segment, { segments }: Criterion): readonly string[] {
  const others = segments.filter((other) => other.id !== id);
  if (others.length === 0) return [];
  if (proof.exclusivity === "by-order")
    return ["Shares no customer with the other segments of its criterion: the first that fits wins."];
  if (proof.exclusivity === "not-wanted") return [];
  const partners = (pairs: readonly { readonly segments: readonly [string, string] }[]) =>
    pairs.flatMap(({ segments: [one, other] }) => (one === id ? [other] : other === id ? [one] : []));
  const overlapping = proof.overlaps.filter(({ segments: pair }) => pair.includes(id));
  const undecided = new Set(partners(proof.undecided));
  const shared = new Set(partners(proof.overlaps));
  const apart = others.filter((other) => !shared.has(other.id) && !undecided.has(other.id));
  const nameOf = (other: string) => segments.find((one) => one.id === other)?.name ?? other;
  return [
    ...(apart.length === 0
      ? []
      : [
          `Proved to share no customer with ${named(
            apart.map(({ name }) => name),
            others.length,
          )}.`,
        ]),
    ...overlapping.slice(0, 3).map(({ segments: pair, witness }) => {
      const other = pair[0] === id ? pair[1] : pair[0];
      return `Shares customers with ${isolated(nameOf(other))}, such as one with ${isolated(witness.summary)}.`;
    }),
    ...(undecided.size === 0
      ? []
      : [`Not decided whether it shares customers with ${named([...undecided].map(nameOf), others.length)}.`]),
  ];
}

function named(names: readonly string[], all: number): string {
  if (names.length === all && all > 1) return all <= NAMED ? list(names) : `any of the ${all} others of its criterion`;
  return names.length <= NAMED ? list(names) : `${names.length} of the ${all} others of its criterion`;
}

function list(names: readonly string[]): string {
  return names.map(isolated).join(", ");
}
