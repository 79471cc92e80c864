import { inferenceWords } from "../diagnostics/rules/inference-words.js";
import type { FieldProposal, Item } from "./field-proposal.js";
import { nameHints } from "./name-hints.js";
import { shownKey } from "./record-proposal.js";
import type { RecordSeen } from "./record-seen.js";

/** Marks as `key` the field whose name is most like that of an identifier, if every record has one of its own. */
export function withKey(items: readonly Item[], customers: RecordSeen, sampled: boolean): Item[] {
  let best: FieldProposal | null = null;
  for (const item of items) {
    if (item.kind === "field" && isUnique(item, customers) && strengthOf(item) > (best === null ? 0 : strengthOf(best)))
      best = item;
  }
  return items.map((item, index) => {
    if (item === best) return asKey(item as FieldProposal, sampled ? [inferenceWords.keyOfSample()] : []);
    return best === null && item.kind === "field" ? withRepetition(item, customers, index === 0 ? 2 : 3) : item;
  });
}

export function asKey(field: FieldProposal, doubts: readonly string[]): FieldProposal {
  return { ...field, key: true, doubts: [...field.doubts, ...doubts] };
}

/** The key or column that a field reads. */
export function keyOf({ name }: FieldProposal): string {
  return name.from ?? name.name.replaceAll("`", "");
}

export function canBeKey({ type, optional }: FieldProposal): boolean {
  return type.kind === "scalar" && !optional && /^(?:text|integer|number)$/.test(type.text);
}

function isUnique(field: FieldProposal, customers: RecordSeen): boolean {
  return canBeKey(field) && (customers.fields.get(keyOf(field))?.uniqueness?.unique ?? false);
}

function strengthOf(field: FieldProposal): number {
  return nameHints(keyOf(field)).identifier;
}

/** Why what is called like a key is none: it repeats, or a record has none. */
function withRepetition(field: FieldProposal, customers: RecordSeen, strength: number): FieldProposal {
  const name = keyOf(field);
  const seen = customers.fields.get(name);
  if (strengthOf(field) < strength || seen === undefined || seen.uniqueness === null) return field;
  const key = shownKey(name);
  if (seen.uniqueness.repeats) return { ...field, doubts: [...field.doubts, inferenceWords.repeatedKey({ key })] };
  const records = customers.count - seen.occurrences + seen.nulls;
  if (records === 0 || records === customers.count || !canBeKey({ ...field, optional: false })) return field;
  return { ...field, doubts: [...field.doubts, inferenceWords.keyWithoutValue({ key, records })] };
}
