import type { DateOrder } from "./date-formats.js";
import type { FieldSeen, RecordSeen } from "./record-seen.js";
import type { ScalarSeen } from "./scalar-seen.js";

/** In which order the dates of the data have day, month and year, by their separator, where some field leaves no doubt and none contradicts. */
export function dateOrdersOf(customers: RecordSeen): ReadonlyMap<string, DateOrder> {
  const found = new Map<string, Set<DateOrder>>();
  visitRecord(customers, (scalar) => {
    const reading = scalar.date.reading();
    if (reading === null || reading.rivals.length > 0) return;
    const { separator, order } = reading.spelling;
    const orders = found.get(separator) ?? new Set();
    found.set(separator, orders.add(order));
  });
  return new Map(
    [...found].flatMap(([separator, orders]) => (orders.size === 1 ? [[separator, [...orders][0]!]] : [])),
  );
}

function visitRecord({ fields }: RecordSeen, visit: (scalar: ScalarSeen) => void): void {
  for (const field of fields.values()) visitField(field, visit);
}

function visitField({ scalar, record, list }: FieldSeen, visit: (scalar: ScalarSeen) => void): void {
  visit(scalar);
  if (record !== null) visitRecord(record, visit);
  if (list === null) return;
  visit(list.scalar);
  if (list.record !== null) visitRecord(list.record, visit);
}
