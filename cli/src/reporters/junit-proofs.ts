import type { Diagnostic } from "@seg-lang/language";
import { nothingProvedText, unprovedText } from "./not-proved.js";
import { certificateLines, fixLines, recordLines, witnessText } from "./proof-text.js";
import {
  type ProofFinding,
  type ProvedCriterion,
  type ProvedProgram,
  proofFinding,
  segmentName,
  standsAt,
} from "./proved.js";
import { type CheckedProgram, counted } from "./report.js";
import { undecidedText } from "./undecided.js";
import type { XmlElement } from "./xml.js";

export interface ProofTest {
  readonly name: string;
  /** Nothing where it passed. */
  readonly outcome: readonly XmlElement[];
}

/** So many examples stand in a failure, and so many pairs in a proof; json has them all. */
const LISTED = 10;
const EXCLUSIVE = "segments exclude each other";
const COMPLETE = "every customer has a segment";

/**
 * Two tests a criterion. One fails where the findings of the program say so, as an error or a warning; what was found but
 * is allowed (a gap in a criterion that need not be exhaustive, a finding that was silenced) is a skipped test, and so is
 * what was not proved. Certificates, where they were asked for, are what the first test prints.
 */
export function junitProofs(program: CheckedProgram): ProofTest[] {
  if (program.proved === null) return [];
  const { criteria, notProved } = program.proved;
  return [
    ...criteria.flatMap((each) => [...exclusivityTest(program, each), coverageTest(program, each)]),
    ...notProvedTests(notProved),
  ];
}

function notProvedTests(notProved: ProvedProgram["notProved"]): ProofTest[] {
  if (notProved === null) return [];
  const skipped = (name: string, message: string): ProofTest => ({
    name,
    outcome: [{ name: "skipped", attributes: { message } }],
  });
  const nothing = nothingProvedText(notProved);
  if (nothing !== null) return [EXCLUSIVE, COMPLETE].map((what) => skipped(what, nothing));
  return (notProved.criteria ?? []).flatMap((each) =>
    [EXCLUSIVE, COMPLETE].map((what) => skipped(`${each.criterion}: ${what}`, unprovedText(each))),
  );
}

function exclusivityTest(program: CheckedProgram, { criterion, proof, certificates }: ProvedCriterion): ProofTest[] {
  if (proof.exclusivity === "not-wanted") return [];
  const overlaps = proof.overlaps.map(({ segments, witness }) => {
    const names = segments.map((id) => segmentName(criterion, id)).join(" and ");
    return [`${names}: ${witnessText(witness)}`, ...recordLines(witness)].join("\n");
  });
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
  const proofs = (certificates ?? []).map((each) => certificateLines(criterion, each).join("\n"));
  return [
    {
      name: `${criterion.name}: ${EXCLUSIVE}`,
      outcome: [
        ...(message === "" ? [] : [outcome(program, findings, "overlap", message, [...overlaps, ...undecided])]),
        ...(proofs.length === 0 ? [] : [{ name: "system-out", attributes: {}, children: [shortened(proofs)] }]),
      ],
    },
  ];
}

function coverageTest(program: CheckedProgram, { criterion, proof: { coverage } }: ProvedCriterion): ProofTest {
  const name = `${criterion.name}: ${COMPLETE}`;
  switch (coverage.kind) {
    case "not-asked":
    case "complete":
      return { name, outcome: [] };
    case "gap": {
      const findings = findingsOf(program, criterion, ["gap"]);
      const gaps = coverage.gaps.map(({ region, witness }) =>
        [region === null ? witnessText(witness) : `${region}: ${witnessText(witness)}`, ...recordLines(witness)].join(
          "\n",
        ),
      );
      return { name, outcome: [outcome(program, findings, "gap", counted(coverage.found, "gap"), gaps)] };
    }
    case "undecided": {
      const findings = findingsOf(program, criterion, ["undecided"]);
      return {
        name,
        outcome: [outcome(program, findings, "gap", `undecided, ${undecidedText(coverage.undecided)}`, [])],
      };
    }
  }
}

function outcome(
  program: CheckedProgram,
  findings: readonly Diagnostic[],
  kind: string,
  message: string,
  details: readonly string[],
): XmlElement {
  const grave = findings.find(({ severity }) => severity === "error") ?? findings[0];
  const text = details.length === 0 ? [] : [shortened(details)];
  if (grave === undefined) return { name: "skipped", attributes: { message }, children: text };
  const fixes = findings.flatMap((finding) => finding.fixes.flatMap((fix) => fixLines(program, fix)));
  return {
    name: "failure",
    attributes: { type: `${grave.severity} ${kind}`, message },
    children: text.length + fixes.length === 0 ? [] : [[...text, ...fixes].join("\n")],
  };
}

function shortened(lines: readonly string[]): string {
  return [...lines.slice(0, LISTED), ...(lines.length > LISTED ? [`… ${lines.length - LISTED} more`] : [])].join("\n");
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
