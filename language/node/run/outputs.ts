import { resolve } from "node:path";
import type { Scalar } from "../../src/condition/schema.js";
import { dataRules } from "../../src/diagnostics/rules/data.js";
import { dataError } from "../data-error.js";
import {
  formatOfName,
  keyColumnName,
  type MembershipCell,
  type MembershipWriter,
  membershipWriter,
} from "../writers/memberships.js";
import { behindLinks, type Output, type OutputTarget, openOutput } from "../writers/output-file.js";
import { type RejectWriter, rejectWriter } from "../writers/rejects.js";
import type { RunOptions } from "./options.js";
import { compareValues } from "./ranking.js";
import type { RejectedRecord } from "./summary.js";

/** Where a run writes: memberships, rejects, both or neither. */
export class RunOutputs {
  readonly #memberships: { readonly output: Output; readonly writer: MembershipWriter } | null;
  readonly #rejects: { readonly output: Output; readonly writer: RejectWriter } | null;
  readonly #sorted: { key: string; cells: readonly MembershipCell[]; value: Scalar | undefined }[] | null;
  readonly #descending: boolean;
  #text = "";
  #rejectText = "";

  constructor(
    memberships: { readonly output: Output; readonly writer: MembershipWriter } | null,
    rejects: { readonly output: Output; readonly writer: RejectWriter } | null,
    descending: boolean | null,
  ) {
    this.#memberships = memberships;
    this.#rejects = rejects;
    this.#sorted = memberships === null || descending === null ? null : [];
    this.#descending = descending ?? false;
    this.#text = memberships?.writer.begin() ?? "";
    this.#rejectText = rejects?.writer.begin() ?? "";
  }

  reject(record: RejectedRecord): void {
    if (this.#rejects !== null) this.#rejectText += this.#rejects.writer.record(record);
  }

  /** `cells` is used again by the caller. */
  customer(key: string, cells: readonly MembershipCell[], value: Scalar | undefined): void {
    if (this.#memberships === null) return;
    if (this.#sorted === null) this.#text += this.#memberships.writer.customer(key, cells);
    else this.#sorted.push({ key: detached(key), cells: [...cells], value });
  }

  /** Passes on what was gathered, and waits while there is no room. */
  async flush(): Promise<void> {
    const [text, rejectText] = [this.#text, this.#rejectText];
    this.#text = "";
    this.#rejectText = "";
    if (text !== "") await this.#memberships?.output.write(text);
    if (rejectText !== "") await this.#rejects?.output.write(rejectText);
  }

  async complete(): Promise<void> {
    if (this.#memberships !== null) {
      this.#sorted?.sort((a, b) => compareValues(a.value, b.value, this.#descending));
      for (const { key, cells } of this.#sorted ?? []) {
        await this.#memberships.output.write(this.#memberships.writer.customer(key, cells));
      }
      this.#text += this.#memberships.writer.end();
    }
    this.#rejectText += this.#rejects?.writer.end() ?? "";
    await this.flush();
    await this.#memberships?.output.complete();
    await this.#rejects?.output.complete();
  }

  async discard(): Promise<void> {
    await this.#memberships?.output.discard();
    await this.#rejects?.output.discard();
  }
}

/** A string that does not keep alive the piece of the file it was cut from. */
export function detached(text: string): string {
  return Buffer.from(text).toString();
}

/** Opens the outputs of a run. Throws a DataError, and then leaves none open. */
export async function openOutputs(options: RunOptions): Promise<RunOutputs> {
  const { out, rejects, data, program, csvSafe, sort } = options;
  await rejectSameFiles(data.kind === "file" ? data.path : null, out ?? null, rejects ?? null);
  const { model } = program;
  const criteria = model.criteria.map(({ name }) => name);
  const keyColumn = keyColumnName(model.schema?.key?.name ?? null, criteria);
  let memberships: { output: Output; writer: MembershipWriter } | null = null;
  if (out !== undefined) {
    const format = out.format ?? (out.kind === "file" ? formatOfName(out.path) : "ndjson");
    const writer = membershipWriter(format, { keyColumn, criteria, csvSafe: csvSafe ?? false });
    memberships = { writer, output: await openOutput(out) };
  }
  try {
    const rejected =
      rejects === undefined
        ? null
        : { writer: rejectsAs(rejects, csvSafe ?? false), output: await openOutput(rejects) };
    return new RunOutputs(memberships, rejected, sort?.descending ?? null);
  } catch (error) {
    await memberships?.output.discard();
    throw error;
  }
}

function rejectsAs(target: NonNullable<RunOptions["rejects"]>, csvSafe: boolean): RejectWriter {
  return rejectWriter(target.format ?? (target.kind === "file" ? formatOfName(target.path) : "ndjson"), csvSafe);
}

async function rejectSameFiles(
  data: string | null,
  out: OutputTarget | null,
  rejects: OutputTarget | null,
): Promise<void> {
  const paths: string[] = [];
  if (data !== null) paths.push(await realName(data));
  for (const target of [out, rejects]) {
    if (target?.kind !== "file") continue;
    const real = await realName(target.path);
    // Both may go to a device or a pipe, which keeps nothing that could be lost.
    if (paths.includes(real) && !real.startsWith("/dev/")) {
      const other = paths[0] === real && data !== null ? "data" : "output";
      throw dataError(dataRules.sameFile, { path: target.path, other });
    }
    paths.push(real);
  }
}

async function realName(path: string): Promise<string> {
  try {
    return await behindLinks(path);
  } catch {
    return resolve(path);
  }
}
