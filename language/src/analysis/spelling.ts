import type { Condition } from "../condition/condition.js";
import type { Model, NamedList } from "../condition/model.js";
import type { Field, RecordType, Row, Scalar, ScalarType } from "../condition/schema.js";
import { visitCondition } from "../condition/traverse.js";
import type { JsonObject, JsonValue } from "../records/json-value.js";
import { dataName } from "../records/occurrence.js";
import { fold } from "../values/folding.js";

/** Longer lists would cost more to look through than the spelling is worth. */
const LONGEST_LIST = 50_000;

/** The spelling of a folded text; the text itself where none is known. */
export type Spell = (text: string) => string;

/**
 * The folded texts of a row as the conditions and the program's lists spell them: `Rasht`, where the row holds `rasht`. Data
 * that hold either are read as the same row.
 */
export function speltRow(row: Row, { schema }: Model, spell: Spell): Row {
  return schema === null ? row : inRow(row, schema.record, spell);
}

/** The same of the record that was made of the row. */
export function speltRecord(record: JsonObject, { schema }: Model, spell: Spell): JsonObject {
  return schema === null ? record : inRecord(record, schema.record, spell);
}

/** Folded texts as the conditions have them, or else the program's lists. */
export function speller(conditions: readonly Condition[], { lists }: Pick<Model, "lists">): Spell {
  let written: ReadonlyMap<string, string> | null = null;
  return (text) => {
    written ??= writtenIn(conditions);
    const own = written.get(text);
    if (own !== undefined) return own;
    for (const list of lists) {
      const spelling = spellingsIn(list).get(text);
      if (spelling !== undefined) return spelling;
    }
    return text;
  };
}

function writtenIn(conditions: readonly Condition[]): ReadonlyMap<string, string> {
  const written = new Map<string, string>();
  const add = (value: Scalar | undefined, text: string): void => {
    if (typeof value === "string" && !written.has(value)) written.set(value, text);
  };
  const seen = new Set<Condition>();
  for (const condition of conditions) {
    if (seen.has(condition)) continue;
    seen.add(condition);
    visitCondition(condition, {
      condition(inner) {
        if (!("values" in inner) || inner.values.name !== null) return;
        for (const [index, text] of (inner.values.written ?? []).entries()) add(inner.values.values[index], text);
      },
      term(term) {
        if (term.kind === "constant" && term.written !== undefined) add(term.value, term.written);
      },
    });
  }
  return written;
}

function isFolded(type: ScalarType | RecordType): boolean {
  return type.kind === "text" && type.folded;
}

function inRow(row: Row, record: RecordType, spell: Spell): Row {
  const changed: { -readonly [Slot in keyof Row]: Row[Slot] } = { ...row };
  for (const { type, slot } of record.fields) {
    if (type.kind === "record") {
      Object.assign(changed, inRow(changed, type, spell));
      continue;
    }
    const property = `f${slot!}` as const;
    const value = changed[property];
    if (type.kind !== "list") {
      if (isFolded(type) && typeof value === "string") changed[property] = spell(value);
    } else if (Array.isArray(value)) {
      const { element } = type;
      if (element.kind === "record") {
        changed[property] = (value as readonly Row[]).map((each) => inRow(each, element, spell));
      } else if (isFolded(element)) {
        changed[property] = (value as readonly Scalar[]).map((each) => spell(String(each)));
      }
    }
  }
  return changed;
}

function inRecord(object: JsonObject, record: RecordType, spell: Spell): JsonObject {
  const fields = new Map(record.fields.map((field) => [dataName(field), field]));
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => {
      const field = fields.get(name);
      return [name, field === undefined ? value : inValue(value, field, spell)];
    }),
  );
}

function inValue(value: JsonValue, field: Field, spell: Spell): JsonValue {
  const { type } = field;
  if (type.kind === "record") return isObject(value) ? inRecord(value, type, spell) : value;
  if (type.kind !== "list") return isFolded(type) && typeof value === "string" ? spell(value) : value;
  // Elements that stand in one text, with a separator between them, stay as they are.
  if (!Array.isArray(value)) return value;
  const { element } = type;
  return value.map((each) => {
    if (element.kind === "record") return isObject(each) ? inRecord(each, element, spell) : each;
    return isFolded(element) && typeof each === "string" ? spell(each) : each;
  });
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const known = new WeakMap<NamedList, ReadonlyMap<string, string>>();

/** By the folded text, the first spelling of it. */
function spellingsIn(list: NamedList): ReadonlyMap<string, string> {
  const before = known.get(list);
  if (before !== undefined) return before;
  const { items } = list;
  const spellings = new Map<string, string>();
  const texts = items.kind === "file" ? items.values : items.literals.map(({ value }) => value);
  if (texts.length <= LONGEST_LIST) {
    for (const text of texts) {
      if (typeof text !== "string") continue;
      const folded = fold(text);
      if (!spellings.has(folded)) spellings.set(folded, text);
    }
  }
  known.set(list, spellings);
  return spellings;
}
