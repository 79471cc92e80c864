import type { Model } from "../../src/condition/model.js";
import { createClassifier } from "../../src/evaluation/classifier.js";
import type { Clock } from "../../src/evaluation/clock.js";
import { createDecoder, type Decoder } from "../../src/records/decoder.js";
import type { OccurrenceCount } from "../../src/records/occurrence.js";
import type { SourceFile } from "../../src/source/source.js";
import { createZone } from "../../src/values/zone.js";
import { BlockScanner } from "../scan/block-scanner.js";
import { readByProgram } from "../scan/paths-read.js";
import type { BrokenBlock, ScannedBlock } from "../scan/scanned-block.js";
import type { MembershipForm } from "../writers/membership-bytes.js";

/** What a thread must know to scan blocks: data only, so that it can be sent. */
export interface ScanWork {
  readonly model: Model;
  readonly files: readonly SourceFile[];
  readonly clock: Omit<Clock, "zone"> & { readonly timeZone: string };
  /** Names of criteria that are proved exclusive. */
  readonly exclusive: readonly string[];
  /** How accepted records are to be written, if they are. */
  readonly rows: MembershipForm | null;
}

export type ToThread =
  /** `room`: see `BlockScanner.scan`. */
  | { readonly kind: "scan"; readonly bytes: ArrayBuffer; readonly length: number; readonly room: ArrayBuffer | null }
  | { readonly kind: "end" };

export type FromThread =
  | { readonly kind: "scanned"; readonly block: ScannedBlock | BrokenBlock; readonly bytes: ArrayBuffer }
  | { readonly kind: "ended"; readonly occurrences: readonly OccurrenceCount[] };

export function scanWork({ clock, ...work }: Omit<ScanWork, "clock"> & { readonly clock: Clock }): ScanWork {
  const { zone, ...rest } = clock;
  return { ...work, clock: { ...rest, timeZone: zone.name } };
}

export interface ThreadScanner {
  readonly decoder: Decoder;
  readonly scanner: BlockScanner;
}

export function threadScanner({
  model,
  files,
  clock: { timeZone, ...rest },
  exclusive,
  rows,
}: ScanWork): ThreadScanner {
  const clock: Clock = { ...rest, zone: createZone(timeZone) ?? createZone("UTC")! };
  const decoder = createDecoder(model, clock, { files });
  const classifier = createClassifier(model, clock, { exclusive: (criterion) => exclusive.includes(criterion) });
  return {
    decoder,
    scanner: new BlockScanner({ decoder, classifier, isRead: readByProgram(model), sortBy: null, rows }),
  };
}
