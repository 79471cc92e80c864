import type { Diagnostic, Witness } from "@seg-lang/language";
import { type ProofFinding, type ProvedCriterion, proofFinding, segmentName, standsAt } from "./proved.js";
import { type CheckedProgram, counted } from "./report.js";
import { undecidedText } from "./undecided.js";
import type { XmlElement } from "./xml.js";

export interface ProofTest {
  readonly name: string;
  /** Nothing where it passed. */
  readonly outcome: readonly XmlElement[];
}

/** So many examples stand in a failure; json has them all. */
const LISTED = 10;

/**
 * Two tests a criterion. One fails where the findings of the program say so, as an error or a warning; what was found but
 * is allowed (a gap in a criterion that need not be exhaustive, a finding that was silenced) is a skipped test.
 */
export function junitProofs(program: CheckedProgram): ProofTest[] {
  return (program.proved?.criteria ?? []).flatMap((each) => [
    ...exclusivityTest(program, each),
    coverageTest(program, each),
  ]);
}

function exclusivityTest(program: CheckedProgram, { criterion, proof }: ProvedCriterion): ProofTest[] {
  if (proof.exclusivity === "not-wanted") return [];
  const overlaps = proof.overlaps.map(
    ({ segments, witness }) =>
      `${segments.map((id) => segmentName(criterion, id)).join(" and ")}: ${witnessText(witness)}`,
  );
  const undecided = proof.undecided.map(
    ({ segments, undecided }) =>
      `${segments.map((id) => segmentName(criterion, id)).join(" and ")}: undecided, ${undecidedText(undecided)}`,
  );
  const findings = findingsOf(program, criterion, [
    ...(overlaps.length > 0 ? ["overlap" as const] : []),
    ...(undecided.length > 0 ? ["undecided" as const] : []),
  ]);
  const message = [
    ...(overlaps.length > 0 ? [`${counted(overlaps.length, "pair")} with customers in common`] : []),
    ...(undecided.length > 0 ? [`${counted(undecided.length, "pair")} undecided`] : []),
  ].join(", ");
  return [
    {
      name: `${criterion.name}: segments exclude each other`,
      outcome: message === "" ? [] : [outcome(findings, "overlap", message, [...overlaps, ...undecided])],
    },
  ];
}

function coverageTest(program: CheckedProgram, { criterion, proof: { coverage } }: ProvedCriterion): ProofTest {
  const name = `${criterion.name}: every customer has a segment`;
  switch (coverage.kind) {
    case "not-asked":
    case "complete":
      return { name, outcome: [] };
    case "gap": {
      const findings = findingsOf(program, criterion, ["gap"]);
      const gaps = coverage.gaps.map(({ region, witness }) => `${region}: ${witnessText(witness)}`);
      return { name, outcome: [outcome(findings, "gap", `${counted(coverage.found, "gap")}`, gaps)] };
    }
    case "undecided": {
      const findings = findingsOf(program, criterion, ["undecided"]);
      return { name, outcome: [outcome(findings, "gap", `undecided, ${undecidedText(coverage.undecided)}`, [])] };
    }
  }
}

function outcome(
  findings: readonly Diagnostic[],
  kind: string,
  message: string,
  details: readonly string[],
): XmlElement {
  const grave = findings.find(({ severity }) => severity === "error") ?? findings[0];
  if (grave === undefined) return { name: "skipped", attributes: { message } };
  const listed =
    details.length <= LISTED ? details : [...details.slice(0, LISTED), `… ${details.length - LISTED} more`];
  return {
    name: "failure",
    attributes: { type: `${grave.severity} ${kind}`, message },
    children: listed.length === 0 ? [] : [listed.join("\n")],
  };
}

function findingsOf(
  { diagnostics }: CheckedProgram,
  criterion: ProvedCriterion["criterion"],
  kinds: readonly ProofFinding[],
): Diagnostic[] {
  return diagnostics.filter((diagnostic) => {
    const kind = proofFinding(diagnostic);
    const grave = diagnostic.severity === "error" || diagnostic.severity === "warning";
    return kind !== null && kinds.includes(kind) && grave && standsAt(criterion, diagnostic);
  });
}

function witnessText({ summary, asOf }: Witness): string {
  return asOf === null ? summary : `${summary}, as of ${asOf}`;
}
