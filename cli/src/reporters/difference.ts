import type { CriterionDifference, Model, Move, ProgramDifference } from "@seg-lang/language";

/** How two programs differ, as reporters see it. */
export interface DifferenceReport {
  readonly before: ComparedProgram;
  readonly after: ComparedProgram;
  readonly difference: ProgramDifference;
  /** How many customers move; null without `--data`. */
  readonly movements: Movements | null;
}

export interface ComparedProgram {
  /** What the user called it: a path, a revision, "working tree". */
  readonly label: string;
  readonly model: Model;
}

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
  /** By criterion: the cells that are not empty, with those who stay. */
  readonly criteria: ReadonlyMap<string, readonly MovedCount[]>;
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

/** Whether anything is not proved to be as it was. */
export function isChange({ criteria }: ProgramDifference): boolean {
  return criteria.some(({ status }) => status !== "unchanged");
}

export function withStatus(
  { criteria }: ProgramDifference,
  ...wanted: CriterionDifference["status"][]
): CriterionDifference[] {
  return criteria.filter(({ status }) => wanted.includes(status));
}
