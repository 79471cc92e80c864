import { analyseProgram, type CriterionProof, type Witness } from "@seg-lang/language";
import type { ProvedProgram } from "../proved.js";
import type { CheckedProgram } from "../report.js";
import { type SampleFinding, sampleProgram } from "./sample.js";

type ProofParts = Partial<Omit<CriterionProof, "criterion">>;

/** Proofs made by hand for a program of one file: per criterion what differs from "nothing was asked, all is well". */
export function sampleProved(
  text: string,
  proofs: Readonly<Record<string, ProofParts>>,
  certificates: Readonly<Record<string, readonly { segments: readonly string[]; because: readonly string[] }[]>> = {},
  notProved: ProvedProgram["notProved"] = null,
): ProvedProgram {
  const { model, diagnostics } = analyseProgram({
    files: [{ path: "a.seg", text }],
    config: null,
    readList: () => ({ kind: "absent" }),
  });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join("\n"));
  return {
    notProved,
    criteria: model.criteria.map((criterion) => ({
      criterion,
      proof: {
        criterion: criterion.name,
        pairs: { total: 0, exclusive: 0, overlapping: 0, undecided: 0 },
        exclusivity: "asked",
        overlaps: [],
        undecided: [],
        coverage: { kind: "complete" },
        ...proofs[criterion.name],
      },
      certificates:
        certificates[criterion.name]?.map(({ segments, because }) => ({
          segments,
          lemmas: because.map((line) => ({ together: [], text: line })),
        })) ?? null,
    })),
  };
}

export function provedSample(text: string, findings: readonly SampleFinding[], proved: ProvedProgram): CheckedProgram {
  return sampleProgram({ "a.seg": text }, findings, proved);
}

export function witness(record: Witness["record"], summary: string, asOf: string | null = null): Witness {
  return { record, summary, asOf };
}
