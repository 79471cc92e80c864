import { inferenceWords } from "../diagnostics/rules/inference-words.js";
import { normalise } from "../values/text.js";
import type { DateSpelling } from "./date-formats.js";
import { type FieldName, FieldNames } from "./field-names.js";
import type { FieldProposal, Item, TypeProposal } from "./field-proposal.js";
import { nameHints } from "./name-hints.js";
import type { FieldSeen, ListSeen, RecordSeen } from "./record-seen.js";
import { proposeScalar, type Surroundings } from "./scalar-proposal.js";
import { byCodePoint, type Spellings } from "./spellings.js";
import { commentText, shortened, textLiteral } from "./texts.js";

/** What holds for the whole proposal. */
export interface Proposing {
  readonly sampled: boolean;
  readonly dateOrders: ReadonlyMap<string, DateSpelling["order"]>;
}

/** Keys as many as these, each rarely there, are values: a map by product, say. */
const KEYS_OF_MAP = 60;
const RARE = 0.2;

/** Proposes the fields of one kind of record. */
export class RecordProposer {
  readonly names = new FieldNames();
  readonly #proposing: Proposing;
  /** The columns and keys of the row that some field is read from. */
  readonly #claimed: Set<string>;
  readonly #prefix: string;

  constructor(proposing: Proposing, claimed = new Set<string>(), prefix = "") {
    this.#proposing = proposing;
    this.#claimed = claimed;
    this.#prefix = prefix;
  }

  /** All keys of the record, in their order; `only` leaves out others. */
  items(record: RecordSeen, only: (key: string) => boolean = () => true): Item[] {
    const items = [...record.fields.values()]
      .filter(({ key }) => only(key))
      .map((field) => this.item(field, record.count));
    const { size } = record.surplus;
    if (size > 0) items.push(leftOut(inferenceWords.surplusKeys({ count: size, more: record.surplusOverflowed })));
    return items;
  }

  /** A field, or why its key is left out; `records` is how many there were in all. */
  item(field: FieldSeen, records: number): Item {
    const key = shownKey(field.key);
    const reason = whyUnreadable(field, key);
    if (reason !== null) return leftOut(reason);
    const isRecord = field.record !== null;
    const column = `${this.#prefix}${normalise(field.key)}`;
    if (!isRecord && this.#claimed.has(column)) return leftOut(inferenceWords.sameColumn({ key }));
    const proposal = this.#proposal(field, records, key);
    if (proposal.kind === "left-out") return proposal;
    const name = this.names.nameFor(field.key);
    if (name === null) return leftOut(inferenceWords.unnameable({ key: textLiteral(shortened(field.key, 40)) }));
    if (!isRecord) this.#claimed.add(column);
    return { ...proposal, name };
  }

  #proposal(field: FieldSeen, records: number, key: string): Item {
    const absent = records - field.occurrences + field.nulls;
    const common = { ...EMPTY, optional: absent > 0 };
    if (field.record !== null) return this.#record(field, field.record, common, key);
    if (field.list !== null) return this.#list(field, field.list, common, key);
    return this.#scalar(field, common, key);
  }

