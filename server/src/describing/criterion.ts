import type { CriterionProof, Meaning, Meanings } from "@seg-lang/language";
import { quoteName } from "@seg-lang/language";
import { isolated } from "../plain/words.js";
import type { ProgramView } from "../program/view.js";
import { type Block, code, documentation, plain } from "./blocks.js";
import { grouped } from "./share.js";

const NAMED = 10;
const SHOWN = 3;

const MODIFIERS = {
  exhaustive: "Every customer must be in one of its segments.",
  ordered: "The first segment that fits wins.",
  overlapping: "A customer may be in several of its segments.",
} as const;

/** A criterion: its segments, and what is proved of them. */
export function criterionBlocks(view: ProgramView, meanings: Meanings, meaning: Meaning): readonly Block[] {
  const criterion = view.program.model.criteria.find(({ name, inferred }) => name === meaning.name && !inferred);
  const place = meanings.declarationOf(meaning);
  const text = place?.documentation ?? null;
  if (criterion === undefined) return [code(`criterion ${quoteName(meaning.name)}`), ...documentation(text)];
  const words = (["exhaustive", "ordered", "overlapping"] as const).filter((word) => criterion[word]);
  const title = criterion.title === null ? [] : [JSON.stringify(criterion.title)];
  const names = criterion.segments.slice(0, NAMED).map(({ name }) => isolated(name));
  const more = criterion.segments.length > NAMED ? `, … (${criterion.segments.length})` : "";
  const proof = view.proofs?.criteria.find((one) => one.criterion === criterion.name);
  const wanted = words.map((word) => MODIFIERS[word]).join(" ");
  return [
    code(["criterion", quoteName(criterion.name), ...title, ...words].join(" ")),
    ...documentation(text),
    ...(wanted === "" ? [] : [plain(wanted)]),
    ...(names.length === 0 ? [] : [plain(`Segments: ${names.join(", ")}${more}`)]),
    ...(proof === undefined ? [] : criterionProofs(proof).map(plain)),
  ];
}

function criterionProofs({ exclusivity, pairs, overlaps, coverage }: CriterionProof): readonly string[] {
  const said: string[] = [];
  if (exclusivity === "by-order") said.push("No customer is in two of its segments: the first that fits wins.");
  if (exclusivity === "asked" && pairs.total > 0) {
    if (pairs.exclusive === pairs.total) said.push("Proved: no customer is in two of its segments.");
    else said.push(`Proved apart: ${grouped(pairs.exclusive)} of ${grouped(pairs.total)} pairs of segments.`);
    if (pairs.undecided > 0) said.push(`Not decided: ${grouped(pairs.undecided)} pairs.`);
    for (const { segments, witness } of overlaps.slice(0, SHOWN)) {
      said.push(
        `${segments.map(isolated).join(" and ")} share customers, such as one with ${isolated(witness.summary)}.`,
      );
    }
    if (overlaps.length > SHOWN) said.push(`${grouped(overlaps.length - SHOWN)} more pairs share customers.`);
  }
  switch (coverage.kind) {
    case "complete":
      said.push("Proved: every customer is in one of its segments.");
      break;
    case "gap": {
      const [gap] = coverage.gaps;
      if (gap !== undefined)
        said.push(`Not every customer is in one of its segments: ${isolated(gap.region ?? gap.witness.summary)}.`);
      break;
    }
    case "undecided":
      said.push("Not decided whether every customer is in one of its segments.");
      break;
    default:
  }
  return said;
}
