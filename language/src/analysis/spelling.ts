import type { Model, NamedList } from "../condition/model.js";
import type { Field, RecordType, Row, Scalar, ScalarType } from "../condition/schema.js";
import type { JsonObject, JsonValue } from "../records/json-value.js";
import { dataName } from "../records/occurrence.js";
import { fold } from "../values/folding.js";

/** Longer lists would cost more to look through than the spelling is worth. */
const LONGEST_LIST = 50_000;

/** The spelling of a folded text; the text itself where none is known. */
type Spell = (text: string) => string;

/**
 * The folded texts of a row as the program's lists spell them: `Rasht`, where the row holds `rasht`. Data that hold either
 * are read as the same row.
 */
export function speltRow(row: Row, { schema, lists }: Model): Row {
  return schema === null || lists.length === 0 ? row : inRow(row, schema.record, speller(lists));
}

/** The same of the record that was made of the row. */
export function speltRecord(record: JsonObject, { schema, lists }: Model): JsonObject {
  return schema === null || lists.length === 0 ? record : inRecord(record, schema.record, speller(lists));
}

function speller(lists: readonly NamedList[]): Spell {
  return (text) => {
    for (const list of lists) {
      const spelling = spellingsIn(list).get(text);
      if (spelling !== undefined) return spelling;
    }
    return text;
  };
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
