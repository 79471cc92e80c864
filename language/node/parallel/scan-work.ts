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

/** What a thread must know to scan blocks: data only, so that it can be sent. */
export interface ScanWork {
  readonly model: Model;
  readonly files: readonly SourceFile[];
  readonly clock: Omit<Clock, "zone"> & { readonly timeZone: string };
  /** Names of criteria that are proved exclusive. */
  readonly exclusive: readonly string[];
}

export type ToThread =
  | { readonly kind: "scan"; readonly bytes: ArrayBuffer; readonly length: number }
  | { readonly kind: "end" };

export type FromThread =
  | { readonly kind: "scanned"; readonly block: ScannedBlock | BrokenBlock; readonly bytes: ArrayBuffer }
  | { readonly kind: "ended"; readonly occurrences: readonly OccurrenceCount[] };

export function scanWork(model: Model, files: readonly SourceFile[], clock: Clock, exclusive: string[]): ScanWork {
  const { zone, ...rest } = clock;
  return { model, files, clock: { ...rest, timeZone: zone.name }, exclusive };
}

export interface ThreadScanner {
  readonly decoder: Decoder;
  readonly scanner: BlockScanner;
}

export function threadScanner({ model, files, clock: { timeZone, ...rest }, exclusive }: ScanWork): ThreadScanner {
  const clock: Clock = { ...rest, zone: createZone(timeZone) ?? createZone("UTC")! };
  const decoder = createDecoder(model, clock, { files });
  const classifier = createClassifier(model, clock, { exclusive: (criterion) => exclusive.includes(criterion) });
  return { decoder, scanner: new BlockScanner({ decoder, classifier, isRead: readByProgram(model), sortBy: null }) };
}
