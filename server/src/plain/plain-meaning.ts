import type { Condition, Model, Segment } from "@seg-lang/language";
import { clause } from "./clauses.js";
import { noun } from "./nouns.js";
import type { Telling } from "./telling.js";
import { isolated } from "./words.js";

/** More than anybody reads. */
const PARTS = 300;

/**
 * Which customers a condition is about, in plain English: `Customers whose city is one of the 3 values of urbanList and
 * whose age is at least 18`. What would be too long is cut, with `…` for what is left out.
 */
export function plainMeaning(condition: Condition, model: Model): string {
  if (condition.kind === "constant") return condition.value ? "All customers" : "No customers";
  const telling: Telling = { model, lists: [], left: { parts: PARTS }, clause, noun };
  return `Customers ${clause(condition, telling)}`;
}

/** Which customers a segment is made of, as classified: with what its place in its criterion means. */
export function plainSegment(segment: Segment, model: Model): string {
  const criterion = model.criteria.find(({ name }) => name === segment.criterion);
  const name = isolated(segment.criterion);
  if (segment.otherwise) return `Customers who are in no other segment of ${name}`;
  const meaning = plainMeaning(segment.condition, model);
  const before = criterion?.ordered === true ? criterion.segments.slice(0, criterion.segments.indexOf(segment)) : [];
  if (before.length === 0) return meaning;
  const earlier =
    before.length > 3 ? `the ${before.length} segments before it` : before.map((one) => isolated(one.name)).join(", ");
  return `${meaning}, and who are not in ${earlier}`;
}
