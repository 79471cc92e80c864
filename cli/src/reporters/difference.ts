import type { CriterionDifference, Model, Move, ProgramDifference } from "@seg-lang/language";
import { countText } from "../terminal/bars.js";
import { counted } from "./report.js";
import { undecidedText } from "./undecided.js";

/** How two programs differ, as reporters see it. */
export interface DifferenceReport {
  /** Where the program lies, if several are compared; else null. */
  readonly name: string | null;
  readonly before: ComparedProgram;
  readonly after: ComparedProgram;
  readonly difference: ProgramDifference;
  /** How many customers move; null without `--data`. */
  readonly movements: Movements | null;
}

export interface ComparedProgram {
  /** What the user called it: a path, a revision, "working tree". */
  readonly label: string;
  /** Without anything in it where there is no program to compare. */
  readonly model: Model;
  /** Why there is none; null where there is. */
  readonly absence: Absence | null;
}

/** The side has no program there, or one with so many errors. */
export type Absence = { readonly kind: "absent" } | { readonly kind: "broken"; readonly errors: number };

/** The customers of a data file as both programs classify them. */
export interface Movements {
  /** The day that `today` meant, as 2026-11-22. */
  readonly asOf: string;
  /** Accepted by both programs. */
  readonly customers: number;
  /** Those of them who move in some criterion. */
  readonly moved: number;
  /** Accepted by one program, rejected by the other. */
  readonly onlyBefore: number;
  readonly onlyAfter: number;
  readonly before: TurnedAway;
  readonly after: TurnedAway;
  /** By criterion: the cells that are not empty, with those who stay. */
  readonly criteria: ReadonlyMap<string, readonly MovedCount[]>;
}

/** What one program did with the records beside placing customers. */
export interface TurnedAway {
  readonly rejected: number;
  /** Customers in two segments of an exclusive criterion, who are placed in none of it. */
  readonly ambiguous: number;
}

/** Segments by id, null for none. Where they may overlap: who leaves one (to null), who enters one (from null). */
export interface MovedCount {
  readonly from: string | null;
  readonly to: string | null;
  readonly customers: number;
}

/** Whether a customer's place in the criterion is a set of segments, in one program at least. */
export function hasSets({ before, after }: DifferenceReport, criterion: string): boolean {
  return [before, after].some(({ model }) =>
    model.criteria.some(({ name, overlapping }) => name === criterion && overlapping),
  );
}

/** The name of a segment inside its criterion; of null, "none". */
export function placeName({ before, after }: DifferenceReport, criterion: string, id: string | null): string {
  if (id === null) return "none";
  for (const { model } of [after, before]) {
    const segment = model.criteria.find(({ name }) => name === criterion)?.segments.find((each) => each.id === id);
    if (segment !== undefined) return segment.name;
  }
  return id;
}

/** Customers of the data in one cell; null without data. */
export function customersIn(
  { movements }: DifferenceReport,
  criterion: string,
  { from, to }: Pick<Move, "from" | "to">,
): number | null {
  if (movements === null) return null;
  const cell = movements.criteria.get(criterion)?.find((each) => each.from === from && each.to === to);
  return cell?.customers ?? 0;
}

/** The moves that somebody makes, or may make. */
export function openMoves({ moves }: CriterionDifference): Move[] {
  return moves.filter(({ verdict }) => verdict.kind !== "nobody");
}

/** Whether anything is not proved to be as it was: a change of fields alone moves nobody. */
export function isChange({ criteria }: Pick<ProgramDifference, "criteria">): boolean {
  return criteria.some(({ status }) => status !== "unchanged");
}

/** What there is to say of a side without a program; null where both have one. */
export function absenceText({ before, after }: DifferenceReport): string | null {
  if (before.absence?.kind === "absent") return `\`${before.label}\` has no such program: every criterion is new.`;
  if (before.absence?.kind === "broken") {
    const errors = counted(before.absence.errors, "error");
    return `\`${before.label}\` has ${errors} there, so nothing could be compared: every criterion counts as new.`;
  }
  return after.absence === null ? null : `\`${after.label}\` has no such program any more: every criterion is gone.`;
}

/** How many customers of the data move. */
export function movedText({ customers, moved, asOf }: Movements): { readonly who: string; readonly rest: string } {
  const day = `, as of ${asOf}`;
  if (customers === 0) return { who: "No customer of the data is valid in both programs", rest: day };
  if (moved === 0) return { who: `None of ${counted(customers, "customer")}`, rest: ` moves${day}` };
  const who = `${countText(moved)} of ${counted(customers, "customer")}`;
  return { who, rest: ` ${moved === 1 ? "moves" : "move"}${day}` };
}

/** The records that are in no cell of a matrix, and why; nothing where there are none. */
export function leftOutTexts(report: DifferenceReport): string[] {
  const { movements } = report;
  if (movements === null) return [];
  const { before, after, onlyBefore, onlyAfter } = movements;
  const labels = [`\`${report.before.label}\``, `\`${report.after.label}\``] as const;
  const sides = (first: number, second: number) =>
    `${countText(first)} by ${labels[0]}, ${countText(second)} by ${labels[1]}`;
  return [
    ...(before.rejected + after.rejected > 0 ? [`Rejected: ${sides(before.rejected, after.rejected)}`] : []),
    ...(onlyBefore + onlyAfter > 0 ? [`Taken by one alone, so not compared: ${sides(onlyBefore, onlyAfter)}`] : []),
    ...(before.ambiguous + after.ambiguous > 0
      ? [`Found in two segments of one criterion, so placed in none: ${sides(before.ambiguous, after.ambiguous)}`]
      : []),
  ];
}

/** Why a cell is undecided. */
export function undecidedMove({ undecided, differs }: Extract<Move["verdict"], { kind: "undecided" }>): string {
  return differs === null ? undecidedText(undecided) : `\`${differs}\` is declared differently in the two programs`;
}

export function withStatus(
  { criteria }: ProgramDifference,
  ...wanted: CriterionDifference["status"][]
): CriterionDifference[] {
  return criteria.filter(({ status }) => wanted.includes(status));
}
