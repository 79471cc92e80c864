import { describeCondition } from "@seg-lang/language";
import { plainSegment } from "../plain/plain-meaning.js";
import type { ProgramView } from "../program/view.js";
import { codeSpan } from "./code-span.js";
import type { CustomerSubject, DocumentSubject } from "./document-uri.js";
import { foundSegment } from "./found.js";
import { predicateText } from "./predicate-text.js";
import { proofText } from "./proof-text.js";
import { ruleText } from "./rule-text.js";

/** So many segments are named in a sentence. */
const NAMED = 8;

/** What is said in place of a document whose program is gone. */
export const PROGRAM_GONE = "The program is not open any more.";

/** The text of a document that the server writes, as the program is now. `view`: null where the program is gone. */
export function documentText(subject: Exclude<DocumentSubject, CustomerSubject>, view: ProgramView | null): string {
  if (subject.kind === "rules") return ruleText(subject.rule);
  const isJson = subject.kind === "witness" || subject.kind === "gap";
  const note = (text: string) => (isJson ? `${JSON.stringify(text)}\n` : `${text}\n`);
  if (view === null) return note(PROGRAM_GONE);
  switch (subject.kind) {
    case "witness":
    case "gap":
      return witnessText(subject, view) ?? note(noWitness(subject, view));
    case "predicate":
      return (
        predicateText(subject.segment, view) ??
        note(`// There is no segment ${subject.segment} any more, or it has errors.`)
      );
    case "description":
      return (
        descriptionText(subject.segment, view) ??
        note(`There is no segment ${subject.segment} any more, or it has errors.`)
      );
    case "proof":
      return proofText(subject.criterion, subject.segment, view);
  }
}

type WitnessSubject = Extract<DocumentSubject, { kind: "witness" | "gap" }>;

/** A customer as the data would hold them. */
function witnessText(subject: WitnessSubject, { proofs }: ProgramView): string | null {
  const record = subject.kind === "gap" ? gapRecord(subject.criterion) : overlapRecord(subject.segments);
  return record === null ? null : `${JSON.stringify(record, null, 2)}\n`;

  function gapRecord(name: string) {
    const coverage = proofs?.criteria.find(({ criterion }) => criterion === name)?.coverage;
    return coverage?.kind === "gap" ? (coverage.gaps[0]?.witness.record ?? null) : null;
  }

  function overlapRecord([first, second]: readonly [string, string]) {
    const overlaps = proofs?.criteria.flatMap((criterion) => criterion.overlaps) ?? [];
    const found = overlaps.find(({ segments }) => segments.includes(first) && segments.includes(second));
    return found?.witness.record ?? null;
  }
}

function noWitness(subject: WitnessSubject, { proofs }: ProgramView): string {
  const what =
    subject.kind === "gap"
      ? `outside of all segments of ${subject.criterion}`
      : `in both ${subject.segments[0]} and ${subject.segments[1]}`;
  return proofs === null
    ? `The program has not been proved as it is now: whether a customer can be ${what} is not known.`
    : `No customer is known who is ${what}.`;
}

function descriptionText(id: string, view: ProgramView): string | null {
  const found = foundSegment(view, id);
  if (found === null) return null;
  const { segment, criterion } = found;
  const { model } = view.program;
  const lines = [`# ${segment.name}${segment.title === null ? "" : ` — ${segment.title}`}`, ""];
  if (segment.documentation !== null) lines.push(segment.documentation, "");
  lines.push(`${plainSegment(segment, model)}.`, "");
  if (!segment.otherwise) lines.push("As written out:", "", "```seg", describeCondition(segment.condition), "```", "");
  const count = view.sample?.counts.get(id);
  if (view.sample !== null && count !== undefined) {
    const { customers, complete, file } = view.sample;
    const all = complete ? `${customers}` : `the first ${customers}`;
    lines.push(`${count} of ${all} customers in \`${file}\` are in it.`, "");
  }
  const others = criterion.segments.filter((each) => each !== segment);
  if (others.length > 0) lines.push(standing(others.length), "");
  return `${lines.join("\n").trimEnd()}\n`;

  function standing(count: number): string {
    const name = criterion.inferred ? "with the same fields" : `of the criterion ${codeSpan(criterion.name)}`;
    const rest = count === 1 ? `the other segment ${name}` : `the ${count} other segments ${name}`;
    if (criterion.overlapping) return `A customer may be in it and in ${rest}.`;
    const proof = view.proofs?.criteria.find((each) => each.criterion === criterion.name);
    if (proof === undefined) return `It has not been proved yet whether it is apart from ${rest}.`;
    const clash = proof.overlaps.flatMap(({ segments }) => (segments.includes(id) ? segments : []));
    const open = proof.undecided.flatMap(({ segments }) => (segments.includes(id) ? segments : []));
    const named = (ids: readonly string[]) => {
      const names = [...new Set(ids)].filter((each) => each !== id).map(codeSpan);
      const left = names.length - NAMED;
      return left > 1 ? `${names.slice(0, NAMED).join(", ")} and ${left} others` : names.join(", ");
    };
    if (clash.length > 0) return `Customers can be in it and also in ${named(clash)}.`;
    if (open.length > 0) return `It could not be decided whether a customer can also be in ${named(open)}.`;
    return `No customer is in it and also in ${count === 1 ? rest : `one of ${rest}`}: this is proved.`;
  }
}