  #scalar(field: FieldSeen, common: FieldProposal, key: string): Item {
    const surroundings = this.#surroundings(field.key);
    const split = field.scalar.cells === field.scalar.count ? this.#split(field) : null;
    if (split !== null) {
      const missing = [...field.scalar.sure.keys()].sort(byCodePoint);
      const type: TypeProposal = { kind: "list", element: { kind: "scalar", text: "text" } };
      return { ...common, type, missing, optional: common.optional || missing.length > 0, split: split.separator };
    }
    const proposal = proposeScalar(field.scalar, surroundings);
    if (proposal === null) {
      const { truth, value } = inferenceWords.kinds;
      return leftOut(inferenceWords.mixed({ key, kinds: [truth, value] }));
    }
    const { type, modifiers, missing, doubts } = proposal;
    const optional =
      common.optional || missing.length > 0 || (field.scalar.count === 0 && field.scalar.doubtful.size === 0);
    return { ...common, type: { kind: "scalar", text: type }, modifiers, missing, doubts, optional };
  }

  #split({ key, scalar }: FieldSeen): { separator: string; parts: Spellings } | null {
    if (scalar.number.isPossible || scalar.date.isPossible || scalar.doubtful.size > 0) return null;
    return scalar.split.separator(nameHints(key).several);
  }

  #record(field: FieldSeen, record: RecordSeen, common: FieldProposal, key: string): Item {
    if (isMap(record))
      return leftOut(inferenceWords.keysAreValues({ key, count: record.fields.size + record.surplus.size }));
    const inner = new RecordProposer(this.#proposing, this.#claimed, `${this.#prefix}${normalise(field.key)}.`);
    const items = inner.items(record);
    if (!items.some(({ kind }) => kind === "field"))
      return leftOut(items.length === 0 ? inferenceWords.emptyRecord({ key }) : reasonsOf(items));
    return { ...common, type: { kind: "record", items } };
  }

  #list(field: FieldSeen, list: ListSeen, common: FieldProposal, key: string): Item {
    const missing = [...field.scalar.sure.keys()].sort(byCodePoint);
    const declared = { ...common, missing, optional: common.optional || missing.length > 0 };
    if (list.record !== null) {
      if (isMap(list.record)) return leftOut(inferenceWords.keysAreValues({ key, count: list.record.fields.size }));
      const items = new RecordProposer(this.#proposing).items(list.record);
      if (!items.some(({ kind }) => kind === "field"))
        return leftOut(items.length === 0 ? inferenceWords.emptyRecord({ key }) : reasonsOf(items));
      return { ...declared, type: { kind: "list", element: { kind: "record", items } } };
    }
    if (list.scalar.count === 0 && list.scalar.broken === 0) {
      return { ...declared, type: textList, doubts: [inferenceWords.emptyList()] };
    }
    const element = proposeScalar(list.scalar, this.#surroundings(field.key));
    if (element === null) return leftOut(inferenceWords.mixedElements({ key }));
    const { type, modifiers, doubts } = element;
    return { ...declared, type: { kind: "list", element: { kind: "scalar", text: type } }, modifiers, doubts };
  }

  #surroundings(key: string): Surroundings {
    return { ...this.#proposing, hints: nameHints(key) };
  }
}

const textList: TypeProposal = { kind: "list", element: { kind: "scalar", text: "text" } };

const EMPTY: FieldProposal = {
  kind: "field",
  name: { name: "", from: null } satisfies FieldName,
  key: false,
  optional: false,
  type: { kind: "scalar", text: "text" },
  modifiers: [],
  fromRows: false,
  missing: [],
  split: null,
  doubts: [],
};

export function leftOut(reason: string): Item {
  return { kind: "left-out", reason };
}

export function shownKey(key: string): string {
  return commentText(shortened(key, 60)).replaceAll("`", "'");
}

/** Why no type reads the values of a field, as far as their kinds tell; null if one may. */
function whyUnreadable(field: FieldSeen, key: string): string | null {
  const { list, record, scalar } = field;
  if (field.tooDeep) return inferenceWords.tooDeep({ key });
  // The program names it in NFC, and the key of the data is another.
  if (!field.fromCells && normalise(field.key) !== field.key) {
    return inferenceWords.unnameable({ key: textLiteral(shortened(field.key, 40)) });
  }
  const { kinds } = inferenceWords;
  const truths = scalar.booleans.yes + scalar.booleans.no;
  // A list reads a spelling of missing in its place, a record does not.
  const values =
    scalar.count - truths + scalar.broken + scalar.doubtful.size + (record === null ? 0 : scalar.sure.size);
  const found = [
    ...(record === null ? [] : [kinds.record]),
    ...(list === null ? [] : [kinds.list]),
    ...(truths > 0 ? [kinds.truth] : []),
    ...(values > 0 ? [kinds.value] : []),
  ];
  if ((record !== null || list !== null) && found.length > 1) return inferenceWords.mixed({ key, kinds: found });
  return list === null ? null : whyListUnreadable(list, key);
}

function whyListUnreadable({ nulls, listsInside, record, scalar }: ListSeen, key: string): string | null {
  if (listsInside > 0) return inferenceWords.nestedLists({ key });
  if (nulls > 0) return inferenceWords.nullElements({ key });
  return record !== null && scalar.count + scalar.broken > 0 ? inferenceWords.mixedElements({ key }) : null;
}

function isMap({ count, fields, surplus }: RecordSeen): boolean {
  if (surplus.size > 0) return true;
  if (fields.size < KEYS_OF_MAP) return false;
  let occurrences = 0;
  for (const field of fields.values()) occurrences += field.occurrences;
  return occurrences < count * fields.size * RARE;
}

/** Of a record nothing of which can be read. */
function reasonsOf(items: readonly Item[]): string {
  return items.flatMap((item) => (item.kind === "left-out" ? [item.reason] : [])).join(" ");
}
