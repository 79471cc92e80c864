import type { Space } from "../logic/logic.js";
import type { ConditionFacts } from "./inquiry.js";
import type { KnownConditions } from "./memberships.js";
import type { Memory } from "./memory.js";
import type { PlainBoxes } from "./plain-boxes.js";
import type { Replay } from "./replay.js";
import type { Proofs } from "./verdict.js";

/** What is remembered of the proofs of one program, from version to version. Opaque; it may be thrown away at any time. */
export interface ProofMemory {
  readonly kind: "proof-memory";
}

export function createProofMemory(): ProofMemory {
  return { kind: "proof-memory" };
}

/** What stays of a proof for the next version of the program. */
export interface Remains {
  /** Of the universe and the budget. */
  readonly key: string;
  readonly replay: Replay;
  readonly space: Space;
  readonly plain: PlainBoxes;
  readonly facts: ConditionFacts;
  readonly memory: Memory;
  readonly known: KnownConditions;
}

const remains = new WeakMap<ProofMemory, Remains>();
const memories = new WeakMap<Proofs, ProofMemory>();

/** Null where nothing is remembered, or of other customers than those of the key. */
export function remainsOf(memory: ProofMemory, key: string): Remains | null {
  const known = remains.get(memory);
  return known?.key === key ? known : null;
}

export function remember(memory: ProofMemory, known: Remains): void {
  remains.set(memory, known);
}

/** What proofs were made with. */
export function memoryOf(proofs: Proofs): ProofMemory | undefined {
  return memories.get(proofs);
}

export function madeWith<P extends Proofs>(memory: ProofMemory, proofs: P): P {
  memories.set(proofs, memory);
  return proofs;
}
