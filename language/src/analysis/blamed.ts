import type { Condition } from "../condition/condition.js";
import { describeList, describeTerm } from "../condition/describe.js";
import { visitCondition } from "../condition/traverse.js";
import type { Undecided } from "../logic/logic.js";

/**
 * Undecided, with the condition to simplify: of the conditions asked about the smallest part that speaks of the value that
 * logic could not deal with, or else the part that says most. Null only where nothing was asked.
 */
export function blamed(undecided: Undecided, conditions: readonly Condition[]): Undecided {
  if (undecided.condition !== null || undecided.reason === "unconfirmed") return undecided;
  const { subject } = undecided;
  const about = subject === undefined || subject === null ? null : speakingOf(subject, conditions);
  return { ...undecided, condition: about ?? largest(conditions.flatMap(partsOf)) };
}

/** The smallest condition that has the value in it, by how the language writes it. */
function speakingOf(subject: string, conditions: readonly Condition[]): Condition | null {
  let smallest: Condition | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const condition of conditions) {
    visitCondition(condition, {
      condition(part, depth) {
        if (depth > 0 || !isTest(part)) return;
        const size = sizeOf(part);
        if (size < least && speaksOf(part, subject)) [smallest, least] = [part, size];
      },
    });
  }
  return smallest;
}

function speaksOf(condition: Condition, subject: string): boolean {
  let found = false;
  visitCondition(condition, {
    term(term) {
      found ||= term.type.kind !== "record" && describeTerm(term) === subject;
    },
    list(list) {
      found ||= `count(${describeList(list)})` === subject;
    },
  });
  return found;
}

/** What is joined by `and`. */
function partsOf(condition: Condition): readonly Condition[] {
  if (condition.kind === "and") return condition.operands.flatMap(partsOf);
  return [condition];
}

function isTest({ kind }: Condition): boolean {
  return kind !== "and" && kind !== "or" && kind !== "not" && kind !== "constant";
}

function largest(parts: readonly Condition[]): Condition | null {
  let found: Condition | null = null;
  let most = 0;
  for (const part of parts) {
    const size = sizeOf(part);
    if (size > most) [found, most] = [part, size];
  }
  return found;
}

function sizeOf(condition: Condition): number {
  let size = 0;
  visitCondition(condition, {
    condition() {
      size += 1;
    },
    term() {
      size += 1;
    },
  });
  return size;
}
