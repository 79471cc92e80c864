import type { AggregateTerm, ListTerm } from "../../condition/condition.js";
import type { Formula } from "../formula.js";
import type { Frame } from "../quantities/frame.js";
import type { Case } from "./value.js";

/** How lists are read: as counts and sums about which something is known, or element by element. */
export interface ListReading {
  exists(list: ListTerm, frame: Frame): Formula;
  aggregate(term: AggregateTerm, frame: Frame): readonly Case[];
}
