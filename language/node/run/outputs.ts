import { resolve } from "node:path";
import { dataRules } from "../../src/diagnostics/rules/data.js";
import type { ExactValue } from "../../src/evaluation/exact.js";
import type { Program } from "../../src/program.js";
import { dataError } from "../../src/records/data-error.js";
import { isScalar } from "../../src/records/field-reader.js";
import type { MembershipForm, MembershipRows } from "../writers/membership-bytes.js";
import { MembershipSheet } from "../writers/membership-sheet.js";
import { formatOfName, keyColumnName, type MembershipCell, type OutputFormat } from "../writers/memberships.js";
import type { Output } from "../writers/output.js";
import { behindLinks, type OutputTarget, openOutput } from "../writers/output-file.js";
import { rejectWriter } from "../writers/rejects.js";
import type { RunOptions } from "./options.js";
import { compareValues } from "./ranking.js";
import type { RejectedRecord } from "./summary.js";

/** Rows that are gathered in the form of their file until it is time to write them. */
interface Rows<Row extends readonly unknown[]> {
  add(...row: Row): void;
  /** After the last row. */
  end(): void;
  /** What is to be written since it was asked last. */
  take(): readonly (string | Uint8Array)[];
}

interface Sheet<Row extends readonly unknown[]> {
  readonly rows: Rows<Row>;
  readonly output: Output;
}

type Membership = readonly [key: string, cells: readonly MembershipCell[]];

/** Where a run writes: memberships, rejects, both or neither. */
export class RunOutputs {
  readonly #memberships: Sheet<Membership> | null;
  readonly #rejects: Sheet<readonly [RejectedRecord]> | null;
  readonly #sorted: { key: string; cells: readonly MembershipCell[]; value: ExactValue }[] | null;
  readonly #descending: boolean;

  constructor(
    memberships: Sheet<Membership> | null,
    rejects: Sheet<readonly [RejectedRecord]> | null,
    descending: boolean | null,
  ) {
    this.#memberships = memberships;
    this.#rejects = rejects;
    this.#sorted = memberships === null || descending === null ? null : [];
    this.#descending = descending ?? false;
  }

  reject(record: RejectedRecord): void {
    this.#rejects?.rows.add(record);
  }

