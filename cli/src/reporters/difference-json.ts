import { customersIn, type DifferenceReport, hasSets } from "./difference.js";
import { jsonWitness } from "./proof-json.js";
import { jsonUndecided } from "./undecided.js";

/** For programs: every cell of every matrix. `null` in `from` and `to` is "in none". */
export function jsonDifference(report: DifferenceReport): string {
  const { before, after, difference, movements } = report;
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
  const document = {
    before: before.label,
    after: after.label,
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
          },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function jsonVerdict(verdict: DifferenceReport["difference"]["criteria"][number]["moves"][number]["verdict"]): object {
  switch (verdict.kind) {
    case "nobody":
      return { verdict: "nobody" };
    case "somebody":
      return { verdict: "somebody", witness: jsonWitness(verdict.witness) };
    case "undecided":
      return { verdict: "undecided", ...jsonUndecided(verdict.undecided) };
  }
}
