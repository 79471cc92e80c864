import {
  type Criterion,
  type CriterionProof,
  proveProgram,
  type Undecided,
  undecidedReasons,
  type Witness,
} from "@seg-lang/language";
import type { ProgramView } from "../program/view.js";
import { codeSpan } from "./code-span.js";

/** So many segments are compared with each other in one document: their pairs are more than anybody reads. */
const MOST_SEGMENTS = 16;

/** Why the segments of a criterion are apart, which are not, and whether every customer is in one of them. In Markdown. */
export function proofText(name: string, segment: string | null, view: ProgramView): string {
  const criterion = view.program.model.criteria.find((each) => each.name === name);
  if (criterion === undefined) return `There is no criterion ${name} any more.\n`;
  const title = `# ${criterion.name}${criterion.title === null ? "" : ` — ${criterion.title}`}`;
  const proof = view.proofs?.criteria.find((each) => each.criterion === name);
  if (proof === undefined) {
    const why =
      view.proofs === null
        ? "The program has not been proved as it is now."
        : "The criterion is not proved, as it has errors or names a segment that has.";
    return `${title}\n\n${why}\n`;
  }
  const parts = [title, exclusivity(proof), ...overlaps(proof), ...undecided(proof)];
  if (proof.exclusivity === "asked") parts.push(...reasons(criterion, segment, view));
  parts.push(coverage(proof));
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function exclusivity({ exclusivity: how, pairs }: CriterionProof): string {
  if (how === "not-wanted") return "A customer may be in several of its segments.";
  if (how === "by-order") return "It is `ordered`: a customer is in the first segment that fits, and so in one only.";
  if (pairs.total === 0) return "It has one segment, which nothing is compared with.";
  if (pairs.exclusive === pairs.total)
    return `Proved: no customer is in two of its segments (${counted(pairs.total)}).`;
  const rest = [
    pairs.overlapping > 0 ? `${pairs.overlapping} overlap` : "",
    pairs.undecided > 0 ? `${pairs.undecided} could not be decided` : "",
  ].filter((part) => part !== "");
  return `Of ${counted(pairs.total)}, ${pairs.exclusive} are proved apart; ${rest.join(", ")}.`;
}

function counted(pairs: number): string {
  return pairs === 1 ? "1 pair" : `${pairs} pairs`;
}

function overlaps({ overlaps: found }: CriterionProof): readonly string[] {
  if (found.length === 0) return [];
  const lines = found.map(({ segments, witness }) => `- ${pair(segments)}: for example ${shown(witness)}`);
  return ["## Overlaps", lines.join("\n")];
}

function undecided({ undecided: open }: CriterionProof): readonly string[] {
  if (open.length === 0) return [];
  const lines = open.map(({ segments, undecided: why }) => `- ${pair(segments)}: ${reasonOf(why)}`);
  return ["## Undecided", lines.join("\n")];
}

function pair(segments: readonly string[]): string {
  return [...new Set(segments)].map(codeSpan).join(" and ");
}

function shown({ summary, asOf }: Witness): string {
  return `a customer with ${summary}${asOf === null ? "" : `, as of ${asOf}`}`;
}

function reasonOf({ reason }: Undecided): string {
  return undecidedReasons[reason];
}

/**
 * One or two lines for each pair that is apart. Proved anew for the segments that are shown alone, as the proofs at hand say
 * only that they are: nothing else is asked, and nothing that the server remembers of its proofs is touched.
 */
function reasons(criterion: Criterion, id: string | null, { program }: ProgramView): readonly string[] {
  const own = criterion.segments.filter(({ otherwise }) => !otherwise);
  const at = Math.max(0, own.findIndex((segment) => segment.id === id) - MOST_SEGMENTS / 2);
  const start = Math.max(0, Math.min(at, own.length - MOST_SEGMENTS));
  const some = own.slice(start, start + MOST_SEGMENTS);
  const { certificates = [] } = proveProgram(
    { ...program, model: { ...program.model, criteria: withReferred(criterion, some, program.model.criteria) } },
    { certificates: true },
  );
  const ids = new Set(some.map((segment) => segment.id));
  const lines = certificates
    .filter(({ segments }) => segments.every((each) => ids.has(each)))
    .map(({ segments, lemmas }) => {
      const texts = lemmas.map(({ text }) => text);
      const [first, second] = segments;
      const what = first === second ? `Nobody is in ${pair(segments)}` : pair(segments);
      if (texts.length === 0) return `- ${what}: one asks for what the other denies`;
      return texts.length === 1
        ? `- ${what}: ${texts[0]}`
        : `- ${what}:\n${texts.map((text) => `  - ${text}`).join("\n")}`;
    });
  if (lines.length === 0) return [];
  const left = own.length - some.length;
  const rest = left === 0 ? [] : [`${left} more segments are compared, too; put the cursor on one of them to see why.`];
  return ["## Why they are apart", lines.join("\n"), ...rest];
}

/** The criterion with some of its segments; of others, all that conditions may name. */
function withReferred(
  criterion: Criterion,
  some: Criterion["segments"],
  all: readonly Criterion[],
): readonly Criterion[] {
  const seen = new Set<unknown>();
  return some.some(({ membership }) => namesSegment(membership, seen)) ? all : [{ ...criterion, segments: some }];
}

/** Parts that defines share are looked at once. */
function namesSegment(node: unknown, seen: Set<unknown>): boolean {
  if (typeof node !== "object" || node === null || seen.has(node)) return false;
  seen.add(node);
  if ("kind" in node && node.kind === "member") return true;
  return Object.values(node).some((part) => namesSegment(part, seen));
}

function coverage({ coverage: found }: CriterionProof): string {
  switch (found.kind) {
    case "not-asked":
      return "";
    case "complete":
      return "## Coverage\n\nProved: every customer is in one of its segments.";
    case "undecided":
      return `## Coverage\n\nIt could not be decided whether every customer is in one of its segments: ${reasonOf(found.undecided)}.`;
    case "gap": {
      const lines = found.gaps.map(
        ({ region, witness }) => `- ${region === null ? "" : `${codeSpan(region)}: `}for example ${shown(witness)}`,
      );
      return `## Coverage\n\nThese customers are in none of its segments:\n\n${lines.join("\n")}`;
    }
  }
}
