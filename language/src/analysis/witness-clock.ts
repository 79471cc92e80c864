import type { Condition } from "../condition/condition.js";
import type { Model } from "../condition/model.js";
import type { Domain, RecordType } from "../condition/schema.js";
import { clocksUsed, visitCondition, visitTerm } from "../condition/traverse.js";
import { placeOf, precedence } from "../evaluation/membership.js";

/** Whether what a condition says depends on the day it is asked; memberships are followed. */
export function looksAtClock(condition: Condition, model: Model): boolean {
  return look(condition, model, ({ today, now }) => today || now);
}

/** Whether it depends on the very instant. */
export function looksAtNow(condition: Condition, model: Model): boolean {
  return look(condition, model, ({ now }) => now);
}

function look(condition: Condition, model: Model, found: (facts: Facts) => boolean): boolean {
  const followed = new Set<string>();
  const pending = [condition];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const facts = factsOf(next);
    if (found(facts)) return true;
    for (const id of facts.members) {
      if (followed.has(id)) continue;
      followed.add(id);
      const place = placeOf(model, id);
      for (const segment of [place.segment, ...precedence(place)]) {
        // Those before it are asked by their own conditions, and need not be followed as members too.
        followed.add(segment.id);
        pending.push(segment.condition);
      }
    }
  }
  return false;
}

/** Whether a bound of the domain is today or now, shifted or not; with `clock`, whether it is that. */
export function domainLooksAtClock(domain: Domain | null, clock?: "now"): boolean {
  if (domain?.kind !== "date") return false;
  let found = false;
  for (const bound of [domain.low, domain.high]) {
    if (bound === null) continue;
    visitTerm(bound, {
      term(term) {
        if (term.kind === "clock" && (clock ?? term.clock) === term.clock) found = true;
      },
    });
  }
  return found;
}

/** Whether some field of the record, or of what it holds, has such a domain. */
export function recordLooksAtClock({ fields }: RecordType): boolean {
  return fields.some(({ type, domain }) => {
    const inner = type.kind === "list" ? type.element : type;
    return domainLooksAtClock(domain) || (inner.kind === "record" && recordLooksAtClock(inner));
  });
}

interface Facts {
  readonly today: boolean;
  readonly now: boolean;
  readonly members: readonly string[];
}

const facts = new WeakMap<Condition, Facts>();

function factsOf(condition: Condition): Facts {
  const known = facts.get(condition);
  if (known !== undefined) return known;
  const { today, now } = clocksUsed(condition);
  const members = new Set<string>();
  visitCondition(condition, {
    condition(one) {
      if (one.kind === "member") members.add(one.segment);
    },
  });
  const found = { today, now, members: [...members] };
  facts.set(condition, found);
  return found;
}
