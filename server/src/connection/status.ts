import { encodedUri } from "../program/uris.js";
import type { SampleView } from "../program/view.js";
import type { ProgramStatus } from "../protocol.js";
import type { LiveProgram } from "../workspace/live-program.js";

function sampleStatus({ file, customers, complete, rejected }: SampleView): ProgramStatus["sample"] {
  return { file, customers, complete, ...(rejected === undefined ? {} : { rejected: rejected.records }) };
}

/** How a program stands, for a status bar. */
export function programStatus(program: LiveProgram): ProgramStatus {
  const { place, shown, proofs } = program;
  const criteria = program.program?.model.criteria ?? [];
  const { sample } = program.view();
  const count = (severity: "error" | "warning") => shown.filter((finding) => finding.severity === severity).length;
  return {
    root: encodedUri(place.id),
    segments: criteria.reduce((sum, { segments }) => sum + segments.length, 0),
    criteria: criteria.length,
    errors: count("error"),
    warnings: count("warning"),
    proofs:
      proofs === null
        ? null
        : {
            exclusive: proofs.criteria.reduce((sum, { pairs }) => sum + pairs.exclusive, 0),
            overlapping: proofs.criteria.reduce((sum, { pairs }) => sum + pairs.overlapping, 0),
            undecided: proofs.criteria.reduce((sum, { pairs }) => sum + pairs.undecided, 0),
            gaps: proofs.criteria.reduce(
              (sum, { coverage }) => sum + (coverage.kind === "gap" ? coverage.found : 0),
              0,
            ),
          },
    proving: program.isProving,
    sample: sample === null ? null : sampleStatus(sample),
  };
}
