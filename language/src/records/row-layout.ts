import type { Field, RecordType } from "../condition/schema.js";

/** A field that has a value in the row, with the list or scalar in it. */
export interface RowSlot {
  readonly slot: number;
  readonly field: Field;
}

/** The slots of a row in their order, those of nested records among them. */
export function rowSlots(record: RecordType): RowSlot[] {
  const slots: RowSlot[] = [];
  const collect = ({ fields }: RecordType) => {
    for (const field of fields) {
      if (field.slot !== null) slots.push({ slot: field.slot, field });
      if (field.type.kind === "record") collect(field.type);
    }
  };
  collect(record);
  return slots.sort((a, b) => a.slot - b.slot);
}