  /** `cells` is used again by the caller. */
  customer(key: string, cells: readonly MembershipCell[], value: ExactValue): void {
    if (this.#memberships === null) return;
    if (this.#sorted === null) this.#memberships.rows.add(key, cells);
    else this.#sorted.push({ key: detached(key), cells: [...cells], value });
  }

  /** How rows are to be written by those who read customers as bytes; null where `customer` wants each of them. */
  get form(): MembershipForm | null {
    const rows = this.#memberships?.rows;
    return this.#sorted === null && rows instanceof MembershipSheet ? rows.form : null;
  }

  /** Whether memberships are written at all. */
  get wantsMemberships(): boolean {
    return this.#memberships !== null;
  }

  /** Rows that were written in that form: from number `from` on, up to number `to`. */
  rows(rows: MembershipRows, from: number, to: number): void {
    const sheet = this.#memberships?.rows;
    if (sheet instanceof MembershipSheet) sheet.addRows(rows, from, to);
  }

  /** Passes on what was gathered, and waits while there is no room. */
  async flush(): Promise<void> {
    for (const sheet of [this.#memberships, this.#rejects]) {
      for (const content of sheet?.rows.take() ?? []) {
        if (content.length > 0) await sheet?.output.write(content);
      }
    }
  }

  /** Shows all files under their names, none before each is whole. */
  async complete(): Promise<void> {
    if (this.#memberships !== null) {
      this.#sorted?.sort((a, b) => compareValues(a.value, b.value, this.#descending));
      for (const [index, { key, cells }] of (this.#sorted ?? []).entries()) {
        this.#memberships.rows.add(key, cells);
        if (index % SORTED_AT_ONCE === 0) await this.flush();
      }
    }
    const sheets = [this.#memberships, this.#rejects].filter((sheet) => sheet !== null);
    for (const { rows } of sheets) rows.end();
    await this.flush();
    for (const { output } of sheets) await output.finish();
    for (const { output } of sheets) await output.publish();
  }

  async discard(): Promise<void> {
    await this.#memberships?.output.discard();
    await this.#rejects?.output.discard();
  }
}

/** So many sorted rows are written before the output is asked to keep up. */
const SORTED_AT_ONCE = 4096;

/** A string that does not keep alive the piece of the file it was cut from. */
export function detached(text: string): string {
  return Buffer.from(text).toString();
}

/** Opens the outputs of a run. Throws a DataError, and then leaves none open. */
export async function openOutputs(options: RunOptions): Promise<RunOutputs> {
  const { out, rejects, program, csvSafe = false, sort } = options;
  await rejectSameFiles(options);
  // Forms that are none are found before anything is opened.
  const rows = out === undefined ? null : await membershipRows(formatOf(out), program, csvSafe);
  const rejectedRows = rejects === undefined ? null : await rowsOfRejects(formatOf(rejects), csvSafe);
  const memberships = rows === null || out === undefined ? null : { rows, output: await openOutput(out) };
  try {
    const rejected =
      rejectedRows === null || rejects === undefined ? null : { rows: rejectedRows, output: await openOutput(rejects) };
    return new RunOutputs(memberships, rejected, sort?.descending ?? null);
  } catch (error) {
    await memberships?.output.discard();
    throw error;
  }
}

function formatOf(target: OutputTarget & { readonly format?: OutputFormat }): OutputFormat {
  return target.format ?? (target.kind === "file" ? formatOfName(target.path) : "ndjson");
}

async function membershipRows(format: OutputFormat, { model }: Program, csvSafe: boolean): Promise<Rows<Membership>> {
  const criteria = model.criteria.map(({ name }) => name);
  const key = model.schema?.key ?? null;
  const layout = { keyColumn: keyColumnName(key?.name ?? null, criteria), criteria, csvSafe };
  if (format === "parquet") {
    const { ParquetMemberships } = await parquetRows();
    const type = key !== null && isScalar(key.type) ? key.type : null;
    return new ParquetMemberships(
      layout,
      type,
      model.criteria.map(({ overlapping }) => overlapping),
    );
  }
  return new MembershipSheet({ format, layout });
}

async function rowsOfRejects(format: OutputFormat, csvSafe: boolean): Promise<Rows<readonly [RejectedRecord]>> {
  if (format === "parquet") return new (await parquetRows()).ParquetRejects();
  const writer = rejectWriter(format, csvSafe);
  return textRows(writer, writer.record);
}

/** Loaded by those who write Parquet only: commands start the faster. */
function parquetRows(): Promise<typeof import("../writers/parquet-rows.js")> {
  return import("../writers/parquet-rows.js");
}

function textRows<Row extends readonly unknown[]>(
  { begin, end }: { readonly begin: () => string; readonly end: () => string },
  write: (...row: Row) => string,
): Rows<Row> {
  let text = begin();
  return {
    add(...row) {
      text += write(...row);
    },
    end() {
      text += end();
    },
    take() {
      const taken = text;
      text = "";
      return [taken];
    },
  };
}
async function rejectSameFiles({ data, kept = [], out, rejects }: RunOptions): Promise<void> {
  const targets = [out, rejects].filter((target) => target?.kind === "file");
  if (targets.length === 0) return;
  const taken = new Map<string, "data" | "program" | "output">();
  for (const path of kept) taken.set(await realName(path), "program");
  if (data.kind === "file") taken.set(await realName(data.path), "data");
  for (const { path } of targets) {
    const real = await realName(path);
    const other = taken.get(real);
    // Both may go to a device or a pipe, which keeps nothing that could be lost.
    if (other !== undefined && !real.startsWith("/dev/")) throw dataError(dataRules.sameFile, { path, other });
    taken.set(real, "output");
  }
}

async function realName(path: string): Promise<string> {
  try {
    return await behindLinks(path);
  } catch {
    return resolve(path);
  }
}
