import { customersIn, type DifferenceReport, hasSets } from "./difference.js";
import { jsonWitness } from "./proof-json.js";
import { jsonUndecided } from "./undecided.js";

/** For programs: of each program every cell of every matrix. `null` in `from` and `to` is "in none". */
export function jsonDifferences(labels: readonly [string, string], reports: readonly DifferenceReport[]): string {
  const [before, after] = labels;
  return `${JSON.stringify({ before, after, programs: reports.map(jsonDifference) }, null, 2)}\n`;
}

function jsonDifference(report: DifferenceReport): object {
  const { name, before, after, difference, movements } = report;
  const criteria = difference.criteria.map(({ criterion, status, from, to, moves, stays }) => ({
    criterion,
    status,
    overlapping: hasSets(report, criterion),
    from,
    to,
    stays,
    moves: moves.map((move) => {
      const customers = customersIn(report, criterion, move);
      return {
        from: move.from,
        to: move.to,
        ...jsonVerdict(move.verdict),
        ...(customers === null ? {} : { customers }),
      };
    }),
  }));
  return {
    ...(name === null ? {} : { name }),
    // Of a side without a sound program: why there is none.
    absent: { before: before.absence, after: after.absence },
    changes: difference.changes,
    criteria,
    data:
      movements === null
        ? null
        : {
            asOf: movements.asOf,
            customers: movements.customers,
            moved: movements.moved,
            onlyBefore: movements.onlyBefore,
            onlyAfter: movements.onlyAfter,
            before: movements.before,
            after: movements.after,
          },
  };
}

function jsonVerdict(verdict: DifferenceReport["difference"]["criteria"][number]["moves"][number]["verdict"]): object {
  switch (verdict.kind) {
    case "nobody":
      return { verdict: "nobody" };
    case "somebody":
      return { verdict: "somebody", witness: jsonWitness(verdict.witness) };
    case "undecided":
      return { verdict: "undecided", ...jsonUndecided(verdict.undecided), differs: verdict.differs };
  }
}
