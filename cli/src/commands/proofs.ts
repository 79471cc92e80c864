import {
  type Certificate,
  type Diagnostic,
  diffPrograms,
  type Model,
  type Program,
  type ProgramDifference,
  type Proofs,
  proveProgram,
  reportFindings,
} from "@seg-lang/language";
import type { ProvedProgram } from "../reporters/proved.js";
import { stoppable } from "../terminal/stoppable.js";

export interface ProveOptions {
  /** Day number: what `today` is, in place of the range of seg.json. */
  readonly asOf?: number;
  /** Undecided pairs and gaps are errors. */
  readonly strict?: boolean;
  /** Ask why segments are apart, too. */
  readonly certificates?: boolean;
  /** Of the same program before a change: what stayed the same is not proved again. */
  readonly previous?: Proofs;
}

/** A program with what was proved of it among its findings. */
export interface ProvenProgram {
  readonly program: Program;
  /** What is to be shown, what was proved included. */
  readonly diagnostics: readonly Diagnostic[];
  readonly proofs: Proofs;
}

/** Proves the segments of a program apart, as far as its errors allow. */
export function prove(program: Program, options: ProveOptions): ProvenProgram {
  const proofs = stoppable(() => proveProgram(program, options));
  return { program, diagnostics: reportFindings(program, proofs.diagnostics), proofs };
}

/** Who moves between two sound programs. */
export function difference(before: Model, after: Model, options: { readonly asOf?: number }): ProgramDifference {
  return stoppable(() => diffPrograms(before, after, options));
}

/** As reporters see it. */
export function provedProgram({ program, proofs }: ProvenProgram, certificates: boolean): ProvedProgram {
  const asked: readonly Certificate[] | null = certificates ? certificatesOf(proofs) : null;
  return {
    notProved: proofs.notProved,
    criteria: proofs.criteria.flatMap((proof) => {
      const criterion = program.model.criteria.find(({ name }) => name === proof.criterion);
      if (criterion === undefined) return [];
      const own = asked?.filter(({ segments }) => criterion.segments.some(({ id }) => segments.includes(id))) ?? null;
      return [{ criterion, proof, certificates: own }];
    }),
  };
}

function certificatesOf(proofs: Proofs & { readonly certificates?: readonly Certificate[] }): readonly Certificate[] {
  return proofs.certificates ?? [];
}
