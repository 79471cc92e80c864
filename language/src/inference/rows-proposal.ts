import { inferenceWords } from "../diagnostics/rules/inference-words.js";
import type { FieldProposal, Item } from "./field-proposal.js";
import { asKey, canBeKey, keyOf } from "./key-proposal.js";
import { type Proposing, RecordProposer } from "./record-proposal.js";
import type { RecordSeen } from "./record-seen.js";
import type { GatheredRows } from "./rows-seen.js";

/** `lines: list of { … } from rows`: what differs in the rows of a customer, behind what the customer has. */
export function gatheredItems(rows: RecordSeen, gathered: GatheredRows, proposing: Proposing): Item[] {
  const { key, ofRow } = gathered;
  const proposer = new RecordProposer(proposing);
  const own = proposer.items(rows, (column) => !isOfRow(column, rows, ofRow));
  const inner = new RecordProposer(proposing).items(rows, (column) => isOfRow(column, rows, ofRow));
  const identifier = own.find((item) => item.kind === "field" && keyOf(item) === key);
  if (identifier?.kind !== "field" || !canBeKey(identifier)) return [...own, ...inner];
  const lines: FieldProposal = {
    kind: "field",
    name: { name: proposer.names.fresh("lines"), from: null },
    key: false,
    optional: false,
    type: { kind: "list", element: { kind: "record", items: inner } },
    modifiers: [],
    fromRows: true,
    missing: [],
    split: null,
    doubts: proposing.sampled ? [inferenceWords.linesOfSample()] : [],
  };
  return [...own.map((item) => (item === identifier ? asKey(identifier, []) : item)), lines];
}

/** A nested record is of the row if one of its columns is. */
function isOfRow(field: string, rows: RecordSeen, ofRow: ReadonlySet<string>): boolean {
  if (ofRow.has(field)) return true;
  const nested = rows.fields.get(field)?.record;
  return nested !== undefined && nested !== null && [...ofRow].some((column) => column.startsWith(`${field}.`));
}
